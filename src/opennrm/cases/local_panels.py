"""Reads whether a child's case can go to the panel of their own area, by what the case knows of the child."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings

from opennrm.audit.queries import events_of_case
from opennrm.cases.models import Case, Decision
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.moves import Stage
from opennrm.mechanism.profiles import OVERLAID
from opennrm.mechanism.profiles.child_panel_2021 import OVERLAY
from opennrm.mechanism.profiles.overlay import refusal_of_overlay
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.stages import DECIDED_STAGES
from opennrm.mechanism.vocabulary import AgeAnswer, ReferralKind
from opennrm.referrals.staying import dates_of_birth

EVERYWHERE = "everywhere"
NO_SITES = Refusal("no_sites", "This installation works with no local panels: its settings name none.", "DDM24")
BEGUN = Refusal("decision_begun", "A decision on this case has been begun: the authority goes on with it.", "house")


@dataclass(frozen=True, slots=True)
class LocalPanel:
    """Where a case would go: the profile that it would be under, the area, and why not, if so."""

    profile: str
    area: str
    refusal: Refusal | None


def local_panel_for(case: Case, at: datetime) -> LocalPanel:
    """Whether a case can go to the local panel of its area. Source of who can: the overlay's eligibility (DDM24).

    The area is the code of a police force, as the referral told it.
    """
    profile = f"{case.profile}.{OVERLAY.key}"
    sent = next((each for each in events_of_case(case.reference) if each.kind == "ReferralSubmitted"), None)
    area = str(sent.facts.get("area") or "") if sent else ""
    return LocalPanel(profile, area, _refusal(case, profile, area, at))


def is_before_local_panel(case_profile: str) -> bool:
    """Is a case under the rules of a local panel?"""
    return case_profile in OVERLAID


def _refusal(case: Case, profile: str, area: str, at: datetime) -> Refusal | None:
    sites = tuple(settings.CHILD_PANELS)
    if not sites:
        return NO_SITES
    if profile not in OVERLAID:
        return Refusal("no_overlay", "The rules of this case know no local panels.", OVERLAY.source)
    if case.stage != Stage.REASONABLE_GROUNDS_PENDING.value or Decision.objects.filter(case=case).exists():
        return BEGUN
    born_on = dates_of_birth([case.person_id]).get(case.person_id)
    overlay = replace(OVERLAY, eligibility=replace(OVERLAY.eligibility, areas=() if EVERYWHERE in sites else sites))
    certain = case.age_answer == AgeAnswer.UNDER_18.value
    day = legal_day(at)
    if day < OVERLAY.first_used_on:
        return NO_SITES
    return refusal_of_overlay(overlay, ReferralKind(case.kind), born_on, age_certain=certain, area=area, on=day)


@dataclass(frozen=True, slots=True)
class Audit:
    """What the authority found when it looked at the decisions of a local panel; `found` are keys of questions."""

    at: datetime
    by: UUID | None
    found: tuple[str, ...]


def audit_of(reference: str) -> Audit | None:
    """The audit of what a local panel decided since it last came to a result; None where nobody looked yet."""
    found = None
    for event in events_of_case(reference):
        if event.kind == "PanelDecided":
            found = None
        elif event.kind == "LocalPanelAudited":
            found = Audit(event.at, event.by, tuple(event.facts["found"]))
    return found


def waits_for_audit(profile: str, stage: str, reference: str) -> bool:
    """Did a local panel decide a case finally, and has nobody of the authority looked at it?"""
    return (
        is_before_local_panel(profile) and stage in {each.value for each in DECIDED_STAGES} and not audit_of(reference)
    )
