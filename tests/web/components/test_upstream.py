"""The macros are remembered, hold no answers, carry no logo, and refuse markup that nobody vouched for."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from opennrm.web.components import govuk, textarea, upstream


def test_the_same_button_is_made_once() -> None:
    upstream._remembered.cache_clear()
    first = govuk("button", {"text": "Send", "name": "send"})
    assert govuk("button", {"name": "send", "text": "Send"}) is first
    assert upstream._remembered.cache_info().misses == 1


def test_what_is_remembered_is_bounded() -> None:
    assert upstream._remembered.cache_info().maxsize == upstream.REMEMBERED


@pytest.mark.parametrize("name", ["header", "footer"])
def test_what_carries_the_logo_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="logo"):
        govuk(name)


@pytest.mark.parametrize("name", sorted(upstream.HOLD_ANSWERS))
def test_what_holds_answers_is_never_remembered(name: str) -> None:
    with pytest.raises(ValueError, match="remembered"):
        govuk(name, {"name": "story"})


def test_plain_text_is_not_taken_for_markup() -> None:
    with pytest.raises(TypeError, match="html"):
        govuk("inset-text", {"html": "<b>bold</b>"})
    assert "<b>bold</b>" in govuk("inset-text", {"html": Markup("<b>bold</b>")})
    with pytest.raises(TypeError, match="markup"):
        textarea({"name": "story", "label": {"html": "<b>bold</b>"}})


def test_text_is_escaped() -> None:
    assert "&lt;script&gt;" in govuk("tag", {"text": "<script>"})
    assert "&lt;/textarea&gt;" in textarea({"name": "story", "value": "</textarea>"})


def test_a_first_line_break_survives_the_browser() -> None:
    assert "<textarea" in textarea({"name": "story"})
    assert ">\n\n typed" in textarea({"name": "story", "value": "\n typed"})
