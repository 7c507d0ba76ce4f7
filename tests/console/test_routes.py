"""The verb `routes`: every address with its policy; one without fails."""

from __future__ import annotations

import pytest
from django.urls import path

from opennrm.web.third_party import Address
from tests.console.conftest import Run


def test_every_address_is_listed_with_its_policy(opennrm: Run) -> None:
    code, told = opennrm("routes", "--json")
    policies = {route["name"]: route["policy"] for route in told["routes"]}
    assert code == 0
    assert policies["home"] == "anybody"
    assert policies["case"] == "whoever may see the cases of their team"
    assert "/cases/<str:reference>/" in opennrm("routes")[1]


def test_an_address_without_a_policy_fails(opennrm: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = Address(pattern="/planted/", name=str(path("", lambda request: None, name="planted").name), policy=None)
    monkeypatch.setattr("opennrm.console.documents.routes.addresses", lambda: [planted])
    code, told = opennrm("routes")
    assert code == 1
    assert "NO POLICY" in told
