"""What a browser holds that opened a page is believed only as it was given, and for ten minutes."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import RequestFactory

from opennrm.web.own_page.visits import hold_visit, visit_in


def holding(settings: Any, value: str) -> Any:
    request = RequestFactory().get("/u/")
    request.COOKIES[settings.VISIT_COOKIE_NAME] = value
    return request


def test_what_was_given_is_read_again(settings: Any, monkeypatch: Any) -> None:
    response = HttpResponse()
    hold_visit(response, "some-visit")
    held = response.cookies[settings.VISIT_COOKIE_NAME].value
    assert visit_in(holding(settings, held)) == "some-visit"
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 602)
    assert visit_in(holding(settings, held)) is None


@pytest.mark.parametrize("forged", ["", "some-visit", "some-visit:1abc:forged", "x" * 5000, "\N{SNOWMAN}:a:b"])
def test_what_nobody_gave_is_nothing(settings: Any, forged: str) -> None:
    assert visit_in(holding(settings, forged)) is None
