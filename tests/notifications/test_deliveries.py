"""A letter and how it went, as a page tells it: every time it was sent, and who moved it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from opennrm.notifications.actions import mark_handed_over
from opennrm.notifications.deliveries import letter_with_deliveries
from opennrm.notifications.delivery import deliver
from opennrm.notifications.kinds import Channel
from tests.factories import partners
from tests.notifications.outbox import NOW, Recorder, later, letter

# These letters are of no case that there is, so nobody was let see them.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_wall")]
REFERENCE = "NRM-2026-000123"


def test_a_failure_is_told_with_its_cause_and_how_often() -> None:
    id_ = letter()
    post = {Channel.POST: Recorder(later)}
    deliver(NOW, carriers=post)
    deliver(NOW + timedelta(hours=1), carriers=post)
    read = letter_with_deliveries(id_, REFERENCE)
    assert read is not None
    (row,) = read.deliveries
    assert (row.standing, row.attempts, row.last_error) == ("waiting", 2, "mail_server_said_451")
    assert (read.title, read.historic_code) == ("Reasonable grounds: positive decision", "NRM 03")


def test_who_handed_it_over_is_told() -> None:
    id_ = letter(channel=Channel.HAND_OVER)
    by = partners.account("first_responder", name="Ola Brightwater")
    mark_handed_over(id_, by=partners.actor(by), at=NOW)
    read = letter_with_deliveries(id_, REFERENCE)
    assert read is not None
    (row,) = read.deliveries
    assert (row.standing, row.sent_at, row.sent_by) == ("handed_over", NOW, "Ola Brightwater")


def test_a_letter_of_another_case_is_not_there() -> None:
    assert letter_with_deliveries(letter(), "NRM-2026-000999") is None
