"""What sends hostile inputs finds a page that breaks, one that is slow, one that leaks and one that names no field."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.hostile import planted
from tests.hostile.sending import Hostile, Sent, resident_bytes, unnamed
from tests.hostile.test_ten_thousand import GROWS_LESS_THAN, SEED

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.hostile.planted")]


def tried(address: str, times: int) -> list[str]:
    hostile = Hostile(Client(), SEED)
    hostile.tries(address, times)
    return hostile.faults


@pytest.mark.proves("OPS-08")
def test_a_planted_page_that_breaks_is_found() -> None:
    assert any(fault.startswith("500 ") and "planted" in fault for fault in tried("/breaks/", 200))


@pytest.mark.proves("OPS-08")
def test_a_planted_page_that_is_slow_is_found() -> None:
    hostile = Hostile(Client(), SEED)
    hostile.send(Sent("GET", "/slow/", query="q=" + "x" * 20_000))
    hostile.send(Sent("GET", "/slow/", query="q=x"))
    assert [fault[:5] for fault in hostile.faults] == ["2.1 s"]


@pytest.mark.proves("OPS-08")
def test_a_planted_leak_is_found() -> None:
    before = resident_bytes()
    assert before, "this system does not tell how much memory is held"
    tried("/leaks/", 280)
    assert resident_bytes() - before > GROWS_LESS_THAN
    planted.KEPT.clear()


@pytest.mark.proves("OPS-08")
def test_a_planted_refusal_without_a_field_is_found() -> None:
    assert any(fault.startswith("names no field: Something is wrong.") for fault in tried("/silent/", 30))
    assert unnamed(b"<main><p>No.</p></main>") == ["the page says nothing of what is wrong"]
    told = b'<ul class="govuk-error-summary"><li><a href="#%s">Wrong</a></li></ul><input id="name">'
    assert [unnamed(told % name) for name in (b"name", b"other")] == [[], ["Wrong"]]


def test_the_same_seed_sends_the_same() -> None:
    ones, others = Hostile(Client(), 7), Hostile(Client(), 7)
    assert [ones._to_form("/x/", [("a", "1")]) for _ in range(50)] == [
        others._to_form("/x/", [("a", "1")]) for _ in range(50)
    ]
