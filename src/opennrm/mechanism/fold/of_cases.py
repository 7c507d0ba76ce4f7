"""What the events of a case, apart from decisions and clocks, do to its facts."""

from __future__ import annotations

from dataclasses import replace

from opennrm.mechanism.fold.facts import Broken, CaseFacts, Entry, Take, day_in
from opennrm.mechanism.stages import DECIDED_STAGES, Stage


def _submitted(case: CaseFacts, entry: Entry) -> CaseFacts:
    facts = entry.facts
    return replace(
        case,
        referral_kind=facts["referral_kind"],
        age_answer=facts["age_answer"],
        nation=facts["nation"],
        profile=facts["profile"],
        profile_version=facts["profile_version"],
        received_on=day_in(facts["received_on"]),
        answers_hash=facts["answers_hash"],
    )


def _opened(case: CaseFacts, entry: Entry) -> CaseFacts:
    if case.stage is not None:
        raise Broken("The case was already open.")
    received_on = day_in(entry.facts["received_on"])
    if case.received_on not in (None, received_on):
        raise Broken("The case has another day of receipt than its referral.")
    return replace(
        case,
        stage=Stage(entry.facts["stage"]),
        authority=entry.facts["authority"],
        owner_team=entry.facts["owner_team"],
        received_on=received_on,
    )


def _allocated(case: CaseFacts, entry: Entry) -> CaseFacts:
    return replace(case, owner=entry.facts["to"])


def _transferred(case: CaseFacts, entry: Entry) -> CaseFacts:
    if entry.facts["from_authority"] != case.authority:
        raise Broken("The case was not with the authority it passed from.")
    return replace(case, authority=entry.facts["to_authority"], owner_team=entry.facts["owner_team"], owner=None)


def _evidence_added(case: CaseFacts, entry: Entry) -> CaseFacts:
    return replace(case, evidence=(*case.evidence, entry.facts["text_hash"]))


def _suspended(case: CaseFacts, entry: Entry) -> CaseFacts:
    began = entry.facts.get("suspended_on") or entry.at.date().isoformat()
    spans = (*case.suspensions, (day_in(began), None))
    return replace(case, review_on=day_in(entry.facts["review_on"]), suspensions=spans)


def _prolonged(case: CaseFacts, entry: Entry) -> CaseFacts:
    if case.review_on is None:
        raise Broken("The case was not suspended.")
    return replace(case, review_on=day_in(entry.facts["review_on"]))


def _resumed(case: CaseFacts, entry: Entry) -> CaseFacts:
    began = case.suspensions[-1][0]
    spans = (*case.suspensions[:-1], (began, day_in(entry.facts["resumed_on"])))
    return replace(case, review_on=None, suspensions=spans)


def _withdrawn(case: CaseFacts, entry: Entry) -> CaseFacts:
    left = _settled_as(case, "confirmed")
    return replace(left, ended_because=entry.facts["way"], ended_on=day_in(entry.facts["withdrawn_on"]))


def _closed(case: CaseFacts, entry: Entry) -> CaseFacts:
    if case.left_stage in DECIDED_STAGES and entry.facts["reason"] != "died":
        raise Broken("A case that was decided was closed for another reason than a death.")
    return replace(case, ended_because=entry.facts["reason"], ended_on=day_in(entry.facts["closed_on"]))


def _reopened(case: CaseFacts, entry: Entry) -> CaseFacts:
    if entry.facts["stage"] != case.left_stage:
        raise Broken("The case was reopened at another stage than it had left.")
    return replace(case, ended_because="", ended_on=None, left_stage=None)


def _age_decided(case: CaseFacts, entry: Entry) -> CaseFacts:
    if case.age_answer == "adult" or case.referral_kind == "adult":
        raise Broken("An age was decided that was not in doubt.")
    return replace(case, age_answer=entry.facts["age"])


def _became_adult(case: CaseFacts, entry: Entry) -> CaseFacts:
    if case.referral_kind == "adult" or case.age_answer == "not_sure":
        raise Broken("Somebody became an adult who was one already, or whose age is in doubt.")
    return replace(case, referral_kind="adult")


def _wished(case: CaseFacts, entry: Entry) -> CaseFacts:
    wish = entry.facts["wish_hash"]
    return replace(case, texts=(*case.texts, (entry.kind, wish)), wishes=(*case.wishes, (wish, "waits")))


def _wish_settled(case: CaseFacts, entry: Entry) -> CaseFacts:
    if all(state != "waits" for _wish, state in case.wishes):
        raise Broken("A wish was settled, and none waited.")
    return _settled_as(case, "confirmed" if entry.facts["is_confirmed"] else "not_confirmed")


def _settled_as(case: CaseFacts, settled: str) -> CaseFacts:
    """Whoever leaves without having waited has a wish that is confirmed as it is recorded."""
    return replace(case, wishes=tuple((wish, settled if state == "waits" else state) for wish, state in case.wishes))


TAKES: dict[str, Take] = {
    "ReferralSubmitted": _submitted,
    "CaseOpened": _opened,
    "CaseAllocated": _allocated,
    "CaseTransferred": _transferred,
    "EvidenceAdded": _evidence_added,
    "CaseSuspended": _suspended,
    "SuspensionProlonged": _prolonged,
    "CaseResumed": _resumed,
    "CaseWithdrawn": _withdrawn,
    "CaseClosed": _closed,
    "CaseReopened": _reopened,
    "WishRecorded": _wished,
    "WishSettled": _wish_settled,
    "AgeDecided": _age_decided,
    "BecameAdult": _became_adult,
}
