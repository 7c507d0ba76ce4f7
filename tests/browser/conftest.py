"""The browser, started once for all tests; each test has a context of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.finding import ARGUMENTS, browser_path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser for the whole run."""
    # Playwright's loop runs in this thread, so Django thinks it is asynchronous; the tests are not.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=list(ARGUMENTS))
        except Exception as error:
            pytest.fail(
                "No browser could be started. Name one in OPENNRM_CHROMIUM, put chromium on PATH, or run "
                f"`python -m playwright install chromium`. ({str(error).splitlines()[0]})"
            )
        yield browser
        browser.close()


def _page_of(chromium: Browser, **options: Any) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1100, "height": 900}, **options)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    told = [fault for fault in faults if "the server responded with a status of 4" not in fault]
    assert not told, f"The page's JavaScript complained: {told}"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page with JavaScript. Fails when its scripts complain, of a blocked script or style for instance."""
    yield from _page_of(chromium)


@pytest.fixture
def plain_page(chromium: Browser) -> Iterator[Page]:
    """A page without JavaScript."""
    yield from _page_of(chromium, java_script_enabled=False)
