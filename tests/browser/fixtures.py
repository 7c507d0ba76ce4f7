"""The browser, started once for all tests that need one; each test has a context of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.finding import ARGUMENTS, browser_path

if TYPE_CHECKING:  # playwright is loaded by tests that need it, not by all the others
    from playwright.sync_api import Browser, Page

NO_BROWSER = (
    "No browser could be started. Name one in OPENNRM_CHROMIUM, put chromium on PATH, or run "
    "`python -m playwright install chromium`."
)
REFUSED = "the server responded with a status of"
"""What the console says of a page that was refused: the tests look at such pages on purpose, but not at files."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser for the whole run."""
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread, so Django thinks it is asynchronous; the tests are not.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=list(ARGUMENTS))
        except Exception as error:
            pytest.fail(f"{NO_BROWSER} ({str(error).splitlines()[0]})")
        yield browser
        browser.close()


@contextmanager
def watched_page(chromium: Browser, **options: Any) -> Iterator[Page]:
    """A page in a context of its own. Fails when its scripts complain, of a blocked script or style for instance."""
    context = chromium.new_context(viewport={"width": 1100, "height": 900}, **options)
    context.set_default_timeout(10_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda told: faults.append(f"{told.text} {told.location}") if told.type == "error" else None)
    yield page
    context.close()
    told = [fault for fault in faults if REFUSED not in fault or "/static/" in fault]
    assert not told, f"The page's JavaScript complained: {told}"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page with JavaScript."""
    with watched_page(chromium) as page:
        yield page


@pytest.fixture
def plain_page(chromium: Browser) -> Iterator[Page]:
    """A page without JavaScript."""
    with watched_page(chromium, java_script_enabled=False) as page:
        yield page
