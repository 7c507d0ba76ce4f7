"""Every page can be read by everybody: axe finds nothing, it fits a telephone, in high contrast and from the right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from opennrm.demo.answers import adult_answers, child_answers
from opennrm.demo.entries import with_entries
from opennrm.demo.notifying import anonymous_answers, named_answers
from opennrm.demo.people import PASSWORD
from opennrm.mechanism.calendar import legal_day
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import pages_that_apply
from tests.browser.every_page import NEWCOMER, NO_PAGES, NOBODY, OWN_LANGUAGE, PAGES, all_names, path_of
from tests.browser.opened_with import Examples
from tests.browser.watching import DESKTOP, NARROW, axe, fits, keep_picture
from tests.stories.people import CASEWORKER, OFFICER, SECOND_OFFICER, SOCIAL_WORKER, House, Person
from tests.stories.referring import GO_ON, must_be_answered

PEOPLE = sorted({who for who, _parts in PAGES.values()})


def test_every_page_is_looked_at() -> None:
    assert all_names() == PAGES.keys() | NO_PAGES.keys()


@pytest.fixture
def arabic(settings: Any, house: House) -> Iterator[str]:
    """The address of a second server, whose pages are in Arabic."""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.browser.arabic.in_arabic"]
    server = LiveServer("localhost")
    yield server.url
    server.stop()


def somebody(house: House, who: str) -> Person:
    """A browser of whoever a page is for."""
    if who == NOBODY:
        return house.somebody(who)
    if who == NEWCOMER:
        from allauth.mfa.models import Authenticator

        Authenticator.objects.filter(user__email=OFFICER).delete()
        return house.at_work(OFFICER)
    return house.at_work(who)


def looked_at(person: Person, name: str) -> None:
    """The page that is shown: as it stands, on a telephone, and in high contrast."""
    page = person.page
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    axe(page)
    headings_in_order(person)
    keep_picture(page, name)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    fits(page)
    keep_picture(page, f"{name}-320px")
    page.emulate_media(forced_colors="active", color_scheme="dark")
    keep_picture(page, f"{name}-forced-colours", full_page=False)
    page.emulate_media(forced_colors="none", color_scheme="light")


def headings_in_order(person: Person) -> None:
    """One heading of the first level, and none that leaves a level out."""
    levels: Any = person.page.evaluate(
        "[...document.querySelectorAll('main :is(h1,h2,h3,h4):not(.govuk-error-summary *)')].map(h => +h.tagName[1])"
    )
    assert levels.count(1) == 1, f"{person.path}: {levels}"
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False)), person.path


@pytest.mark.proves("3.4.3", "3.7.1")
@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: who or "a stranger")
def test_every_page_can_be_read_by_everybody(house: House, arabic: str, who: str) -> None:
    examples = Examples(house)
    paths = {name: path_of(name, examples) for name, (whose, _parts) in PAGES.items() if whose == who}
    person = somebody(house, who)
    for name, path in paths.items():
        # Nobody answers the page that asks why: it is what is looked at.
        if name == "why_opened":
            person.page.goto(person.address + path)
        else:
            assert person.opens(path).status == 200, path
        assert person.path == path, f"{path} leads on to {person.path}"
        looked_at(person, name)
        person.page.goto(arabic + path)
        if name not in OWN_LANGUAGE:
            assert person.page.locator("html").get_attribute("dir") == "rtl"
        fits(person.page)
        person.page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
        keep_picture(person.page, f"{name}-rtl")


def test_every_page_of_questions_and_its_mistakes(house: House) -> None:
    """On a telephone, where it is tightest: as it is asked, and after it was sent empty."""
    today = legal_day(timezone.now())
    seen: set[str] = set()
    overseas = {"exploitation_where": "uk_and_overseas", "exploitation_countries": {"not_known": "Not asked."}}
    both_ways = {
        "decision_by": ["email", "post"],
        "decision_email": "a@b.example",
        "decision_email_safe": ["confirmed"],
    }
    journeys: list[tuple[str, dict[str, Any]]] = [
        (OFFICER, with_entries(adult_answers(today), today) | overseas | both_ways | {"danger_now": "yes"}),
        (SOCIAL_WORKER, child_answers(today)),
        *((OFFICER, adult_answers(today) | refused(nation)) for nation in ("england", "scotland", "northern_ireland")),
        (OFFICER, anonymous_answers(today)),
        (OFFICER, named_answers(today)),
    ]
    for who, answers in journeys:
        draft, person = house.has_draft(answers, by=who), house.at_work(who)
        person.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        for page in pages_that_apply(CATALOGUE, answers):
            if page.slug in seen:
                continue
            seen.add(page.slug)
            person.opens(f"{draft}{page.slug}/")
            fits(person.page)
            headings_in_order(person)
            keep_picture(person.page, f"question-{page.slug}-320px")
            if must_be_answered(page):
                emptied(person)
            axe(person.page)
            fits(person.page)
    assert seen == {page.slug for _section, page in CATALOGUE.pages}


def refused(nation: str) -> dict[str, Any]:
    """Answers of an adult who does not agree."""
    return {"referrer_nation": nation, "consent_to_referral": "refused", "will_notify": "no"}


def emptied(person: Person) -> None:
    """The form is sent with nothing in it."""
    person.page.evaluate(
        """() => document.querySelectorAll("main form input:not([type=hidden]), main form textarea, main form select")
        .forEach(each => { each.checked = false; if (!/radio|checkbox/.test(each.type)) each.value = "" })"""
    )
    person.presses(GO_ON)
    person.page.locator(".govuk-error-summary__list li").first.wait_for()


def test_pages_on_the_way_in_can_be_read_by_everybody(house: House, settings: Any) -> None:
    """Those that are there only for a moment: the code, the password again, recovery codes; and the demonstration's."""
    officer = house.somebody(OFFICER).opens("/sign-in/")
    officer.fills({"login": [OFFICER], "password": [PASSWORD]}).presses("Sign in")
    looked_at(officer, "mfa_authenticate")
    officer.fills({"code": ["000000"]}).presses("Continue")
    assert officer.problems()
    looked_at(officer, "error-code")
    officer = house.at_work(OFFICER).opens(reverse("account_reauthenticate"))
    looked_at(officer, "account_reauthenticate")
    officer.opens(reverse("mfa_generate_recovery_codes"))
    looked_at(officer, "mfa_generate_recovery_codes")
    officer.page.locator("main form button").click()
    assert officer.path == reverse("mfa_view_recovery_codes")
    looked_at(officer, "mfa_view_recovery_codes")
    settings.DEMONSTRATION = True
    officer.opens("/demonstration/").sees(OFFICER)
    looked_at(officer, "demonstration")


def test_pages_about_mistakes_can_be_read_by_everybody(house: House) -> None:
    # 422, 409: a form of a case with mistakes, and one that somebody overtook
    reference = house.has_case()
    case = f"/cases/{reference}/"
    caseworker, other = house.at_work(CASEWORKER), house.at_work(CASEWORKER)
    caseworker.opens(f"{case}evidence/").presses("Add it")
    looked_at(caseworker, "error-422")
    other.opens(f"{case}reasonable-grounds/")
    caseworker.opens(f"{case}reasonable-grounds/")
    for each in (caseworker, other):
        each.fills({"outcome": ["negative"], "reasons": [f"Reasons of {each.email}." * 2 + str(id(each))]})
        each.presses("Continue")
    assert other.problems()
    looked_at(other, "error-409")
    # 422 of the second officer, 403 and 404
    second_officer = house.at_work(SECOND_OFFICER).opens(f"{case}reasonable-grounds/check/").presses("Continue")
    assert second_officer.problems()
    looked_at(second_officer, "error-422-check")
    assert second_officer.opens(f"{case}reasonable-grounds/").status == 403
    looked_at(second_officer, "error-403")
    assert second_officer.opens("/nowhere/").status == 404
    looked_at(second_officer, "error-404")
    # Signing in with a wrong password
    stranger = house.somebody(NOBODY).opens("/sign-in/")
    stranger.fills({"login": [OFFICER], "password": ["not the password"]}).presses("Sign in")
    assert stranger.problems()
    looked_at(stranger, "error-sign-in")


def test_pages_without_a_database_can_be_read_by_everybody(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from opennrm.audit.record import NotRecorded

    officer = house.at_work(OFFICER).opens("/referrals/start/")

    def away(*_args: Any, **_named: Any) -> None:
        raise NotRecorded

    monkeypatch.setattr("opennrm.web.referrals.drafting.start_draft", away)
    monkeypatch.setattr("opennrm.web.referrals.sent.referrals_of", away)
    officer.presses("Start now").sees("NOT received")
    looked_at(officer, "error-503-sent")
    assert officer.opens("/referrals/").status == 503
    looked_at(officer, "error-503")


def test_what_is_hidden_and_what_was_asked_for_can_be_read_by_everybody(house: House) -> None:
    reference = house.has_case()
    for who, path in ((CASEWORKER, f"/cases/{reference}/"), (OFFICER, f"/referrals/{reference}/")):
        person = house.at_work(who)
        for opened in (path, f"{path}whereabouts/"):
            person.opens(opened)
            looked_at(person, "hidden")
        with person.page.expect_navigation():
            person.page.locator("button[value=address]").last.click()
        person.sees("Lantern House")
        looked_at(person, "asked for")
