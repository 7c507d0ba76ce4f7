"""What a browser sends in the place of a passkey's answer is told to be wrong, in every form that takes one."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from opennrm.partners.models import Account
from opennrm.partners.second_factor import give_second_factor
from opennrm.web.passkey_forms import LONGEST
from tests.factories import partners as made
from tests.hostile.texts import CREDENTIALS

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
pytestmark = pytest.mark.django_db


@pytest.fixture
def who() -> Account:
    person = made.account("administrator", second_factor=False)
    give_second_factor(person.id, SECRET)
    return person


def half_signed_in(who: Account) -> Client:
    client = Client()
    assert client.post("/sign-in/", {"login": who.email, "password": made.PASSWORD}).status_code == 302
    return client


@pytest.mark.proves("INJ-09")
@pytest.mark.parametrize("credential", CREDENTIALS, ids=lambda each: each[:30])
def test_it_is_refused_and_never_a_fault(who: Account, credential: str) -> None:
    stranger = Client()
    stranger.get("/sign-in/passkey/", headers={"X-Requested-With": "XMLHttpRequest"})
    signed_in, half = made.client_for(who), half_signed_in(who)
    half.get("/sign-in/code/")
    signed_in.get("/account/second-factor/passkeys/add/")
    answers: dict[str, Any] = {
        "alone": stranger.post("/sign-in/passkey/", {"credential": credential}),
        "second": half.post("/sign-in/code/", {"credential": credential}),
        "again": signed_in.post("/account/confirm/", {"confirm-passkey": credential}),
        "added": signed_in.post("/account/second-factor/passkeys/add/", {"credential": credential, "name": "x" * 5000}),
    }
    assert {name: each.status_code for name, each in answers.items()} == {
        "alone": 403,
        "second": 200,
        "again": 403,
        "added": 200,
    }
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_the_shapes_reach_what_reads_them() -> None:
    """Each of them is a fault for whoever reads it without our forms, or is longer than these take."""
    assert any(len(each) > LONGEST for each in CREDENTIALS)
    assert any(_is_object(each) for each in CREDENTIALS)
    assert base64.urlsafe_b64decode("oA==") == b"\xa0"


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False
