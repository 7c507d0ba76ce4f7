"""Local panels that decide for some children, from June 2021: the council, the police and health of their area.

It lies over the profile of its time. Which areas have a panel is said by whoever runs an installation, since most
sites are published by name only in lists that changed (DDM24).
"""

from __future__ import annotations

from datetime import date

from opennrm.mechanism.profiles.central_2009 import BALANCE_OF_PROBABILITIES
from opennrm.mechanism.profiles.overlay import Eligibility, Overlay
from opennrm.mechanism.profiles.profile import Decider, Panel
from opennrm.mechanism.time_limits import LimitKind, Rule, TimeLimit, Unit

PANEL_OF_PARTNERS = Panel(
    quorum=0,
    required_roles=("local_authority", "police", "health"),
    invited=0,
    notice_days=0,
    chair="not_the_childs_own_social_worker",
    rule="majority_of_partners",
    source="DDM-DIFF",
    on_tie="protects",
)
"""All three must be heard; others may join. That each has one voice, and what a tie means, are our assumptions."""

OVERLAY = Overlay(
    key="child_panel_2021",
    title="Local panels decide for some children",
    first_used_on=date(2021, 6, 1),
    last_used_on=None,
    source="DDM24",
    eligibility=Eligibility(more_than_days_to_18=100, age_certain=True, areas=(), source="DDM24"),
    over=("borders_act_2023", "single_authority_2019", "single_authority_2019_history"),
    sets={
        "reasonable_grounds.decider": Decider.LOCAL_PANEL,
        "reasonable_grounds.panel": PANEL_OF_PARTNERS,
        "reasonable_grounds.review": None,
        "conclusive_grounds.decider": Decider.LOCAL_PANEL,
        "conclusive_grounds.panel": PANEL_OF_PARTNERS,
        "conclusive_grounds.review": None,
        "conclusive_grounds.standard": BALANCE_OF_PROBABILITIES,
        "time_limits.reasonable_grounds_decision": TimeLimit(
            Rule.REASONABLE_GROUNDS_DECISION,
            LimitKind.TARGET,
            45,
            Unit.CALENDAR_DAYS,
            starts="the day the referral is received",
            means="The panel should decide on reasonable grounds within forty-five days.",
            source="DDM-YJLC",
        ),
        "time_limits.conclusive_grounds_decision": TimeLimit(
            Rule.CONCLUSIVE_GROUNDS_DECISION,
            LimitKind.TARGET,
            90,
            Unit.CALENDAR_DAYS,
            starts="the day of the positive decision on reasonable grounds",
            means="The panel should decide on conclusive grounds within ninety days, or with the first decision.",
            source="own",
        ),
        "both_decisions_in_one_sitting": True,
        # The days of recovery run and support goes on, but the second decision does not wait for their end (DDM-YJLC).
        "time_limits.recovery_period.kind": LimitKind.TARGET,
    },
)
WORKED_OVER = ("borders_act_2023", "single_authority_2019")
"""The profiles with which cases are really put before such panels; the history of 2019 is for looking at."""
