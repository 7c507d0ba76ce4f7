"""The numbers of questions, the same on a page and on the prompt sheet: counted through the whole catalogue, in order.

A number does not depend on what was answered, so paper and page agree whichever way a journey goes. With a new version
of the catalogue numbers may move: the sheet says of which version it is.
"""

from __future__ import annotations

from functools import lru_cache

from opennrm.questions.question import Catalogue, Page


def number_of(catalogue: Catalogue, key: str) -> int:
    """The number of the question with this key. Raises `KeyError` if there is none."""
    return _numbers(tuple(catalogue.questions))[key]


def numbers_on(catalogue: Catalogue, page: Page) -> tuple[int, int] | None:
    """The first and the last number on a page; None for a page that asks nothing."""
    if not page.questions:
        return None
    return number_of(catalogue, page.questions[0].key), number_of(catalogue, page.questions[-1].key)


def page_with(catalogue: Catalogue, number: int) -> Page | None:
    """The page on which the question with this number stands; None if there is no such number."""
    keys = tuple(catalogue.questions)
    if not 1 <= number <= len(keys):
        return None
    return next(
        page for _section, page in catalogue.pages if any(each.key == keys[number - 1] for each in page.questions)
    )


@lru_cache(maxsize=4)
def _numbers(keys: tuple[str, ...]) -> dict[str, int]:
    return {key: number for number, key in enumerate(keys, start=1)}
