"""The description of the interface for programs (OpenAPI 3.1), made from the catalogue of questions."""

from __future__ import annotations

from functools import cache
from typing import Any

from opennrm.mechanism.references import ALPHABET
from opennrm.partners.systems import Scope
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.schema import DIALECT, json_schema
from opennrm.web.api.stages import STAGES
from opennrm.web.problems import CONTENT_TYPE, TITLES

REFERENCE = rf"^NRM-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{2}}$"
ALWAYS = (400, 401, 403, 429, 503)
"""What any address by token can answer with."""
DRAFT_ID = {
    "name": "draft_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "format": "uuid"},
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "A new one for each thing that is to be done once; the same, when the same is sent again.",
    "schema": {"type": "string", "pattern": "^[!-~]{8,128}$"},
}


@cache
def description() -> dict[str, Any]:
    """The document."""
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": DIALECT,
        "info": {
            "title": "OpenNRM",
            "version": "1",
            "description": "Drafts and referrals, for an organisation's own systems. See docs/reference/api.md.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": _paths(),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(),
            "responses": {str(status): _problem(title) for status, title in TITLES.items()},
        },
    }


def _paths() -> dict[str, Any]:
    begun = _json("Begun", "It was begun, or had been with this key.")
    return {
        "/api/v1/openapi.json": {
            "get": {
                "operationId": "describe",
                "summary": "This description",
                "responses": {"200": _json("Any", "It.")},
            }
        },
        "/api/v1/questions": {
            "get": {
                "operationId": "questions",
                "summary": "The questions, in their order, and the lists that answers are chosen from",
                "responses": {"200": _json("Any", "They.")},
            }
        },
        "/api/v1/drafts": {
            "post": _operation(
                "begin", "Begin a draft", Scope.DRAFTS_WRITE, {"201": begun}, (409, 413, 415, 422), KEY, body="Answers"
            )
        },
        "/api/v1/drafts/{draft_id}": {
            "parameters": [DRAFT_ID],
            "get": _operation("read", "Read a draft", Scope.DRAFTS_WRITE, {"200": _json("Draft", "It.")}, (404, 410)),
            "patch": _operation(
                "change",
                "Change the answers that are given; null takes one out",
                Scope.DRAFTS_WRITE,
                {"200": _json("Begun", "They were changed.")},
                (404, 410, 413, 415, 422),
                body="Answers",
            ),
        },
        "/api/v1/drafts/{draft_id}/validate": {
            "parameters": [DRAFT_ID],
            "post": _operation(
                "validate",
                "See whether a draft could be sent, or all that keeps it",
                Scope.DRAFTS_WRITE,
                {"200": _json("Ready", "Nothing keeps it.")},
                (404, 410, 422),
            ),
        },
        "/api/v1/drafts/{draft_id}/submit": {
            "parameters": [DRAFT_ID],
            "post": _operation(
                "submit",
                "Send a draft as a referral: once, however often this is asked",
                Scope.REFERRALS_SUBMIT,
                {"200": _json("Sent", "It was sent, now or before.")},
                (404, 409, 410, 422),
                KEY,
            ),
        },
        "/api/v1/htcds": {
            "post": _operation(
                "begin_from_record",
                "Begin a draft from a record of the Human Trafficking Case Data Standard 2.0",
                Scope.DRAFTS_WRITE,
                {"201": _json("BegunFromRecord", "It was begun, or had been with this key.")},
                (409, 413, 415, 422),
                KEY,
                body="Record",
            )
        },
        "/api/v1/referrals/{reference}": {
            "parameters": [
                {
                    "name": "reference",
                    "in": "path",
                    "required": True,
                    "schema": {"type": "string", "pattern": REFERENCE},
                }
            ],
            "get": _operation(
                "status",
                "Where a referral stands that the system began",
                Scope.REFERRALS_READ,
                {"200": _json("Status", "It.")},
                (404, 410),
            ),
        },
    }


def _operation(
    name: str,
    summary: str,
    scope: Scope,
    answers: dict[str, Any],
    problems: tuple[int, ...],
    *parameters: dict[str, Any],
    body: str = "",
) -> dict[str, Any]:
    told = {str(each): {"$ref": f"#/components/responses/{each}"} for each in sorted({*ALWAYS, *problems})}
    asked: dict[str, Any] = {
        "operationId": name,
        "summary": summary,
        "description": f"Needs a token with the scope {scope.value}.",
        "security": [{"token": []}],
        "responses": answers | told,
    }
    if parameters:
        asked["parameters"] = list(parameters)
    if body:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{body}"}}}
        asked["requestBody"] = {"required": True, "content": content}
    return asked


def _json(schema: str, words: str) -> dict[str, Any]:
    return {
        "description": words,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }


def _problem(title: str) -> dict[str, Any]:
    return {
        "description": title,
        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _schemas() -> dict[str, Any]:
    whole = json_schema(CATALOGUE)
    lists = whole.pop("$defs")
    answers = {key: _within(schema) for key, schema in whole["properties"].items()}
    taken_out = {key: {"anyOf": [schema, {"type": "null"}]} for key, schema in answers.items()}
    text, null = {"type": "string"}, {"type": "null"}
    decided = {"anyOf": [null, _object({"outcome": text, "decided_on": {"type": "string", "format": "date"}})]}
    return {
        **{name: entries for name, entries in lists.items()},
        "Any": {"type": "object"},
        "Answers": _object({"answers": {"type": "object", "properties": taken_out, "additionalProperties": False}}),
        "Begun": _object({"id": {"type": "string", "format": "uuid"}, "href": text}),
        "Record": _object(
            {"record": {"type": "object", "description": "Fields by their names: docs/reference/htcds.md."}},
            answers={"type": "object", "properties": taken_out, "additionalProperties": False},
        ),
        "BegunFromRecord": _object(
            {
                "id": {"type": "string", "format": "uuid"},
                "href": text,
                "not_taken": {"type": "array", "items": _object({"field": text, "detail": text})},
            }
        ),
        "Ready": _object({"ready": {"const": True}}),
        "Sent": _object({"reference": {"type": "string", "pattern": REFERENCE}, "href": text}),
        "Draft": _object(
            {
                "id": {"type": "string", "format": "uuid"},
                "state": {"enum": ["draft", "sent"]},
                "reference": {"anyOf": [null, {"type": "string", "pattern": REFERENCE}]},
                "catalogue_version": {"type": "integer"},
                "version": {"type": "integer"},
                "saved_at": {"type": "string", "format": "date-time"},
                "expires_on": {"type": "string", "format": "date"},
                "answers": {"type": "object", "properties": answers, "additionalProperties": False},
            }
        ),
        "Status": _object(
            {
                "reference": {"type": "string", "pattern": REFERENCE},
                "kind": {"enum": ["adult", "child"]},
                "received_on": {"type": "string", "format": "date"},
                "submitted_at": {"type": "string", "format": "date-time"},
                "stage": {"enum": [*STAGES, None]},
                "reasonable_grounds": decided,
                "conclusive_grounds": decided,
            }
        ),
        "Problem": _object(
            {"type": text, "title": text, "status": {"type": "integer"}, "code": text, "detail": text},
            errors={"type": "array", "items": _object({"pointer": text, "field": text, "detail": text})},
        ),
    }


def _object(properties: dict[str, Any], **perhaps: Any) -> dict[str, Any]:
    """An object that has all of these properties, and perhaps those; and no others."""
    required = list(properties)
    return {
        "type": "object",
        "properties": {**properties, **perhaps},
        "required": required,
        "additionalProperties": False,
    }


def _within(schema: Any) -> Any:
    """The same schema where the lists of answers stand beside it as components."""
    if isinstance(schema, dict):
        return {
            key: value.replace("#/$defs/", "#/components/schemas/") if key == "$ref" else _within(value)
            for key, value in schema.items()
        }
    return [_within(each) for each in schema] if isinstance(schema, list) else schema
