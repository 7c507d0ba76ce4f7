"""The verb `htcds`: a referral as a record of the Human Trafficking Case Data Standard, and a draft from a record."""

from __future__ import annotations

import argparse
import json
import secrets
from typing import Any

from opennrm.config.fault import Fault
from opennrm.console.given_files import object_of
from opennrm.console.house import in_the_house
from opennrm.questions.htcds import fields

HELP = "give a referral as a record of HTCDS 2.0, begin a draft from one, or list where each of its fields stands"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, with what, and who does it."""
    parser.add_argument("todo", choices=["export", "import", "fields"], help="what to do")
    parser.add_argument("what", metavar="REF|FILE", nargs="?", help="export: a reference; import: a file; - is stdin")
    parser.add_argument("--answers", metavar="FILE", help="import: answers by question key that the record lacks")
    parser.add_argument("--as", dest="who", metavar="EMAIL", help="the account that does it; the history says so")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Do it. Raises `Fault`."""
    if options.todo == "fields":
        return {"fields": [{"name": each.name, "core": each.core, "stands": stands(each)} for each in fields()]}
    if not options.what or not options.who:
        raise Fault(f"Say what to {options.todo} and who does it: htcds {options.todo} REF|FILE --as EMAIL.")
    return _exported(options) if options.todo == "export" else _imported(options)


def tell(result: dict[str, Any]) -> str:
    """The record as JSON, the fields in lines, or the draft and what was not taken into it."""
    if "fields" in result:
        return "\n".join(f"{'*' if row['core'] else ' '} {row['name']:<40}{row['stands']}" for row in result["fields"])
    if "record" in result:
        return json.dumps(result["record"], indent=2, ensure_ascii=False)
    lines = [f"Draft begun: {result['draft']}"]
    return "\n".join([*lines, *(f"  not taken, {each['field']}: {each['detail']}" for each in result["not_taken"])])


def stands(each: Any) -> str:
    """Where a field stands, in a few words."""
    if each.answer:
        return f"answer: {', '.join(each.answer)}"
    return f"of a referral that was sent: {each.fact}" if each.fact else str(each.because)


@in_the_house
def _exported(options: argparse.Namespace) -> dict[str, Any]:
    from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

    from opennrm.console import acting  # noqa: PLC0415

    at = timezone.now()
    return {"record": acting.record_of_referral(options.what, by=acting.actor_named(options.who, at), at=at)}


@in_the_house
def _imported(options: argparse.Namespace) -> dict[str, Any]:
    from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

    from opennrm.console import acting  # noqa: PLC0415
    from opennrm.referrals.by_htcds import begin_from_record  # noqa: PLC0415
    from opennrm.referrals.whole import WrongAnswers  # noqa: PLC0415

    at = timezone.now()
    record, answers = object_of(options.what), object_of(options.answers) if options.answers else {}
    by = acting.actor_named(options.who, at)
    try:
        made = begin_from_record(record, answers, key=secrets.token_urlsafe(16), by=by, at=at)
    except WrongAnswers as wrong:
        told = "; ".join(f"{error.field_id}: {error.message}" for error in wrong.errors)
        raise Fault(f"Nothing was begun. Correct the answers: {told}.") from wrong
    left_out = [{"field": name, "detail": because} for name, because in made.not_taken]
    return {"draft": str(made.draft_id), "not_taken": left_out}
