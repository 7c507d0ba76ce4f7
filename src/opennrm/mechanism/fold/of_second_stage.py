"""What the events between the two decisions do to the facts of a case: recovery is not cut short without leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from opennrm.mechanism.fold.facts import Broken, CaseFacts, Entry, RequestFacts, Take, day_in
from opennrm.mechanism.profiles import PROFILES_OF_CASES
from opennrm.mechanism.time_limits import Rule


def _recovery_ended(case: CaseFacts, entry: Entry) -> CaseFacts:
    refuse_before_recovery_is_over(case, day_in(entry.facts["ended_on"]))
    return case


def refuse_before_recovery_is_over(case: CaseFacts, day: date) -> None:
    """Raise `Broken` for a day before the bar of the recovery period, where nobody gave leave to cross that bar.

    Where a panel makes both decisions in one sitting the second does not wait for it (DDM-YJLC).
    """
    profile = PROFILES_OF_CASES.get(case.profile or "")
    if profile is not None and profile.rules.both_decisions_in_one_sitting:
        return
    recovery = case.clocks.get(Rule.RECOVERY_PERIOD.value)
    if recovery is None or recovery.due_on is None or day >= recovery.due_on:
        return
    if case.overrides.get(recovery.rule) != recovery.due_on:
        raise Broken("The bar of the recovery period was crossed without recorded leave.")


def _overridden(case: CaseFacts, entry: Entry) -> CaseFacts:
    if entry.by is None:
        raise Broken("Leave to cross a bar was given by nobody.")
    given = {**case.overrides, entry.facts["rule"]: day_in(entry.facts["due_on"])}
    return replace(_with_text(case, entry), overrides=given)


def _asked(case: CaseFacts, entry: Entry) -> CaseFacts:
    request = entry.facts.get("request")
    if request is None:
        return case
    if request in case.requests:
        raise Broken("The same request for information was sent twice.")
    return _with_request(_with_text(case, entry), request, RequestFacts())


def _answered(case: CaseFacts, entry: Entry) -> CaseFacts:
    request = entry.facts.get("request")
    if request is None:
        return case
    answered = replace(_waiting(case, request), answer=entry.facts["answer"])
    return _with_request(_with_text(case, entry), request, answered)


def _chased(case: CaseFacts, entry: Entry) -> CaseFacts:
    request = entry.facts["request"]
    return _with_request(case, request, replace(_waiting(case, request), chased=entry.facts["times"]))


def _closed(case: CaseFacts, entry: Entry) -> CaseFacts:
    request = entry.facts["request"]
    return _with_request(case, request, replace(_waiting(case, request), is_closed=True))


def _waiting(case: CaseFacts, request: str) -> RequestFacts:
    found = case.requests.get(request)
    if found is None or found.answer or found.is_closed:
        raise Broken("No such request for information waits for an answer.")
    return found


def _with_request(case: CaseFacts, request: str, facts: RequestFacts) -> CaseFacts:
    return replace(case, requests={**case.requests, request: facts})


def _with_text(case: CaseFacts, entry: Entry) -> CaseFacts:
    """That a text was recorded: by which kind of event, and its hash."""
    text_hash = entry.facts.get("text_hash")
    kind = _KNOWN_AS.get(entry.kind, entry.kind)
    return replace(case, texts=(*case.texts, (kind, text_hash))) if text_hash else case


_KNOWN_AS = {"InformationRequested": "AgencyAsked", "InformationReceived": "AgencyReplied"}
"""A request for which the case waits is kept, and known, like any other."""


TAKES: dict[str, Take] = {
    "RecoveryEnded": _recovery_ended,
    "BarOverridden": _overridden,
    "ConsentNoted": _with_text,
    "PartMade": _with_text,
    "AdversePointAdded": _with_text,
    "PointsAddressed": _with_text,
    "ConsultationRecorded": _with_text,
    "RepresentationReceived": _with_text,
    "RepresentationAnswered": _with_text,
    "RecoveryExtended": _with_text,
    "RecoveryReviewed": _with_text,
    "ReconsiderationRequested": _with_text,
    "ReconsiderationRefused": _with_text,
    "AgencyAsked": _asked,
    "AgencyReplied": _answered,
    "InformationRequested": _asked,
    "InformationReceived": _answered,
    "RequestChased": _chased,
    "RequestClosed": _closed,
}
