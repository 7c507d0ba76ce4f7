"""A review that is overdue is told to those whose work list waits for it, once, and to nobody else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.audit.record import announce
from opennrm.cases.actions.emergency import open_in_emergency, review_emergency
from opennrm.cases.actions.overdue_reviews import tell_of_overdue_reviews
from opennrm.cases.actions.restricting import restrict_case
from opennrm.cases.emergencies import overdue_reviews
from opennrm.cases.models import Emergency
from opennrm.cases.verification import check_cases
from opennrm.mechanism.events import Event
from opennrm.notifications.models import Message
from opennrm.partners.access import Actor
from tests.factories import cases as made
from tests.factories import partners
from tests.factories.need import WORDS

pytestmark = [pytest.mark.django_db, pytest.mark.proves("AZ-07")]


@pytest.fixture
def manager() -> Actor:
    return made.officer("manager", name="Mina Grove")


def opened(reference: str) -> tuple[Emergency, Actor]:
    """A case that somebody opened in an emergency who manages another team of the authority beside their own cases."""
    elsewhere = made.authority_team("Elsewhere")
    sol = partners.actor(partners.account("caseworker", "manager", in_team=elsewhere, name="Sol West"))
    open_in_emergency(reference, words=WORDS, by=sol, at=timezone.now())
    Message.objects.all().delete()
    return Emergency.objects.get(case__reference=reference), sol


def told() -> set[object]:
    """The accounts that an e-mail waits for."""
    return set(Message.objects.filter(line="you_have_work").values_list("recipient_id", flat=True))


def days_later(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


def test_the_reviewer_and_every_manager_of_the_authority_are_told_once_and_never_who_opened_it(manager: Actor) -> None:
    reference = made.referred()
    _row, sol = opened(reference)
    far = made.officer("manager", in_team=made.authority_team("Far"), name="Max Hill")
    foreign = made.authority_team(of="uk-visas-and-immigration")
    others = [made.officer("manager", in_team=foreign), made.officer("caseworker")]
    assert [tell_of_overdue_reviews(days_later(days)) for days in (0, 7, 7, 30)] == [0, 1, 0, 0]
    assert told() == {manager.account_id, far.account_id}
    for who in (manager, far):
        assert overdue_reviews(who, at=days_later(7))
    for who in (sol, *others):
        assert not overdue_reviews(who, at=days_later(7))
    due = [event for event in events_of_case(reference) if event.kind == "EmergencyReviewOverdue"]
    assert [(each.by, set(each.facts)) for each in due] == [(None, {"opening", "review_due_on"})]
    assert check_cases() == []


def test_what_was_reviewed_in_time_is_told_to_nobody(manager: Actor) -> None:
    row, _sol = opened(made.referred())
    review_emergency(row.id, outcome="justified", remark="It was right.", by=manager, at=timezone.now())
    assert tell_of_overdue_reviews(days_later(30)) == 0
    assert told() == set()


def test_of_a_restricted_case_only_those_on_its_list_are_told(manager: Actor) -> None:
    reference = made.referred()
    opened(reference)
    listed = made.officer("manager", name="Max Hill")
    seen = made.seen(reference, listed).version
    restrict_case(reference, because="operation", people={listed.account_id}, seen=seen, by=listed, at=timezone.now())
    Message.objects.all().delete()
    assert tell_of_overdue_reviews(days_later(7)) == 1
    assert told() == {listed.account_id}


def test_one_that_fails_is_named_and_keeps_no_other_from_being_told(
    manager: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = sorted([made.referred(), made.referred()])
    for reference in (broken, sound):
        opened(reference)

    def fails(event: Event, **rest: Any) -> None:
        if event.subject == broken:
            raise ValueError
        announce(event, **rest)

    monkeypatch.setattr("opennrm.cases.actions.overdue_reviews.announce", fails)
    failed: dict[str, str] = {}
    assert tell_of_overdue_reviews(days_later(7), failed) == 1
    assert failed == {broken: "ValueError"}
    monkeypatch.undo()
    assert tell_of_overdue_reviews(days_later(8)) == 1
