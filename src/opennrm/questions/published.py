"""What has been published keeps its meaning for ever: the committed list of keys and options, and the check against it.

`published.json` holds, for each key, the hashes of its accepted wordings and, for each option, those of its labels. A
new wording that keeps the meaning is accepted by adding its hash (`accept`), which a reviewer sees; a changed meaning
is a new key or a new option. A question or option that is asked no longer is marked as retired in a version.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

from opennrm.questions.question import Catalogue, Question

Published = dict[str, dict[str, Any]]


def published() -> Published:
    """The committed list."""
    text = resources.files("opennrm.questions").joinpath("published.json").read_text(encoding="utf-8")
    found: Published = json.loads(text)
    return found


def differences(catalogue: Catalogue, known: Published) -> list[str]:
    """Sentences on what was published and has changed or vanished, or is asked and not yet published."""
    questions = _asked(catalogue)
    return [
        *(sentence for key, entry in known.items() for sentence in _of_published(key, entry, questions.get(key))),
        *(f"{key} is asked but not published: accept it." for key in questions if key not in known),
    ]


def accept(catalogue: Catalogue, known: Published) -> str:
    """The text of the list with today's wordings, keys and options accepted and those that are gone retired."""
    new: Published = {key: dict(entry) for key, entry in known.items()}
    questions = _asked(catalogue)
    for key, question in questions.items():
        entry = new.setdefault(key, {"wordings": [], "options": {}})
        entry["wordings"] = _with(entry["wordings"], _meaning(question))
        options = dict(entry["options"])
        for choice in question.choices:
            options[choice.value] = _with(options.get(choice.value, []), _hash(choice.label))
        entry["options"] = options
        gone = [value for value in options if question.choice(value) is None]
        if gone:
            entry["retired_options"] = sorted({*entry.get("retired_options", []), *gone})
    for key in set(new) - set(questions):
        new[key].setdefault("retired_in", catalogue.version)
    return json.dumps(new, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _asked(catalogue: Catalogue) -> dict[str, Question]:
    """Every question, and every field of a list of entries: a key is a key."""
    return catalogue.questions | {key: field for key, (_list, field) in catalogue.fields.items()}


def _of_published(key: str, entry: dict[str, Any], question: Question | None) -> Iterator[str]:
    if question is None:
        if "retired_in" not in entry:
            yield f"{key} was published and is asked no longer: retire it, never reuse its key."
        return
    if "retired_in" in entry:
        yield f"{key} was retired and is asked again: give it a new key."
    if _meaning(question) not in entry["wordings"]:
        yield f"{key} has another kind, list or wording than was published: a changed meaning is a new key."
    yield from _of_options(key, entry, question)


def _of_options(key: str, entry: dict[str, Any], question: Question) -> Iterator[str]:
    retired = entry.get("retired_options", [])
    for value, labels in entry["options"].items():
        choice = question.choice(value)
        if choice is not None and value in retired:
            yield f"{key}: the option {value} was retired and is offered again: give it a new value."
        elif choice is None and value not in retired:
            yield f"{key}: the option {value} was published and has vanished."
        elif choice is not None and _hash(choice.label) not in labels:
            yield f"{key}: the option {value} has another label than was published."
    for choice in question.choices:
        if choice.value not in entry["options"]:
            yield f"{key}: the option {choice.value} is offered but not published: accept it."


def _meaning(question: Question) -> str:
    return _hash(f"{question.kind}\n{question.list_name}\n{question.gives_many}\n{question.ask}")


def _with(hashes: list[str], one: str) -> list[str]:
    return hashes if one in hashes else [*hashes, one]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
