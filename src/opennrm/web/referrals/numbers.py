"""The numbers of the questions of a page, as its caption says them and as they stand on the prompt sheet."""

from __future__ import annotations

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.numbering import numbers_on
from opennrm.questions.question import Page


def numbers_in_words(asked: Page) -> str:
    """As “Question 12”, or “Questions 12 to 14”; nothing for a page that only tells."""
    numbers = numbers_on(CATALOGUE, asked)
    if numbers is None:
        return ""
    first, last = numbers
    return f"Question {first}" if first == last else f"Questions {first} to {last}"
