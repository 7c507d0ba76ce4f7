"""Reading notes: who may read which, the notes of a case, and where somebody was mentioned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from opennrm.cases.models import Case, CaseAccess, Mention, Note
from opennrm.cases.team import OfATeam, colleagues_for
from opennrm.cases.visibility import visible_to
from opennrm.partners.access import Actor
from opennrm.partners.directory import Colleague
from opennrm.partners.roles import Permission
from opennrm.vault.together import Reading

PAGE = 50
DECIDES = (Permission.DECIDE, Permission.CHECK_DECISIONS)


class Visibility(StrEnum):
    """Who can read a note."""

    TEAM = "team"
    DECISION_MAKERS = "decision_makers"
    ONLY_ME = "only_me"


@dataclass(frozen=True, slots=True)
class NoteRead:
    """A note as somebody reads it who may."""

    id: UUID
    text: str
    visibility: str
    written_at: datetime
    written_by: str


@dataclass(frozen=True, slots=True)
class MentionRow:
    """Where somebody was mentioned; `read_at` is None while they have not said that they read it."""

    id: int
    reference: str
    text: str
    written_at: datetime
    written_by: str
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class MentionPage:
    """A page of mentions, the newest first. `before` is where the next begins, None on the last."""

    rows: tuple[MentionRow, ...]
    before: int | None


def readers_of(case: OfATeam, visibility: str, at: datetime) -> list[Colleague]:
    """Those of a case's team who can read a note in it; of one that is for its writer alone, nobody."""
    if visibility == Visibility.ONLY_ME:
        return []
    needed = DECIDES if visibility == Visibility.DECISION_MAKERS else (Permission.SEE_CASES,)
    people = {each.id: each for permission in needed for each in colleagues_for(case, permission, at)}
    return sorted(people.values(), key=lambda each: (each.name, each.id))


def readable_by(actor: Actor, team_id: UUID) -> Q:
    """The notes that an actor may read in the cases of a team: their own, the team's, and those for who decides.

    A note is its team's: one that was written while another team held the case is not read by those who hold it now.
    """
    seen = [Visibility.TEAM]
    if actor.permissions_in(team_id) & set(DECIDES):
        seen.append(Visibility.DECISION_MAKERS)
    held = CaseAccess.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=OuterRef("written_at")),
        case_id=OuterRef("case_id"),
        grantee=team_id,
        because="owner_team",
        from_at__lte=OuterRef("written_at"),
    )
    return (Q(visibility__in=seen) & Q(Exists(held))) | Q(written_by_id=actor.account_id)


@dataclass(frozen=True, slots=True)
class NotePage:
    """A page of the notes of a case, the newest first. `before` is where the next begins, None on the last."""

    rows: tuple[NoteRead, ...]
    before: UUID | None


OF_A_NOTE = ("id", "text", "visibility", "written_at", "written_by__name")


def notes_page(actor: Actor, case_id: UUID, team_id: UUID, *, before: UUID | None = None) -> NotePage:
    """The notes of a case that the actor may read, a page at a time; none before one that is not in the case."""
    rows = Note.objects.filter(readable_by(actor, team_id), case_id=case_id)
    if before is not None:
        place = Note.objects.filter(case_id=case_id, id=before).values_list("written_at", "id").first()
        if place is None:
            return NotePage((), None)
        rows = rows.filter(Q(written_at__lt=place[0]) | Q(written_at=place[0], id__lt=place[1]))
    newest = rows.order_by("-written_at", "-id").values_list(*OF_A_NOTE)[: PAGE + 1]
    found = tuple(NoteRead(*row) for row in newest)
    return NotePage(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)


def latest_notes(actor: Actor, case_id: UUID, team_id: UUID, limit: int) -> Reading[list[NoteRead]]:
    """The newest notes of a case that the actor may read, to be read together with something else."""
    rows = Note.objects.filter(readable_by(actor, team_id), case_id=case_id).order_by("-written_at", "-id")
    return Reading(rows.values_list(*OF_A_NOTE)[:limit], lambda found: [NoteRead(*row) for row in found])


def every_note(case_id: UUID, only: Q | None = None) -> list[NoteRead]:
    """All notes of a case in the order they were written, whoever they were for, or `only` some of them.

    For putting together what the person has a right to read, and for no page of the case's work.
    """
    rows = Note.objects.filter(only or Q(), case_id=case_id).order_by("written_at", "id").values_list(*OF_A_NOTE)
    return [NoteRead(*row) for row in rows]


def mentions_of(actor: Actor, *, at: datetime, before: int | None = None) -> MentionPage:
    """Where the actor was mentioned, in cases that they may still see, the newest first, a page at a time.

    A note for those who decide is left out once they no longer decide in the team that holds the case.
    """
    cases = Case.objects.filter(visible_to(actor, at))
    decides = {team for permission in DECIDES for team in actor.teams_for(permission)}
    readable = (
        Q(note__visibility=Visibility.TEAM)
        | Q(note__visibility=Visibility.DECISION_MAKERS, note__case__owner_team_id__in=decides)
        | Q(note__written_by_id=actor.account_id)
    )
    rows = Mention.objects.filter(readable, account_id=actor.account_id, note__case__in=cases)
    if before is not None:
        rows = rows.filter(id__lt=before)
    columns = ("id", "note__case__reference", "note__text", "note__written_at", "note__written_by__name", "read_at")
    found = tuple(MentionRow(*row) for row in rows.order_by("-id").values_list(*columns)[: PAGE + 1])
    return MentionPage(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)
