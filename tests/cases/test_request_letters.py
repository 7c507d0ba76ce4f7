"""An agency that has a part in a case is asked in the portal, and reminded there; any other is not written to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.cases.actions.asking import ask_agency
from opennrm.cases.actions.chasing import chase_what_is_late
from opennrm.cases.casework_verification import check_casework
from opennrm.cases.models import Case, Task
from opennrm.mechanism.calendar import legal_day
from opennrm.notifications.models import Letter
from tests.factories import cases as made
from tests.factories import partners

pytestmark = pytest.mark.django_db


def asked(agency: str) -> str:
    """A case in which Kent Police has a part, and this agency is asked; gives the reference."""
    partners.organisation("Kent Police")
    reference = made.referred(reported_before="yes", police_force="kent_police")
    at = timezone.now()
    ask_agency(
        reference,
        agency=agency,
        agency_kind="police",
        topics=["investigation"],
        words="Is there a crime report?",
        due_on=legal_day(at) + timedelta(days=3),
        chase_every=7,
        token="one",
        by=made.officer("caseworker"),
        at=at,
    )
    return reference


def test_an_agency_with_a_part_is_asked_in_the_portal_and_then_reminded() -> None:
    reference = asked("KENT POLICE")
    (letter,) = Letter.objects.filter(case_reference=reference)
    assert (letter.kind, letter.audience, letter.channel) == ("request_for_information", "police", "portal")
    assert letter.content["questions"] == ["Investigation", "Is there a crime report?"]
    assert chase_what_is_late(at=timezone.now() + timedelta(days=5)) == 1
    reminder = Letter.objects.filter(case_reference=reference).latest("written_at")
    assert (reminder.kind, "reply_by_on" in reminder.content) == ("reminder_of_request", False)
    assert reminder.content["first_asked_on"] == legal_day(timezone.now()).isoformat()


@pytest.mark.parametrize("agency", ["Kent Police Museum", "Elsewhere Police"])
def test_an_agency_of_another_name_is_not_written_to_because_the_letter_names_the_person(agency: str) -> None:
    reference = asked(agency)
    chase_what_is_late(at=timezone.now() + timedelta(days=5))
    assert not Letter.objects.filter(case_reference=reference).exists()


def test_who_holds_the_case_has_a_task_to_remind_an_agency_by_hand_once() -> None:
    reference = asked("Elsewhere Hospital")
    Case.objects.update(owner_id=made.officer("caseworker").account_id)
    for days in (5, 13):
        assert chase_what_is_late(at=timezone.now() + timedelta(days=days)) == 1
    (task,) = Task.objects.all()
    assert task.title == "Remind Elsewhere Hospital by hand: the system does not write to it"
    assert task.assignee_id == Case.objects.get(reference=reference).owner_id
    assert check_casework() == []


def test_an_agency_with_a_part_needs_no_task() -> None:
    asked("Kent Police")
    Case.objects.update(owner_id=made.officer("caseworker").account_id)
    chase_what_is_late(at=timezone.now() + timedelta(days=5))
    assert not Task.objects.exists()
