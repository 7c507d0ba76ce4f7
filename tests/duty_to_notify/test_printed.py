"""The printed papers: tagged, the same each time, the receipt without a name."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from opennrm.duty_to_notify.printed import form_pdf, receipt_pdf
from opennrm.duty_to_notify.queries import NotificationRead, notification_for
from tests.factories import cases
from tests.factories import notifications as made

pytestmark = pytest.mark.django_db


def words_of(made_pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(made_pdf)).pages)


def read_of(*, named: bool) -> NotificationRead:
    by = cases.referrer()
    return notification_for(by, made.notified(by, named=named))


def test_the_form_says_what_was_sent_and_whether_it_names_somebody() -> None:
    named, anonymous = read_of(named=True), read_of(named=False)
    assert "Ionel" in words_of(form_pdf(named))
    assert "Names an adult who agreed to be named" in words_of(form_pdf(named))
    said = words_of(form_pdf(anonymous))
    assert "Anonymous: names nobody" in said
    assert "They worked long hours" in said
    assert anonymous.reference in said
    assert anonymous.sent_by not in said


def test_the_receipt_names_nobody_and_tells_who_has_it() -> None:
    read = read_of(named=True)
    assert "Ionel" not in words_of(receipt_pdf(read))
    assert "send it to them yourself" in words_of(receipt_pdf(read))
    there = words_of(receipt_pdf(replace(read, received_by="The Forwarders", forwarded=True)))
    assert "The Forwarders has received it, and forwards it to Lincolnshire Police" in there


def test_printed_again_it_is_the_same_and_tagged() -> None:
    read = read_of(named=False)
    assert form_pdf(read) == form_pdf(read)
    root: Any = PdfReader(BytesIO(form_pdf(read))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
