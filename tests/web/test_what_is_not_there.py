"""Addresses that scanners ask for, and pages asked for as if they were files: none is there, and none may be kept."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import partners as made

pytestmark = pytest.mark.django_db
ASKED = (
    *(
        "/.git/config",
        "/.git/HEAD",
        "/.svn/entries",
        "/.hg/store",
        "/.env",
        "/.DS_Store",
        "/backup.sql",
        "/dump.sql.gz",
    ),
    *(
        "/admin/",
        "/metrics",
        "/openapi.json",
        "/docs",
        "/swagger",
        "/graphql",
        "/debug",
        "/server-status",
        "/phpinfo.php",
    ),
    *("/static/", "/static/govuk/", "/static/../config/settings.py", "/static/%2e%2e/settings.py", "/static/.env"),
    *("/actuator/health", "/wp-login.php", "/static/opennrm.py", "/robots.txt/", "/people/x.css"),
)


@pytest.mark.proves("13.4.1", "13.4.3", "13.4.5", "13.4.7")
@pytest.mark.parametrize("address", ASKED)
def test_nothing_is_there_for_strangers_or_for_an_administrator(address: str) -> None:
    signed_in = made.client_for(made.account("administrator"))
    for client in (Client(), signed_in):
        answer = client.get(address)
        assert answer.status_code in (301, 302, 404), address
        if answer.status_code != 404:  # never further than to signing in, or to the address with its last stroke
            assert answer.headers["Location"].startswith(("/sign-in/", address))
            assert client.get(answer.headers["Location"]).status_code in (200, 404)
    assert signed_in.get(address).status_code != 200


@pytest.mark.proves("14.2.2", "14.2.5")
@pytest.mark.parametrize("more", ["x.css", "style.css", "a.js", ".png", "%0a.css", ";x.css", "x.svg?"])
def test_a_page_asked_for_as_a_file_is_not_there_and_no_page_may_be_kept(more: str) -> None:
    client = made.client_for(made.account("administrator"))
    page = client.get("/people/")
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
    asked = client.get("/people/" + more)
    assert asked.status_code == 404
    assert asked.headers["Cache-Control"] == "no-store"
