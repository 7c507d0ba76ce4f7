"""No address without a declared policy: our pages carry theirs, third parties' stand in one table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, include, path

from opennrm.web.api.endpoint import Endpoint
from opennrm.web.guard import PUBLIC, Page, page
from opennrm.web.policy import Policy
from opennrm.web.third_party import BEFORE_SECOND_FACTOR, POLICIES, policies

FOR_BROWSERS = {"policy_violations"}
"""No page: browsers send there by themselves."""
PUBLIC_ON_PURPOSE = {
    "policy_violations",
    "api_description",
    "api_questions",
    "account_login",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "organisation_back",
    "organisation_start",
    "invitation",
    "welcome",
    "home",
    "accessibility",
    "privacy",
    "demonstration",
    "healthz",
    "leaflet",
    "leaflet_ar",
    "leaflet_cy",
    "leaflet_pdf",
    "leaflet_pdf_ar",
    "leaflet_pdf_cy",
    "leave_own_page",
    "own_page",
    "own_page_ar",
    "own_page_cy",
    "offline",
    "offline_manifest",
    "offline_questions",
    "offline_worker",
    "readyz",
}


def unguarded(patterns: list[URLPattern | URLResolver]) -> list[str]:
    """The addresses that nobody declared a policy for."""
    return [address.pattern for address in policies(patterns) if not isinstance(address.policy, Policy)]


def _entries(patterns: Any) -> Iterator[URLPattern]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from _entries(entry.url_patterns)
        else:
            yield entry


def _is_third_party(view: Any) -> bool:
    made_of = getattr(view, "view_class", None)
    return made_of is not None and any(part.__module__.startswith("allauth.") for part in made_of.__mro__)


@pytest.mark.proves("AZ-01", "8.2.1")
def test_every_address_has_a_policy() -> None:
    assert unguarded(get_resolver().url_patterns) == []


def test_every_address_has_a_name_of_its_own() -> None:
    names = [address.name for address in policies(get_resolver().url_patterns)]
    assert all(names)
    assert len(names) == len(set(names))


@pytest.mark.proves("AZ-01", "OPS-08")
def test_a_planted_view_is_found() -> None:
    def planted(request: HttpRequest) -> HttpResponse:
        return HttpResponse("open to all by mistake")

    @page(needs=PUBLIC)
    def stated(request: HttpRequest) -> HttpResponse:
        return HttpResponse("open to all on purpose")

    patterns = [path("deep/", include([path("planted/", planted, name="planted"), path("stated/", stated)]))]
    assert unguarded(patterns) == ["/deep/planted/"]


def test_the_table_is_for_third_parties_only_and_all_of_it_is_routed() -> None:
    routed = set()
    for entry in _entries(get_resolver().url_patterns):
        if not isinstance(entry.callback, Page | Endpoint) and entry.name not in FOR_BROWSERS:
            assert _is_third_party(entry.callback), entry.name
            routed.add(entry.name)
    assert routed == set(POLICIES)
    assert set(POLICIES) >= BEFORE_SECOND_FACTOR


def test_what_is_public_is_public_on_purpose() -> None:
    public = {
        address.name
        for address in policies(get_resolver().url_patterns)
        if address.policy is not None and address.policy.is_public
    }
    assert public == PUBLIC_ON_PURPOSE
