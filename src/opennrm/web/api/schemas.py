"""What programs send and are answered, as JSON Schema: made from the catalogue of questions."""

from __future__ import annotations

from typing import Any

from opennrm.evidence.kinds import KINDS, LONGEST_NAME
from opennrm.mechanism.references import ALPHABET
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.schema import json_schema
from opennrm.referrals.telling_systems import CHANGED, EXAMINED, RECEIVED
from opennrm.web.api.files import STATES
from opennrm.web.api.stages import STAGES

REFERENCE = rf"^NRM-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{2}}$"


def schemas() -> dict[str, Any]:
    """Each by its name."""
    whole = json_schema(CATALOGUE)
    lists = whole.pop("$defs")
    answers = {key: _within(schema) for key, schema in whole["properties"].items()}
    taken_out = {key: {"anyOf": [schema, {"type": "null"}]} for key, schema in answers.items()}
    text, null = {"type": "string"}, {"type": "null"}
    decided = {"anyOf": [null, _object({"outcome": text, "decided_on": {"type": "string", "format": "date"}})]}
    record = {"type": "object", "description": "Fields by their names: docs/reference/htcds.md."}
    return {
        **{name: entries for name, entries in lists.items()},
        "Any": {"type": "object"},
        "Answers": _object({"answers": {"type": "object", "properties": taken_out, "additionalProperties": False}}),
        "Changes": _object(
            {"answers": {"type": "object", "properties": taken_out, "additionalProperties": False}},
            version={"type": "integer", "minimum": 0, "description": "That of the draft as it was read."},
        ),
        "Begun": _object({"id": {"type": "string", "format": "uuid"}, "href": text}),
        "Record": _object(
            {"record": record},
            answers={"type": "object", "properties": taken_out, "additionalProperties": False},
        ),
        "SentRecord": _object({"record": record}),
        "BegunFromRecord": _object(
            {
                "id": {"type": "string", "format": "uuid"},
                "href": text,
                "not_taken": {"type": "array", "items": _object({"field": text, "detail": text})},
            }
        ),
        "NewFile": _object(
            {
                "name": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
                "size": {"type": "integer", "minimum": 1},
                "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            }
        ),
        "Files": _object({"files": {"type": "array", "items": {"$ref": "#/components/schemas/File"}}}),
        "File": _object(
            {
                "id": {"type": "string", "format": "uuid"},
                "href": text,
                "kind": {"enum": list(KINDS)},
                "size": {"type": "integer"},
                "offset": {"type": "integer", "description": "How many bytes are here: the next piece begins there."},
                "state": {"enum": list(STATES)},
                "detail": text,
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
        "Call": _object(
            {
                "type": {"enum": [RECEIVED, CHANGED, EXAMINED]},
                "timestamp": {"type": "string", "format": "date-time"},
                "data": _object({"reference": {"type": "string", "pattern": REFERENCE}}),
            }
        ),
        "Problem": _object(
            {"type": text, "title": text, "status": {"type": "integer"}, "code": text, "detail": text},
            errors={"type": "array", "items": _object({"field": text, "detail": text}, pointer=text)},
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
