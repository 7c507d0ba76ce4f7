"""What was for a child stops at 18, what was only held is told to nobody, and nothing goes out of an ended case."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.cases.actions.closing import close_case
from opennrm.cases.actions.consents import record_consent
from opennrm.cases.actions.growing_up import record_consent_to_stay
from opennrm.cases.actions.receiving_parts import receive_part, route_part
from opennrm.cases.actions.reopening import reopen_case
from opennrm.cases.actions.withdrawing import withdraw_case
from opennrm.cases.consents import ledger_of
from opennrm.cases.models import Case, ConsentEntry, Part, Party
from opennrm.cases.part_verification import check_parts
from opennrm.cases.parts import parts_received
from opennrm.cases.party_verification import check_parties
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.consent import Consent, ConsentScope, Interpreter
from opennrm.mechanism.consent_ledger import Said
from opennrm.mechanism.interruptions import Withdrawal
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from opennrm.mechanism.receivers import PartState, Receiver
from opennrm.mechanism.vocabulary import HowGiven, OrganisationType
from tests.behind import asked_by
from tests.cases.test_consents import spoken
from tests.cases.test_parts import HERE, SUPPORT, WHERE, of, opened, restricted, says, states
from tests.factories import cases as made
from tests.factories import parts as there

pytestmark = pytest.mark.django_db


def stays(*scopes: ConsentScope, reference: str) -> None:
    """A child who is 18 stays, and agrees to so much."""
    by, at = made.officer("caseworker"), timezone.now()
    given = Consent(
        scopes=frozenset({ConsentScope.REFERRAL, *scopes}),
        language="eng",
        explained_by="Kim Ellis",
        interpreter=Interpreter.NOT_NEEDED,
        how_given=HowGiven.SIGNED,
        given_on=legal_day(at),
    )
    record_consent_to_stay(reference, given, token="stays", by=by, at=at)


def child_who_is_18() -> str:
    at = timezone.now()
    born = (legal_day(at) - timedelta(days=18 * 366)).isoformat()
    places = {"staying_town": "dover", "staying_region": "south_east", "exploitation_uk_towns": ["maidstone"]}
    return made.referred(
        child=True,
        at=at - timedelta(days=30),
        date_of_birth=born,
        council_contacted="adu",
        referrer_nation="england",
        **places,
    )


def test_what_was_for_a_child_stops_at_18_where_the_adult_has_not_agreed_to_it() -> None:
    kent = there.kent()
    there.receives(OrganisationType.LOCAL_AUTHORITY, "adur", "Adur District Council")
    reference = child_who_is_18()
    receive_part(of(reference)[HERE].id, by=kent.actor, at=timezone.now())
    assert {part.state for part in of(reference).values()} == {
        PartState.WAITING,
        PartState.RECEIVED,
        PartState.NOT_ROUTED,  # no guardian service was found
    }
    stays(reference=reference)
    assert Case.objects.get(reference=reference).kind == "adult"
    assert {part.because for part in of(reference).values()} == {"became_adult"}
    assert set(states(reference).values()) == {"ended"}
    assert check_parts() == check_cases() == []


def test_and_goes_on_where_they_have() -> None:
    there.kent()
    there.receives(OrganisationType.LOCAL_AUTHORITY, "adur", "Adur District Council")
    reference = child_who_is_18()
    stays(ConsentScope.POLICE_CONTACT, reference=reference)
    ended = {Receiver.COUNCIL_SAFEGUARDING: "ended", Receiver.GUARDIAN_SERVICE: "ended"}
    assert states(reference) == ended | {HERE: "waiting", WHERE: "waiting"}
    assert Part.objects.filter(case_reference=reference).count() == 4


def test_what_was_held_is_stopped_and_not_sent_if_it_is_not_agreed_to_when_the_case_is_open_again() -> None:
    there.kent()
    reference = there.adult(support_wanted="no")
    manager = restricted(reference)
    ConsentEntry.objects.filter(scope="police_contact").update(said="withdrawn")
    opened(reference, manager)
    assert states(reference) == {HERE: "ended", WHERE: "ended"}


def test_what_was_only_ever_held_is_told_to_nobody_when_it_ends() -> None:
    lighthouse = there.support()
    reference = there.adult(support_wanted="no", police_contact_agreed="no")
    manager = restricted(reference)
    case = Case.objects.get(reference=reference)
    for agrees in (True, False):
        said = spoken(ConsentScope.SUPPORT, agrees=agrees)
        record_consent(reference, said, seen=len(ledger_of(case.id)), by=manager, at=timezone.now())
    assert states(reference) == {SUPPORT: "ended"}
    with asked_by(lighthouse.actor):
        assert parts_received(lighthouse.actor) == []


def test_what_lay_there_before_it_was_held_is_listed_as_taken_back() -> None:
    lighthouse = there.support()
    reference = there.adult(police_contact_agreed="no")
    manager = restricted(reference)
    seen = len(ledger_of(Case.objects.get(reference=reference).id))
    said = spoken(ConsentScope.SUPPORT, agrees=False)
    record_consent(reference, said, seen=seen, by=manager, at=timezone.now())
    with asked_by(lighthouse.actor):
        assert [row.state for row in parts_received(lighthouse.actor)] == [PartState.ENDED]


def test_what_was_told_in_another_way_is_never_said_to_have_been_taken_back() -> None:
    lighthouse = there.support()
    reference = there.adult(police_contact_agreed="no")
    manager, part = restricted(reference), of(reference)[SUPPORT].id
    route_part(reference, part, organisation_id=None, told_otherwise=True, by=manager, at=timezone.now())
    with asked_by(lighthouse.actor):
        assert parts_received(lighthouse.actor) == []


def test_whoever_stays_at_18_with_support_has_a_provider_that_is_told_and_has_its_part() -> None:
    at = timezone.now()
    born = (legal_day(at) - timedelta(days=18 * 366)).isoformat()
    reference = made.referred(child=True, at=at - timedelta(days=30), date_of_birth=born, referrer_nation="england")
    lighthouse = there.support()
    stays(ConsentScope.SUPPORT, reference=reference)
    assert Case.objects.get(reference=reference).kind == "adult"
    assert of(reference)[SUPPORT].organisation == "Lighthouse"
    assert Party.objects.filter(organisation=lighthouse.organisation, until_at__isnull=True).count() == 1
    assert check_parties() == check_parts() == check_cases() == []


@pytest.mark.parametrize("scope", [ConsentScope.SUPPORT, ConsentScope.POLICE_CONTACT, ConsentScope.SHARING])
@pytest.mark.parametrize("ended", ["withdrawn", "closed"])
def test_a_yes_after_the_case_has_ended_makes_and_sends_nothing(ended: str, scope: ConsentScope) -> None:
    there.support()
    there.kent()
    reference, by, at = there.adult(), made.officer("caseworker"), timezone.now()
    seen = made.seen(reference, by).version
    if ended == "withdrawn":
        left = Withdrawal(way=WayOfWithdrawing.WRITTEN, said_on=legal_day(at))
        withdraw_case(reference, left, seen=seen, by=by, at=at)
    else:
        says(reference, ConsentScope.SHARING, agrees=False)
        close_case(reference, reason="died", seen=made.seen(reference, by).version, by=by, at=at)
    before = Part.objects.count()
    says(reference, ConsentScope.SHARING, agrees=True)
    says(reference, scope, agrees=True)
    assert Part.objects.count() == before
    assert set(states(reference).values()) == {"ended"}


def test_a_withdrawal_that_was_a_mistake_leaves_what_was_agreed_standing_and_its_parts_go_again() -> None:
    there.support()
    reference, by, at = there.adult(police_contact_agreed="no"), made.officer("caseworker"), timezone.now()
    left = Withdrawal(way=WayOfWithdrawing.WRITTEN, said_on=legal_day(at))
    withdraw_case(reference, left, seen=made.seen(reference, by).version, by=by, at=at)
    before = ledger_of(Case.objects.get(reference=reference).id)
    manager = made.officer("manager")
    seen = made.seen(reference, manager).version
    reopen_case(reference, reason="mistake", seen=seen, by=manager, at=timezone.now())
    *kept, last = ledger_of(Case.objects.get(reference=reference).id)
    assert kept == before
    assert (last.scope, last.said, last.through) == (ConsentScope.REFERRAL, Said.GIVEN, before[0].through)
    assert sorted(Part.objects.values_list("state", "because")) == [("ended", "left_the_mechanism"), ("waiting", "")]
    says(reference, ConsentScope.POLICE_CONTACT, agrees=True)
    assert states(reference)[HERE] == "not_routed"
    assert check_parties() == check_parts() == check_cases() == []
