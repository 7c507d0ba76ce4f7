"""A provider to sign in with, and somebody whose organisation has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from opennrm.partners.models import Account
from opennrm.partners.second_factor import give_second_factor
from opennrm.partners.sign_in_providers import Provider
from tests.factories import partners as made
from tests.factories.issuer import CLIENT, CLIENT_SECRET, SECRET, Issuer, serving


@pytest.fixture(scope="module")
def server() -> Iterator[Issuer]:
    with serving() as issuer:
        yield issuer


@pytest.fixture
def who(server: Issuer, settings: Any) -> Account:
    """An administrator whose organisation has the provider, and who has an app too."""
    person = made.account("administrator", second_factor=False)
    give_second_factor(person.id, SECRET)
    slug = person.organisation.slug
    settings.SIGN_IN_PROVIDERS = {slug: Provider(slug, server.address, CLIENT, CLIENT_SECRET, ("gold",), ("mfa",))}
    server.says, server.signed_by = {"email": person.email, "amr": ["pwd", "mfa"]}, "itself"
    server.leads_to, server.asked = "", []
    return person
