"""Cases are put to sittings, by hand or as a timetable proposes, and taken off again before they are opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from opennrm.audit.asking import as_the_house
from opennrm.audit.once import once
from opennrm.audit.record import announce, command
from opennrm.cases import panels as cases
from opennrm.cases.actions import panels as in_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import CasePutToSitting, CaseTakenOffSitting
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.panels.actions.sittings import OVER, ask_members
from opennrm.panels.lawful import LIVE
from opennrm.panels.models import Hearing, Sitting
from opennrm.panels.planning import faults_in_words, problem_for
from opennrm.panels.queries import NOT_LISTED, refusal_of_chair, sitting_to_convene
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.roles import Permission


def put_cases(sitting_id: UUID, references: Sequence[str], *, by: Actor, at: datetime) -> None:
    """Put cases that wait for a panel to a sitting; one that is there already stays.

    Raises `NotYours`; `Refused` for no case, one that waits no longer or is put to another sitting, more than there is
    time for, and where the chair had a part in one.
    """
    refuse_if(refusal_to_act(by, Permission.CONVENE_PANELS))
    with command():
        sitting_to_convene(by, sitting_id)
        sitting = Sitting.objects.select_for_update(of=("self",)).get(id=sitting_id)
        _put(sitting, references, by=by, at=at)


def take_off(hearing_id: UUID, *, by: Actor, at: datetime) -> None:
    """Take a case off its sitting; it waits for another. Again, nothing changes.

    Raises `NotYours`; `Refused` once the chair opened it.
    """
    refuse_if(refusal_to_act(by, Permission.CONVENE_PANELS))
    with command():
        teams = by.teams_for(Permission.CONVENE_PANELS)
        row = Hearing.objects.select_for_update(of=("self",)).filter(id=hearing_id, team_id__in=teams).first()
        if row is None:
            raise NotYours
        if row.state == "off":
            return
        refuse_if(None if row.state == "listed" else NOT_LISTED)
        with as_the_house():
            end_hearing(row, "convener", by=by.account_id, at=at)


def end_hearing(row: Hearing, because: str, *, by: UUID | None, at: datetime) -> None:
    """A locked hearing ends without anything being counted: nobody reads the case for it any longer. As the house."""
    row.state, row.ended_at = "off", at
    row.save(update_fields=["state", "ended_at"])
    in_cases.end_reading(row.case_id, by=by, at=at)
    told = CaseTakenOffSitting(subject=row.reference, case=row.reference, hearing=str(row.id), because=because)
    announce(told, at=at, by=by)


def settle_timetable(
    team_id: UUID,
    heard: Mapping[str, str],
    asked: Mapping[str, Sequence[str]],
    *,
    by: Actor,
    at: datetime,
    token: str,
) -> None:
    """Put cases to sittings, and ask to them, as a timetable says that was proposed and may have been edited by hand.

    `heard` gives the id of a sitting for the reference of a case; `asked` the accounts for the id of a sitting. All of
    it, or nothing. Raises `NotYours`; `Refused` with all that speaks against it, in words.
    """
    refuse_if(refusal_to_act(by, Permission.CONVENE_PANELS))
    if team_id not in by.teams_for(Permission.CONVENE_PANELS):
        raise NotYours
    chosen = {reference: key for reference, key in heard.items() if key}
    people = {key: sorted(set(accounts)) for key, accounts in asked.items() if accounts}
    with command():
        body = {"team": str(team_id), "heard": chosen, "asked": people}
        if once(who=by.account_id, token=token, body=body, at=at) is not None:
            return
        faults = faults_in_words(problem_for(team_id, at), chosen, people)
        if faults:
            raise Refused(Refusal("faults", " ".join(faults), "RTB", "timetable"))
        if not chosen:
            raise Refused(Refusal("nothing", "No case was put to a sitting.", "house", "timetable"))
        for key in sorted(set(chosen.values())):
            sitting = Sitting.objects.select_for_update(of=("self",)).get(id=UUID(key))
            _put(sitting, [ref for ref, at_sitting in chosen.items() if at_sitting == key], by=by, at=at)
            ask_members(sitting, people[key], by=by, at=at)


def _put(sitting: Sitting, references: Sequence[str], *, by: Actor, at: datetime) -> None:
    if not references:
        raise Refused(Refusal("no_case", "Choose a case.", "house", "case"))
    goes_on = legal_day(sitting.starts_at) == legal_day(at) and set(references) <= _heard_here(sitting)
    if sitting.state == "cancelled" or (sitting.starts_at <= at and not goes_on):
        raise Refused(OVER)
    waiting = {each.reference: each for each in cases.cases_before_panels(sitting.team_id)}
    with as_the_house():  # from here on none of them leaves the panel, or is put elsewhere
        for case_id in sorted(waiting[each].case_id for each in set(references) if each in waiting):
            in_cases.lock_before_panel(case_id)
    waiting = {each.reference: each for each in cases.cases_before_panels(sitting.team_id)}
    live = dict(Hearing.objects.filter(team_id=sitting.team_id, state__in=LIVE).values_list("reference", "sitting_id"))
    new = sorted(reference for reference in set(references) if live.get(reference) != sitting.id)
    for reference in new:
        if reference not in waiting or reference in live:
            told = f"{reference} does not wait for a sitting any longer. Open the list again."
            raise Refused(Refusal("does_not_wait", told, "house", "case"))
    there = Hearing.objects.filter(sitting=sitting).exclude(state="off").values_list("reference", flat=True)
    if len({*there, *new}) > sitting.places:
        told = f"There is time for {sitting.places} cases at this sitting."
        raise Refused(Refusal("too_many", told, "house", "case"))
    for reference in new:
        refuse_if(refusal_of_chair(sitting.chair_id, waiting[reference].case_id))
        row = Hearing.objects.create(
            sitting=sitting,
            team_id=sitting.team_id,
            case_id=waiting[reference].case_id,
            reference=reference,
            chair_id=sitting.chair_id,
            state="listed",
            put_at=at,
            put_by_id=by.account_id,
        )
        told_of = CasePutToSitting(subject=reference, case=reference, sitting=str(sitting.id), hearing=str(row.id))
        announce(told_of, at=at, by=by.account_id)


def _heard_here(sitting: Sitting) -> set[str]:
    """The cases of which this sitting came to a first decision: where the law has both in one sitting it goes on."""
    decided = Hearing.objects.filter(sitting=sitting, state="decided").values_list("reference", flat=True)
    return {reference for reference in decided if cases.both_in_one_sitting(reference)}
