"""Which browsers somebody signed in with before."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from opennrm.partners import browsers
from opennrm.partners.models import KnownBrowser
from tests.factories import partners as made

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def meet(account_id: object, secret: str, at: datetime = AT) -> bool:
    return browsers.meet(account_id, secret, kind="Firefox on Linux", at=at)  # type: ignore[arg-type]


def test_the_first_browser_is_no_news_and_the_second_is_once() -> None:
    who = made.account()
    assert not meet(who.id, "a" * 40)
    assert meet(who.id, "b" * 40)
    assert not meet(who.id, "b" * 40)
    assert not meet(who.id, "a" * 40)


def test_one_browser_of_two_people_is_new_to_each() -> None:
    one, other = made.account(), made.account()
    meet(one.id, "a" * 40)
    meet(other.id, "b" * 40)
    assert not browsers.is_known(other.email, "a" * 40, at=AT)
    assert browsers.is_known(one.email.upper(), "a" * 40, at=AT)
    assert meet(other.id, "a" * 40)


def test_a_browser_not_used_for_long_is_new_again_and_then_removed() -> None:
    who, later = made.account(), AT + browsers.LASTS
    meet(who.id, "a" * 40)
    meet(who.id, "b" * 40, later)
    assert not browsers.is_known(who.email, "a" * 40, at=later)
    assert meet(who.id, "a" * 40, later)
    assert browsers.forget_old_browsers(later) == 0
    assert browsers.forget_old_browsers(later + browsers.LASTS) == 2


def test_the_secret_itself_is_not_kept() -> None:
    meet(made.account().id, "a" * 40)
    kept = KnownBrowser.objects.get()
    assert kept.secret_hash != "a" * 40
    assert len(browsers.new_secret()) >= 43


def test_a_browser_is_called_what_people_call_it_without_versions() -> None:
    firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
    edge = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"
    assert browsers.kind_of_browser(firefox) == "Firefox on Windows"
    assert browsers.kind_of_browser(edge) == "Edge on a Mac"
    assert browsers.kind_of_browser("Mozilla/5.0 (Linux; Android 15) Chrome/140 Safari/5") == "Chrome on Android"
    assert browsers.kind_of_browser("<script>") == "A browser"
