"""The public page about privacy says which cookies there are, and there are no others."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from opennrm.partners.browsers import LASTS
from opennrm.partners.second_factor import give_second_factor
from tests.factories import partners as made

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.mark.django_db
def test_it_tells_of_every_cookie_that_signing_in_leaves() -> None:
    who, client = made.account("administrator", second_factor=False), Client()
    give_second_factor(who.id, SECRET)
    client.get("/sign-in/")
    client.post("/sign-in/", {"login": who.email, "password": made.PASSWORD})
    client.post("/sign-in/code/", {"code": format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))})
    said = client.get("/privacy/").content.decode()
    assert set(client.cookies) == {"session", "csrf", "browser"}
    assert "set three cookies" in said
    assert f"{LASTS.days} days" in said
