"""Anchors leave for outside bodies by e-mail: once to each, with nothing in it but hashes and counts."""

from __future__ import annotations

import json
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from opennrm.audit.anchoring import HistoryHasGaps
from opennrm.audit.anchors import Anchor, check_anchors, keep_trouble, trouble
from opennrm.console.anchoring import anchor, anchor_and_tell
from opennrm.notifications.channels.port import Parcel
from opennrm.notifications.delivery import deliver
from opennrm.notifications.kinds import Channel
from opennrm.notifications.models import Message
from opennrm.vault.signing import key_id_of
from tests.audit.test_seal import AT, tamper, write

pytestmark = pytest.mark.django_db(transaction=True)
MAILBOXES = ["records@commissioner.example", "audit@auditor.example"]


class Kept:
    """Keeps what it is given to carry."""

    def __init__(self) -> None:
        self.parcels: list[Parcel] = []

    def carry(self, parcel: Parcel) -> None:
        self.parcels.append(parcel)


@pytest.fixture(autouse=True)
def _outside(settings: Any, tmp_path: Path) -> None:
    settings.ANCHORS = tmp_path / "anchor"
    settings.ANCHOR_KEY = tmp_path / "anchor_key.pem"
    settings.ANCHOR_MAIL = MAILBOXES


def sent() -> list[Parcel]:
    kept = Kept()
    deliver(AT + timedelta(days=1), carriers={Channel.EMAIL: kept})
    return kept.parcels


@pytest.mark.proves("16.4.3")
def test_each_outside_body_is_sent_each_anchor_that_is_news_once() -> None:
    write(3)
    assert [anchor(AT + timedelta(minutes=minutes)) for minutes in (0, 1, 20)] == [3, None, 3]
    parcels = sent()
    assert sorted(parcel.recipient for parcel in parcels) == sorted(MAILBOXES)
    write(1)
    anchor(AT + timedelta(minutes=40))
    assert len(sent()) == 2
    assert sent() == []


@pytest.mark.proves("16.4.3")
def test_the_email_holds_the_anchor_and_its_key_and_nobody() -> None:
    write(3)
    anchor(AT)
    mail = message_from_bytes(sent()[0].content)
    lines = [json.loads(line) for line in mail.get_payload().splitlines() if line.startswith("{")]
    told, key = Anchor(**lines[0]), lines[1]
    assert key_id_of(key["public"]) == key["key"]
    assert check_anchors([told], {key["key"]: key["public"]}) == []
    assert (told.seq, told.count) == (3, 3)
    assert set(lines[0]) == {"seq", "hash", "at", "count", "key", "signature"}


def test_without_mailboxes_nothing_is_written(settings: Any) -> None:
    settings.ANCHOR_MAIL = []
    write(1)
    assert anchor(AT) == 1
    assert not Message.objects.exists()


def test_a_message_to_an_outside_body_carries_an_anchor_and_nothing_else() -> None:
    write(1)
    anchor(AT)
    message = Message.objects.first()
    assert message is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(number=message.number).update(outside="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(number=message.number).update(channel="post")


def test_letters_leave_although_the_history_has_gaps_and_the_folder_says_so(settings: Any, capsys: Any) -> None:
    write(3)
    tamper("DELETE FROM audit_event WHERE seq = 2")
    assert anchor_and_tell(AT) is None
    assert "NOT anchored (HistoryHasGaps)" in capsys.readouterr().err
    assert trouble(settings.ANCHORS) == "HistoryHasGaps"
    with pytest.raises(HistoryHasGaps):
        anchor(AT)


def test_what_kept_the_history_from_being_anchored_is_forgotten_once_it_is(settings: Any) -> None:
    write(1)
    keep_trouble(settings.ANCHORS, "NoSigningKey", AT)
    assert anchor(AT) == 1
    assert trouble(settings.ANCHORS) == ""
