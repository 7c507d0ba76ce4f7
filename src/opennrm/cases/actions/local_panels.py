"""A child's case goes to the panel of their own area, or comes back to the authority before that panel began.

The authority keeps the case and writes to those who are told; who decides, by when and with whom is the panel's rules.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from opennrm.audit.once import once, remember
from opennrm.audit.record import announce, command
from opennrm.cases.actions.bars import deadline_of
from opennrm.cases.actions.clocks import move_clock
from opennrm.cases.actions.moving import keep_case, locked_case
from opennrm.cases.holidays import calendar_now
from opennrm.cases.local_panels import is_before_local_panel, local_panel_for
from opennrm.cases.models import Case, Clock, Decision
from opennrm.mechanism.deadlines import ClockCause, deadline_or_not_yet_known
from opennrm.mechanism.events import CaseReturnedFromLocalPanel, CaseSentToLocalPanel
from opennrm.mechanism.moves import Stage
from opennrm.mechanism.profiles import PROFILES_OF_CASES
from opennrm.mechanism.profiles.profile import version_on
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import Nation
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for

REASONS = ("no_panel_in_time", "not_their_child", "no_longer_eligible", "sent_by_mistake")
"""Why a case comes back. Source: own."""
NOT_THERE = Refusal(
    "not_with_a_local_panel", "The case is with no local panel that has yet to begin. Open it again.", "house"
)


def send_to_local_panel(reference: str, *, seen: int, by: Actor, at: datetime) -> None:
    """Have the panel of the child's own area decide both stages. Raises `NotYours`; `Refused` for who is not eligible.

    The clock of the first decision is counted by the panel's rules, from the same day (DDM-YJLC).
    """
    with command():
        token = f"send_to_local_panel:{reference}:{seen}"
        if once(who=by.account_id, token=token, body={}, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.DECIDE, seen=seen, by=by, at=at)
        found = local_panel_for(case, at)
        refuse_if(found.refusal)
        _under(case, found.profile, by=by.account_id, at=at)
        sent = CaseSentToLocalPanel(
            subject=reference,
            case=reference,
            profile=case.profile,
            profile_version=case.profile_version,
            area=found.area or None,
        )
        announce(sent, at=at, by=by.account_id)
        remember(who=by.account_id, token=token, result=case.profile)


def return_from_local_panel(reference: str, *, because: str, seen: int, by: Actor, at: datetime) -> None:
    """Have the authority decide after all, before the panel began. Raises `NotYours` and `Refused`."""
    with command():
        token = f"return_from_local_panel:{reference}:{seen}"
        if once(who=by.account_id, token=token, body={"because": because}, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.DECIDE, seen=seen, by=by, at=at)
        if because not in REASONS:
            raise Refused(Refusal("no_reason", "Choose why the case comes back.", "own", "because"))
        pending = case.stage == Stage.REASONABLE_GROUNDS_PENDING.value
        if not (pending and is_before_local_panel(case.profile)) or Decision.objects.filter(case=case).exists():
            raise Refused(NOT_THERE)
        _under(case, case.profile.partition(".")[0], by=by.account_id, at=at)
        back = CaseReturnedFromLocalPanel(
            subject=reference,
            case=reference,
            profile=case.profile,
            profile_version=case.profile_version,
            because=because,
        )
        announce(back, at=at, by=by.account_id)
        remember(who=by.account_id, token=token, result=case.profile)


def _under(case: Case, profile: str, *, by: UUID, at: datetime) -> None:
    """Put a locked case under another profile, and count the clock of its first decision by it."""
    before = rules_for(case.profile, case.received_on, at)
    case.profile = profile
    case.profile_version = version_on(PROFILES_OF_CASES[profile], case.received_on).version
    now, nation = rules_for(profile, case.received_on, at), Nation(case.nation)
    rule = Rule.REASONABLE_GROUNDS_DECISION
    for clock in Clock.objects.filter(case=case, rule=rule.value, ended_at__isnull=True):
        was = deadline_of(clock, before, nation)
        counted = deadline_or_not_yet_known(now, rule, clock.starts_on, nation, calendar_now())
        after = replace(counted, cause=ClockCause.LOCAL_PANEL, moved_from=was.due_on)
        move_clock(case, clock, was, after, at=at, by=by)
    keep_case(case, "profile", "profile_version", "due_on")
