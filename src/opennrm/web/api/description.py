"""The description of the interface for programs (OpenAPI 3.1), made from the catalogue of questions."""

from __future__ import annotations

from typing import Any

from opennrm.evidence.quotas import PIECE
from opennrm.partners.systems import Scope
from opennrm.questions.list_changes import kept_with_lists
from opennrm.questions.schema import DIALECT
from opennrm.referrals.telling_systems import CHANGED, EXAMINED, RECEIVED
from opennrm.web.api.bodies import PIECES
from opennrm.web.api.files import OFFSET
from opennrm.web.api.schemas import REFERENCE, schemas
from opennrm.web.problems import CONTENT_TYPE, TITLES

CALLS = {
    RECEIVED: "A referral of the organisation was received",
    CHANGED: "Where it stands has changed",
    EXAMINED: "The scanner has looked at one of its files",
}
"""The kinds of calls, each with what happened."""
ALWAYS = (400, 401, 403, 429, 503)
"""What any address by token can answer with."""
DRAFT_ID = {
    "name": "draft_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "format": "uuid"},
}
REFERRAL = {"name": "reference", "in": "path", "required": True, "schema": {"type": "string", "pattern": REFERENCE}}
PIECE_OF_FILE = {"type": "string", "format": "binary", "description": f"At most {PIECE:,} bytes, at least one."}
FILE_ID = {**DRAFT_ID, "name": "file_id"}
FIRST_BYTE = {
    "name": OFFSET,
    "in": "header",
    "required": True,
    "description": "How many bytes of the file come before this piece.",
    "schema": {"type": "integer", "minimum": 0, "maximum": 999_999_999_999},
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "A new one for each thing that is to be done once; the same, when the same is sent again.",
    "schema": {"type": "string", "pattern": "^[!-~]{8,128}$"},
}


@kept_with_lists
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
        "webhooks": {kind: {"post": _call(kind, words)} for kind, words in CALLS.items()},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas(),
            "responses": {str(status): _problem(title) for status, title in TITLES.items()},
        },
    }


def _call(kind: str, words: str) -> dict[str, Any]:
    """What an address that was registered as a webhook is sent."""
    signed = ("webhook-id", "webhook-timestamp", "webhook-signature")
    name = f"call_of_{kind.partition('.')[2]}"
    return {
        "operationId": name,
        "summary": words,
        "description": "Signed as https://www.standardwebhooks.com says. Read what changed by a token.",
        "parameters": [
            {"name": each, "in": "header", "required": True, "schema": {"type": "string"}} for each in signed
        ],
        "requestBody": {"required": True, "content": _json("Call", words)["content"]},
        "responses": {"2XX": {"description": "It was taken; anything else, and it is made again."}},
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
                (404, 409, 410, 413, 415, 422),
                body="Changes",
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
        **_files("/api/v1/drafts/{draft_id}/files", "draft", DRAFT_ID),
        **_files("/api/v1/referrals/{reference}/files", "referral", REFERRAL),
        "/api/v1/referrals/{reference}": {
            "parameters": [REFERRAL],
            "get": _operation(
                "status",
                "Where a referral stands that the system began",
                Scope.REFERRALS_READ,
                {"200": _json("Status", "It.")},
                (404, 410),
            ),
        },
        "/api/v1/referrals/{reference}/htcds": {
            "parameters": [REFERRAL],
            "get": _operation(
                "record_of_referral",
                "A referral that the system began, as a record of the Human Trafficking Case Data Standard 2.0",
                Scope.REFERRALS_EXPORT,
                {"200": _json("SentRecord", "It.")},
                (404, 410),
            ),
        },
    }


def _files(path: str, of: str, parameter: dict[str, Any]) -> dict[str, Any]:
    """The operations on the files that go with a draft or a referral."""
    begun, adds = _json("Begun", "It was announced, or had been."), Scope.EVIDENCE_ADD
    as_it_is = {"200": _json("File", "How it stands.") | {"headers": {OFFSET: {"schema": {"type": "integer"}}}}}
    taken = (400, 404, 409, 410, 413, 415, 422)
    return {
        path: {
            "parameters": [parameter],
            "get": _operation(
                f"files_of_{of}", f"How the files with a {of} stand", adds, {"200": _json("Files", "They.")}, (404, 410)
            ),
            "post": _operation(
                f"announce_to_{of}", f"Announce a file for a {of}", adds, {"201": begun}, taken, KEY, body="NewFile"
            ),
        },
        f"{path}/{{file_id}}": {
            "parameters": [parameter, FILE_ID],
            "get": _operation(f"file_of_{of}", "How a file stands", adds, as_it_is, (404, 410)),
            "patch": _operation(
                f"add_to_{of}", "Send the next piece; the last ends it", adds, as_it_is, taken, KEY, FIRST_BYTE
            )
            | {"requestBody": {"required": True, "content": {PIECES: {"schema": PIECE_OF_FILE}}}},
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
