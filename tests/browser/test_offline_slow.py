"""Tamsin types on while a slow network still carries what she sent: it stays hers, and is never called sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_offline import LATER, OF_COLLEAGUE, PLANTED, is_ready, switched_on, to_role, writes_role
from tests.stories.people import OFFICER, House

if TYPE_CHECKING:
    from playwright.sync_api import Route

__all__ = ["switched_on"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_typed_while_the_service_is_slow_to_answer_is_not_taken_for_sent(switched_on: House) -> None:
    from opennrm.referrals.models import Draft

    page = is_ready(switched_on.at_work(OFFICER), switched_on)
    held: list[Route] = []

    def slowly(route: Route) -> None:
        if route.request.method == "POST" and len(held) < 3:
            held.append(route)
        else:
            route.continue_()

    def is_held(count: int) -> Route:
        for _ in range(100):
            if len(held) == count:
                return held[-1]
            page.wait_for_timeout(50)
        pytest.fail("Nothing was sent.")

    def answered(route: Route) -> None:
        with page.expect_response("**/offline/drafts.json", timeout=10_000):
            route.continue_()
        page.wait_for_timeout(300)

    page.context.set_offline(True)
    page.get_by_role("button", name="Write a new one").click()
    to_role(page)
    writes_role(page, PLANTED)
    page.get_by_role("button", name="All drafts").click()
    page.get_by_text("Not in the service yet.").wait_for()
    page.route("**/offline/drafts.json", slowly)
    page.context.set_offline(False)
    is_held(1).fulfill(status=413, body="<h1>Too large</h1>")
    page.get_by_text("Not everything was taken.").wait_for()
    page.get_by_role("button", name="Send to the service").click()
    is_held(2)
    page.get_by_role("button", name="Go on").click()
    writes_role(page, LATER)
    answered(held[1])
    assert page.get_by_label("What is your role?").input_value() == LATER, "nobody is taken away from what they write"
    assert Draft.objects.get().answers["referrer_role"] == PLANTED

    page.get_by_role("button", name="All drafts").click()
    is_held(3)
    assert page.get_by_text("Not in the service yet.").is_visible(), "what was typed meanwhile was not sent before"
    page.get_by_role("button", name="Send to the service").click()
    page.get_by_role("button", name="Go on").click()
    writes_role(page, OF_COLLEAGUE)
    page.get_by_role("button", name="All drafts").click()
    answered(held[2])
    page.get_by_text("Everything that is on this device is in the service.").wait_for()
    assert Draft.objects.get().answers["referrer_role"] == OF_COLLEAGUE, "it was sent too before this was said"
    page.get_by_role("button", name="Lock").click()  # left unlocked, it would ask who is signed in after the test
    page.get_by_role("heading", name="Locked").wait_for()
