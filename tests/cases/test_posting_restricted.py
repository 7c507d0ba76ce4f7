"""Letters of a restricted case that wait for the post: those on its list who post are told, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from opennrm.audit.record import command
from opennrm.notifications.kinds import Channel
from opennrm.notifications.models import Letter, Message
from opennrm.notifications.resending import send_again
from tests.cases.test_posting import batch, decided, restricted
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def told_of_work() -> set[Any]:
    return set(Message.objects.filter(line="you_have_work").values_list("recipient_id", flat=True))


@pytest.mark.parametrize("lies", ["in no batch", "in one with others", "in one of its own"])
def test_whoever_posts_and_is_on_the_list_is_told_of_letters_that_waited_when_the_case_was_restricted(
    lies: str,
) -> None:
    listed, other = made.officer("manager", name="Mina Grove"), made.officer("manager", name="Max Hill")
    reference = decided(2 if lies == "in one with others" else 1)[0]
    if lies != "in no batch":
        batch(other)
    Message.objects.filter(line="you_have_work").delete()
    restricted(reference, listed, by=listed)
    assert told_of_work() & {listed.account_id, other.account_id} == {listed.account_id}


def test_nobody_is_told_of_the_post_where_a_case_is_restricted_and_no_letter_waits() -> None:
    listed, reference = made.officer("manager", name="Mina Grove"), made.referred()
    Message.objects.filter(line="you_have_work").delete()
    restricted(reference, listed, by=listed)
    assert listed.account_id not in told_of_work()


def test_whoever_posts_and_is_on_the_list_is_told_of_a_letter_that_is_sent_again_by_post() -> None:
    listed, by = made.officer("manager", name="Mina Grove"), made.officer("caseworker")
    reference = made.referred()
    made.decided(reference, "positive", by=by)
    Message.objects.filter(channel="post").update(state="sent", sent_at=timezone.now())
    restricted(reference, listed, made.officer("caseworker"), by=listed)
    Message.objects.filter(line="you_have_work").delete()
    letter = Letter.objects.filter(case_reference=reference, message__channel="post")[0]
    with command():
        send_again(
            letter.id,
            channel=Channel.POST,
            addressee_lines=["Made Up", "1 Any Street"],
            confirmed_safe=True,
            because="not_received",
            at=timezone.now(),
            by=by.account_id,
        )
    assert told_of_work() == {listed.account_id}
