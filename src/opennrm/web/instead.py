"""An answer in the place of a page: raised while a page is made, given after all that the page did was undone."""

from __future__ import annotations

from collections.abc import Callable

from django.http.response import HttpResponseBase


class Instead(Exception):
    """What is to be answered instead of the page: `answer` is called outside the page's own transaction."""

    def __init__(self, answer: Callable[[], HttpResponseBase]) -> None:
        super().__init__()
        self.answer = answer
