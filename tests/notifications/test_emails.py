"""The e-mails: the same words for everybody, and nothing that a preview on a telephone could give away."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from opennrm.notifications.emails import LINES, email, message_id

ID = UUID("5d3e7b3e-93a4-4a5b-8d0e-6c3ed21a6b11")
WRITTEN = datetime(2026, 3, 9, 12, tzinfo=UTC)


SAID = {
    "you_have_work": ("You have work in Open National Referral Mechanism", "https://nrm.example"),
    "you_are_invited": ("You are invited to Open National Referral Mechanism", "https://nrm.example/the/way/in/"),
}


@pytest.mark.parametrize("line", LINES)
def test_an_email_says_why_and_where_and_nothing_else(line: str, settings: Settings) -> None:
    settings.PUBLIC_ADDRESS, settings.SERVICE_NAME = "https://nrm.example", "Open National Referral Mechanism"
    sent = email(line, to="sam@police.example", id_=ID, written_at=WRITTEN, path="/the/way/in/")
    read = message_from_bytes(sent, policy=default)
    subject, link = SAID[line]
    assert read["Subject"] == subject
    assert read["To"] == "sam@police.example"
    body = read.get_content()
    assert [word for word in body.split() if "://" in word] == [link]
    assert "{" not in body


def test_an_email_is_the_same_however_often_it_is_made() -> None:
    first = email("you_have_work", to="sam@police.example", id_=ID, written_at=WRITTEN)
    assert first == email("you_have_work", to="sam@police.example", id_=ID, written_at=WRITTEN)


def test_its_message_id_is_that_of_the_outbox(settings: Settings) -> None:
    settings.PUBLIC_ADDRESS = "https://nrm.example:8443/"
    assert message_id(ID) == f"<{ID}@nrm.example>"
    read = message_from_bytes(email("you_have_work", to="sam@police.example", id_=ID, written_at=WRITTEN))
    assert read["Message-ID"] == message_id(ID)
    assert read["Auto-Submitted"] == "auto-generated"


def test_an_unknown_line_is_no_email() -> None:
    with pytest.raises(KeyError):
        email("gossip", to="sam@police.example", id_=ID, written_at=WRITTEN)


def test_a_line_end_in_an_address_cannot_add_a_header() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        email("you_have_work", to="sam@police.example\nBcc: x@y.example", id_=ID, written_at=WRITTEN)
