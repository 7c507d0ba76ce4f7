"""Lighthouse says that it has its part; where nobody was found, somebody of the case's team says who receives it."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from opennrm.audit.asking import as_the_house
from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.receiving_parts import receive_part, reveal_in_part, route_part
from opennrm.cases.models import Case, ConsentEntry, Part, Party
from opennrm.cases.part_verification import check_parts
from opennrm.mechanism.receivers import TOLD_OTHERWISE, PartState, Receiver
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners.access import NotYours
from tests.behind import asked_by
from tests.factories import cases as made
from tests.factories import parts as there

pytestmark = pytest.mark.django_db


def part(reference: str, receiver: Receiver = Receiver.SUPPORT_PROVIDER) -> Part:
    return Part.objects.get(case_reference=reference, receiver=receiver.value)


def kinds(reference: str) -> list[str]:
    return [event.kind for event in events_of_case(reference) if re.match("Part[A-Z]", event.kind)]


def route(reference: str, to: UUID | None, *, otherwise: bool = False) -> None:
    by, at = made.officer("caseworker"), timezone.now()
    route_part(reference, part(reference).id, organisation_id=to, told_otherwise=otherwise, by=by, at=at)


def test_it_is_received_once_by_whoever_said_so_first() -> None:
    lighthouse = there.support()
    reference = there.adult(police_contact_agreed="no")
    for _time in range(2):
        receive_part(part(reference).id, by=lighthouse.actor, at=timezone.now())
    assert part(reference).state == "received"
    assert part(reference).received_by_id == lighthouse.account.id
    assert kinds(reference) == ["PartMade", "PartReceived"]
    assert check_parts() == []


def test_nobody_receives_what_came_to_somebody_else() -> None:
    there.support()
    reference, kent = there.adult(), there.kent()
    with pytest.raises(NotYours):
        receive_part(part(reference).id, by=kent.actor, at=timezone.now())
    with pytest.raises(Refused):
        receive_part(part(reference).id, by=made.officer("caseworker"), at=timezone.now())


def test_where_the_person_can_be_reached_is_shown_once_asked_for_and_recorded_without_saying_it() -> None:
    lighthouse = there.support()
    reference = there.adult(police_contact_agreed="no", support_phone="07700 900456")
    shown = reveal_in_part(part(reference).id, what="phone", by=lighthouse.actor, at=timezone.now())
    assert [each.lines for each in shown] == [("07700 900456",)]
    last = [event for event in events_of_case(reference) if event.kind == "WhereaboutsRevealed"][-1]
    assert last.facts["shown"] == "phone"
    assert "900456" not in str(last.facts)
    with pytest.raises(Refused):
        reveal_in_part(part(reference).id, what="address", by=lighthouse.actor, at=timezone.now())


def test_somebody_of_the_team_says_who_receives_what_found_nobody() -> None:
    reference = there.adult(police_contact_agreed="no")
    assert part(reference).state == "not_routed"
    lighthouse = there.support()
    route(reference, lighthouse.organisation.id)
    assert (part(reference).state, part(reference).organisation) == ("waiting", lighthouse.organisation)
    assert Party.objects.filter(organisation=lighthouse.organisation, until_at__isnull=True).count() == 1
    assert kinds(reference) == ["PartMade", "PartSent"]
    assert check_parts() == []


def test_or_that_they_were_told_in_another_way() -> None:
    reference = there.adult(police_contact_agreed="no")
    route(reference, None, otherwise=True)
    assert (part(reference).state, part(reference).because) == ("ended", TOLD_OTHERWISE)


def test_it_goes_neither_to_a_force_nor_where_nobody_can_open_it() -> None:
    reference, kent = there.adult(police_contact_agreed="no"), there.kent()
    empty = there.receives(OrganisationType.SUPPORT_PROVIDER, "empty", readers=False)
    for to, code in ((kent, "no_organisation"), (empty, "nobody_can_open_it")):
        with pytest.raises(Refused) as refused:
            route(reference, to.organisation.id)
        assert refused.value.refusal.code == code
        assert refused.value.refusal.field == "organisation"


def test_what_the_person_does_not_agree_to_now_is_sent_to_nobody_by_hand() -> None:
    reference = there.adult(police_contact_agreed="no")
    lighthouse = there.support()
    ConsentEntry.objects.filter(scope="support").update(said="withdrawn")
    with pytest.raises(Refused, match="not_agreed"):
        route(reference, lighthouse.organisation.id)
    assert part(reference).state == "not_routed"
    route(reference, None, otherwise=True)
    assert part(reference).state == "ended"


@pytest.mark.parametrize("stage", ["reasonable_grounds_negative", "closed"])
def test_support_is_not_sent_by_hand_once_the_decision_was_negative_or_the_case_has_ended(stage: str) -> None:
    reference = there.adult(police_contact_agreed="no")
    lighthouse = there.support()
    Case.objects.filter(reference=reference).update(stage=stage)
    with pytest.raises(Refused, match=r"after_decision|case_closed") as refused:
        route(reference, lighthouse.organisation.id)
    assert refused.value.refusal.field == "organisation"
    assert "told in another way, choose that" in refused.value.refusal.because
    assert part(reference).state == "not_routed"
    assert not Party.objects.filter(organisation=lighthouse.organisation).exists()
    route(reference, None, otherwise=True)
    assert part(reference).state == "ended"


def test_what_lies_with_somebody_is_not_routed_again() -> None:
    lighthouse = there.support()
    reference = there.adult(police_contact_agreed="no")
    with pytest.raises(NotYours):
        route(reference, lighthouse.organisation.id)


@pytest.mark.parametrize("state", [PartState.HELD, PartState.ENDED])
def test_what_was_held_back_or_stopped_between_reading_and_receiving_is_not_theirs(
    state: PartState, monkeypatch: pytest.MonkeyPatch
) -> None:
    lighthouse = there.support()
    reference = there.adult(police_contact_agreed="no")

    def stopped_meanwhile(_actor: Any, part_id: UUID) -> None:
        with as_the_house():
            Part.objects.filter(id=part_id).update(state=state.value)

    monkeypatch.setattr("opennrm.cases.actions.receiving_parts.received_part", stopped_meanwhile)
    with asked_by(lighthouse.actor), pytest.raises(NotYours):
        receive_part(part(reference).id, by=lighthouse.actor, at=timezone.now())
