"""The tables of letters and messages: what they refuse whoever writes to them."""

from __future__ import annotations

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, transaction

from opennrm.notifications.models import Letter, Message
from tests.notifications.outbox import NOW, letter, mail, message_of

pytestmark = pytest.mark.django_db


def test_a_message_is_sent_at_a_moment_and_not_before() -> None:
    row = message_of(letter())
    for wrong in ({"state": "sent"}, {"sent_at": NOW}):
        with pytest.raises(IntegrityError, match="message_sent_at_a_moment"), transaction.atomic():
            Message.objects.filter(id=row.id).update(**wrong)


def test_a_message_is_an_email_or_a_letter_and_not_both() -> None:
    who = mail()
    row = message_of(letter())
    with pytest.raises(IntegrityError, match="message_is_an_email_or_a_letter"), transaction.atomic():
        Message.objects.filter(id=row.id).update(recipient_id=who)


def test_nobody_can_search_letters_by_whom_they_are_for() -> None:
    with pytest.raises(FieldError):
        Letter.objects.filter(addressee=["Linh Nguyễn Thị"])


def test_what_is_printed_of_a_row_in_a_log_is_its_id() -> None:
    row = message_of(letter())
    assert (str(row), str(row.letter)) == (str(row.id), str(row.letter_id))
