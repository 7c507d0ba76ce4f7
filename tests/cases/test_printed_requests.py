"""An agency that the system does not write to is asked on a sheet that a person prints."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from pypdf import PdfReader

from opennrm.cases.actions.answering import close_request
from opennrm.cases.actions.asking import ask_agency
from opennrm.cases.actions.chasing import chase_what_is_late
from opennrm.cases.printed_requests import printed_request
from opennrm.mechanism.calendar import legal_day
from opennrm.notifications.models import Letter
from opennrm.partners.access import NotYours
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def asked() -> tuple[str, UUID]:
    reference, at = made.referred(), timezone.now()
    request_id = ask_agency(
        reference,
        agency="Harbour Hospital",
        agency_kind="health",
        topics=["health"],
        words="What was treated?",
        due_on=legal_day(at) + timedelta(days=3),
        chase_every=7,
        token="one",
        by=made.officer("caseworker"),
        at=at,
    )
    return reference, request_id


def words_on(sheet: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(sheet)).pages).split())


def test_the_sheet_says_what_is_asked_of_whom_and_by_when_and_writes_no_letter() -> None:
    reference, request_id = asked()
    words = words_on(printed_request(reference, request_id, timezone.now()))
    assert "Harbour Hospital" in words
    assert "What was treated?" in words
    assert "Please answer by" in words
    assert not Letter.objects.filter(case_reference=reference).exists()


def test_once_it_was_chased_the_sheet_is_the_reminder() -> None:
    reference, request_id = asked()
    late = timezone.now() + timedelta(days=5)
    chase_what_is_late(at=late)
    assert "Reminder" in words_on(printed_request(reference, request_id, late))


def test_a_request_that_is_closed_of_another_case_or_nowhere_has_no_sheet() -> None:
    reference, request_id = asked()
    for elsewhere, which in ((made.referred(), request_id), (reference, uuid4())):
        with pytest.raises(NotYours):
            printed_request(elsewhere, which, timezone.now())
    close_request(reference, request_id, by=made.officer("caseworker"), at=timezone.now())
    with pytest.raises(NotYours):
        printed_request(reference, request_id, timezone.now())
