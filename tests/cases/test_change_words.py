"""What is said of a change: to an adult as "you", about a child as "they", to an agency without a name."""

from __future__ import annotations

import re
from datetime import date

import pytest

from opennrm.cases.change_words import ASKED_OF, change_words, notice_of_change_words
from opennrm.mechanism.serving import AGENCIES, Audience, Change, told_of
from opennrm.mechanism.vocabulary import ReferralKind

OF_THE_PERSON = [change for change in Change if told_of(change, ReferralKind.CHILD, AGENCIES).person]
DAY = date(2026, 3, 9)


@pytest.mark.parametrize("change", OF_THE_PERSON)
@pytest.mark.parametrize("about_a_child", [False, True])
def test_no_gap_of_the_words_stays_open(change: Change, about_a_child: bool) -> None:
    words = change_words(change, about_a_child=about_a_child, on=DAY, forms="In writing.")
    assert {"subject", "what_happened", "next_steps"} <= set(words)
    for text in words.values():
        assert text
        assert not re.search(r"[{}]|  ", text)


@pytest.mark.parametrize("change", OF_THE_PERSON)
def test_a_child_is_spoken_of_and_not_to(change: Change) -> None:
    words = change_words(change, about_a_child=True)
    assert not re.search(r"\byour?\b", " ".join(words.values()), re.IGNORECASE)


def test_what_ends_support_says_so() -> None:
    with_support = {c for c in OF_THE_PERSON if "support_explained" in change_words(c, about_a_child=False)}
    assert with_support == {Change.CASE_WITHDRAWN, Change.CASE_CLOSED, Change.DISQUALIFIED}


def test_why_a_case_was_closed_is_told_in_words() -> None:
    said = change_words(Change.CASE_CLOSED, about_a_child=False, because="consent_invalid")["what_happened"]
    assert said.endswith("You had not validly agreed to be referred, so we may not go on.")


@pytest.mark.parametrize("change", Change)
def test_whatever_is_asked_of_an_agency_is_asked_of_one_that_is_told(change: Change) -> None:
    told = set(told_of(change, ReferralKind.CHILD, AGENCIES).agencies)
    assert {audience for asked, audience in ASKED_OF if asked is change} <= told


def test_who_referred_is_asked_to_tell_the_person_where_nobody_may_write() -> None:
    given = {"reference": "NRM-1", "referred_on": DAY, "happened_on": DAY, "tell_the_person": True}
    to_referrer = notice_of_change_words(Change.CASE_REOPENED, (Audience.FIRST_RESPONDER,), **given)  # type: ignore[arg-type]
    to_police = notice_of_change_words(Change.CASE_REOPENED, (Audience.POLICE,), **given)  # type: ignore[arg-type]
    assert "We have not written to the person." in to_referrer["next_steps"]
    assert "We have not written to the person." not in to_police["next_steps"]
