"""Bodies for operations of the interface: sound ones, and the same spoilt at one place by a hostile value."""

from __future__ import annotations

import json
from collections.abc import Mapping
from random import Random
from typing import Any

from opennrm.questions.htcds import record_of
from opennrm.web.api.description import description
from tests.factories import cases as made
from tests.factories import files
from tests.hostile.texts import LONG, deep, some_text

NUMBERS: tuple[Any, ...] = (-1, 0, -0.0, 1.5, 10**14, 10**30, 1e308, float("nan"), float("inf"), True, None)


def sound_bodies() -> dict[str, Any]:
    """What operations take, by the names of their schemas; what is not here is made by `instance`."""
    whole = made.answers()
    beside = {key: value for key, value in whole.items() if key not in ("first_name", "last_name")}
    picture = files.png()
    return {
        "Answers": {"answers": whole},
        "Changes": {"answers": whole, "version": 1},
        "Record": {"record": record_of(whole), "answers": beside},
        "NewFile": {"name": "screen.png", "size": len(picture), "sha256": files.sha256(picture)},
    }


def instance(schema: Mapping[str, Any]) -> Any:
    """Something of the form that a schema has, for what is not among the sound bodies."""
    if "$ref" in schema:
        return instance(description()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if "const" in schema or "enum" in schema:
        return schema.get("const", next(iter(schema.get("enum", [None]))))
    of = {"string": "x", "integer": 1, "number": 1.5, "boolean": True, "array": []}
    kind = str(schema.get("type", ""))
    return (
        {name: instance(schema["properties"][name]) for name in schema.get("required", ())}
        if kind == "object"
        else (of.get(kind))
    )


def with_one_spoilt(body: Any, chance: Random) -> Any:
    """The same with the value at one place replaced, left out, or one more beside it."""
    if isinstance(body, dict) and body and chance.random() < 0.85:
        name = chance.choice(sorted(body))
        inner = with_one_spoilt(body[name], chance) if chance.random() < 0.8 else _hostile(chance)
        kind = chance.random()
        if kind < 0.05:
            return {key: value for key, value in body.items() if key != name}
        return {**body, (hostile_text(chance)[:200] if kind < 0.12 else name): inner}
    if isinstance(body, list) and body and chance.random() < 0.5:
        return [with_one_spoilt(body[0], chance), *body[1:]] * chance.choice((1, 2, 400))
    return _hostile(chance)


def _hostile(chance: Random) -> Any:
    kind = chance.random()
    if kind < 0.02:
        return chance.choice(LONG)[:900_000]
    if kind < 0.55:
        return hostile_text(chance)
    if kind < 0.75:
        return chance.choice(NUMBERS)
    if kind < 0.85:
        return [hostile_text(chance)[:200]] * chance.randrange(300)
    if kind < 0.9:
        return json.loads(deep(chance.choice((2, 6, 7, 200))))
    return chance.choice(
        ({"not_known": hostile_text(chance)[:200]}, {hostile_text(chance)[:200]: {"a": []}}, {}, [None], [{}])
    )


def hostile_text(chance: Random) -> str:
    """One of the corpus, or half a character, which only JSON can hold."""
    return "\ud800" if chance.random() < 0.03 else some_text(chance)
