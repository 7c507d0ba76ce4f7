"""The safe way to write changes: nothing leaves by the old one, and what waited goes the new way once."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from opennrm.cases.actions.posting import batch_of, make_post_batch, mark_posted, pulled_from
from opennrm.cases.actions.safe_ways import change_safe_way
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.actions import try_dead_again
from opennrm.notifications.deliveries import letter_with_deliveries
from opennrm.notifications.models import Letter, Message
from opennrm.notifications.queries import pdf_of_letter
from opennrm.notifications.verification import check_letters
from opennrm.referrals.queries import referral_read, safe_ways_of
from opennrm.referrals.verification import check_referrals
from opennrm.web.cases.letter_rows import letter_page
from tests.factories import cases as made
from tests.notifications.reading import on_one_line

pytestmark = pytest.mark.django_db
NEW = {
    "audience": "person",
    "channel": "post",
    "name": "",
    "lines": ("2 Safer Street", "", "Elsewhere", "ZZ88 8ZZ"),
    "confirmed": True,
}


def changed(reference: str, **otherwise: Any) -> None:
    given: dict[str, Any] = NEW | otherwise
    change_safe_way(reference, by=made.officer("caseworker"), at=timezone.now(), **given)


def ways(reference: str) -> list[tuple[str, str, tuple[str, ...], bool]]:
    found = safe_ways_of(referral_read(reference).person_id)
    return [(way.audience, way.channel, way.lines, way.confirmed_safe) for way in found]


def decided() -> str:
    reference = made.referred()
    made.decided(reference, "positive", by=made.officer("caseworker"))
    return reference


def states(reference: str) -> list[tuple[str, str]]:
    rows = Message.objects.filter(letter__case_reference=reference, letter__audience="person").order_by("number")
    return list(rows.values_list("because", "state"))


def test_the_new_way_is_the_only_one_and_the_history_holds() -> None:
    reference = made.referred()
    changed(reference)
    assert ways(reference) == [("person", "post", ("2 Safer Street", "Elsewhere", "ZZ88 8ZZ"), True)]
    assert check_referrals() == []


def test_what_waited_for_the_old_address_goes_to_the_new_one() -> None:
    reference = decided()
    changed(reference)
    assert states(reference) == [("", "ended"), ("safe_contact_changed", "waiting")]
    papers = Letter.objects.get(case_reference=reference, audience="person")
    said = on_one_line(pdf_of_letter(papers.id))
    assert "2 Safer Street" in said
    assert "Lantern House" not in said
    assert check_letters() == []


def test_what_lies_in_a_batch_that_was_not_posted_is_taken_out() -> None:
    reference, manager = decided(), made.officer("manager")
    (batch_id,) = make_post_batch(by=manager, at=timezone.now())
    changed(reference)
    assert pulled_from(manager, batch_id, at=timezone.now()) == [reference]
    assert batch_of(manager, batch_id, at=timezone.now()).letters == 0
    assert states(reference) == [("", "ended"), ("safe_contact_changed", "waiting")]
    with pytest.raises(Refused, match="not_taken_out"):
        mark_posted(batch_id, by=manager, at=timezone.now())
    mark_posted(batch_id, taken_out=True, by=manager, at=timezone.now())
    assert states(reference) == [("", "ended"), ("safe_contact_changed", "waiting")], "it was taken out, not posted"
    papers = letter_with_deliveries(Letter.objects.get(case_reference=reference, audience="person").id, reference)
    assert papers is not None
    assert "may have been printed" in str(letter_page(reference, papers, may_resend=False)["deliveries"][0])


def test_what_could_not_be_delivered_to_the_old_address_is_not_tried_there_again() -> None:
    reference = decided()
    Message.objects.filter(letter__audience="person").update(state="dead")
    changed(reference)
    try_dead_again(at=timezone.now())
    assert states(reference) == [("", "ended"), ("safe_contact_changed", "waiting")]


def test_what_has_left_is_not_sent_again() -> None:
    reference = decided()
    Message.objects.filter(letter__audience="person").update(state="sent", sent_at=timezone.now())
    changed(reference)
    assert states(reference) == [("", "sent")]


def test_where_somebody_else_receives_the_papers_now_they_are_written_again_to_them() -> None:
    reference = decided()
    changed(reference, audience="representative", name="Rowan Ashdown", channel="hand_over")
    assert states(reference) == [("", "ended")]
    assert ways(reference) == [("representative", "hand_over", (), False)]
    first = Letter.objects.get(case_reference=reference, audience="person")
    second = Letter.objects.get(case_reference=reference, audience="representative")
    assert (second.kind, second.content["salutation"]) == (first.kind, "Rowan Ashdown")
    assert second.content["decided_on"] == first.content["decided_on"]
    assert "Lantern House" not in on_one_line(pdf_of_letter(second.id))
    assert check_letters() == []


def test_the_papers_follow_each_change_of_reader_once() -> None:
    reference = decided()
    for name in ("Rowan Ashdown", "Robin Sample"):
        changed(reference, audience="representative", name=name, channel="hand_over")
    changed(reference)
    changed(reference, lines=("3 Other Street", "ZZ88 8ZZ"))
    rows = Message.objects.filter(letter__case_reference=reference, letter__organisation=None)
    assert rows.filter(state="waiting").count() == 1
    waiting = rows.select_related("letter").get(state="waiting")
    assert waiting.letter is not None
    assert waiting.letter.audience == "person"
    assert check_letters() == []


@pytest.mark.parametrize(
    ("otherwise", "field"),
    [
        ({"audience": "police"}, "audience"),
        ({"channel": "email"}, "channel"),
        ({"audience": "somebody_else"}, "name"),
        ({"lines": ("", " ")}, "lines"),
        ({"confirmed": False}, "confirmed"),
        ({"lines": ("The flat", "ZZ77 7ZZ")}, "lines"),
    ],
)
def test_what_is_wrong_is_named_and_the_old_way_stays(otherwise: dict[str, Any], field: str) -> None:
    reference = made.referred(exploitation_uk_details="In a flat, ZZ77 7ZZ.")
    before = ways(reference)
    with pytest.raises(Refused) as refused:
        changed(reference, **otherwise)
    assert refused.value.refusal.field == field
    assert ways(reference) == before


def test_nothing_can_be_made_to_reach_a_child() -> None:
    with pytest.raises(Refused, match="wrong_audience"):
        changed(made.referred(child=True))
