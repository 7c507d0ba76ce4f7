"""What was stopped is known until it has gone, and another reader gets the same letter with their own salutation."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from opennrm.audit.record import command
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.notifications.kinds import Audience, Channel
from opennrm.notifications.models import Letter, Message
from opennrm.notifications.rewriting import letters_not_gone, write_to_another
from tests.factories import partners
from tests.notifications.outbox import NOW, letter

pytestmark = pytest.mark.django_db
REFERENCE = "NRM-2026-000123"


def stopped() -> UUID:
    written = letter()
    Message.objects.filter(letter_id=written).update(state="ended")
    return written


def written_again(letter_id: UUID) -> Letter:
    with command():
        second = write_to_another(
            letter_id,
            audience=Audience.REPRESENTATIVE,
            referral_kind=ReferralKind.ADULT,
            channel=Channel.HAND_OVER,
            addressee_lines=["Rowan Ashdown", "Handed over by X"],
            confirmed_safe=False,
            salutation="Rowan Ashdown",
            at=NOW + timedelta(days=1),
            by=partners.account("caseworker").id,
        )
    return Letter.objects.get(id=second)


def test_only_what_was_stopped_and_has_not_gone_since_is_found() -> None:
    written = stopped()
    letter()
    letter("NRM-2026-000999")
    assert [each.id for each in letters_not_gone(REFERENCE)] == [written]
    message = Message.objects.get(letter_id=written)
    message.pk, message.id, message.state, message.because = None, UUID(int=1), "waiting", "not_received"
    message.save(force_insert=True)
    assert letters_not_gone(REFERENCE) == []


def test_another_reader_gets_the_same_words_with_their_own_salutation() -> None:
    first = Letter.objects.get(id=stopped())
    second = written_again(first.id)
    assert (second.kind, second.audience, second.channel) == (first.kind, "representative", "hand_over")
    assert second.content["salutation"] == "Rowan Ashdown"
    its_own = {"salutation", "addressee_lines", "written_on"}
    assert {gap: said for gap, said in second.content.items() if gap not in its_own} == {
        gap: said for gap, said in first.content.items() if gap not in its_own
    }


def test_what_was_written_to_somebody_else_is_not_found_again() -> None:
    written_again(stopped())
    assert letters_not_gone(REFERENCE) == []
