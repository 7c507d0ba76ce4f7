"""Minh says yes to support only after the decision: it is sent while somebody has a task with it, else the page says.

And what was held back of a restricted case that was closed meanwhile goes nowhere by itself.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.closing import close_case
from opennrm.cases.actions.consents import record_consent
from opennrm.cases.actions.reconsidering import accept_reconsideration, request_reconsideration
from opennrm.cases.actions.reopening import reopen_case
from opennrm.cases.consents import ledger_of
from opennrm.cases.models import Case, Part
from opennrm.cases.part_verification import check_parts
from opennrm.cases.parts import parts_received
from opennrm.cases.party_verification import check_parties
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.consent import ConsentScope
from opennrm.mechanism.receivers import PartState
from opennrm.partners.access import Actor
from tests.behind import asked_by
from tests.cases.test_consents import spoken
from tests.cases.test_parts import HERE, SUPPORT, WHERE, of, opened, restricted, states
from tests.factories import cases as made
from tests.factories import partners
from tests.factories import parts as there
from tests.factories.referrals import House, house

pytestmark = pytest.mark.django_db
NEITHER = {"support_wanted": "no", "police_contact_agreed": "no"}
PLACES = {"staying_town": "dover", "staying_region": "south_east", "exploitation_uk_towns": ["maidstone"]}


def agrees(here: House, reference: str, scope: ConsentScope) -> None:
    seen = len(ledger_of(Case.objects.get(reference=reference).id))
    record_consent(reference, spoken(scope, agrees=True), seen=seen, by=here.actor("caseworker"), at=timezone.now())


def refused_at_first() -> tuple[House, str]:
    here = house(timezone.now() - timedelta(days=40))
    reference = here.adult(**(NEITHER | PLACES))
    here.decide(reference, "negative")
    here.check(reference)
    here.serve(reference)
    return here, reference


def page_of(here: House, reference: str) -> str:
    return partners.client_for(here.caseworker).get(f"/cases/{reference}/consents/").content.decode()


def test_a_yes_after_a_positive_conclusive_decision_still_finds_support_and_the_police() -> None:
    there.support()
    there.kent()
    here = house(timezone.now() - timedelta(days=100))
    reference = here.adult(**(NEITHER | PLACES))
    then = here.recovered(reference)
    then.consult(reference)
    then.conclude(reference, "positive")
    assert then.case(reference).stage == "conclusive_grounds_positive"
    agrees(then, reference, ConsentScope.SUPPORT)
    agrees(then, reference, ConsentScope.POLICE_CONTACT)
    assert states(reference) == {SUPPORT: "waiting", HERE: "waiting", WHERE: "waiting"}
    assert "Nothing is sent" not in page_of(then, reference)
    assert check_parties() == check_parts() == check_cases() == []


def test_after_a_negative_the_police_are_told_support_is_not_and_the_page_says_why_and_until_when() -> None:
    there.support()
    there.kent()
    here, reference = refused_at_first()
    agrees(here, reference, ConsentScope.SUPPORT)
    agrees(here, reference, ConsentScope.POLICE_CONTACT)
    assert states(reference) == {HERE: "waiting", WHERE: "waiting"}
    page = page_of(here, reference)
    assert "Nothing is sent to a support provider on a yes now: the decision was negative" in page
    assert "which nobody has verified" in page
    seen = here.case(reference).version
    asked = {"requester": "first_responder", "grounds": ["additional_evidence"], "words": "A neighbour has spoken."}
    by, on = here.actor("caseworker"), legal_day(here.at)
    request_reconsideration(reference, **asked, on=on, facing_removal=False, seen=seen, by=by, at=here.at)
    assert SUPPORT not in states(reference)
    accept_reconsideration(reference, answer="", seen=here.case(reference).version, by=by, at=here.at)
    assert states(reference)[SUPPORT] == "waiting", "the decision is taken again, so what was agreed to goes"
    assert "Nothing is sent" not in page_of(here, reference)
    assert check_parties() == check_parts() == check_cases() == []


def closed(reference: str, manager: Actor, reason: str = "duplicate", of: str = "") -> None:
    seen = made.seen(reference, manager).version
    close_case(reference, reason=reason, duplicate_of=of, seen=seen, by=manager, at=timezone.now())


def test_what_was_held_when_its_case_was_closed_ends_and_does_not_go_when_the_case_is_unrestricted() -> None:
    lighthouse = there.support()
    there.kent()
    reference, other = there.adult(), made.referred(**NEITHER)
    manager = restricted(reference)
    closed(reference, manager, of=other)
    assert {(part.state, part.because) for part in of(reference).values()} == {(PartState.ENDED, "case_closed")}
    stopped = [event for event in events_of_case(reference) if event.kind == "PartStopped"]
    assert [event.facts["because"] for event in stopped] == ["case_closed"] * 3
    client = partners.client_for(made.account_of(manager))
    page = client.get(f"/cases/{reference}/consents/").content.decode()
    assert "Not sent: it was held back when the case was closed." in page
    assert "the case has ended" in page
    opened(reference, manager)
    assert set(states(reference).values()) == {"ended"}
    with asked_by(lighthouse.actor):
        assert [row.state for row in parts_received(lighthouse.actor)] == [PartState.ENDED]
    told = partners.client_for(lighthouse.account).get("/parts/").content.decode()
    assert "The case was closed before you received this." in told
    assert "no longer consents" not in told
    assert check_parties() == check_parts() == check_cases() == []


def test_what_ended_with_a_case_that_is_reopened_is_made_again() -> None:
    there.support()
    reference, other = there.adult(police_contact_agreed="no"), made.referred(**NEITHER)
    manager = restricted(reference)
    closed(reference, manager, of=other)
    seen = made.seen(reference, manager).version
    reopen_case(reference, reason="not_a_duplicate", seen=seen, by=manager, at=timezone.now())
    assert sorted(Part.objects.filter(case_reference=reference).values_list("state", flat=True)) == ["ended", "held"]
    opened(reference, manager)
    assert states(reference) == {SUPPORT: "waiting"}
    assert check_parts() == check_cases() == []


def test_what_is_held_in_a_case_that_was_closed_before_this_was_so_does_not_go_either() -> None:
    there.support()
    reference = there.adult(police_contact_agreed="no")
    manager = restricted(reference)
    Case.objects.filter(reference=reference).update(stage="closed")
    opened(reference, manager)
    assert [(part.state, part.because) for part in of(reference).values()] == [(PartState.ENDED, "case_closed")]


def test_what_was_held_for_support_is_not_sent_once_a_negative_decision_was_served() -> None:
    there.support()
    there.kent()
    reference = there.adult()
    manager = restricted(reference)
    Case.objects.filter(reference=reference).update(stage="reasonable_grounds_negative")
    opened(reference, manager)
    assert states(reference) == {SUPPORT: "ended", HERE: "waiting", WHERE: "waiting"}
    assert of(reference)[SUPPORT].because == "after_decision"
