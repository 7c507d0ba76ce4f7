"""Reading the outbox: what waits for a person is told apart from what is stuck, and nobody is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from opennrm.audit.record import command
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.actions import mark_handed_over
from opennrm.notifications.delivery import deliver
from opennrm.notifications.kinds import Channel, LetterKind
from opennrm.notifications.letters import FORMS, MissingGap
from opennrm.notifications.models import Letter, Message
from opennrm.notifications.queries import (
    dead_letters,
    letter_of_case,
    letters_of,
    letters_to_referrer,
    outbox,
    pdf_of_letter,
)
from opennrm.notifications.resending import send_again
from tests.factories import partners
from tests.notifications.outbox import NOW, Recorder, letter, mail, never
from tests.notifications.reading import on_one_line

# These letters are of no case that there is, so nobody was let see them.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_wall")]
REFERENCE = "NRM-2026-000123"


def test_the_outbox_counts_each_standing_apart_with_its_oldest() -> None:
    letter()
    letter(at=NOW - timedelta(hours=2))
    mail(at=NOW)
    letter(channel=Channel.HAND_OVER)
    letter(channel=Channel.PORTAL)
    given = letter(channel=Channel.HAND_OVER)
    mark_handed_over(given, by=partners.actor(partners.account("first_responder")), at=NOW)
    assert [(row.standing, row.count, row.oldest) for row in outbox(but=())] == [
        ("waiting", 3, NOW - timedelta(hours=2)),
        ("to_hand_over", 1, NOW),
        ("in_portal", 1, NOW),
        ("sent", 0, None),
        ("handed_over", 1, NOW),
        ("dead", 0, None),
        ("ended", 0, None),
    ]


def test_the_outbox_does_not_count_the_letters_of_cases_that_are_hidden_and_counts_every_e_mail() -> None:
    letter()
    mail(at=NOW)
    assert {row.standing: row.count for row in outbox(but=[REFERENCE])}["waiting"] == 1


def test_the_letters_of_a_case_come_in_order_with_how_far_they_have_come() -> None:
    first, second = letter(), letter(channel=Channel.HAND_OVER)
    letter("NRM-2026-000999")
    deliver(NOW, carriers={Channel.POST: Recorder()})
    assert [(row.id, row.standing) for row in letters_of(REFERENCE)] == [(first, "sent"), (second, "to_hand_over")]


def test_who_referred_is_offered_what_they_hand_over_and_not_what_goes_another_way_since() -> None:
    by_hand, moved, stopped = (letter(channel=Channel.HAND_OVER) for _ in range(3))
    with command():
        new_address = ("Linh", "2 Unknown Street", "ZZ88 8ZZ")
        send_again(
            moved,
            channel=Channel.POST,
            addressee_lines=new_address,
            confirmed_safe=True,
            because="safe_contact_changed",
            at=NOW,
            by=partners.account("caseworker").id,
        )
    Message.objects.filter(letter_id=stopped).update(state="ended")
    assert [row.id for row in letters_to_referrer(REFERENCE)] == [by_hand]


def test_a_letter_to_hand_over_stays_theirs_once_it_was_handed_over() -> None:
    given = letter(channel=Channel.HAND_OVER)
    mark_handed_over(given, by=partners.actor(partners.account("first_responder")), at=NOW)
    assert [(row.id, row.standing) for row in letters_to_referrer(REFERENCE)] == [(given, "handed_over")]


def test_a_letter_that_was_stopped_is_not_handed_over() -> None:
    stopped = letter(channel=Channel.HAND_OVER)
    Message.objects.filter(letter_id=stopped).update(state="ended")
    with pytest.raises(Refused, match="letter_stopped"):
        mark_handed_over(stopped, by=partners.actor(partners.account("first_responder")), at=NOW)


def test_a_letter_is_found_only_under_its_own_case() -> None:
    written = letter()
    assert letter_of_case(written, REFERENCE) is not None
    assert letter_of_case(written, "NRM-2026-000999") is None
    assert letter_of_case(uuid4(), REFERENCE) is None


def test_the_pdf_of_a_letter_is_the_same_each_time_and_the_one_that_left() -> None:
    written, post = letter(), Recorder()
    deliver(NOW, carriers={Channel.POST: post})
    assert pdf_of_letter(written) == pdf_of_letter(written) == post.carried[0].content
    assert "Linh" in on_one_line(pdf_of_letter(written))


def test_dead_letters_say_what_failed_and_never_whom_it_is_for() -> None:
    letter()
    mail()
    for hours in (0, 80):
        carriers = {channel: Recorder(never) for channel in (Channel.POST, Channel.EMAIL)}
        deliver(NOW + timedelta(hours=hours), carriers=carriers)
    rows = dead_letters([REFERENCE])
    assert {(row.title, row.reference, row.last_error) for row in rows} == {
        ("Reasonable grounds: positive decision", REFERENCE, "mail_server_said_550"),
    }
    assert dead_letters(["NRM-2026-000999"]) == []
    assert "Linh" not in str(rows)
    assert "@" not in str(rows)


def test_a_letter_prints_with_the_template_it_was_written_with(monkeypatch: pytest.MonkeyPatch) -> None:
    old = letter()
    kind = LetterKind.REASONABLE_GROUNDS_POSITIVE
    before = pdf_of_letter(old)
    newer = replace(FORMS[kind], version=2, gaps=(*FORMS[kind].gaps, "a_gap_of_later"))
    monkeypatch.setitem(FORMS, kind, newer)
    assert pdf_of_letter(old) == before
    Letter.objects.filter(id=old).update(template_version=2)
    with pytest.raises(MissingGap, match="a_gap_of_later"):
        pdf_of_letter(old)
