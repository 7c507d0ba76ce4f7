"""Our look holds: axe finds nothing, at 320 px, from the right, in high contrast and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.watching import NARROW, axe, fits, keep_picture, look

pytestmark = pytest.mark.urls("tests.browser.style_guide")
PAGES = {
    "parts": "/parts/",
    "question": "/question/",
    "mistakes": "/all/",
    "questions": "/all/?right",
    "not-received": "/not-received/?first_name=Ada&story=Long+ago&csrfmiddlewaretoken=x",
    "not-found": "/nowhere/",
}


@pytest.fixture(scope="module")
def guide() -> Iterator[str]:
    """A server for the style guide, which needs no database."""
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_by_everybody(page: Page, guide: str, name: str) -> None:
    answer = page.goto(guide + PAGES[name])
    assert answer is not None
    assert answer.status == (404 if name == "not-found" else 200)
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    look(page, name)


@pytest.mark.parametrize("name", ["parts", "mistakes"])
def test_a_page_reads_from_the_right(page: Page, guide: str, name: str) -> None:
    address = PAGES[name]
    page.goto(f"{guide}{address}{'&' if '?' in address else '?'}language=ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.evaluate("document.styleSheets[0].href").endswith("govuk-frontend.rtl.min.css")
    look(page, f"{name}-rtl")


@pytest.mark.parametrize("name", ["parts", "mistakes", "question"])
def test_a_page_works_without_javascript(plain_page: Page, guide: str, name: str) -> None:
    answer = plain_page.goto(guide + PAGES[name])
    assert answer
    assert answer.ok
    expect(plain_page.locator("body")).not_to_have_class("js-enabled")
    for each in plain_page.locator("main textarea, main input:not([type=hidden])").all():
        if not each.evaluate("element => element.closest('details:not([open])')"):
            expect(each).to_be_visible()
    keep_picture(plain_page, f"{name}-plain")
    plain_page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    fits(plain_page)


def test_the_error_summary_leads_to_each_field(page: Page, guide: str) -> None:
    page.goto(guide + PAGES["mistakes"])
    assert page.title().startswith("Error: ")
    links = page.locator(".govuk-error-summary__list a").all()
    assert len(links) == 6
    for link in links:
        target = (link.get_attribute("href") or "").removeprefix("#")
        link.click()
        assert page.evaluate("document.activeElement.id") == target


def test_what_was_typed_is_shown_to_the_letter(page: Page, guide: str) -> None:
    page.goto(guide + PAGES["question"])
    expect(page.locator("#described")).to_have_value("\n  A ledger.\n")
    page.goto(guide + PAGES["mistakes"])
    expect(page.locator("#first_name")).to_have_value("Zo\u00eb <b>\u201cQ\u201d</b>")


def test_a_question_inside_an_answer_shows_when_it_is_chosen(page: Page, guide: str) -> None:
    page.goto(guide + PAGES["question"])
    expect(page.locator("#described")).to_be_visible()
    page.get_by_label("No", exact=True).check()
    expect(page.locator("#described")).to_be_hidden()


def test_quick_exit_is_on_public_pages_only(page: Page, guide: str) -> None:
    page.goto(guide + PAGES["mistakes"])
    leave = page.locator(".govuk-exit-this-page__button")
    expect(leave).to_have_attribute("href", "https://www.bbc.co.uk/weather")
    page.goto(guide + PAGES["parts"])
    expect(leave).to_have_count(0)


def test_the_keyboard_reaches_the_content_first(page: Page, guide: str) -> None:
    page.goto(guide + PAGES["parts"])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_axe_would_find_a_mistake(page: Page, guide: str) -> None:
    page.goto(guide + PAGES["question"])
    page.evaluate("document.querySelector('label[for=described]').remove()")
    with pytest.raises(AssertionError, match="label"):
        axe(page)


def test_a_receipt_prints_without_what_can_only_be_clicked(page: Page, guide: str) -> None:
    page.goto(guide + PAGES["parts"])
    page.emulate_media(media="print")
    expect(page.locator(".govuk-panel")).to_be_visible()
    expect(page.get_by_role("button", name="Save and continue")).to_be_hidden()
    expect(page.locator("footer")).to_be_hidden()
