"""The description of the interface is a sound OpenAPI 3.1 document, and what is answered is what it says."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from django.urls import get_resolver
from jsonschema import Draft202012Validator

from opennrm.questions.catalogue import CATALOGUE
from opennrm.web.api.description import description
from opennrm.web.api.endpoint import Endpoint
from tests.factories import cases as made
from tests.factories.programs import Program, program

pytestmark = pytest.mark.django_db


def holds(answer: Any, path: str, method: str) -> None:
    """See that an answer is one that the description tells of, its body included."""
    told = described(path, method)["responses"][str(answer.status_code)]
    if "$ref" in told:
        told = description()["components"]["responses"][told["$ref"].rpartition("/")[2]]
    kind = answer.headers["Content-Type"]
    root = {**told["content"][kind]["schema"], "components": description()["components"]}
    jsonschema.validate(answer.json(), root, Draft202012Validator)


def described(path: str, method: str) -> dict[str, Any]:
    found: dict[str, Any] = description()["paths"][path][method]
    return found


def test_every_address_and_method_is_described_and_no_other() -> None:
    there = set()
    for pattern in get_resolver().reverse_dict.getlist("api_draft"):
        assert pattern
    for resolver in get_resolver().url_patterns:
        for each in getattr(resolver, "url_patterns", []):
            if isinstance(each.callback, Endpoint):
                path = "/" + str(each.pattern).replace("<uuid:", "{").replace("<str:", "{").replace(">", "}")
                there |= {(path, method.lower()) for method in each.callback.handlers}
    told = {(path, method) for path, on in description()["paths"].items() for method in on if method != "parameters"}
    assert there == told


def test_every_schema_is_one_and_every_reference_leads_somewhere() -> None:
    components = description()["components"]
    for schema in components["schemas"].values():
        Draft202012Validator.check_schema(schema)
    text = json.dumps(description())
    refs = {part.split('"')[0] for part in text.split('"$ref": "#/components/')[1:]}
    assert refs
    for ref in refs:
        kind, name = ref.split("/")
        assert name in components[kind], ref
    assert "$defs" not in text


def test_every_question_can_be_answered_and_its_data_class_is_told() -> None:
    answers = description()["components"]["schemas"]["Draft"]["properties"]["answers"]
    assert list(answers["properties"]) == list(CATALOGUE.questions)
    assert all("x-data" in schema for schema in answers["properties"].values())


def test_what_is_answered_on_the_way_of_a_referral_is_what_is_described() -> None:
    made.authority_team()
    ours = program()
    draft, whole = "/api/v1/drafts/{draft_id}", made.answers()
    begun = ours.ask("POST", "drafts", {"answers": whole}, key="key-of-a-draft")
    holds(begun, "/api/v1/drafts", "post")
    jsonschema.validate(
        {"answers": whole},
        {"$ref": "#/components/schemas/Answers", "components": description()["components"]},
        Draft202012Validator,
    )
    path = begun.json()["href"].removeprefix("/api/v1/")
    holds(ours.get(path), draft, "get")
    holds(ours.ask("PATCH", path, {"answers": {"first_name": None}}), draft, "patch")
    holds(ours.ask("PATCH", path, {"answers": {"nobody": 1}}), draft, "patch")
    holds(ours.ask("POST", f"{path}/validate"), f"{draft}/validate", "post")
    holds(ours.ask("POST", f"{path}/submit", key="send-it-once"), f"{draft}/submit", "post")
    ours.ask("PATCH", path, {"answers": {"first_name": whole["first_name"]}})
    holds(ours.ask("POST", f"{path}/validate"), f"{draft}/validate", "post")
    sent = ours.ask("POST", f"{path}/submit", key="send-it-once")
    holds(sent, f"{draft}/submit", "post")
    status = "/api/v1/referrals/{reference}"
    holds(ours.get(f"referrals/{sent.json()['reference']}"), status, "get")
    holds(ours.get("referrals/NRM-0000-0000-00"), status, "get")
    holds(Program().get("referrals/NRM-0000-0000-00"), status, "get")
    holds(ours.get(path), draft, "get")


def test_anybody_may_read_the_description_and_the_questions() -> None:
    anybody = Program()
    assert anybody.get("openapi.json").json() == json.loads(json.dumps(description()))
    asked = anybody.get("questions").json()
    assert asked["version"] == CATALOGUE.version
    assert {"code": "albanian", "label": "Albanian"}.keys() == asked["lists"]["nationalities"][0].keys()
