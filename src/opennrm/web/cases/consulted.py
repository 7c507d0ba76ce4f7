"""With whom a case was discussed, as rows: those who must be asked, and what each said."""

from __future__ import annotations

from typing import Any

from opennrm.cases.actions.consulting import ASKED_FOR
from opennrm.cases.queries import CaseRead
from opennrm.cases.second_stage import ConsultationRead, SecondStage
from opennrm.mechanism.conclusive_grounds import Purpose
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.web import wording


def consulted_rows(case: CaseRead, stage: SecondStage, purpose: Purpose) -> list[dict[str, Any]]:
    """A row for everybody who is asked for this purpose."""
    said = stage.consulted_for(purpose)
    return [
        wording.row(wording.code(who), *(_lines(said[who]) if who in said else ["Not recorded yet"]))
        for who in ASKED_FOR[purpose](ReferralKind(case.kind))
    ]


def _lines(each: ConsultationRead) -> list[str]:
    if not each.took_part:
        return ["Not part of this case"]
    return [f"Discussed on {wording.day(each.consulted_on)}", *(each.said or "").splitlines()]
