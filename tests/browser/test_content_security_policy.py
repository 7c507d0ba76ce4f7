"""The content security policy in a real browser: no page breaks it, and what is smuggled into one does not run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route
from pytest_django.live_server_helper import LiveServer

from tests.browser.every_page import NOBODY, PAGES, path_of
from tests.browser.opened_with import Examples
from tests.stories.people import House, Person

LOOKED_AT = (
    *("home", "account_login", "invitation", "referrals", "start_referral", "draft", "check_answers", "referral"),
    *("check_notification", "notification", "own_account", "own_sessions", "mfa_index", "work_list", "case"),
    *("add_evidence", "case_timeline", "tasks_of_case", "notes_of_case", "reasonable_grounds", "recovery", "flags"),
    *("ask_agency", "mark_piece", "find_case", "resend_letter", "post_batch", "load", "allocation_rule", "delivery"),
    *("begin_disclosure", "decide_redaction", "records_to_decide", "figures", "history", "patterns", "profile"),
    *("compare_profiles", "add_bank_holiday", "add_to_list", "people", "invite", "received_notification"),
    "check_reasonable_grounds",
)
"""Pages of each kind, with each component and each script; `test_every_page_in_axe` looks at the console of all."""
LISTENING = """
document.addEventListener("securitypolicyviolation", each => window.__told(
  `${each.effectiveDirective} ${each.blockedURI} ${each.sample}`));
"""
FOREIGN = "https://elsewhere.example"
SMUGGLED = {
    "a script": '<script>window.__told("ran: a script")</script>',
    "a handler": """<img src="data:image/gif;base64,x" onerror='window.__told("ran: a handler")'>""",
    "a foreign script": f'<script src="{FOREIGN}/ours.js"></script>',
    "a frame": """<iframe srcdoc='<script>parent.__told("ran: a frame")</script>'></iframe>""",
    "a style": "<style>main { color: rgb(1, 2, 3) }</style>",
    "a picture from elsewhere": f'<img src="{FOREIGN}/seen.png">',
    "another base": f'<base href="{FOREIGN}/">',
}
SINKS = (
    "document.body.innerHTML = '<b>x</b>'",
    "document.createElement('script').text = 'x'",
    "document.write('x')",
    "new DOMParser().parseFromString('x', 'text/html')",
    "window.trustedTypes.createPolicy('ours', {createHTML: text => text})",
)
"""What of a script turns text into markup or into a script."""
STOPPED_BY = {
    "a script": "script-src-elem",
    "a handler": "script-src-attr",
    "a foreign script": "script-src-elem",
    "a frame": "script-src-elem",
    "a style": "style-src-elem",
    "a picture from elsewhere": "img-src",
    "another base": "base-uri",
}


@contextmanager
def listened_to(chromium: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page of a context of its own, and what its browser tells: each violation, and each smuggled thing that ran."""
    told: list[str] = []
    context = chromium.new_context()
    context.set_default_timeout(10_000)
    context.expose_function("__told", lambda what: told.append(what))
    context.add_init_script(LISTENING)
    page = context.new_page()
    yield page, told
    context.close()


@pytest.fixture
def reported(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The lines that reports of browsers leave."""
    lines: list[dict[str, Any]] = []
    log = SimpleNamespace(warning=lambda _event, **line: lines.append(line))
    monkeypatch.setattr("opennrm.web.start.violations.log", log)
    return lines


def smuggle(page: Page, what: str, *, without_policy: bool = False) -> None:
    """Whatever this page opens holds this, as if some field of it were not escaped."""

    def changed(route: Route) -> None:
        if route.request.resource_type != "document":
            route.continue_()
            return
        answer = route.fetch()
        headers = {name: value for name, value in answer.headers.items() if not is_policy(name, without_policy)}
        route.fulfill(response=answer, headers=headers, body=answer.text().replace("<main", f"{what}<main", 1))

    page.route("**/*", changed)
    script = 'window.__told("ran: a foreign script")'
    page.route(f"{FOREIGN}/**", lambda route: route.fulfill(body=script, content_type="text/javascript"))


def is_policy(name: str, is_left_out: bool) -> bool:
    return is_left_out and name.lower() == "content-security-policy"


@pytest.mark.proves("HDR-02", "3.4.3", "3.4.7")
def test_no_page_breaks_the_policy(house: House, chromium: Browser, reported: list[dict[str, Any]]) -> None:
    examples, looked_at = Examples(house), 0
    paths = {name: path_of(name, examples) for name in LOOKED_AT}
    found: dict[str, list[str]] = {}
    for who in sorted({PAGES[name][0] for name in paths}):
        with listened_to(chromium) as (page, told):
            person = Person(page, house.address, who)
            person = person if who == NOBODY else person.is_signed_in()
            for name in (name for name in paths if PAGES[name][0] == who):
                page.goto(house.address + paths[name])
                page.wait_for_function("document.readyState === 'complete'")
                person.says_why_if_asked()
                looked_at += page.locator("main").count()
                found |= {name: [*told]} if told else {}
                told.clear()
    assert found == {}
    assert reported == []
    assert looked_at == len(paths)


@pytest.mark.proves("HDR-02", "OPS-08", "3.4.7")
def test_each_planted_piece_is_stopped_told_of_and_reported(
    live_server: LiveServer, chromium: Browser, reported: list[dict[str, Any]]
) -> None:
    for what, directive in STOPPED_BY.items():
        reported.clear()
        told = told_of(chromium, live_server.url, SMUGGLED[what])
        assert [each.split()[0] for each in told] == [directive], what
        page = None if what == "a frame" else "accessibility"  # a frame of its own has no address
        assert [(line["directive"], line["page"]) for line in reported] == [(directive, page)], what


@pytest.mark.proves("HDR-02", "OPS-08")
def test_each_planted_script_runs_where_there_is_no_policy(live_server: LiveServer, chromium: Browser) -> None:
    for what in ("a script", "a handler", "a foreign script", "a frame"):
        assert told_of(chromium, live_server.url, SMUGGLED[what], without_policy=True) == [f"ran: {what}"]


def told_of(chromium: Browser, address: str, piece: str, *, without_policy: bool = False) -> list[str]:
    """What the browser tells of a page with this piece in it."""
    with listened_to(chromium) as (page, told):
        smuggle(page, piece, without_policy=without_policy)
        page.goto(f"{address}/accessibility/")
        page.wait_for_timeout(500)
        return [*told]


@pytest.mark.proves("HDR-02")
def test_no_script_turns_text_into_markup(live_server: LiveServer, chromium: Browser) -> None:
    with listened_to(chromium) as (page, _told):
        page.goto(f"{live_server.url}/accessibility/")
        trying = "() => {{ try {{ {}; return 'done' }} catch (wrong) {{ return wrong.name }} }}"
        tried = {sink: page.evaluate(trying.format(sink)) for sink in SINKS}
    assert tried == dict.fromkeys(SINKS, "TypeError")
