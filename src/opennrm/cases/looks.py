"""Who looked at a record, when and why: for the team of the case, for the auditor, and for the person themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from opennrm.audit.asking import as_the_house
from opennrm.audit.queries import Happened, events_of_case
from opennrm.audit.timeline import latest_of_case
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.directory import Worked, names_of, work_of

REVEALED = "WhereaboutsRevealed"
KINDS = frozenset(
    {
        *("CaseViewed", "ReferralViewed", "LetterViewed", "DossierMade", "DisclosureTaken", "OpenedInEmergency"),
        *("ReferralCopied", "PartViewed", "FileOpened", REVEALED),
    }
)
"""The events that somebody saw something of the record by."""
WHAT = {
    "CaseViewed": "case",
    "ReferralViewed": "referral",
    "ReferralCopied": "copy",
    "LetterViewed": "letter",
    "DossierMade": "dossier",
    "DisclosureTaken": "disclosure",
    "OpenedInEmergency": "emergency",
    "PartViewed": "part",
    "FileOpened": "file",
}
NOT_TO_THE_PERSON = frozenset({"DisclosureTaken"})
"""What left for the police tells of an operation: for whom something left is told by people, if it may be."""
OTHERWISE = "own_work"
"""Why somebody looked where the event does not say otherwise: a reason is only asked of who does not work on it."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a record: who, as what, at what of it, and why. `seq` is its entry in the history."""

    seq: int
    at: datetime
    name: str
    organisation: str
    roles: tuple[str, ...]
    what: str
    because: str


@dataclass(frozen=True, slots=True)
class LookForPerson:
    """Looks as the person is told of them: the day, which organisation and role, at what and why; never who."""

    on: date
    organisation: str
    roles: tuple[str, ...]
    what: str
    because: str
    times: int


def looks_at(reference: str, limit: int, *, before: int | None = None) -> list[Look]:
    """The newest looks at a record, at most `limit`, before the entry `before`; whoever asks has been let see them."""
    events = latest_of_case(reference, limit, before=before, only=KINDS).alone()
    by = {event.by for event in events if event.by}
    names, work = names_of(by), work_of(by)
    return [_look(event, names.get(str(event.by), ""), work) for event in events]


@as_the_house()  # the looks at any record, for who may see the history: codes and references, no person
def looks_for_auditor(reference: str, limit: int, *, before: int | None = None) -> list[Look]:
    """The same for an auditor, who may see no case; whoever asks has been let see the history."""
    return looks_at(reference, limit, before=before)


def looks_for_person(reference: str) -> list[LookForPerson]:
    """The answer to "who looked at my record, when and why", alike ones of a day together, oldest first.

    Every look is in it but those that must not be told.

    Looks of independent reviewers are told once a decision was served: only a no is reviewed, and not told before.
    Names of staff are withheld by rule: organisation and role answer the question, and a name can put somebody at risk.
    """
    history = events_of_case(reference)
    untold = _looks_in_review(history)
    told = KINDS - NOT_TO_THE_PERSON
    events = [event for event in history if event.kind in told and event.by and event.seq not in untold]
    work = work_of({event.by for event in events if event.by})
    looks = (_look(event, "", work) for event in events)
    counted = Counter((legal_day(each.at), each.organisation, each.roles, each.what, each.because) for each in looks)
    return [LookForPerson(*alike, times) for alike, times in counted.items()]


def _looks_in_review(history: Sequence[Happened]) -> set[int]:
    """The places in the history of looks by reviewers after which no decision was served yet."""
    served = max((event.seq for event in history if event.kind.endswith("GroundsDecided")), default=0)
    reviewers = {event.facts["reviewer"] for event in history if event.kind == "IndependentReviewerNamed"}
    return {event.seq for event in history if event.seq > served and str(event.by) in reviewers}


def _look(event: Happened, name: str, work: dict[UUID, Worked]) -> Look:
    worked = work.get(event.by) if event.by else None
    because = "break_glass" if event.kind == "OpenedInEmergency" else str(event.facts.get("because") or OTHERWISE)
    return Look(
        seq=event.seq,
        at=event.at,
        name=name,
        organisation=worked.organisation if worked else "",
        roles=worked.roles_at(event.at) if worked else (),
        what=str(event.facts["shown"]) if event.kind == REVEALED else WHAT[event.kind],
        because=because,
    )
