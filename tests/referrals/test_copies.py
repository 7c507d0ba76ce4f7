"""Whoever referred takes a copy along, with where the person is or without; each is recorded."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from pypdf import PdfReader

from opennrm.audit.queries import latest_events
from opennrm.partners.access import NotYours
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.numbering import number_of
from opennrm.referrals.copies import LEFT_OUT, copy_of_draft, copy_of_referral
from tests.factories import cases

pytestmark = pytest.mark.django_db


def read(made: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(BytesIO(made))
    return reader, " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_a_copy_holds_every_answer_by_number_and_leaves_out_where_the_person_is() -> None:
    by = cases.referrer()
    reference = cases.referred(by, other_names="محمد", treatment="First line.\r\n\r\nSecond <b>line</b>.")
    reader, said = read(copy_of_referral(reference, with_whereabouts=False, by=by, at=timezone.now()))
    assert reference in said
    assert "Linh" in said
    assert f"{number_of(CATALOGUE, 'first_name')}. First name" in said
    assert "Second <b>line</b>." in said
    assert "07700 900123" not in said
    assert "Lantern House" not in said
    assert LEFT_OUT in said
    (event,) = latest_events(1)
    assert (event.kind, event.subject, event.by) == ("ReferralCopied", reference, by.account_id)
    assert event.facts == {"with_whereabouts": False}
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata
    assert reader.metadata.title == f"Copy of referral {reference}"


def test_a_whole_copy_is_recorded_as_one() -> None:
    by = cases.referrer()
    reference = cases.referred(by)
    _reader, said = read(copy_of_referral(reference, with_whereabouts=True, by=by, at=timezone.now()))
    assert "07700 900123" in said
    assert "Lantern House" in said
    assert LEFT_OUT not in said
    assert latest_events(1)[0].facts == {"with_whereabouts": True}


def test_somebody_else_gets_none_and_nothing_is_recorded_as_copied() -> None:
    reference = cases.referred()
    with pytest.raises(NotYours):
        copy_of_referral(reference, with_whereabouts=False, by=cases.referrer(), at=timezone.now())
    with pytest.raises(NotYours):
        copy_of_draft(uuid4(), by=cases.referrer(), at=timezone.now())
    assert latest_events(1)[0].kind != "ReferralCopied"


def test_a_draft_is_copied_as_it_stands_and_says_that_it_was_not_sent() -> None:
    by = cases.referrer()
    draft_id = cases.draft(by)
    reader, said = read(copy_of_draft(draft_id, by=by, at=timezone.now()))
    assert "Nothing in it has been sent" in said
    assert reader.metadata
    assert reader.metadata.title == "Draft of a referral"
    (event,) = latest_events(1)
    assert (event.kind, event.subject) == ("DraftCopied", str(draft_id))
