"""The caption of a page says its numbers as the prompt sheet has them."""

from __future__ import annotations

from opennrm.questions.catalogue import CATALOGUE
from opennrm.web.referrals.numbers import numbers_in_words


def test_a_page_says_one_number_or_from_which_to_which() -> None:
    assert numbers_in_words(CATALOGUE.page("danger-now")) == "Question 1"
    first, last = (int(word) for word in numbers_in_words(CATALOGUE.page("name")).split() if word.isdigit())
    assert last == first + 2
    assert numbers_in_words(CATALOGUE.page("what-is-notified")) == ""
