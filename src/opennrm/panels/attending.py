"""Reads what somebody who was asked sees: their sittings, the cases there, their own vote, and the minutes.

What others voted is read only where the law shows it (`ballots_shown`), and the database repeats that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from opennrm.mechanism.panels.voting import ABSTAIN, Ballot, Result
from opennrm.panels.lawful import ballot_of, result_of
from opennrm.panels.models import Counted, Dissent, Hearing, Invitation, Seat, Sitting, Vote
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.directory import names_of
from opennrm.partners.roles import Permission

ATTENDS = (Permission.SIT_ON_PANELS, Permission.CHAIR_PANELS)


@dataclass(frozen=True, slots=True)
class OwnSitting:
    """A sitting that the actor was asked to: their answer (empty: none yet), and whether they are its chair."""

    id: UUID
    starts_at: datetime
    minutes: int
    answer: str
    is_chair: bool
    state: str


@dataclass(frozen=True, slots=True)
class OwnHearing:
    """A case as somebody who was asked to it sees it; `seat` is None before they declared."""

    id: UUID
    sitting_id: UUID
    reference: str
    state: str
    choices: tuple[str, ...]
    is_chair: bool
    seat: Seat | None
    members: list[str]

    @property
    def sits(self) -> bool:
        """Do they vote on it?"""
        return self.seat is not None and self.seat.votes and not self.seat.aside


@dataclass(frozen=True, slots=True)
class Said:
    """Words of somebody, by name."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """What is told of a hearing that was decided: who sat for which agency, numbers, and words."""

    reference: str
    starts_at: datetime
    chair: str
    sat: list[tuple[str, str]]
    aside: list[tuple[str, str]]
    left: list[str]
    choices: tuple[str, str]
    result: Result | None
    casting: Said | None
    dissents: list[Said]


def own_sittings(actor: Actor) -> list[OwnSitting]:
    """The sittings that the actor was asked to, the newest first."""
    rows = Invitation.objects.filter(account_id=actor.account_id).select_related("sitting")
    return [
        OwnSitting(
            id=row.sitting_id,
            starts_at=row.sitting.starts_at,
            minutes=row.sitting.minutes,
            answer=row.answer,
            is_chair=not row.agency,
            state=row.sitting.state,
        )
        for row in rows.order_by("-sitting__starts_at", "sitting_id")
    ]


def own_sitting(actor: Actor, sitting_id: UUID) -> tuple[Sitting, Invitation]:
    """A sitting that the actor was asked to, with how they were. Raises `NotYours`."""
    row = Invitation.objects.filter(account_id=actor.account_id, sitting_id=sitting_id).first()
    if row is None or not actor.permissions & set(ATTENDS):
        raise NotYours
    return row.sitting, row


def hearings_for(actor: Actor, sitting_id: UUID) -> list[OwnHearing]:
    """The cases of a sitting that the actor was asked to, by reference."""
    rows = Hearing.objects.filter(sitting_id=sitting_id).exclude(state="off").order_by("reference")
    return [_own(actor, row) for row in rows]


def own_hearing(actor: Actor, hearing_id: UUID) -> OwnHearing:
    """A case of a sitting that the actor was asked to. Raises `NotYours`."""
    row = Hearing.objects.filter(id=hearing_id).exclude(state="off").first()
    if row is None:
        raise NotYours
    own_sitting(actor, row.sitting_id)
    return _own(actor, row)


def own_vote(actor: Actor, hearing_id: UUID) -> Ballot | None:
    """What the actor voted; None if they did not, or it is void."""
    row = Vote.objects.filter(hearing_id=hearing_id, account_id=actor.account_id).first()
    return ballot_of(row) if row is not None and row.content else None


def was_outvoted(actor: Actor, hearing_id: UUID) -> bool:
    """Did the actor vote for the choice that was not taken?"""
    row, own = Counted.objects.filter(hearing_id=hearing_id).first(), own_vote(actor, hearing_id)
    return row is not None and own is not None and bool(row.choice) and own.vote not in (row.choice, ABSTAIN)


def own_dissent(actor: Actor, hearing_id: UUID) -> str:
    """Why the actor dissents; empty if they did not say."""
    row = Dissent.objects.filter(hearing_id=hearing_id, account_id=actor.account_id).first()
    return str(row.reasons) if row is not None else ""


def votes_to_break(actor: Actor, hearing_id: UUID) -> list[tuple[str, Ballot]]:
    """The votes of a tie by the names of who gave them, for the chair who owes a casting vote; nothing to others."""
    row = Hearing.objects.filter(id=hearing_id, state="tied", chair_id=actor.account_id).first()
    mine = Seat.objects.filter(hearing_id=hearing_id, account_id=actor.account_id, agency="", aside="")
    if row is None or not mine.exists():
        return []
    return votes_of(hearing_id)


def votes_of(hearing_id: UUID) -> list[tuple[str, Ballot]]:
    """The votes that the database shows to whoever asks, by the names of who gave them."""
    sits = Seat.objects.filter(hearing_id=hearing_id, votes=True, aside="").values_list("account_id", flat=True)
    found = [ballot_of(row) for row in Vote.objects.filter(hearing_id=hearing_id, account_id__in=list(sits))]
    names = names_of([UUID(each.account) for each in found])
    return sorted(((names[each.account], each) for each in found), key=lambda pair: (pair[0], pair[1].account))


def minutes_of(actor: Actor, hearing_id: UUID) -> Minutes:
    """The minutes of a hearing that was decided, for who convened it and who sat on it. Raises `NotYours`."""
    row = Hearing.objects.filter(id=hearing_id, state="decided").select_related("sitting").first()
    if row is None or not _reads_minutes(actor, row):
        raise NotYours
    seats = list(Seat.objects.filter(hearing=row))
    counted = Counted.objects.filter(hearing=row).first()
    dissents = list(Dissent.objects.filter(hearing=row))
    names = names_of([row.chair_id, *(seat.account_id for seat in seats)])
    by_name = sorted(seats, key=lambda seat: (names[str(seat.account_id)], str(seat.account_id)))
    protects, other = (row.rules or {})["choices"]
    casting = None
    if counted is not None and counted.cast_by_id is not None:
        casting = Said(names_of([counted.cast_by_id])[str(counted.cast_by_id)], counted.cast_because)
    return Minutes(
        reference=row.reference,
        starts_at=row.sitting.starts_at,
        chair=names[str(row.chair_id)],
        sat=[(names[str(s.account_id)], s.agency) for s in by_name if s.votes and not s.aside],
        aside=[(names[str(s.account_id)], s.aside) for s in by_name if s.aside],
        left=[names[str(s.account_id)] for s in by_name if s.has_left and not s.aside],
        choices=(protects, other),
        result=result_of(counted),
        casting=casting,
        dissents=sorted(
            (Said(names[str(each.account_id)], each.reasons) for each in dissents), key=lambda said: said.name
        ),
    )


def _reads_minutes(actor: Actor, row: Hearing) -> bool:
    if row.team_id in actor.teams_for(Permission.CONVENE_PANELS):
        return True
    own = Seat.objects.filter(hearing=row, account_id=actor.account_id, aside="").first()
    sat = own is not None and (own.votes or row.chair_id == actor.account_id)
    return sat and bool(actor.permissions & set(ATTENDS))


def _own(actor: Actor, row: Hearing) -> OwnHearing:
    seats = list(Seat.objects.filter(hearing=row))
    names = names_of([seat.account_id for seat in seats])
    return OwnHearing(
        id=row.id,
        sitting_id=row.sitting_id,
        reference=row.reference,
        state=row.state,
        choices=tuple(row.rules["choices"]) if row.rules else (),
        is_chair=row.chair_id == actor.account_id,
        seat=next((seat for seat in seats if seat.account_id == actor.account_id), None),
        members=sorted(names[str(seat.account_id)] for seat in seats if seat.agency and not seat.aside),
    )
