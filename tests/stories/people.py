"""The made-up people of the demonstration, each with a browser of their own, and what they do with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from opennrm.demo.people import PASSWORD, PEOPLE, code_now
from opennrm.mechanism.calendar import legal_day
from tests.browser.fixtures import watched_page
from tests.factories.moments import days_before

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Response
    from pytest_django.live_server_helper import LiveServer

OFFICER = "officer@marshland.police.example"
LEAD = "lead@marshland.police.example"
TRIAGE = "triage@marshland.police.example"
ADMINISTRATOR = "admin@marshland.police.example"
SOCIAL_WORKER = "social.worker@harbour.council.example"
CASEWORKER = "caseworker@authority.example"
SECOND_CASEWORKER = "second.caseworker@authority.example"
SECOND_OFFICER = "second.officer@authority.example"
MANAGER = "manager@authority.example"
RECORDS_OFFICER = "records@authority.example"
AUTHORITYS_ADMINISTRATOR = "admin@authority.example"
STATISTICIAN = "statistician@authority.example"
LIAISON = "liaison@lighthouse.example"
AUDITOR = "auditor@oversight.example"
_hashed = cache(make_password)


class Person:
    """Somebody in front of their browser."""

    def __init__(self, page: Page, address: str, email: str) -> None:
        self.page, self.address, self.email = page, address, email
        self.answer: Response | None = None

    @property
    def path(self) -> str:
        """Where they are."""
        return self.page.url.removeprefix(self.address)

    @property
    def status(self) -> int:
        """The status of the page they opened last with `opens`."""
        return self.answer.status if self.answer else 0

    @property
    def text(self) -> str:
        """What they read on the page."""
        return self.page.locator("main").inner_text()

    def opens(self, path: str) -> Person:
        """They type an address."""
        self.answer = self.page.goto(self.address + path)
        return self.says_why_if_asked()

    def says_why_if_asked(self) -> Person:
        """They do not work on the case that they open, and so give a reason."""
        if "/why/" in self.page.url:
            self.page.locator('main [name="reason"][value="duty"]').check()
            self.presses("Open the case")
        return self

    def signs_in(self) -> Person:
        """Through the pages: address and password, then the code of their telephone."""
        secret = next(person.secret for person in PEOPLE if person.email == self.email)
        self.opens("/")
        self.presses("Sign in")
        self.fills({"login": [self.email], "password": [PASSWORD]})
        self.presses("Sign in")
        self.fills({"code": [code_now(secret, timezone.now())]})
        self.presses("Continue")
        self.sees(next(person.name for person in PEOPLE if person.email == self.email), "header")
        return self

    def is_signed_in(self) -> Person:
        """As if they had signed in before the story begins."""
        from opennrm.partners.models import Account
        from tests.factories.partners import client_for

        cookie = client_for(Account.objects.get(email=self.email)).cookies[django_settings.SESSION_COOKIE_NAME]
        kept = {"name": django_settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": self.address}
        self.page.context.add_cookies([kept])  # type: ignore[list-item]
        return self

    def follows(self, link: str, *, within: str = "body") -> Person:
        """They click a link by its words, and wait until it has led them on: what is looked at next is the new page."""
        from playwright.sync_api import Error

        try:
            with self.page.expect_navigation():
                self.page.locator(within).get_by_role("link", name=link, exact=True).first.click()
        except Error as ended:
            if "ERR_ABORTED" not in ended.message:  # a link to a file keeps it, and leads nowhere
                raise
        return self.says_why_if_asked()

    def presses(self, button: str) -> Person:
        """They press a button by its words."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=button, exact=True).first.click()
        return self if button == "Open the case" else self.says_why_if_asked()

    def sees(self, text: str, where: str = "main") -> Person:
        """They read this."""
        from playwright.sync_api import expect

        expect(self.page.locator(where)).to_contain_text(text)
        return self

    def does_not_see(self, text: str) -> Person:
        """This is not on the page."""
        assert text not in self.text
        return self

    def fills(self, given: Mapping[str, Sequence[str]]) -> Person:
        """They fill the inputs of these names, as the form would send them."""
        for name, values in given.items():
            boxes = self.page.locator(f'main [name="{name}"]')
            kind = boxes.first.evaluate("element => element.type")
            if kind == "radio":
                self._shown(self.page.locator(f'main [name="{name}"][value="{values[0]}"]')).check()
            elif kind == "checkbox":
                ticked = self.holds().get(name, [])
                for value in {*values} ^ {*ticked}:
                    self.page.locator(f'main [name="{name}"][value="{value}"]').set_checked(value in values)
            elif kind == "select-one":
                boxes.select_option(values[0])
            else:
                for box, value in zip(boxes.all(), values, strict=False):
                    self._shown(box).fill(value)
        return self

    def holds(self) -> dict[str, list[str]]:
        """What the form on the page would send now, without its token."""
        found: Any = self.page.evaluate(
            """() => [...new FormData(document.querySelector("main form")).entries()]
            .filter(([name]) => name !== "csrfmiddlewaretoken")"""
        )
        held: dict[str, list[str]] = {}
        for name, value in found:
            held.setdefault(name, []).append(value)
        return held

    def problems(self) -> list[str]:
        """What the summary of problems says; each of its links leads to an input of the page."""
        told = []
        for each in self.page.locator(".govuk-error-summary__list li").all():
            told.append(each.inner_text())
            for link in each.locator("a").all():
                target = (link.get_attribute("href") or "").removeprefix("#")
                link.click()
                reached = self.page.evaluate("document.activeElement.id")
                assert reached == target, f"“{told[-1]}” on {self.path} leads to {target}, but {reached} was reached"
        assert not told or self.page.title().startswith("Error: "), self.page.title()
        return told

    def downloads(self, link: str) -> bytes:
        """They click a link to a file; gives the file."""
        with self.page.expect_download() as coming:
            self.follows(link)
        return coming.value.path().read_bytes()

    def _shown(self, box: Locator) -> Locator:
        """Open the part of the page that the box stands in, as somebody would who looks for it."""
        if not box.is_visible():
            box.locator("xpath=ancestor::details[not(@open)][1]/summary").click()
        return box


class House:
    """The service, running, with its made-up people."""

    def __init__(self, address: str, chromium: Browser, leaving: ExitStack) -> None:
        self.address, self._chromium, self._leaving = address, chromium, leaving
        self.days_ago = 0
        """How long ago it is on the clock of the service: a story that takes weeks begins in the past."""

    def now(self) -> datetime:
        """What the clock of the service shows."""
        return days_before(timezone.now(), self.days_ago)

    def on_the_day_some_days_ago(self, days: int) -> House:
        """Put the clock of the service to so many days ago; from there it goes on."""
        self.days_ago = days
        return self

    def somebody(self, email: str, **options: Any) -> Person:
        """Somebody with a new browser, not signed in."""
        return Person(self._leaving.enter_context(watched_page(self._chromium, **options)), self.address, email)

    def at_work(self, email: str, **options: Any) -> Person:
        """Somebody who has signed in already."""
        return self.somebody(email, **options).is_signed_in()

    def has_case(self, answers: Mapping[str, Any] | None = None, *, by: str = OFFICER) -> str:
        """A case that was referred before the story begins. Gives its reference."""
        from opennrm.demo.answers import adult_answers, send_referral
        from opennrm.partners.actors import actor_of
        from tests.factories.cases import another_birthday

        at = self.now()
        another = adult_answers(legal_day(at)) | {"date_of_birth": another_birthday()}
        return send_referral(answers or another, by=actor_of(by, at), at=at)

    def has_draft(self, answers: Mapping[str, Any] | None = None, *, by: str = OFFICER) -> str:
        """A draft that was written before the story begins. Gives its address."""
        from opennrm.demo.answers import adult_answers, write_referral
        from opennrm.partners.actors import actor_of

        at = timezone.now()
        draft_id = write_referral(answers or adult_answers(legal_day(at)), by=actor_of(by, at), at=at)
        return f"/referrals/drafts/{draft_id}/"

    def has_notification(self, answers: Mapping[str, Any] | None = None, *, by: str = SOCIAL_WORKER) -> str:
        """A notification that was sent before the story begins. Gives its reference."""
        from opennrm.demo.notifying import anonymous_answers, notify
        from opennrm.partners.actors import actor_of

        at = timezone.now()
        return notify(answers or anonymous_answers(legal_day(at)), by=actor_of(by, at), at=at)

    def addressees_of_letters(self, reference: str) -> dict[str, Any]:
        """Whom the papers of a case are addressed to, by who they are; the notice to who referred is left out."""
        from opennrm.notifications.models import Letter

        letters = Letter.objects.filter(case_reference=reference).exclude(audience="first_responder")
        return {letter.audience: letter.addressee for letter in letters}

    def words_of_letters(self, reference: str) -> str:
        """What the letters of a case say."""
        from opennrm.notifications.models import Letter

        return " ".join(str(letter.content) for letter in Letter.objects.filter(case_reference=reference))

    def reference_on(self, person: Person, prefix: str = "NRM") -> str:
        """The reference that stands on somebody's page: of a referral, or of a notification (DTN)."""
        found = re.search(rf"{prefix}(-[0-9A-Z]{{4}}){{2}}-[0-9A-Z]{{2}}", person.text)
        assert found, person.text
        return found.group()


@pytest.fixture
def house(
    live_server: LiveServer, chromium: Browser, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> Iterator[House]:
    """The service with its made-up people, and nothing referred yet."""
    from opennrm.demo import load

    monkeypatch.setattr("opennrm.partners.founding.make_password", _hashed)
    settings.FORCES_STAND_IN = "marshland-police"  # as in the demonstration
    began: datetime = timezone.now() - timedelta(days=60)
    load.people(began)
    with ExitStack() as leaving:
        made = House(live_server.url, chromium, leaving)
        monkeypatch.setattr("opennrm.web.door.timezone", SimpleNamespace(now=made.now))
        yield made
