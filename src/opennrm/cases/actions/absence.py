"""Being away: recorded by oneself or by who manages the team, with somebody who covers, and ended again."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.cases.models import Absence
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import AbsenceEnded, AbsenceRecorded
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.directory import people_in_teams
from opennrm.partners.roles import Permission

NOT_YOUR_COLLEAGUE = "Choose yourself, or somebody of a team that you manage."
NOT_A_COVER = "Choose somebody else of the same team."


def record_absence(
    account_id: UUID, *, from_on: date, until_on: date, cover: UUID | None, by: Actor, at: datetime
) -> UUID:
    """Record that somebody is away between two days, both included, and who covers for them; gives its id.

    Raises `Refused` naming the field: somebody else's absence is recorded only by who manages their team, and nobody
    of another team covers.
    """
    refuse_if(refusal_to_act(by, Permission.WORK_ON_CASES))
    teams = _teams_about(account_id, by, at)
    if until_on < from_on:
        raise Refused(Refusal("ends_before", "The last day must not be before the first.", "house", "until-day"))
    if until_on < legal_day(at):
        raise Refused(Refusal("passed", "The last day must not have passed.", "house", "until-day"))
    if cover is not None and cover not in _colleagues(teams, at) - {account_id}:
        raise Refused(Refusal("not_a_cover", NOT_A_COVER, "house", "cover"))
    with command():
        absence = Absence.objects.create(
            account_id=account_id,
            cover_id=cover,
            from_on=from_on,
            until_on=until_on,
            recorded_at=at,
            recorded_by_id=by.account_id,
        )
        recorded = AbsenceRecorded(
            subject=str(account_id),
            absence=str(absence.id),
            from_on=from_on,
            until_on=until_on,
            cover=str(cover) if cover else None,
        )
        announce(recorded, at=at, by=by.account_id)
    return absence.id


def end_absence(absence_id: UUID, *, by: Actor, at: datetime) -> None:
    """End an absence, or call it off. Raises `NotYours` for somebody's whom one does not manage."""
    refuse_if(refusal_to_act(by, Permission.WORK_ON_CASES))
    with command():
        absence = Absence.objects.select_for_update().filter(id=absence_id, ended_at__isnull=True).first()
        if absence is None:
            raise NotYours
        try:
            _teams_about(absence.account_id, by, at)
        except Refused:
            raise NotYours from None
        absence.ended_at, absence.ended_by_id = at, by.account_id
        absence.save(update_fields=["ended_at", "ended_by"])
        event = AbsenceEnded(subject=str(absence.account_id), absence=str(absence_id))
        announce(event, at=at, by=by.account_id)


def _teams_about(account_id: UUID, by: Actor, at: datetime) -> tuple[UUID, ...]:
    """The teams in which the actor may say that this person is away."""
    if account_id == by.account_id:
        return by.teams_for(Permission.WORK_ON_CASES)
    managed = by.teams_for(Permission.ALLOCATE)
    if account_id not in _colleagues(managed, at):
        raise Refused(Refusal("not_your_colleague", NOT_YOUR_COLLEAGUE, "house", "account"))
    return managed


def _colleagues(teams: tuple[UUID, ...], at: datetime) -> set[UUID]:
    return {each.id for each in people_in_teams(teams, [Permission.WORK_ON_CASES], at)}
