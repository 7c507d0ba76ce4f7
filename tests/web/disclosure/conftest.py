"""A case whose record is prepared for disclosure, and the browser of the officer who prepares it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.disclosure.records import Example, unmarked
from tests.factories import cases as made
from tests.factories.partners import client_for


def opened(here: Example, second: bool = False) -> Client:
    """A browser of one of the two, who said why they open the case where they do not work on it."""
    client = client_for(made.account_of(here.second if second else here.officer))
    address = f"/cases/{here.reference}/"
    answer = client.get(address)
    if answer.status_code == 302:
        told = {"reason": "subject_access_request", "words": "The person asked for it.", "next": address}
        client.post(answer.headers["Location"].partition("?")[0], told)
    return client


@pytest.fixture
def here() -> Example:
    return unmarked()


@pytest.fixture
def client(here: Example) -> Client:
    return opened(here)
