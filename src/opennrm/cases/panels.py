"""Reads which cases wait for a panel, who had a part in them, and what panels came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from opennrm.audit.asking import as_the_house
from opennrm.cases.independent_reviews import who_had_a_part
from opennrm.cases.models import BeforePanel, Case, Clock, Decision
from opennrm.cases.parties import parties_of
from opennrm.mechanism.panels.deciding import PanelResult, constitution_for, panel_of
from opennrm.mechanism.panels.members import Agency, HadPart, Part
from opennrm.mechanism.panels.quorum import Constitution
from opennrm.mechanism.profiles.profile import Panel
from opennrm.mechanism.serving import Audience
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import DecisionKind, Outcome, ReferralKind
from opennrm.partners.directory import organisation_of
from opennrm.referrals.rules import rules_for

_PART_OF = {
    Audience.FIRST_RESPONDER: Part.REFERRED,
    Audience.SUPPORT_PROVIDER: Part.SUPPORTED,
    Audience.POLICE: Part.INVESTIGATED,
    Audience.COUNCIL: Part.SOCIAL_WORKER,
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits for a panel, as who convenes plans with it; `since` is the day it was received."""

    reference: str
    case_id: UUID
    kind: DecisionKind
    since: date
    due_on: date | None
    child: bool
    needs: Mapping[Agency, int]


def cases_before_panels(team_id: UUID) -> list[Waiting]:
    """The cases of a team that wait for a panel, the one that was received first before the others.

    Read as the house, for who convenes in that team: a restricted case waits too, and of none they learn more than its
    reference, its days and whom it needs.
    """
    with as_the_house():
        rows = BeforePanel.objects.select_related("case").filter(state="waiting", case__owner_team_id=team_id)
        found = list(rows.order_by("case__received_on", "put_at", "id"))
        rules = {kind: Rule(f"{kind.value}_decision").value for kind in DecisionKind}
        clocks = list(
            Clock.objects.filter(case__in=[row.case_id for row in found], rule__in=rules.values()).order_by("id")
        )
    due = {(clock.case_id, clock.rule): clock.due_on for clock in clocks}
    return [_waiting(row, due.get((row.case_id, rules[DecisionKind(row.kind)]))) for row in found]


def _waiting(row: BeforePanel, due_on: date | None) -> Waiting:
    return Waiting(
        reference=row.case.reference,
        case_id=row.case_id,
        kind=DecisionKind(row.kind),
        since=row.case.received_on,
        due_on=due_on,
        child=row.case.kind == ReferralKind.CHILD.value,
        needs={Agency(agency): count for agency, count in row.needs.items()},
    )


def parts_in(case_id: UUID) -> tuple[HadPart, ...]:
    """Who had a part in a case, for who may not sit on it: organisations as parties, people by what they did.

    Read as the house: whoever convenes learns who cannot sit, and nothing of what they did.
    """
    with as_the_house():
        reference = Case.objects.values_list("reference", flat=True).get(id=case_id)
        parties, decided = parties_of(case_id), _who_decided(case_id)
        worked = who_had_a_part(reference, sitting_is_one=False) - decided
        homes = {who: str(organisation_of(who)) for who in decided}
    found = [
        HadPart(_PART_OF[part], str(each.organisation_id))
        for each in parties
        for part in each.parts
        if part in _PART_OF
    ]
    found += [HadPart(Part.DECIDED, homes[who], str(who)) for who in sorted(decided)]
    # Whoever wrote a note worked on the case; that alone does not keep the rest of their organisation away.
    found += [HadPart(Part.WORKED_ON_IT, "", str(who)) for who in sorted(worked)]
    return tuple(dict.fromkeys(found))


def _who_decided(case_id: UUID) -> set[UUID]:
    """Who wrote or countersigned a decision of the case that was served."""
    served = Decision.objects.filter(case_id=case_id, served_at__isnull=False)
    writers = set(served.values_list("written_by_id", flat=True))
    return writers | set(served.filter(checks__agreed=True).values_list("checks__checked_by_id", flat=True))


def panel_for(case: Case, kind: DecisionKind, at: datetime) -> Panel | None:
    """The panel that decides in a case, by its rules now; None where one person does."""
    return panel_of(rules_for(case.profile, case.received_on, at).deciding(kind))


def both_in_one_sitting(reference: str) -> bool:
    """Does the law of a case have both decisions made in one sitting? Read as the house, and nothing else of it."""
    with as_the_house():
        case = Case.objects.values_list("profile", "received_on", "opened_at").get(reference=reference)
    return rules_for(*case).both_decisions_in_one_sitting


def constitution_of(case_id: UUID, at: datetime) -> Constitution:
    """How a panel votes on the case that waits for it. Raises `LookupError` where it waits for none."""
    row = BeforePanel.objects.select_related("case").filter(case_id=case_id, state="waiting").first()
    panel = None if row is None else panel_for(row.case, DecisionKind(row.kind), at)
    if panel is None:
        raise LookupError(case_id)
    return constitution_for(panel)


def result_of_panel(case_id: UUID, kind: DecisionKind) -> PanelResult | None:
    """What a panel came to for this decision; None if none did, or if it is made afresh since."""
    row = BeforePanel.objects.filter(case_id=case_id, kind=kind.value, state="decided").first()
    if row is None:
        return None
    return PanelResult(Outcome(row.outcome), str(row.chair_id), frozenset(row.heard))


def confirms(account_id: UUID, reference: str) -> bool:
    """Was somebody there when a panel decided what waits in this case to be countersigned?"""
    waiting = Case.objects.values_list("stage", flat=True).filter(reference=reference).first() or ""
    kind = waiting.removesuffix("_to_check")
    return kind != waiting and account_id in who_was_there(reference, DecisionKind(kind))


def who_was_there(reference: str, kind: DecisionKind) -> frozenset[UUID]:
    """The accounts of who was there when a panel came to this decision of a case; none where none did."""
    row = BeforePanel.objects.filter(case__reference=reference, kind=kind.value, state="decided").first()
    if row is None or row.chair_id is None:
        return frozenset()
    return frozenset({row.chair_id, *(UUID(each) for each in row.heard)})
