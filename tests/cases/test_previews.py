"""A preview shows the very letters that serving writes, with "not sent" across them, and writes nothing."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.cases.models import Case
from opennrm.cases.previews import HIDDEN, preview_pdf, previews_of
from opennrm.mechanism.vocabulary import DecisionKind, Outcome
from opennrm.notifications.models import Letter, Message
from opennrm.notifications.queries import pdf_of_letter
from opennrm.partners.access import NotYours
from tests.factories import cases as made
from tests.notifications.reading import on_one_line

pytestmark = pytest.mark.django_db
NOT_SENT = "NOT SENT"
ADDRESS = ("Office 4, Lantern House", "Marshland", "ZZ99 9ZZ")


def without_mark(said: str) -> str:
    return said.replace(f"{NOT_SENT} ", "").replace(" ".join([HIDDEN] * 4), "[to]")


def without_address(said: str) -> str:
    return said.replace(" ".join(("Linh Exemple", *ADDRESS)), "[to]")


def test_a_preview_says_what_serving_then_writes() -> None:
    reference, author = made.referred(), made.officer("caseworker")
    at = timezone.now()
    positive = previews_of(reference, at)[0]
    assert (positive.decision, positive.outcome) == (DecisionKind.REASONABLE_GROUNDS, Outcome.POSITIVE)
    shown = [on_one_line(preview_pdf(reference, "positive", number, at)) for number in (1, 2)]
    made.decided(reference, "positive", by=author)
    written = [on_one_line(pdf_of_letter(letter.id)) for letter in Letter.objects.order_by("message__number")]
    assert all(NOT_SENT in said for said in shown)
    assert [without_mark(said) for said in shown] == [without_address(said) for said in written]


@pytest.mark.proves("14.2.6")
def test_a_preview_to_a_person_tells_no_address_and_one_to_an_organisation_its_name() -> None:
    reference = made.referred()
    shown = [on_one_line(preview_pdf(reference, "positive", number, timezone.now())) for number in (1, 2)]
    assert HIDDEN in shown[0]
    assert [each for each in ADDRESS if any(each in said for said in shown)] == []
    notice = previews_of(reference, timezone.now())[0].letters[1]
    made.decided(reference, "positive", by=made.officer("caseworker"))
    written = on_one_line(pdf_of_letter(Letter.objects.get(audience="person").id))
    assert all(each in written for each in ADDRESS), "the letter itself is the document that is posted"
    assert notice.organisation_id is not None
    assert notice.addressee_lines[0] in shown[1]
    assert HIDDEN not in shown[1]


def test_a_negative_is_shown_with_its_reasons_once_they_are_put_forward() -> None:
    reference, author = made.referred(), made.officer("caseworker")
    refusal = previews_of(reference, timezone.now())[1].refusal
    assert refusal is not None
    assert refusal.code == "not_written_yet"
    made.decided(reference, "negative", by=author)
    made.checked(reference, by=made.officer("second_officer"))
    shown = on_one_line(preview_pdf(reference, "negative", 1, timezone.now()))
    assert made.REASONS in shown
    assert "A second officer" in shown
    made.served(reference, by=author)
    papers = Letter.objects.get(kind="reasonable_grounds_negative")
    assert without_mark(shown) == without_address(on_one_line(pdf_of_letter(papers.id)))


def test_looking_writes_nothing() -> None:
    reference = made.referred()
    before = Message.objects.count()
    preview_pdf(reference, "positive", 1, timezone.now())
    assert (Letter.objects.count(), Message.objects.count()) == (0, before)


def test_where_nobody_may_be_served_the_preview_says_so() -> None:
    reference = made.referred(exploitation_uk_details="It happened at ZZ99 9ZZ.")
    positive = previews_of(reference, timezone.now())[0]
    assert positive.letters == ()
    assert positive.refusal is not None
    assert positive.refusal.code == "nobody_to_serve"


@pytest.mark.parametrize(
    ("columns", "decision"),
    [
        ({"reasonable_grounds": "positive"}, DecisionKind.CONCLUSIVE_GROUNDS),
        ({"reasonable_grounds": "negative"}, None),
        ({"reasonable_grounds": "positive", "conclusive_grounds": "positive"}, None),
        ({"ended_on": "2026-03-09"}, None),
    ],
)
def test_the_decision_that_is_open_is_previewed(columns: dict[str, str], decision: DecisionKind | None) -> None:
    reference = made.referred()
    Case.objects.filter(reference=reference).update(**columns)
    assert {each.decision for each in previews_of(reference, timezone.now())} == ({decision} if decision else set())


@pytest.mark.parametrize(("outcome", "number"), [("positive", 0), ("positive", 9), ("neither", 1), ("negative", 1)])
def test_a_letter_that_would_not_be_written_is_not_there(outcome: str, number: int) -> None:
    reference = made.referred()
    with pytest.raises(NotYours):
        preview_pdf(reference, outcome, number, timezone.now())
