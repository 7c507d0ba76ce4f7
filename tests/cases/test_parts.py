"""Minh agrees to support and to contact with the police. One referral goes out as three parts: to Lighthouse, and to
the police of Kent twice over. He takes one consent back, and what rested on it is gone."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.consents import record_consent
from opennrm.cases.actions.receiving_parts import receive_part, route_part
from opennrm.cases.actions.restricting import restrict_case, unrestrict_case
from opennrm.cases.consents import ledger_of
from opennrm.cases.models import Case, Part, Party
from opennrm.cases.part_verification import check_parts
from opennrm.cases.parts import PartRow, parts_of, parts_received, received_part
from opennrm.cases.party_verification import check_parties
from opennrm.cases.verification import check_cases
from opennrm.mechanism.consent import ConsentScope
from opennrm.mechanism.receivers import PartState, Receiver
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.notifications.models import Message
from opennrm.partners.access import Actor, NotYours
from tests.behind import asked_by
from tests.cases.test_consents import spoken
from tests.factories import cases as made
from tests.factories import partners
from tests.factories import parts as there

pytestmark = pytest.mark.django_db
SUPPORT, HERE, WHERE = Receiver.SUPPORT_PROVIDER, Receiver.POLICE_HERE, Receiver.POLICE_THERE


def of(reference: str) -> dict[Receiver, PartRow]:
    return {part.receiver: part for part in parts_of(Case.objects.get(reference=reference).id)}


def states(reference: str) -> dict[Receiver, str]:
    return {receiver: part.state.value for receiver, part in of(reference).items()}


def says(reference: str, scope: ConsentScope, *, agrees: bool) -> None:
    seen = len(ledger_of(Case.objects.get(reference=reference).id))
    by = made.officer("caseworker")
    record_consent(reference, spoken(scope, agrees=agrees), seen=seen, by=by, at=timezone.now())


def test_one_entry_goes_to_each_receiver_and_each_is_written_to_that_there_is_work() -> None:
    lighthouse, kent = there.support(), there.kent()
    reference = there.adult()
    assert states(reference) == {SUPPORT: "waiting", HERE: "waiting", WHERE: "waiting"}
    assert {part.organisation for part in of(reference).values()} == {"Lighthouse", "Kent Police"}
    for who in (lighthouse, kent):
        waiting = Message.objects.filter(recipient=who.account, state="waiting")
        assert [(each.line, each.letter_id) for each in waiting] == [("you_have_work", None)]
    assert check_parts() == check_cases() == []


def test_what_the_person_did_not_agree_to_goes_to_nobody() -> None:
    there.support()
    there.kent()
    assert states(there.adult(support_wanted="no", police_contact_agreed="not_decided")) == {}


def test_without_a_yes_to_sharing_nothing_goes_and_the_page_says_what_is_to_be_asked() -> None:
    there.support()
    there.kent()
    undecided, not_asked = there.adult(sharing_agreed="not_decided"), there.adult(sharing_agreed="not_asked")
    assert states(undecided) == states(not_asked) == {}
    assert not Party.objects.filter(organisation__name="Lighthouse").exists()
    client = partners.client_for(made.account_of(made.officer("caseworker")))
    page = client.get(f"/cases/{undecided}/consents/").content.decode()
    assert "Nothing is sent on this until they agree to sharing too" in page
    says(undecided, ConsentScope.SHARING, agrees=True)
    assert states(undecided) == {SUPPORT: "waiting", HERE: "waiting", WHERE: "waiting"}
    assert "until they agree to sharing" not in client.get(f"/cases/{undecided}/consents/").content.decode()
    assert check_parties() == check_parts() == check_cases() == []


def test_who_was_referred_before_sharing_was_asked_about_is_helped_on_what_they_were_asked(monkeypatch: Any) -> None:
    monkeypatch.setattr("opennrm.cases.consents.SHARING_QUESTION", "not_in_their_catalogue")
    there.support()
    assert states(there.adult(sharing_agreed="not_asked", police_contact_agreed="no")) == {SUPPORT: "waiting"}


def test_a_childs_part_goes_to_the_council_and_the_guardians_without_anybodys_consent(settings: Any) -> None:
    settings.GUARDIAN_SERVICES = {"england": "guardians", "wales": "guardians", "scotland": "guardians"}
    there.receives(OrganisationType.LOCAL_AUTHORITY, "adur", "Adur District Council")
    there.receives(OrganisationType.CHARITY, "guardians")
    reference = made.referred(child=True, council_contacted="adu", referrer_nation="england")
    found = of(reference)
    assert found[Receiver.COUNCIL_SAFEGUARDING].organisation == "Adur District Council"
    assert found[Receiver.GUARDIAN_SERVICE].organisation == "guardians"


def test_a_part_that_nobody_can_open_is_not_left_to_lie_in_silence() -> None:
    there.receives(OrganisationType.POLICE, "kent-police", readers=False)
    reference = there.adult()
    assert states(reference)[HERE] == "not_routed"
    assert states(reference)[SUPPORT] == "not_routed"  # there is no provider at all


def test_each_organisation_sees_its_own_part_and_nobody_elses() -> None:
    lighthouse, kent = there.support(), there.kent()
    reference = there.adult()
    stranger = partners.actor(partners.account("liaison"))
    for who, count in ((lighthouse.actor, 1), (kent.actor, 2), (stranger, 0)):
        with asked_by(who):
            assert len(parts_received(who)) == Part.objects.count() == count
    part = of(reference)[SUPPORT].id
    with asked_by(kent.actor), pytest.raises(NotYours):
        received_part(kent.actor, part)


def test_a_no_to_the_police_takes_back_what_waits_there_and_sends_nothing_more() -> None:
    lighthouse, kent = there.support(), there.kent()
    reference = there.adult()
    says(reference, ConsentScope.POLICE_CONTACT, agrees=False)
    assert states(reference) == {SUPPORT: "waiting", HERE: "ended", WHERE: "ended"}
    taken_back = of(reference)[HERE].id
    with asked_by(kent.actor):
        assert Part.objects.count() == 0, "the wall shows no answer of what was taken back"
        assert [row.state for row in parts_received(kent.actor)] == [PartState.ENDED, PartState.ENDED]
        with pytest.raises(NotYours):
            received_part(kent.actor, taken_back)
    with asked_by(lighthouse.actor):
        assert len(parts_received(lighthouse.actor)) == 1
    assert check_parts() == check_cases() == []


def test_a_no_to_support_ends_the_providers_part_in_the_case_and_tells_it() -> None:
    lighthouse = there.support()
    reference = there.adult()
    receive_part(of(reference)[SUPPORT].id, by=lighthouse.actor, at=timezone.now())
    Message.objects.filter(recipient=lighthouse.account).update(state="sent", sent_at=timezone.now())
    says(reference, ConsentScope.SUPPORT, agrees=False)
    party = Party.objects.get(organisation=lighthouse.organisation)
    assert party.until_at is not None
    assert states(reference)[SUPPORT] == "ended"
    assert Message.objects.filter(recipient=lighthouse.account, state="waiting").count() == 1
    assert check_parties() == check_parts() == []


def test_what_was_received_can_be_read_on_where_the_settings_let_it(settings: Any) -> None:
    settings.WITHDRAWN_ENDS_READING = []
    kent = there.kent()
    reference = there.adult()
    receive_part(of(reference)[HERE].id, by=kent.actor, at=timezone.now())
    says(reference, ConsentScope.POLICE_CONTACT, agrees=False)
    assert (states(reference)[HERE], states(reference)[WHERE]) == ("received", "ended")


def test_a_no_to_sharing_stops_all_that_rests_on_consent() -> None:
    there.support()
    there.kent()
    reference = there.adult()
    says(reference, ConsentScope.SHARING, agrees=False)
    assert set(states(reference).values()) == {"ended"}


def test_a_yes_later_sends_what_was_not_sent_and_makes_nothing_twice() -> None:
    lighthouse, _kent = there.support(), there.kent()
    reference = there.adult(support_wanted="no")
    assert SUPPORT not in states(reference)
    says(reference, ConsentScope.SUPPORT, agrees=True)
    assert states(reference) == {SUPPORT: "waiting", HERE: "waiting", WHERE: "waiting"}
    assert Part.objects.filter(case_reference=reference).count() == 3
    assert Party.objects.filter(organisation=lighthouse.organisation, until_at__isnull=True).count() == 1
    assert check_parties() == check_parts() == []


def test_what_waits_of_a_restricted_case_is_held_and_goes_when_it_is_open_again() -> None:
    _lighthouse, kent = there.support(), there.kent()
    reference = there.adult()
    receive_part(of(reference)[HERE].id, by=kent.actor, at=timezone.now())
    manager = restricted(reference)
    assert states(reference) == {SUPPORT: "held", HERE: "received", WHERE: "held"}
    with asked_by(kent.actor):
        assert len(parts_received(kent.actor)) == 1
    opened(reference, manager)
    assert states(reference) == {SUPPORT: "waiting", HERE: "received", WHERE: "waiting"}
    assert check_parts() == []


def test_no_event_of_a_part_says_what_is_in_it() -> None:
    there.support()
    there.kent()
    reference = there.adult(first_name="Kanarivex")
    assert "Kanarivex" not in str([event.facts for event in events_of_case(reference)])


def restricted(reference: str) -> Actor:
    """The case is restricted to a manager, who is given."""
    manager = made.officer("manager")
    version, people = made.seen(reference, manager).version, [manager.account_id]
    restrict_case(reference, because="operation", people=people, seen=version, by=manager, at=timezone.now())
    return manager


def opened(reference: str, manager: Actor) -> None:
    unrestrict_case(reference, seen=made.seen(reference, manager).version, by=manager, at=timezone.now())


def test_what_somebody_told_in_another_way_is_not_made_again_by_the_next_consent() -> None:
    reference, by, at = there.adult(police_contact_agreed="no"), made.officer("caseworker"), timezone.now()
    part = of(reference)[SUPPORT].id
    route_part(reference, part, organisation_id=None, told_otherwise=True, by=by, at=at)
    says(reference, ConsentScope.SUPPORT, agrees=True)
    assert Part.objects.filter(case_reference=reference).count() == 1
    assert states(reference) == {SUPPORT: "ended"}


def test_a_provider_has_no_part_in_a_restricted_case_until_what_it_is_told_goes_out() -> None:
    lighthouse = there.support()
    reference = there.adult(support_wanted="no", police_contact_agreed="no")
    manager = restricted(reference)
    seen = len(ledger_of(Case.objects.get(reference=reference).id))
    said = spoken(ConsentScope.SUPPORT, agrees=True)
    record_consent(reference, said, seen=seen, by=manager, at=timezone.now())
    assert states(reference) == {SUPPORT: "held"}
    theirs = Party.objects.filter(organisation=lighthouse.organisation, until_at__isnull=True)
    assert not theirs.exists()
    opened(reference, manager)
    assert (states(reference), theirs.count()) == ({SUPPORT: "waiting"}, 1)
    assert check_parties() == check_parts() == []


def test_a_no_to_sharing_ends_the_providers_part_in_the_case() -> None:
    lighthouse = there.support()
    reference = there.adult()
    says(reference, ConsentScope.SHARING, agrees=False)
    assert Party.objects.get(organisation=lighthouse.organisation).until_at is not None
    assert check_parties() == []
