"""A language for tests: every page as somebody would get it whose language is written from right to left."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation


def in_arabic(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware that answers every request in Arabic; words that are not translated yet stay as they are."""

    def answer_in_arabic(request: HttpRequest) -> HttpResponse:
        with translation.override("ar"):
            return answer(request)

    return answer_in_arabic
