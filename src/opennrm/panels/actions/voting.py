"""A case is opened, voted on and closed, a tie is broken, and whoever was outvoted dissents; the law says what follows.

Votes are sealed: no event, no time and no answer to whoever votes tells more than that theirs is kept.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.asking import as_the_house
from opennrm.audit.record import announce, command
from opennrm.cases import panels as cases
from opennrm.cases.actions import panels as in_cases
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.mechanism.events import (
    HearingCastingVoteGiven,
    HearingChairNamed,
    HearingDissentRecorded,
    HearingOpened,
)
from opennrm.mechanism.panels import voting as law
from opennrm.mechanism.panels.quorum import refusal_for_want_of_quorum
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.panels.actions.hearings import hand_on, keep_ballot, locked_hearing, settle
from opennrm.panels.lawful import NOT_OPEN, loaded, member_of, rules_kept, words_hash
from opennrm.panels.models import Counted, Dissent, Hearing, Invitation, PoolMember, Seat
from opennrm.panels.queries import NOT_LISTED, refusal_of_chair, sitting_to_convene
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.directory import organisation_of
from opennrm.partners.roles import Permission


def open_hearing(hearing_id: UUID, *, by: Actor, at: datetime) -> None:
    """The chair opens a case: whoever declared no interest by now votes on it, and how it decides stands fast.

    Opened again, nothing changes. Raises `NotYours`; `Refused` while too few declared, before the sitting, or where
    the chair has not declared.
    """
    with command(), as_the_house():
        row = _chaired(hearing_id, by)
        if row.state == "open":
            return
        refuse_if(None if row.state == "listed" else NOT_LISTED)
        if row.sitting.starts_at > at:
            raise Refused(Refusal("not_yet", "The sitting has not begun.", "house"))
        refuse_if(None if in_cases.lock_before_panel(row.case_id) else NOT_OPEN)
        seats = list(Seat.objects.filter(hearing=row, aside="").order_by("account_id"))
        rules = cases.constitution_of(row.case_id, at)
        is_partner = set(rules.required) if rules.by == "majority_of_partners" else None
        sit = [s for s in seats if s.agency and (is_partner is None or s.agency in is_partner)]
        refuse_if(refusal_for_want_of_quorum(rules, [member_of(seat) for seat in sit]))
        for seat in sit:
            seat.votes = True
            seat.save(update_fields=["votes"])
        row.rules, row.state, row.opened_at = rules_kept(rules), "open", at
        row.save(update_fields=["rules", "state", "opened_at"])
        told = HearingOpened(
            subject=row.reference,
            case=row.reference,
            hearing=str(row.id),
            chair=str(row.chair_id),
            members=tuple(str(seat.account_id) for seat in sit),
        )
        announce(told, at=at, by=by.account_id)


def vote(hearing_id: UUID, *, choice: str, reasons: str = "", by: Actor, at: datetime) -> None:
    """Vote, vote anew, or abstain. The same again changes nothing. Raises `NotYours`; `Refused` naming the field."""
    refuse_if(refusal_of_length(reasons, "reasons"))
    with command(), as_the_house():
        row = locked_hearing(hearing_id)
        seat = Seat.objects.filter(hearing=row, account_id=by.account_id, votes=True, aside="").exists()
        if not seat or Permission.SIT_ON_PANELS not in by.permissions:
            raise NotYours
        before, ballot = loaded(row), law.Ballot(str(by.account_id), choice, reasons.strip())
        if ballot in before.ballots:
            return
        after = law.vote(before, ballot)
        keep_ballot(row, ballot)
        settle(row, before, after, by=None, at=at)


def close(hearing_id: UUID, *, by: Actor, at: datetime) -> str:
    """The chair closes, however many have voted; gives the state it came to. Closed again, nothing changes.

    Raises `NotYours`; `Refused` where it is not open.
    """
    with command(), as_the_house():
        row = _chaired(hearing_id, by)
        refuse_if(NOT_OPEN if row.state in ("listed", "off") else None)
        if row.state == "open":
            before = loaded(row)
            settle(row, before, law.close(before, str(by.account_id)), by=by.account_id, at=at)
        return row.state


def cast(hearing_id: UUID, *, choice: str, reasons: str, by: Actor, at: datetime) -> None:
    """The chair breaks a tie, with reasons. Raises `NotYours`; `Refused` naming the field."""
    refuse_if(refusal_of_length(reasons, "reasons"))
    with command(), as_the_house():
        row = _chaired(hearing_id, by)
        before = loaded(row)
        ballot = law.Ballot(str(by.account_id), choice, reasons.strip())
        if before.casting == ballot:
            return
        after = law.cast(before, ballot)
        counted = Counted.objects.get(hearing=row)
        counted.choice, counted.cast_by_id, counted.cast_because = choice, by.account_id, ballot.reasons
        counted.save(update_fields=["choice", "cast_by", "cast_because"])
        row.state, row.ended_at = after.state.value, at
        row.save(update_fields=["state", "ended_at"])
        said = words_hash(row.id, ballot.account, ballot.reasons)
        told = HearingCastingVoteGiven(subject=row.reference, case=row.reference, hearing=str(row.id), text_hash=said)
        announce(told, at=at, by=by.account_id)
        hand_on(row, after, by=by.account_id, at=at)


def dissent(hearing_id: UUID, *, reasons: str, by: Actor, at: datetime) -> None:
    """Whoever was outvoted says why, for the minutes; said anew, it replaces. Raises `NotYours`; `Refused`."""
    refuse_if(refusal_of_length(reasons, "reasons"))
    with command(), as_the_house():
        row = locked_hearing(hearing_id)
        seat = Seat.objects.filter(hearing=row, account_id=by.account_id, votes=True, aside="").exists()
        if not seat or Permission.SIT_ON_PANELS not in by.permissions:
            raise NotYours
        law.dissent(loaded(row), str(by.account_id), reasons)
        words = reasons.strip()
        said = words_hash(row.id, str(by.account_id), words)
        kept = Dissent.objects.filter(hearing=row, account_id=by.account_id).first()
        if kept is not None and kept.text_hash == said:
            return
        if kept is None:
            Dissent.objects.create(hearing=row, account_id=by.account_id, reasons=words, text_hash=said)
        else:
            kept.reasons, kept.text_hash = words, said
            kept.save(update_fields=["reasons", "text_hash"])
        announce(HearingDissentRecorded(subject=str(row.id), text_hash=said), at=at, by=by.account_id)


def name_chair(hearing_id: UUID, account: str, *, by: Actor, at: datetime) -> None:
    """Who convenes names another chair of the pool for a case, before it is decided. Again, nothing changes.

    A chair who was not asked to the sitting is; before the case is opened they declare like everybody.
    Raises `NotYours`; `Refused` for somebody who may not chair it, votes on it, or too late.
    """
    with command():
        row = Hearing.objects.filter(id=hearing_id).first()
        if row is None:
            raise NotYours
        sitting_to_convene(by, row.sitting_id)
        chairs = PoolMember.objects.filter(team_id=row.team_id, left_at__isnull=True, may_chair=True)
        if account not in {str(each) for each in chairs.values_list("account_id", flat=True)}:
            raise Refused(Refusal("no_chair", "Choose a chair of the pool.", "house", "chair"))
        with as_the_house():
            row = locked_hearing(hearing_id)
            is_out = Seat.objects.filter(hearing=row, account_id=row.chair_id).exclude(aside="").exists()
            if str(row.chair_id) == account and not is_out:
                return
            _name(row, account, by=by, at=at)


def _name(row: Hearing, account: str, *, by: Actor, at: datetime) -> None:
    new = UUID(account)
    asked = Invitation.objects.filter(sitting_id=row.sitting_id, account_id=new).first()
    if asked is not None and asked.agency:
        told = "Somebody who was asked to this sitting as a member does not chair it: choose another."
        raise Refused(Refusal("is_member", told, "house", "chair"))
    refuse_if(refusal_of_chair(new, row.case_id))
    if row.state == "listed" and Seat.objects.filter(hearing=row, account_id=new).exclude(aside="").exists():
        raise Refused(Refusal("stood_aside", "They stood aside from this case: name another.", "house", "chair"))
    before = None if row.state == "listed" else loaded(row)
    after = None if before is None else law.with_chair(before, account)
    if asked is None:
        Invitation.objects.create(
            sitting_id=row.sitting_id,
            team_id=row.team_id,
            account_id=new,
            organisation_id=organisation_of(new),
            agency="",
            asked_at=at,
            asked_by_id=by.account_id,
            answer="comes",
        )
    in_cases.end_reading(row.case_id, by=by.account_id, at=at, only=row.chair_id)
    row.chair_id = new
    row.save(update_fields=["chair"])
    told_of = HearingChairNamed(subject=row.reference, case=row.reference, hearing=str(row.id), chair=account)
    announce(told_of, at=at, by=by.account_id)
    if before is not None and after is not None:  # all may have voted while there was no chair to count under
        settle(row, before, after, by=None, at=at)


def _chaired(hearing_id: UUID, by: Actor) -> Hearing:
    """A hearing that the actor chairs, locked. Raises `NotYours`; `Refused` before they declared, or stood aside."""
    row = locked_hearing(hearing_id)
    if row.chair_id != by.account_id or Permission.CHAIR_PANELS not in by.permissions:
        raise NotYours
    if not Seat.objects.filter(hearing=row, account_id=by.account_id, agency="", aside="").exists():
        raise Refused(Refusal("not_declared", "First declare that you have no interest in this case.", "house"))
    return row
