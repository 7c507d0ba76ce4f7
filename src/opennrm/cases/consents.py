"""Reading the ledger of a person's consents, for a face that has itself asked who may see the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from opennrm.cases.models import Case, ConsentEntry
from opennrm.mechanism.consent import ConsentScope
from opennrm.mechanism.consent_ledger import Said, standing
from opennrm.mechanism.receivers import LIMITS, TAKEN_OVER, Receiver, read_first, receivers_for
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.referrals.answered import kind_and_questions
from opennrm.vault.together import Reading

SHARING_QUESTION = "sharing_agreed"


@dataclass(frozen=True, slots=True)
class ConsentRead:
    """One entry of the ledger; `recorded_by` is empty where it follows from something else that was recorded.

    `taken_over` is so where the case is older than the ledger, which was begun later with what the referral says.
    """

    scope: ConsentScope
    said: Said
    how: str
    through: str
    language: str
    interpreter: str
    interpreted_by: str
    limits: str
    said_on: date | None
    recorded_at: datetime
    recorded_by: str
    taken_over: bool = False


def ledger_of(case_id: UUID) -> list[ConsentRead]:
    """Everything that was said of consents in a case, in the order in which it was recorded."""
    rows = ConsentEntry.objects.select_related("recorded_by", "case").filter(case_id=case_id).order_by("number")
    return [
        ConsentRead(
            scope=ConsentScope(row.scope),
            said=Said(row.said),
            how=row.how,
            through=row.through or "",
            language=row.language,
            interpreter=row.interpreter,
            interpreted_by=row.interpreted_by or "",
            limits=row.limits or "",
            said_on=row.said_on,
            recorded_at=row.recorded_at,
            recorded_by=row.recorded_by.name if row.recorded_by else "",
            taken_over=row.recorded_by is None and row.recorded_at > row.case.opened_at,
        )
        for row in rows
    ]


def said_reading(case_id: UUID) -> Reading[dict[ConsentScope, Said]]:
    """What was said last of each consent in a case, to be read together with something else."""
    rows = ConsentEntry.objects.filter(case_id=case_id).order_by("number").values_list("scope", "said")
    return Reading(rows, lambda found: standing((ConsentScope(scope), Said(said)) for scope, said in found))


def said_since(scope: str, *, given: bool, said: Mapping[ConsentScope, Said]) -> str:
    """How a consent stands where something else was said of it than the referral says; otherwise nothing."""
    last = said.get(ConsentScope(scope))
    if last is None or (last is Said.GIVEN) is given:
        return ""
    return {Said.GIVEN: "Given since", Said.REFUSED: "Refused since", Said.WITHDRAWN: "Taken back"}[last]


def standing_in(case_id: UUID) -> dict[ConsentScope, Said]:
    """What was said last of each consent in a case; nothing of those of which nothing was said."""
    rows = ConsentEntry.objects.filter(case_id=case_id).order_by("number").values_list("scope", "said")
    return standing((ConsentScope(scope), Said(said)) for scope, said in rows)


def receivers_now(case: Case, kind: ReferralKind) -> dict[Receiver, str]:
    """As what anybody may receive a part of a case now, by the rules and by what was said last of each consent.

    Of each why somebody of the team reads first what was said, coded; empty where it goes by itself.
    """
    ledger = ledger_of(case.id)
    said = standing((entry.scope, entry.said) for entry in ledger)
    rules, why = receivers_for(kind, said, sharing_asked=sharing_was_asked(case.reference)), _to_be_read(ledger)
    return {rule.receiver: read_first(rule, why) for rule in rules}


def to_be_read(case_id: UUID) -> dict[ConsentScope, str]:
    """Of each consent that stands why somebody reads it before anything goes on it, coded; none where nobody must."""
    return _to_be_read(ledger_of(case_id))


def standing_entries(case_id: UUID) -> list[ConsentRead]:
    """What was said last of each consent, where that was a yes."""
    return _standing_of(ledger_of(case_id))


def _to_be_read(ledger: list[ConsentRead]) -> dict[ConsentScope, str]:
    return {
        entry.scope: LIMITS if entry.limits else TAKEN_OVER
        for entry in _standing_of(ledger)
        if entry.limits or entry.taken_over
    }


def _standing_of(ledger: list[ConsentRead]) -> list[ConsentRead]:
    last = {entry.scope: entry for entry in ledger}
    return [entry for entry in last.values() if entry.said is Said.GIVEN]


def sharing_was_asked(reference: str) -> bool:
    """Did the referral ask an adult about sharing? An older one did not, nor does one of a child."""
    kind, catalogue = kind_and_questions(reference)
    return kind == ReferralKind.ADULT.value and SHARING_QUESTION in catalogue.questions
