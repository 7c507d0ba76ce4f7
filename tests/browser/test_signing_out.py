"""In a real browser: nothing is left after signing out, the warning comes by itself, a link from elsewhere arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as house_settings

from opennrm.partners.models import Account, SignedInSession
from tests.factories import partners as made

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COLLEAGUE = "Ottoline Quayle"


@pytest.fixture
def who() -> Account:
    person = made.account("administrator")
    made.account("first_responder", of=person.organisation, name=COLLEAGUE)
    return person


@pytest.fixture
def at(live_server: LiveServer) -> str:
    return live_server.url


def is_signed_in(page: Page, at: str, who: Account) -> None:
    key = made.client_for(who).cookies[house_settings.SESSION_COOKIE_NAME].value
    kept = {"name": house_settings.SESSION_COOKIE_NAME, "value": key, "url": at, "sameSite": "Strict"}
    page.context.add_cookies([kept])  # type: ignore[list-item]


STORED = """async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length,
    (await indexedDB.databases()).length, document.cookie]"""


@pytest.mark.proves("SES-04", "14.3.1", "14.3.2")
def test_after_signing_out_going_back_shows_nothing_and_nothing_is_stored(page: Page, at: str, who: Account) -> None:
    is_signed_in(page, at, who)
    page.goto(f"{at}/people/")
    assert COLLEAGUE in page.content()
    page.goto(f"{at}/account/")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()
    for _ in range(2):
        page.go_back()
        assert COLLEAGUE not in page.content()
        assert page.url.startswith(f"{at}/sign-in/")
    assert page.evaluate(STORED) == [0, 0, 0, 0, ""]


def test_a_page_that_may_be_kept_is_found_out(page: Page, at: str, who: Account, monkeypatch: Any) -> None:
    """The fault that the test above is for: a page with names that the browser may keep."""
    is_signed_in(page, at, who)

    def kept(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "cache-control": "max-age=600"})

    page.route("**/people/", kept)
    page.route("**/sign-out/", lambda route: route.fulfill(status=200, content_type="text/html", body="out"))
    page.goto(f"{at}/people/")
    page.goto(f"{at}/account/")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()
    page.go_back()
    page.go_back()
    assert COLLEAGUE in page.content()


def test_the_warning_comes_by_itself_asks_nothing_and_what_was_typed_stays(
    plain_page: Page, at: str, who: Account, settings: Any
) -> None:
    settings.IDLE_MINUTES = 3  # the warning after one
    page = plain_page
    is_signed_in(page, at, who)
    page.goto(f"{at}/people/invite/")
    page.fill('[name="name"]', "Robin Vale")
    warning = page.locator(".nrm-idle")
    assert not warning.is_visible()
    seen = SignedInSession.objects.get().last_seen_at
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    warning.wait_for(state="visible", timeout=70_000)
    assert asked == []
    assert SignedInSession.objects.get().last_seen_at == seen
    assert page.input_value('[name="name"]') == "Robin Vale"
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Stay signed in").click()
    assert "You are still signed in" in opened.value.inner_text("main")


@pytest.mark.proves("SES-06")
def test_a_link_from_another_site_arrives_signed_in_and_its_forms_do_not(page: Page, at: str, who: Account) -> None:
    """127.0.0.1 and localhost are two sites to a browser."""
    is_signed_in(page, at, who)
    elsewhere = at.replace("localhost", "127.0.0.1")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.headers.get("cookie", "")))
    page.route(
        "**/elsewhere",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<a href="{at}/people/">You have work</a>'
            f'<form method="post" action="{at}/sign-out/"><button>x</button></form>',
        ),
    )
    page.goto(f"{elsewhere}/elsewhere")
    page.get_by_role("link", name="You have work").click()
    page.get_by_text(COLLEAGUE).wait_for()
    assert page.url == f"{at}/people/"
    page.goto(f"{elsewhere}/elsewhere")
    with page.expect_navigation():
        page.get_by_role("button", name="x").click()
    assert SignedInSession.objects.count() == 1  # it was not signed out
