"""How new cases of a team find somebody: by hand, in turn, or whoever has the least; never somebody who is away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.cases.absences import away_on
from opennrm.cases.actions.allocation import give_case
from opennrm.cases.allocation_rules import Way
from opennrm.cases.models import AllocationRule, Case
from opennrm.cases.team import colleagues_for
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import AllocationRuleSet, Event
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.stages import OPEN_STAGES
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.roles import Permission


def set_allocation_rule(team_id: UUID, *, way: str, by: Actor, at: datetime) -> None:
    """Say how the new cases of a team find somebody. Raises `NotYours` for a team of others, and `Refused`."""
    refuse_if(refusal_to_act(by, Permission.ALLOCATE))
    if team_id not in by.teams_for(Permission.ALLOCATE):
        raise NotYours
    if way not in set(Way):
        raise Refused(Refusal("no_way", "Choose how new cases find somebody.", "house", "way"))
    with command():
        rule = AllocationRule.objects.select_for_update().filter(team_id=team_id).first()
        if rule is not None and rule.way == way:
            return
        rule = rule or AllocationRule(team_id=team_id)
        rule.way, rule.set_at, rule.set_by_id = way, at, by.account_id
        rule.save()
        announce(AllocationRuleSet(subject=str(team_id), way=way), at=at, by=by.account_id)


def allocate_new_case(event: Event, at: datetime, by: UUID | None) -> None:
    """Give a case that came to a team to somebody, if the team has a rule. A consequence of its opening or transfer.

    Where nobody is there the case stays with the team.
    """
    case = Case.objects.select_for_update().get(reference=event.subject)
    rule = AllocationRule.objects.select_for_update().filter(team_id=case.owner_team_id).first()
    if rule is None or rule.way == Way.BY_HAND or case.owner_id is not None:
        return
    people = {person.id for person in colleagues_for(case, Permission.DECIDE, at)}
    present = sorted(people - away_on(people, legal_day(at)))
    if not present:
        return
    to = next_in_turn(present, rule.last_given_to_id) if rule.way == Way.ROUND_ROBIN else _least_loaded(present)
    rule.last_given_to_id = to
    rule.save(update_fields=["last_given_to"])
    give_case(case, to, by=None, at=at)


def next_in_turn(present: Sequence[UUID], last: UUID | None) -> UUID:
    """Whose turn it is among those present, in the order of their ids: the next after whose turn was last."""
    return next((each for each in present if last is not None and each > last), present[0])


def _least_loaded(present: Sequence[UUID]) -> UUID:
    open_cases = Case.objects.filter(owner_id__in=present, stage__in=[stage.value for stage in OPEN_STAGES])
    held = Counter(open_cases.values_list("owner_id", flat=True))
    return min(present, key=lambda each: (held[each], each))
