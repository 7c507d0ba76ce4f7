"""What speaks with providers is made once for each, and loaded only by whoever needs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.test import Client

from opennrm.config.data_folder import ROOT
from opennrm.partners.models import Account
from opennrm.partners.sign_in_providers import Provider
from opennrm.web.account.provider_client import SECONDS, client_of
from tests.factories.issuer import CLIENT, CLIENT_SECRET, Issuer
from tests.web.account.test_with_organisation import comes_back, signed_in

LOADED = """
import sys, django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
print(*sorted({"authlib", "requests", "pypdf"} & {name.partition(".")[0] for name in sys.modules}))
"""


def test_one_client_for_each_provider_which_waits_for_it_no_longer_than_that() -> None:
    provider = Provider("marshland", "https://sign-in.marshland.example", CLIENT, CLIENT_SECRET, ("mfa",))
    assert client_of(provider) is client_of(provider)
    assert client_of(provider).client_kwargs["default_timeout"] == SECONDS


def test_pages_load_nothing_that_few_places_need() -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "opennrm.config.settings", "PYTHONPATH": str(ROOT / "src")}
    environment |= {"OPENNRM_SECRET_KEY": "x" * 50, "DATABASE_URL": "postgresql://nobody@/nothing"}
    done = subprocess.run([sys.executable, "-c", LOADED], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.proves("10.1.1")
@pytest.mark.django_db
def test_no_token_of_the_provider_is_kept(who: Account, server: Issuer) -> None:
    client = Client()
    comes_back(client, who, server)
    assert signed_in(client)
    assert "token" not in json.dumps(dict(client.session.items())).replace("csrftoken", "")
