"""Deciding what is held back: what would be given is read first, and exactly that is frozen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from opennrm.audit.record import announce, command
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.queries import CaseRead, authority_title, case_for
from opennrm.cases.revealing import kept_of_case
from opennrm.disclosure.actions.preparing import locked_disclosure, with_worker
from opennrm.disclosure.building import Built, Scope, built, differences, fingerprint, orphaned
from opennrm.disclosure.gathering import record_of_case
from opennrm.disclosure.leaving_files import listed, section_of
from opennrm.disclosure.models import Disclosure
from opennrm.disclosure.pieces_of_files import fates_of
from opennrm.disclosure.queries import MarkRead, count_of_marks, let_in_of, marks_of, who_marked
from opennrm.evidence.queries import files_with
from opennrm.mechanism.calendar import in_words
from opennrm.mechanism.disclosing import (
    LIFTED_BY_REASON,
    OTHER,
    DisclosureState,
    Purpose,
    basis_named,
    refusal_of_what_was_read,
    refusal_to_decide,
    refusal_to_lift,
    refusal_to_show_lifted,
)
from opennrm.mechanism.disclosing_files import Fate, FileChoice, refusal_of_files
from opennrm.mechanism.events import RedactionDecided, WhereaboutsRevealed
from opennrm.mechanism.redaction import Mark
from opennrm.mechanism.refusal import refuse_if
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.roles import Permission
from opennrm.referrals.adding import draft_of
from opennrm.referrals.queries import referral_read, safe_ways_of
from opennrm.vault.hashes import keyed_hash


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Which marks are held back; whether, and why, those by rule do not count, which say where the person is safe.

    `files` says of each file, by the key of its piece, what becomes of it; `originals_because`, why originals leave.
    """

    marks: Collection[str]
    lifts: bool = False
    lifted_because: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    originals_because: str = ""


@dataclass(frozen=True, slots=True)
class WouldBeGiven:
    """What would be given now, by what that is known again, and what somebody has to look at before they decide.

    `orphaned` are marks whose piece is gone or says something else; `not_matched` is the reference of a notification
    that may be about somebody else. `fates` is what becomes of each file.
    """

    made: Built
    fingerprint: str
    orphaned: list[MarkRead]
    not_matched: str
    fates: Mapping[str, Fate]


def what_would_be_given(
    reference: str, disclosure_id: UUID, *, held: HeldBack, by: Actor, at: datetime, because: str = "own_work"
) -> WouldBeGiven:
    """What would be given now with these marks held back, for whoever decides it.

    With where the person is safe in it, that this was shown is in the history, and `because` of what they opened the
    case; no word of it is. Raises `NotYours`; `Refused` where that is asked for without a reason, or is decided.
    """
    with command():
        case = case_for(by, reference, at=at, needs=Permission.PREPARE_DISCLOSURES)
        row = Disclosure.objects.filter(case_id=case.id, id=disclosure_id).first()
        if row is None:
            raise NotYours
        if held.lifts:
            refuse_if(refusal_to_show_lifted(DisclosureState(row.state), held.lifted_because))
            for what in _kinds_kept(case):
                shown = WhereaboutsRevealed(subject=reference, case=reference, shown=what, because=because)
                announce(shown, at=at, by=by.account_id)
        return _would(row, reference, held, by=by, at=at)


def _kinds_kept(case: CaseRead) -> list[str]:
    """What of where the person can be found or reached is kept of a case, by kind."""
    kept = kept_of_case(referral_read(case.reference), safe_ways_of(case.person_id))
    return sorted({each.what.value for each in kept})


def decide_redaction(
    reference: str, disclosure_id: UUID, *, held: HeldBack, seen: str, read: bool, by: Actor, at: datetime
) -> None:
    """Decide what is held back, and freeze what is given. `read`: whoever decides says that they read every part;
    `seen` is by what it is known that this is what they read.

    Raises `NotYours`; `Refused` for what is always held back, unless it was read, and where it is something else now.
    """
    refuse_if(refusal_to_lift(lifts=held.lifts, because=held.lifted_because))
    refuse_if(refusal_of_length(held.lifted_because, "lifted_because"))
    refuse_if(refusal_of_length(held.originals_because, "originals_because"))
    with command():
        row = locked_disclosure(reference, disclosure_id, needs=Permission.PREPARE_DISCLOSURES, by=by, at=at)
        marks = _marks(held)
        refuse_if(refusal_to_decide(Purpose(row.purpose), DisclosureState(row.state), marks, read=read))
        would = _would(row, reference, held, by=by, at=at)
        made = would.made
        refuse_if(refusal_of_files(would.fates, made.files, held.originals_because))
        refuse_if(refusal_of_what_was_read(differences(seen, made)))
        leaving = {key: what for key in made.files if (what := would.fates[key].leaves_as) is not None}
        files = listed(reference, leaving)
        row.files = {key: held.files[key] for key in would.fates if held.files.get(key) in FILE_CODES}
        row.originals_because = held.originals_because.strip() or None
        row.held_back, row.lifted = sorted(marks), sorted(_lifted(held))
        row.lifted_because = held.lifted_because.strip() or None
        row.content, row.withheld = _content(row, made, files, at), made.withheld
        row.content_hash = keyed_hash("disclosure", row.content)
        row.state = DisclosureState.DECIDED.value
        row.decided_at, row.decided_by_id = at, by.account_id
        row.marks_counted = count_of_marks(row.case_id)
        _freeze_letting_in(row)
        row.worked_on = sorted({*with_worker(row, by), *who_marked(row.case_id)})
        row.save(update_fields=DECIDED)
        decided = RedactionDecided(
            subject=reference,
            case=reference,
            disclosure=str(row.id),
            held_back=tuple(row.held_back),
            pieces=made.pieces,
            withheld=len(made.withheld),
            content_hash=row.content_hash,
            lifted=tuple(row.lifted),
            files=len(leaving),
            originals=sum(what is FileChoice.ORIGINAL for what in leaving.values()),
        )
        announce(decided, at=at, by=by.account_id)


FILE_CODES = {*FileChoice, *Mark}
DECIDED = (
    *(
        "held_back",
        "lifted",
        "lifted_because",
        "files",
        "originals_because",
        "content",
        "withheld",
        "content_hash",
        "state",
    ),
    *("decided_at", "decided_by", "marks_counted", "worked_on", "let_in_at", "let_in_by", "let_in_because"),
)


def _freeze_letting_in(row: Disclosure) -> None:
    """Who let in a notification that this holds stands with it from now on, through whichever it was let in."""
    let_in = let_in_of(row.case_id)
    row.let_in_at = let_in.at if let_in else None
    row.let_in_by_id = let_in.by_id if let_in else None
    row.let_in_because = let_in.because if let_in else None


def _would(row: Disclosure, reference: str, held: HeldBack, *, by: Actor, at: datetime) -> WouldBeGiven:
    record = record_of_case(case_for(by, reference, at=at), by)
    marks = marks_of(row.case_id)
    scope = Scope(row.sections, row.from_on, row.until_on, Purpose(row.purpose))
    fates = fates_of(files_with(draft_of(reference)), held.files, Purpose(row.purpose), row.basis)
    told = {"held_back": _marks(held), "lifted": _lifted(held), "disclosure": row.id, "fates": fates}
    made = built(record, [each.marked for each in marks], scope, **told)  # type: ignore[arg-type]
    gone = set(orphaned(record, (each.marked for each in marks)))
    return WouldBeGiven(made, fingerprint(made), [e for e in marks if e.marked in gone], record.not_matched, fates)


def _marks(held: HeldBack) -> set[Mark]:
    return {Mark(code) for code in held.marks if code in set(Mark)}


def _lifted(held: HeldBack) -> frozenset[Mark]:
    return LIFTED_BY_REASON if held.lifts else frozenset()


def _content(row: Disclosure, made: Built, files: list[dict[str, Any]], at: datetime) -> dict[str, Any]:
    """Everything that its files say."""
    case, basis = row.case, basis_named(row.basis)
    authority = authority_title(case.profile, case.authority)
    law = row.basis_words if row.basis == OTHER and row.basis_words else basis.law
    scope = [f"from {in_words(row.from_on)}"] if row.from_on else []
    scope += [f"until {in_words(row.until_on)}"] if row.until_on else []
    cover = [
        ["For", row.recipient],
        ["Basis", f"{basis.words}: {law}"],
        ["From", authority],
        ["Put together", in_words(timezone.localtime(at).date())],
        *([["Covers", " ".join(scope)]] if scope else []),
    ]
    return {
        "name": f"{case.reference}-{row.number}",
        "reference": case.reference,
        "purpose": row.purpose,
        "service_name": settings.SERVICE_NAME,
        "authority": authority,
        "cover": cover,
        "sections": [*made.sections, *section_of(files)],
        "files": files,
    }
