"""A case is put before a panel, and comes back with what the panel decided, to be written down and served as any other.

Who sits, and how anybody voted, is kept in the room of panels; here is what it does to the case.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from opennrm.audit.asking import as_the_house
from opennrm.audit.once import once, remember
from opennrm.audit.record import announce, command
from opennrm.cases.actions.bars import override_of, recovery_of
from opennrm.cases.actions.giving_access import end_access, give_access
from opennrm.cases.actions.grounds import FIRST, GROUNDS, SECOND, consulted_in
from opennrm.cases.actions.growing_up import refusal_while_it_waits
from opennrm.cases.actions.moving import keep_case, locked_case, move_case
from opennrm.cases.models import BeforePanel, Case, CaseAccess
from opennrm.cases.panels import panel_for
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.conclusive_grounds import refusal_before_panel
from opennrm.mechanism.deadlines import refusal_by_bar
from opennrm.mechanism.events import (
    CasePutBeforePanel,
    CaseTakenFromPanel,
    Event,
    PanelDecided,
)
from opennrm.mechanism.need_to_know import Because
from opennrm.mechanism.panels.deciding import refusal_of_hearing, refusal_of_mix, refusal_to_handle
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import DecisionKind, Outcome, ReferralKind
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for

NO_LONGER = Refusal(
    "not_before_a_panel", "The case is before a panel no longer. Open it to see where it stands.", "house"
)
NO_PANEL = Refusal("no_panel_decides", "One person decides this case: write the decision.", "house")
REASONS = ("new_information", "put_by_mistake", "person_asked", "other")
"""Why a case is taken from a panel that has not decided. Source: own."""


def put_before_panel(reference: str, *, needs: Mapping[str, int], seen: int, by: Actor, at: datetime) -> None:
    """Put the decision that a case waits for before a panel; `needs` are counts of members wanted, by agency.

    Raises `NotYours`; `Refused` where no panel decides, where recovery is not over, or where those were not heard
    without whom there is no negative: a panel may come to one.
    """
    with command():
        token = f"put_before_panel:{reference}:{seen}"
        if once(who=by.account_id, token=token, body={"needs": dict(needs)}, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.DECIDE, seen=seen, by=by, at=at)
        refuse_if(refusal_while_it_waits(case, at))
        version = rules_for(case.profile, case.received_on, at)
        kind = SECOND if case.stage.startswith(SECOND.value) else FIRST
        panel = panel_for(case, kind, at)
        if panel is None:
            raise Refused(NO_PANEL)
        refuse_if(refusal_to_handle(version, case.authority, kind))
        refuse_if(refusal_of_mix(panel, needs))
        if kind is SECOND:
            override = override_of(case, Rule.RECOVERY_PERIOD)
            refuse_if(refusal_by_bar(recovery_of(case, version), legal_day(at), override))
            refuse_if(refusal_before_panel(consulted_in(case), ReferralKind(case.kind)))
        move_case(case, GROUNDS[kind].move("put_before_panel"), version)
        BeforePanel.objects.filter(case=case, kind=kind.value, state="decided").update(state="made_afresh")
        wanted = {agency: count for agency, count in sorted(needs.items()) if count}
        BeforePanel.objects.create(
            case=case, kind=kind.value, needs=wanted, state="waiting", put_at=at, put_by_id=by.account_id
        )
        keep_case(case, "stage")
        put = CasePutBeforePanel(subject=reference, case=reference, decision=kind.value, agencies=tuple(wanted))
        announce(put, at=at, by=by.account_id)
        remember(who=by.account_id, token=token, result=case.stage)


def take_from_panel(reference: str, *, because: str, seen: int, by: Actor, at: datetime) -> None:
    """Take a case from a panel that has not decided, for a coded reason. Raises `NotYours` and `Refused`."""
    with command():
        token = f"take_from_panel:{reference}:{seen}"
        if once(who=by.account_id, token=token, body={"because": because}, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.DECIDE, seen=seen, by=by, at=at)
        if because not in REASONS:
            raise Refused(Refusal("no_reason", "Choose why the case is taken from the panel.", "own", "because"))
        row = _waiting(case)
        version = rules_for(case.profile, case.received_on, at)
        move_case(case, GROUNDS[DecisionKind(row.kind)].move("take_from_panel"), version)
        row.state = "taken_back"
        row.save(update_fields=["state"])
        keep_case(case, "stage")
        taken = CaseTakenFromPanel(subject=reference, case=reference, decision=row.kind, because=because)
        announce(taken, at=at, by=by.account_id)
        with as_the_house():
            end_reading(case.id, by=by.account_id, at=at)
        remember(who=by.account_id, token=token, result=case.stage)


@dataclass(frozen=True, slots=True)
class HearingFacts:
    """A hearing that came to a result: its id, who chaired it, who was heard (accounts), for which agencies."""

    id: UUID
    chair: UUID
    heard: Collection[UUID]
    agencies: Collection[str]


def lock_before_panel(case_id: UUID) -> bool:
    """Lock a case inside a command and as the house; gives whether it waits for a panel. Every lock of a hearing
    comes after that of its case."""
    case = Case.objects.select_for_update().get(id=case_id)
    return case.stage.endswith("_before_panel")


def panel_decided(case_id: UUID, outcome: Outcome, hearing: HearingFacts, *, by: UUID, at: datetime) -> None:
    """What a panel came to, inside the command of whose vote or closing was the last, and as the house.

    Those who were heard read on until it is served, as one of them agrees to what is written down; nobody else does.
    Raises `Refused` where the case is before a panel no longer, or too few were heard.
    """
    case = Case.objects.select_for_update().get(id=case_id)
    row = _waiting(case)
    kind, version = DecisionKind(row.kind), rules_for(case.profile, case.received_on, at)
    panel = panel_for(case, kind, at)
    if panel is None:
        raise Refused(NO_PANEL)
    if wrong := refusal_of_hearing(panel, len(set(hearing.heard)), frozenset(hearing.agencies)):
        raise Refused(Refusal("no_quorum", wrong, panel.source))
    move_case(case, GROUNDS[kind].move("decide_by_panel"), version)
    heard = sorted(str(each) for each in set(hearing.heard))
    row.state, row.outcome, row.decided_at = "decided", outcome.value, at
    row.hearing, row.chair_id, row.heard = hearing.id, hearing.chair, heard
    row.save(update_fields=["state", "outcome", "decided_at", "hearing", "chair", "heard"])
    keep_case(case, "stage")
    decided = PanelDecided(
        subject=case.reference,
        case=case.reference,
        decision=kind.value,
        outcome=outcome.value,
        hearing=str(hearing.id),
        chair=str(hearing.chair),
        heard=tuple(heard),
        agencies=tuple(sorted(hearing.agencies)),
    )
    announce(decided, at=at, by=by)
    end_reading(case_id, by=by, at=at, but={hearing.chair, *hearing.heard})


def let_read(case_id: UUID, account_id: UUID, *, by: UUID, at: datetime) -> None:
    """Let a member who declared no interest see the case, once, inside a command of theirs and as the house."""
    case = Case.objects.select_for_update().get(id=case_id)
    if not CaseAccess.objects.filter(case=case, grantee=account_id, until_at__isnull=True).exists():
        give_access(case, account_id, Because.PANEL, by=by, at=at)


def end_reading(
    case_id: UUID, *, by: UUID | None, at: datetime, only: UUID | None = None, but: Collection[UUID] = ()
) -> None:
    """End what let one member of a panel, or all but these, see a case, inside a command and as the house."""
    rows = CaseAccess.objects.filter(case_id=case_id, because=Because.PANEL.value).exclude(grantee__in=but)
    end_access(rows if only is None else rows.filter(grantee=only), by=by, at=at)


def read_on_after_panel(event: Event, at: datetime, by: UUID | None) -> None:
    """A case is back where a panel's decision waits to be served: those who were there read it, as one of them agrees
    to what is written down. A consequence, as the house."""
    case = Case.objects.select_for_update().get(reference=event.subject)
    row = BeforePanel.objects.filter(case=case, state="decided").first()
    if row is None or not case.stage.endswith(("_panel_decided", "_to_check", "_checked")):
        return
    reads = CaseAccess.objects.filter(case=case, because=Because.PANEL.value, until_at__isnull=True)
    there = set(reads.values_list("grantee", flat=True))
    for who in [row.chair_id, *(UUID(each) for each in row.heard)]:
        if who is not None and who not in there:
            give_access(case, who, Because.PANEL, by=by, at=at)
            there.add(who)


def stop_panels_reading(event: Event, at: datetime, by: UUID | None) -> None:
    """Nobody of a panel reads on in a case whose decision was served, or that ended. A consequence, as the house."""
    case_id = Case.objects.values_list("id", flat=True).get(reference=event.subject)
    end_reading(case_id, by=by, at=at)


def _waiting(case: Case) -> BeforePanel:
    row = BeforePanel.objects.select_for_update(of=("self",)).filter(case=case, state="waiting").first()
    if row is None or case.stage != f"{row.kind}_before_panel":
        raise Refused(NO_LONGER)
    return row
