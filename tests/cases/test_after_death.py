"""After a death nothing that waited leaves for the person: not by post, not in a batch, not by hand, not again."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.closing import close_case
from opennrm.cases.actions.posting import make_post_batch, pulled_from
from opennrm.cases.actions.resending import resend_letter, ways_now
from opennrm.cases.actions.safe_ways import change_safe_way
from opennrm.cases.models import Case
from opennrm.cases.verification import check_cases
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.actions import mark_handed_over, try_dead_again
from opennrm.notifications.deliveries import letter_with_deliveries
from opennrm.notifications.delivery import deliver
from opennrm.notifications.kinds import Channel
from opennrm.notifications.models import Letter, Message
from opennrm.notifications.verification import check_letters
from opennrm.partners.access import Actor
from opennrm.web.cases.letter_rows import letter_page
from tests.factories import cases as made
from tests.notifications.outbox import Recorder

pytestmark = pytest.mark.django_db


def decided(by: Actor | None = None) -> tuple[str, UUID]:
    """A case in recovery; the letter to the person, which has not left."""
    reference = made.referred(by)
    made.decided(reference, "positive", by=made.officer("caseworker"))
    return reference, Letter.objects.get(case_reference=reference, organisation=None).id


def closed(reference: str, reason: str = "died") -> None:
    by = made.officer("caseworker")
    close_case(reference, reason=reason, seen=made.seen(reference, by).version, by=by, at=timezone.now())


def stopped(reference: str) -> list[tuple[str, str]]:
    events = [event for event in events_of_case(reference) if event.kind == "LetterStopped"]
    return [(event.facts["audience"], event.facts["because"]) for event in events]


def test_a_letter_that_waits_for_the_post_never_leaves() -> None:
    reference, letter_id = decided()
    closed(reference)
    message = Message.objects.get(letter_id=letter_id)
    assert (message.state, message.stopped_because) == ("ended", "person_died")
    assert stopped(reference) == [("person", "person_died")]
    post = Recorder()
    deliver(timezone.now() + timedelta(days=1), carriers={Channel.POST: post})
    assert post.carried == []
    assert check_letters() == check_cases() == []


def test_it_is_taken_out_of_a_batch_that_was_not_posted() -> None:
    reference, letter_id = decided()
    manager = made.officer("manager")
    (batch_id,) = make_post_batch(by=manager, at=timezone.now())
    assert Message.objects.filter(batch_id=batch_id, letter_id=letter_id).exists()
    closed(reference)
    assert pulled_from(manager, batch_id, at=timezone.now()) == [reference]
    assert check_letters() == []


def test_what_was_to_be_handed_over_is_no_longer_and_the_page_says_why() -> None:
    referrer = made.referrer()
    reference, letter_id = decided(referrer)
    Message.objects.filter(letter_id=letter_id).update(channel="hand_over")
    Letter.objects.filter(id=letter_id).update(channel="hand_over")
    closed(reference)
    with pytest.raises(Refused, match="letter_stopped"):
        mark_handed_over(letter_id, by=referrer, at=timezone.now())
    letter = letter_with_deliveries(letter_id, reference)
    assert letter is not None
    rows = {
        row["key"]["text"]: row["value"]["text"]
        for row in letter_page(reference, letter, False)["deliveries"][0]["rows"]
    }
    assert rows["State"] == "Stopped: the person died, so nothing more goes to them"


def test_what_could_not_be_delivered_cannot_be_let_wait_again() -> None:
    reference, letter_id = decided()
    Message.objects.filter(letter_id=letter_id).update(state="dead")
    closed(reference)
    try_dead_again(at=timezone.now())
    assert Message.objects.get(letter_id=letter_id).state == "ended"


def test_nobody_can_send_it_again_nor_make_another_way() -> None:
    reference, letter_id = decided()
    closed(reference)
    letter = letter_with_deliveries(letter_id, reference)
    assert letter is not None
    assert ways_now(Case.objects.get(reference=reference).id, letter) == []
    by, at = made.officer("caseworker"), timezone.now()
    with pytest.raises(Refused, match="no_such_way"):
        resend_letter(reference, letter_id, way="way-1", because="asked_for_again", by=by, at=at)
    way = {"audience": "person", "channel": "post", "name": "", "lines": ("2 Safer Street",), "confirmed": True}
    change_safe_way(reference, **way, by=by, at=at)  # type: ignore[arg-type]
    assert set(Message.objects.filter(letter_id=letter_id).values_list("state", flat=True)) == {"ended"}
    assert check_letters() == []


def test_what_agencies_are_told_goes_on_and_what_has_left_stays_sent() -> None:
    reference, letter_id = decided()
    Message.objects.filter(letter_id=letter_id).update(state="sent", sent_at=timezone.now())
    closed(reference)
    assert Message.objects.get(letter_id=letter_id).state == "sent"
    assert stopped(reference) == []
    assert not Message.objects.filter(letter__organisation__isnull=False, state="ended").exists()
    assert Letter.objects.filter(case_reference=reference, kind="notice_of_change").exists()


def test_closing_for_another_reason_stops_nothing() -> None:
    reference, letter_id = decided()
    closed(reference, "consent_invalid")
    assert Message.objects.get(letter_id=letter_id).state == "waiting"
    assert stopped(reference) == []


@pytest.mark.parametrize("changed", [{"stopped_because": ""}, {"stopped_because": "safe_contact_changed"}])
def test_verify_finds_a_stop_that_was_changed_behind_the_history(changed: dict[str, str]) -> None:
    reference, letter_id = decided()
    closed(reference)
    Message.objects.filter(letter_id=letter_id).update(**changed)
    assert [each.what for each in check_letters()] == ["letters were stopped otherwise than the history says"]
