"""Linh agrees to sharing, but nothing to Lighthouse: somebody reads that before anything goes anywhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from opennrm.cases.actions.consents import record_consent
from opennrm.cases.actions.part_tasks import TITLE_TO_READ
from opennrm.cases.actions.receiving_parts import receive_part, route_part
from opennrm.cases.actions.renewing_parts import TITLES
from opennrm.cases.casework_verification import check_casework
from opennrm.cases.consents import ledger_of
from opennrm.cases.models import Case, Part, Party, Task
from opennrm.cases.part_verification import check_parts
from opennrm.cases.parts import parts_received
from opennrm.cases.party_verification import check_parties
from opennrm.cases.verification import check_cases
from opennrm.mechanism.consent import ConsentScope
from opennrm.mechanism.receivers import LIMITS, Receiver
from tests.behind import asked_by
from tests.cases.test_consents import spoken
from tests.cases.test_part_tasks import taken
from tests.cases.test_parts import HERE, SUPPORT, WHERE
from tests.cases.test_renewing_parts import open_parts, renamed
from tests.factories import cases as made
from tests.factories import partners
from tests.factories import parts as there

pytestmark = pytest.mark.django_db
NOT_TO_THEM = "Nothing to Lighthouse, nor to the police."


def agrees(reference: str, scope: ConsentScope, limits: str = "") -> None:
    said, seen = spoken(scope, agrees=True), len(ledger_of(Case.objects.get(reference=reference).id))
    said = replace(said, limits=limits)
    record_consent(reference, said, seen=seen, by=made.officer("caseworker"), at=timezone.now())


def states(reference: str) -> dict[Receiver, tuple[str, str]]:
    return {receiver: (part.state, part.because) for receiver, part in open_parts(reference).items()}


def test_with_limits_nothing_goes_until_somebody_has_read_them_where_they_say_who_receives_it() -> None:
    lighthouse, kent = there.support(), there.kent()
    reference = there.adult(sharing_limits=NOT_TO_THEM)
    to_read = ("not_routed", LIMITS)
    assert states(reference) == {SUPPORT: to_read, HERE: to_read, WHERE: to_read}
    assert not Party.objects.filter(organisation=lighthouse.organisation).exists()
    with asked_by(kent.actor):
        assert parts_received(kent.actor) == []
    by = taken(reference)
    assert [task.title for task in Task.objects.all()] == [TITLE_TO_READ]
    client, part = partners.client_for(made.account_of(by)), open_parts(reference)[HERE]
    consents = client.get(f"/cases/{reference}/consents/").content.decode()
    assert "The person set limits" in consents
    assert "Nobody was found" not in consents
    page = client.get(f"/cases/{reference}/parts/{part.id}/").content.decode()
    assert NOT_TO_THEM in page
    assert "Nobody was found" not in page
    renamed(reference)
    assert states(reference) == {SUPPORT: to_read, HERE: to_read, WHERE: to_read}
    part = open_parts(reference)[HERE]
    route_part(reference, part.id, organisation_id=kent.organisation.id, told_otherwise=False, by=by, at=timezone.now())
    assert states(reference)[HERE] == ("waiting", "")
    assert check_parties() == check_parts() == check_cases() == check_casework() == []


def test_limits_said_later_take_back_what_nobody_has_received_and_lifting_them_sends_it_anew() -> None:
    lighthouse, kent = there.support(), there.kent()
    reference = there.adult()
    receive_part(open_parts(reference)[HERE].id, by=kent.actor, at=timezone.now())
    agrees(reference, ConsentScope.SHARING, NOT_TO_THEM)
    to_read = ("not_routed", LIMITS)
    assert states(reference) == {SUPPORT: to_read, HERE: ("received", ""), WHERE: to_read}
    assert not Party.objects.filter(organisation=lighthouse.organisation, until_at__isnull=True).exists()
    told = partners.client_for(lighthouse.account).get("/parts/").content.decode()
    assert "It was taken back before you received it" in told
    assert "no longer consents" not in told
    agrees(reference, ConsentScope.SHARING)
    assert states(reference) == {SUPPORT: ("waiting", ""), HERE: ("received", ""), WHERE: ("waiting", "")}
    assert Party.objects.filter(organisation=lighthouse.organisation, until_at__isnull=True).count() == 1
    assert check_parties() == check_parts() == check_cases() == []


def test_limits_of_one_consent_hold_up_what_rests_on_that_and_what_was_sent_by_hand_is_renewed_by_nobody() -> None:
    lighthouse, _kent = there.support(), there.kent()
    reference, by = there.adult(support_wanted="no"), made.officer("caseworker")
    taken(reference)
    agrees(reference, ConsentScope.SUPPORT, "Not her address.")
    assert states(reference) == {SUPPORT: ("not_routed", LIMITS), HERE: ("waiting", ""), WHERE: ("waiting", "")}
    part, here = open_parts(reference)[SUPPORT], lighthouse.organisation.id
    route_part(reference, part.id, organisation_id=here, told_otherwise=False, by=by, at=timezone.now())
    agrees(reference, ConsentScope.POLICE_CONTACT)
    assert states(reference)[SUPPORT] == ("waiting", ""), "these limits were read"
    renamed(reference)
    parts = open_parts(reference)
    assert (parts[SUPPORT].id, "Kanarivex" in str(parts[HERE].content)) == (part.id, True)
    assert TITLES[SUPPORT] in {task.title for task in Task.objects.filter(done_at__isnull=True)}
    assert Part.objects.filter(case_reference=reference, receiver=SUPPORT.value).count() == 1
    assert check_parties() == check_parts() == check_cases() == []
