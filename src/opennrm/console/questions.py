"""The verb `questions`: the catalogue as JSON Schema or as a list, and accepting what was changed in it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from opennrm.questions import published
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.schema import json_schema

HELP = "print the questions as JSON Schema or as a list, or accept what was changed in them"
LIST = Path(published.__file__).with_name("published.json")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do with them."""
    parser.add_argument(
        "todo",
        choices=["schema", "list", "accept"],
        help="schema: JSON Schema of a referral; list: every question; accept: take up what was changed",
    )


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Do it."""
    if options.todo == "schema":
        return json_schema(CATALOGUE)
    if options.todo == "list":
        return {"version": CATALOGUE.version, "questions": [_row(placed) for placed in CATALOGUE.placed]}
    known = published.published()
    changed = published.differences(CATALOGUE, known)
    if changed:
        LIST.write_text(published.accept(CATALOGUE, known), encoding="utf-8")
    return {"accepted": changed, "list": LIST.name}


def _row(placed: Any) -> dict[str, Any]:
    question = placed.question
    return {
        "key": question.key,
        "section": placed.section.title,
        "page": placed.page.slug,
        "asks": question.ask,
        "kind": question.kind.value,
        "required": question.required,
        "data_class": question.data_class,
    }


def tell(result: dict[str, Any]) -> str:
    """The schema as JSON, the list in lines, or what was accepted."""
    if "accepted" in result:
        if not result["accepted"]:
            return "Nothing was changed: the published list holds every question as it is asked."
        return "\n".join(["Accepted, to be read by whoever reviews the change:", *result["accepted"]])
    if "questions" in result:
        return "\n".join(f"{row['key']:<32}{row['page']:<28}{row['asks']}" for row in result["questions"])
    return json.dumps(result, indent=2, ensure_ascii=False)
