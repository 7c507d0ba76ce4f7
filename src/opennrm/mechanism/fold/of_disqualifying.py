"""What the events of a disqualification do to the facts of a case: none without positive reasonable grounds, and none
by one officer alone."""

from __future__ import annotations

from dataclasses import replace

from opennrm.mechanism.fold.facts import Broken, CaseFacts, Entry, Take
from opennrm.mechanism.vocabulary import DecisionKind, Outcome


def _proposed(case: CaseFacts, entry: Entry) -> CaseFacts:
    if any(state == "proposed" for _, state, _, _ in case.disqualifications):
        raise Broken("A disqualification was proposed while another waited to be checked.")
    if case.decision(DecisionKind.REASONABLE_GROUNDS).outcome is not Outcome.POSITIVE:
        raise Broken("A disqualification was proposed without a positive decision on reasonable grounds.")
    proposal = (entry.facts["text_hash"], "proposed", entry.by or "", "")
    return replace(case, disqualifications=(*case.disqualifications, proposal))


def _agreed(case: CaseFacts, entry: Entry) -> CaseFacts:
    return _checked(case, entry, "agreed")


def _returned(case: CaseFacts, entry: Entry) -> CaseFacts:
    return _checked(case, entry, "returned")


def _checked(case: CaseFacts, entry: Entry, state: str) -> CaseFacts:
    *before, last = case.disqualifications or (("", "", "", ""),)
    text_hash, stood, proposed_by, _ = last
    if stood != "proposed" or text_hash != entry.facts["text_hash"]:
        raise Broken("A disqualification was checked that nobody had proposed so.")
    if entry.by is None or entry.by == proposed_by:
        raise Broken("A disqualification was checked by nobody else than who proposed it.")
    return replace(case, disqualifications=(*before, (text_hash, state, proposed_by, entry.by)))


TAKES: dict[str, Take] = {
    "DisqualificationProposed": _proposed,
    "DisqualificationDecided": _agreed,
    "DisqualificationReturned": _returned,
}
