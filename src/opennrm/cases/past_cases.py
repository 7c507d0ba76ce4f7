"""Reads past cases from the history as they can be replayed: codes, days and outcomes, and nothing of any person.

Events alone are read: what routes a case and what was decided of it stands there. A restricted case counts like any
other; of none more is given than its reference.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from opennrm.audit.asking import as_the_house
from opennrm.audit.queries import Happened, cases_told_of, events_of_cases, latest_of_kind
from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.profile import Situation, version_on
from opennrm.mechanism.replaying import CaseFile
from opennrm.mechanism.simulating import PastCase
from opennrm.mechanism.vocabulary import Nation, Outcome, ReferralKind

SUBMITTED, FIRST, SECOND = "ReferralSubmitted", "ReasonableGroundsDecided", "ConclusiveGroundsDecided"
AT_ONCE = 1000


@as_the_house()  # what is counted of the whole history shows no record of it
def past_cases(latest: int | None = None) -> list[PastCase]:
    """The cases that were referred last, so many of them or all, open and closed, in the order of their references."""
    with transaction.atomic():
        if latest is None:
            references = list(cases_told_of(SUBMITTED))
        else:
            references = sorted({str(told.case) for told in latest_of_kind(SUBMITTED, latest)})
        return [case for batch in _batches(references) for case in _told(batch)]


def _batches(references: list[str]) -> Iterable[list[str]]:
    return (references[start : start + AT_ONCE] for start in range(0, len(references), AT_ONCE))


def _told(references: list[str]) -> list[PastCase]:
    events = events_of_cases(references, (SUBMITTED, FIRST, SECOND))
    return [_case(reference, told) for reference, told in events.items()]


def _case(reference: str, events: list[Happened]) -> PastCase:
    """A decision that was made again after reconsideration counts as it was made last."""
    last = {told.kind: told.facts for told in events}
    came, first, second = last[SUBMITTED], last.get(FIRST), last.get(SECOND)
    file = CaseFile(
        kind=ReferralKind(came["referral_kind"]),
        nation=Nation(came["nation"]),
        received_on=date.fromisoformat(came["received_on"]),
        first=Outcome(first["outcome"]) if first else None,
        second=Outcome(second["outcome"]) if second else None,
        situations=frozenset(Situation(code) for code in came.get("situations", ())),
        area=came.get("area") or "",
        first_on=date.fromisoformat(first["decided_on"]) if first else None,
        second_on=date.fromisoformat(second["decided_on"]) if second else None,
    )
    return PastCase(reference, file, version_on(PROFILES[came["profile"]], date.fromisoformat(came["profile_version"])))
