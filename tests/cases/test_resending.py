"""A letter is sent again only to whom it was for, by a way that is safe now, once, and the history says why."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.posting import make_post_batch, mark_posted, pulled_from
from opennrm.cases.actions.resending import resend_letter, ways_now
from opennrm.cases.models import Case, Party
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.deliveries import letter_with_deliveries
from opennrm.notifications.models import Letter, Message
from opennrm.notifications.queries import letters_of, pdf_of_letter
from opennrm.notifications.verification import check_letters
from opennrm.partners.access import NotYours
from opennrm.referrals.models import SafeContact
from tests.factories import cases as made
from tests.factories.sealing import overwrite
from tests.notifications.reading import on_one_line

pytestmark = pytest.mark.django_db


def decided() -> tuple[str, UUID]:
    """A case with a positive decision; the letter to the person."""
    reference = made.referred()
    made.decided(reference, "positive", by=made.officer("caseworker"))
    return reference, Letter.objects.get(case_reference=reference, audience="person").id


def again(reference: str, letter_id: UUID, way: str = "way-1", because: str = "not_received") -> None:
    by = made.officer("caseworker")
    resend_letter(reference, letter_id, way=way, because=because, by=by, at=timezone.now())


def sent(letter_id: UUID) -> None:
    Message.objects.filter(letter_id=letter_id).update(state="sent", sent_at=timezone.now())


def moved_to(*lines: str, channel: str = "post", safe: bool = True) -> None:
    overwrite(SafeContact.objects.all(), lines=list(lines) or None, channel=channel, confirmed_safe=safe)


def test_the_same_letter_waits_once_more_with_the_reason() -> None:
    reference, letter_id = decided()
    sent(letter_id)
    again(reference, letter_id)
    first, second = Message.objects.filter(letter_id=letter_id).order_by("number")
    assert (first.state, first.because) == ("sent", "")
    assert (second.state, second.because, second.channel, second.addressee) == ("waiting", "not_received", "post", None)
    assert Letter.objects.filter(case_reference=reference, audience="person").count() == 1
    assert [row.is_again for row in letters_of(reference) if row.id == letter_id] == [False, True]
    event = events_of_case(reference)[-1]
    assert (event.kind, event.facts["because"]) == ("LetterSentAgain", "not_received")
    assert check_letters() == []


def test_a_changed_safe_address_is_printed_and_the_old_one_is_not() -> None:
    reference, letter_id = decided()
    moved_to("2 Safer Street", "Elsewhere", "ZZ88 8ZZ")
    again(reference, letter_id, because="safe_contact_changed")
    said = on_one_line(pdf_of_letter(letter_id))
    assert "2 Safer Street" in said
    assert "Lantern House" not in said
    states = dict(Message.objects.filter(letter_id=letter_id).values_list("because", "state"))
    assert states == {"": "ended", "safe_contact_changed": "waiting"}, "it never goes to two places at once"
    assert check_letters() == []


def test_what_could_not_be_delivered_does_not_leave_beside_what_is_sent_again() -> None:
    reference, letter_id = decided()
    Message.objects.filter(letter_id=letter_id).update(state="dead")
    again(reference, letter_id, because="could_not_be_delivered")
    assert set(Message.objects.filter(letter_id=letter_id).values_list("state", flat=True)) == {"ended", "waiting"}


def test_what_lies_in_a_batch_is_not_posted_beside_what_goes_another_way() -> None:
    reference, letter_id = decided()
    manager = made.officer("manager")
    (batch_id,) = make_post_batch(by=manager, at=timezone.now())
    moved_to("2 Safer Street", "Elsewhere", "ZZ88 8ZZ")
    again(reference, letter_id, because="safe_contact_changed")
    assert pulled_from(manager, batch_id, at=timezone.now()) == [reference]
    mark_posted(batch_id, taken_out=True, by=manager, at=timezone.now())
    states = dict(Message.objects.filter(letter_id=letter_id).values_list("because", "state"))
    assert states == {"": "ended", "safe_contact_changed": "waiting"}


def test_what_still_waits_in_the_same_way_is_not_doubled() -> None:
    reference, letter_id = decided()
    with pytest.raises(Refused, match="still_waits"):
        again(reference, letter_id)


@pytest.mark.parametrize(
    ("way", "because", "code"), [("way-2", "not_received", "no_such_way"), ("way-1", "", "no_rea")]
)
def test_what_is_wrong_is_said(way: str, because: str, code: str) -> None:
    reference, letter_id = decided()
    sent(letter_id)
    with pytest.raises(Refused, match=code):
        again(reference, letter_id, way, because)


def ways(reference: str, letter_id: UUID) -> list[str]:
    letter = letter_with_deliveries(letter_id, reference)
    assert letter is not None
    return [way.channel.value for way in ways_now(Case.objects.get(reference=reference).id, letter)]


def test_there_is_no_way_to_an_address_that_is_no_longer_safe_or_to_the_dead() -> None:
    reference, letter_id = decided()
    assert ways(reference, letter_id) == ["post"]
    moved_to("2 Street", "ZZ88 8ZZ", safe=False)
    assert ways(reference, letter_id) == []
    moved_to(channel="hand_over", safe=False)
    assert ways(reference, letter_id) == ["hand_over"]
    Case.objects.update(ended_because="died")
    assert ways(reference, letter_id) == []


def test_there_is_no_way_to_somebody_for_whom_the_letter_was_not() -> None:
    reference, letter_id = decided()
    SafeContact.objects.update(audience="representative")
    assert ways(reference, letter_id) == []


def test_an_agency_is_sent_its_letter_again_while_it_has_a_part() -> None:
    reference, _ = decided()
    notice = Letter.objects.get(case_reference=reference, audience="first_responder")
    assert ways(reference, notice.id) == ["portal"]
    again(reference, notice.id, way="portal", because="asked_for_again")
    assert Message.objects.filter(letter=notice, channel="portal", state="waiting").count() == 2
    other = made.account_of(made.referrer()).organisation
    Party.objects.update(organisation=other)
    assert ways(reference, notice.id) == []


def test_a_letter_of_another_case_is_not_there() -> None:
    reference, _ = decided()
    _, elsewhere = decided()
    with pytest.raises(NotYours):
        again(reference, elsewhere)


def test_a_resending_behind_the_back_of_the_history_is_found() -> None:
    reference, letter_id = decided()
    sent(letter_id)
    again(reference, letter_id)
    Message.objects.filter(because="not_received").update(because="asked_for_again")
    assert [found.what for found in check_letters()] == ["letters are sent again otherwise than the history says"]
