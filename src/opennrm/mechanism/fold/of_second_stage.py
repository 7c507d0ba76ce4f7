"""What the events between the two decisions do to the facts of a case: recovery is not cut short without leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from opennrm.mechanism.fold.facts import Broken, CaseFacts, Entry, Take, day_in
from opennrm.mechanism.time_limits import Rule


def _recovery_ended(case: CaseFacts, entry: Entry) -> CaseFacts:
    refuse_before_recovery_is_over(case, day_in(entry.facts["ended_on"]))
    return case


def refuse_before_recovery_is_over(case: CaseFacts, day: date) -> None:
    """Raise `Broken` for a day before the bar of the recovery period, where nobody gave leave to cross that bar."""
    recovery = case.clocks.get(Rule.RECOVERY_PERIOD.value)
    if recovery is None or recovery.due_on is None or day >= recovery.due_on:
        return
    if case.overrides.get(recovery.rule) != recovery.due_on:
        raise Broken("The bar of the recovery period was crossed without recorded leave.")


def _overridden(case: CaseFacts, entry: Entry) -> CaseFacts:
    if entry.by is None:
        raise Broken("Leave to cross a bar was given by nobody.")
    given = {**case.overrides, entry.facts["rule"]: day_in(entry.facts["due_on"])}
    return replace(_with_text(case, "override", entry), overrides=given)


def _consulted(case: CaseFacts, entry: Entry) -> CaseFacts:
    return _with_text(case, "consultation", entry)


def _with_text(case: CaseFacts, what: str, entry: Entry) -> CaseFacts:
    """That a text was recorded, by its hash."""
    return replace(case, texts=(*case.texts, (what, entry.facts["text_hash"])))


TAKES: dict[str, Take] = {
    "RecoveryEnded": _recovery_ended,
    "BarOverridden": _overridden,
    "ConsultationRecorded": _consulted,
}
