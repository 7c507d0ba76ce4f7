"""Writing letters and messages: safe addresses, never a child, nothing twice; and what only a person can say."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from opennrm.audit.queries import events_of_case
from opennrm.audit.record import NoCommand, command
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.notifications.actions import GIVES_UP_AFTER, mark_handed_over, tell_of_work, try_dead_again, write_letter
from opennrm.notifications.delivery import deliver
from opennrm.notifications.kinds import Audience, Channel
from opennrm.notifications.letters import MissingGap
from opennrm.notifications.models import Letter, Message
from opennrm.partners.access import NotYours
from tests.factories import partners
from tests.notifications.outbox import NOW, Recorder, letter, mail, message_of, never
from tests.notifications.samples import ADDRESSEES

# These letters are of no case that there is, so nobody was let see them.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_wall")]


def test_a_letter_and_its_message_are_written_together() -> None:
    written = letter()
    row = message_of(written)
    assert row.letter is not None
    assert row.letter.addressee == ADDRESSEES[Audience.PERSON]
    assert row.letter.content["person_is"] == "adult"
    assert (row.state, row.order_key, row.gives_up_at) == ("waiting", "NRM-2026-000123", NOW + GIVES_UP_AFTER)
    (event,) = events_of_case("NRM-2026-000123")
    assert event.kind == "LetterWritten"
    assert "Linh" not in str(event.facts)


@pytest.mark.parametrize("channel", [Channel.POST, Channel.HAND_OVER])
def test_nothing_is_served_on_a_child(channel: Channel) -> None:
    with pytest.raises(Refused) as refused:
        letter(channel=channel, referral_kind=ReferralKind.CHILD)
    assert refused.value.refusal.code == "papers_on_a_child"
    assert not Letter.objects.exists()


def test_the_table_itself_refuses_a_letter_to_a_child() -> None:
    written = letter()
    with pytest.raises(IntegrityError, match="letter_never_served_on_a_child"), transaction.atomic():
        Letter.objects.filter(id=written).update(referral_kind="child")


def test_the_table_itself_refuses_a_letter_by_email() -> None:
    written = letter()
    with pytest.raises(IntegrityError, match="letter_never_by_email"), transaction.atomic():
        Letter.objects.filter(id=written).update(channel="email")


def test_nothing_is_posted_to_an_address_that_was_not_confirmed_as_safe() -> None:
    with pytest.raises(Refused) as refused:
        letter(confirmed_safe=False)
    assert refused.value.refusal.code == "address_not_safe"
    assert letter(channel=Channel.HAND_OVER, confirmed_safe=False)


def test_a_letter_with_a_gap_unfilled_is_not_written() -> None:
    with pytest.raises(MissingGap):
        letter(content={})
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["letter", "email"])
def test_outside_a_command_nothing_is_written(what: str) -> None:
    empty: dict[str, Any] = dict.fromkeys(
        ("audience", "referral_kind", "channel", "addressee_lines", "confirmed_safe", "content", "reference", "profile")
    )
    with pytest.raises(NoCommand):
        if what == "email":
            tell_of_work([uuid4()], at=NOW)
        else:
            write_letter(None, **empty, profile_version="", at=NOW, by=None)  # type: ignore[arg-type]


def test_somebody_for_whom_an_email_waits_is_not_written_to_again() -> None:
    who = mail()
    with command():
        tell_of_work([who, who], at=NOW)
    assert Message.objects.filter(recipient_id=who).count() == 1
    deliver(NOW, carriers={Channel.EMAIL: Recorder()})
    with command():
        tell_of_work([who], at=NOW)
    assert Message.objects.filter(recipient_id=who).count() == 2


def handing_over() -> tuple[UUID, Any]:
    return letter(channel=Channel.HAND_OVER), partners.actor(partners.account("first_responder"))


def test_handing_over_is_said_by_a_person_and_recorded_with_them() -> None:
    written, who = handing_over()
    mark_handed_over(written, by=who, at=NOW)
    row = message_of(written)
    assert (row.state, row.sent_at, row.sent_by_id) == ("sent", NOW, who.account_id)
    last = events_of_case("NRM-2026-000123")[-1]
    assert (last.kind, last.by, last.facts["channel"]) == ("LetterDelivered", who.account_id, "hand_over")


def test_a_letter_is_handed_over_once() -> None:
    written, who = handing_over()
    mark_handed_over(written, by=who, at=NOW)
    with pytest.raises(Refused) as refused:
        mark_handed_over(written, by=who, at=NOW)
    assert refused.value.refusal.code == "already_handed_over"


def test_nobody_says_it_of_a_letter_that_goes_by_post() -> None:
    _, who = handing_over()
    with pytest.raises(Refused) as refused:
        mark_handed_over(letter(), by=who, at=NOW)
    assert refused.value.refusal.code == "not_handed_over"


def test_a_letter_that_there_is_not_is_nobodys() -> None:
    _, who = handing_over()
    with pytest.raises(NotYours):
        mark_handed_over(uuid4(), by=who, at=NOW)


def test_somebody_whose_role_shows_no_letters_cannot_say_it() -> None:
    written, _ = handing_over()
    with pytest.raises(Refused) as refused:
        mark_handed_over(written, by=partners.actor(partners.account("statistician")), at=NOW)
    assert refused.value.refusal.code == "not_your_role"
    assert message_of(written).state == "waiting"


def test_the_table_itself_refuses_a_handing_over_by_nobody() -> None:
    written = letter(channel=Channel.HAND_OVER)
    with pytest.raises(IntegrityError, match="message_handed_over_by_somebody"), transaction.atomic():
        Message.objects.filter(letter_id=written).update(state="sent", sent_at=NOW)


def test_what_is_dead_can_be_tried_again_and_then_leaves() -> None:
    written = letter()
    late = NOW + timedelta(hours=80)
    assert deliver(NOW, carriers={Channel.POST: Recorder(never)}).failed == 1
    assert deliver(late, carriers={Channel.POST: Recorder(never)}).dead == 1
    assert try_dead_again(at=late) == 1
    assert deliver(late, carriers={Channel.POST: Recorder()}).sent == 1
    assert message_of(written).state == "sent"
