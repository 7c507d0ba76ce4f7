"""In a real browser, also without scripts and on a small telephone: the page is opened, read, and left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.watching import axe, fits
from tests.factories.own_pages import CHOSEN, offered
from tests.stories.people import OFFICER, House

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AWAY = "https://weather.example/"


@pytest.fixture
def code(house: House, settings: Any) -> str:
    from opennrm.partners.actors import actor_of

    settings.OWN_PAGE_LEFT_TO = AWAY
    reference, at = house.has_case(), house.now()
    return offered(reference, by=actor_of(OFFICER, at), at=at)


def opens(page: Page, at: str, code: str) -> None:
    page.route(f"{AWAY}**", lambda route: route.fulfill(content_type="text/html", body="<title>Rain</title>Rain"))
    page.goto("about:blank")
    page.goto(f"{at}/u/")
    page.get_by_label("Your code").fill(code.lower().replace("-", " "))
    page.get_by_label("The word, date or number that you chose").fill(f" {CHOSEN.upper()}")
    page.get_by_role("button", name="Open", exact=True).click()
    page.get_by_role("heading", name="Where things stand").wait_for()


def is_fit(page: Page) -> None:
    """Nothing that axe finds, and nothing to scroll to at the side of a small telephone."""
    axe(page)
    page.set_viewport_size({"width": 320, "height": 700})
    fits(page)


def test_with_scripts_going_back_finds_the_door_and_no_line_of_the_page(
    page: Page, live_server: LiveServer, code: str
) -> None:
    at = live_server.url
    opens(page, at, code)
    is_fit(page)
    assert page.title() == "Where things stand – Your page"
    page.get_by_role("button", name="Exit this page").first.click()
    page.wait_for_url(AWAY)
    assert page.evaluate("document.referrer") == ""
    page.go_back()
    assert page.get_by_role("heading", name="Open your page").is_visible()
    page.go_back()
    assert page.url == "about:blank", "the page's own line of the history went to the weather"
    kept = {each["name"] for each in page.context.cookies()}
    assert "visit" not in kept


def test_without_scripts_it_opens_and_leaves_the_same_and_back_shows_the_door(
    plain_page: Page, live_server: LiveServer, code: str
) -> None:
    page = plain_page
    opens(page, live_server.url, code)
    page.set_viewport_size({"width": 320, "height": 700})
    page.get_by_role("button", name="Exit this page").first.click()
    page.wait_for_url(AWAY)
    assert page.context.cookies() == []
    page.go_back()
    assert page.get_by_role("heading", name="Open your page").is_visible()
    assert "Where things stand" not in page.content()
