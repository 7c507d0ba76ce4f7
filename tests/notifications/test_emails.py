"""The e-mails: the same words for everybody, and nothing that a preview on a telephone could give away."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from string import Formatter
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from opennrm.notifications.emails import LINES, email, message_id

ID = UUID("5d3e7b3e-93a4-4a5b-8d0e-6c3ed21a6b11")
WRITTEN = datetime(2026, 3, 9, 12, tzinfo=UTC)


def as_read(line: str, **more: str) -> tuple[str, str]:
    """Subject and body, as a mail program reads them."""
    made = email(line, to="sam@police.example", id_=ID, written_at=WRITTEN, **more)
    read = message_from_bytes(made, policy=default)
    assert read["To"] == "sam@police.example"
    return read["Subject"], read.get_content().replace("\r\n", "\n")


@pytest.mark.proves("PRIV-04")
@pytest.mark.parametrize(
    ("line", "path", "subject", "link"),
    [
        ("you_have_work", "/", "You have work in Open National Referral Mechanism", "https://nrm.example"),
        (
            "you_are_invited",
            "/invitation/xyz/",
            "You are invited to Open National Referral Mechanism",
            "https://nrm.example/invitation/xyz/",
        ),
    ],
)
def test_an_email_has_a_neutral_subject_and_one_link_to_the_service(
    line: str, path: str, subject: str, link: str, settings: Settings
) -> None:
    settings.PUBLIC_ADDRESS, settings.SERVICE_NAME = "https://nrm.example", "Open National Referral Mechanism"
    said, body = as_read(line, path=path)
    assert said == subject
    assert [word for word in body.split() if "://" in word] == [link]
    assert "{" not in body


def test_that_there_is_work_is_said_in_the_same_words_to_everybody(settings: Settings) -> None:
    settings.PUBLIC_ADDRESS, settings.SERVICE_NAME = "https://nrm.example", "Open National Referral Mechanism"
    _, body = as_read("you_have_work")
    assert body == (
        "You have work in Open National Referral Mechanism.\n\nSign in to see it:\nhttps://nrm.example\n\n"
        "This e-mail says no more on purpose. Nobody reads replies to it.\n"
    )


@pytest.mark.proves("PRIV-04")
def test_no_line_of_an_email_has_a_gap_for_a_person_or_a_case() -> None:
    gaps = {gap for words in LINES.values() for text in words for _, gap, _, _ in Formatter().parse(text) if gap}
    hashes = {"anchor", "key"}
    assert gaps <= {"service", "address", "link"} | hashes


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


@pytest.mark.proves("1.3.11")
def test_a_line_end_in_an_address_cannot_add_a_header() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        email("you_have_work", to="sam@police.example\nBcc: x@y.example", id_=ID, written_at=WRITTEN)
