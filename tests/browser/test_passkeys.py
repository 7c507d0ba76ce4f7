"""Passkeys in a real browser, with an authenticator of its making: added, used in every way, named and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as house_settings

from opennrm.audit.models import EventRow
from opennrm.partners.models import Account
from opennrm.partners.second_factor import give_second_factor
from opennrm.partners.sessions import SessionStore
from tests.factories import partners as made

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Device:
    """Chromium's virtual authenticator, in the page's browser."""

    def __init__(self, page: Page, *, verifies: bool = True) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": verifies,
            "automaticPresenceSimulation": True,
        }
        self.id = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def verifies(self, does: bool) -> None:
        """Does its owner's finger, face or PIN match from now on?"""
        self.session.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": does})

    def credentials(self) -> list[dict[str, Any]]:
        """What it holds."""
        found: list[dict[str, Any]] = self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})[
            "credentials"
        ]
        return found


@pytest.fixture
def who() -> Account:
    person = made.account("administrator", second_factor=False)
    give_second_factor(person.id, SECRET)
    return person


@pytest.fixture
def at(live_server: LiveServer) -> str:
    assert "localhost" in live_server.url
    return live_server.url


def is_signed_in(page: Page, at: str, who: Account) -> None:
    key = made.client_for(who).cookies[house_settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": house_settings.SESSION_COOKIE_NAME, "value": key, "url": at}])


def adds_a_passkey(page: Page, at: str, name: str = "Blue key") -> None:
    page.goto(f"{at}/account/second-factor/passkeys/add/")
    page.fill("#name", name)
    with page.expect_navigation():
        page.get_by_role("button", name="Add passkey").click()


def signs_out(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()


def gives_password(page: Page, at: str, who: Account) -> None:
    page.goto(f"{at}/sign-in/")
    page.fill("#login", who.email)
    page.fill("#password", made.PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()


def how() -> list[str]:
    rows = EventRow.objects.filter(kind="SignedIn").order_by("seq")
    return [row.body.split('"how":"')[1].split('"')[0] for row in rows]


@pytest.mark.proves("AUTH-04", "6.3.3", "6.7.2")
def test_a_passkey_signs_in_alone_and_after_the_password(page: Page, at: str, who: Account) -> None:
    device = Device(page)
    is_signed_in(page, at, who)
    adds_a_passkey(page, at)
    assert page.url.endswith("/account/second-factor/recovery-codes/")  # they come with the first passkey
    assert EventRow.objects.filter(kind="PasskeyAdded").count() == 1
    assert len(device.credentials()) == 1
    signs_out(page)

    page.goto(f"{at}/people/")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in with a passkey").click()
    assert page.url == f"{at}/people/"
    signs_out(page)

    gives_password(page, at, who)
    with page.expect_navigation():
        page.get_by_role("button", name="Use your passkey").click()
    page.goto(f"{at}/people/")
    assert page.url == f"{at}/people/"
    assert how() == ["passkey", "password_and_passkey"]


@pytest.mark.proves("AUTH-04", "7.5.3")
def test_a_passkey_confirms_and_what_was_typed_goes_on(page: Page, at: str, who: Account) -> None:
    Device(page)
    is_signed_in(page, at, who)
    adds_a_passkey(page, at)
    key = next(each["value"] for each in page.context.cookies() if each["name"] == house_settings.SESSION_COOKIE_NAME)
    session = SessionStore(key)
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**each, "at": each["at"] - 400} for each in records]
    session.save()
    page.goto(f"{at}/people/invite/")
    page.fill('[name="email"]', "not an address")
    page.fill('[name="name"]', "Robin <Vale>")
    page.locator("main form button").click()
    assert "Confirm that it is you" in page.inner_text("main")
    with page.expect_navigation():
        page.get_by_role("button", name="Confirm with your passkey").click()
    assert page.url == f"{at}/people/invite/"
    assert page.input_value('[name="name"]') == "Robin <Vale>"
    assert EventRow.objects.filter(kind="ConfirmedAgain").count() == 1


@pytest.mark.proves("AUTH-04")
def test_without_finger_face_or_pin_it_signs_nobody_in(page: Page, at: str, who: Account) -> None:
    device = Device(page)
    is_signed_in(page, at, who)
    adds_a_passkey(page, at)
    signs_out(page)
    device.verifies(False)
    page.goto(f"{at}/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("Your browser did not give a passkey").wait_for()
    assert how() == []


@pytest.mark.proves("6.5.6", "AUTH-04")
def test_it_is_named_and_removed_and_then_signs_nobody_in(page: Page, at: str, who: Account) -> None:
    Device(page)
    is_signed_in(page, at, who)
    adds_a_passkey(page, at)
    page.goto(f"{at}/account/second-factor/")
    page.get_by_role("link", name="Name Blue key").click()
    page.fill("#name", "Green key")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove Green key").click()
    page.get_by_role("button", name="Remove passkey").click()
    assert "Green key" not in page.inner_text("main")
    assert EventRow.objects.filter(kind="PasskeyRemoved").count() == 1
    signs_out(page)
    page.goto(f"{at}/sign-in/")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in with a passkey").click()
    assert "does not sign you in" in page.inner_text("main")
    assert how() == []


@pytest.mark.proves("AUTH-04", "AUTH-03")
def test_a_closed_accounts_passkey_signs_nobody_in(page: Page, at: str, who: Account) -> None:
    Device(page)
    is_signed_in(page, at, who)
    adds_a_passkey(page, at)
    signs_out(page)
    Account.objects.filter(id=who.id).update(is_active=False)
    page.goto(f"{at}/sign-in/")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in with a passkey").click()
    assert "does not sign you in" in page.inner_text("main")


@pytest.mark.proves("AUTH-04")
def test_what_a_passkey_said_once_is_worth_nothing_again(page: Page, at: str, who: Account) -> None:
    Device(page)
    is_signed_in(page, at, who)
    adds_a_passkey(page, at)
    signs_out(page)
    page.goto(f"{at}/sign-in/")
    with page.expect_request(lambda request: request.method == "POST") as caught, page.expect_navigation():
        page.get_by_role("button", name="Sign in with a passkey").click()
    said = caught.value.post_data_json
    signs_out(page)
    page.goto(f"{at}/sign-in/")
    page.evaluate(
        """(said) => { const form = document.querySelector('form[action="/sign-in/passkey/"]');
        form.elements.namedItem("credential").value = said; form.submit(); }""",
        said["credential"],
    )
    page.wait_for_url("**/sign-in/passkey/")
    assert "does not sign you in" in page.inner_text("main")
    assert how() == ["passkey"]


def test_a_newcomer_can_begin_with_a_passkey_and_cannot_remove_their_last(page: Page, at: str) -> None:
    who = made.account("administrator", second_factor=False)
    Device(page)
    gives_password(page, at, who)
    page.goto(f"{at}/people/")
    page.get_by_role("link", name="use a passkey instead").click()
    page.fill("#name", "Telephone")
    with page.expect_navigation():
        page.get_by_role("button", name="Add passkey").click()
    page.goto(f"{at}/people/")
    assert page.url == f"{at}/people/"
    passkey = Authenticator.objects.get(user=who, type="webauthn")
    page.goto(f"{at}/account/second-factor/passkeys/{passkey.pk}/remove/")
    if "Confirm that it is you" not in page.inner_text("main"):
        assert "cannot be removed" in page.inner_text("main")


def test_without_javascript_the_page_says_what_to_use_instead(plain_page: Page, at: str) -> None:
    plain_page.goto(f"{at}/sign-in/")
    assert "Passkeys need JavaScript" in plain_page.inner_text("main")
    assert not plain_page.get_by_role("button", name="Sign in with a passkey").is_visible()
