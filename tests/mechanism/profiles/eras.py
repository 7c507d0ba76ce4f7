"""The other eras in the same shapes, as a proof that the shapes hold them; most are known to their tests only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from opennrm.mechanism.profiles import borders_act_2023, central_2009
from opennrm.mechanism.profiles.borders_act_2023 import BALANCE_OF_PROBABILITIES
from opennrm.mechanism.profiles.central_2009 import SUSPECT_BUT_CANNOT_PROVE as SUSPECT
from opennrm.mechanism.profiles.profile import (
    Decider,
    DecisionRules,
    Eligibility,
    Overlay,
    Panel,
    Profile,
    Review,
    SecondOfficer,
    version_on,
)
from opennrm.mechanism.time_limits import LimitKind, Rule, TimeLimit, Unit


def limit(rule: Rule, kind: LimitKind, length: int, unit: Unit, source: str) -> TimeLimit:
    """A limit of a past era."""
    return TimeLimit(rule, kind, length, unit, starts="its day", means="as it was then", source=source)


CENTRAL_2009 = central_2009.PROFILE
CENTRAL_2009_VERSION = version_on(CENTRAL_2009, date(2012, 6, 1))

PILOT_2015 = Profile(
    key="pilot_2015",
    title="The pilot: safeguarding leads decide first, panels decide conclusively",
    first_used_on=date(2015, 8, 3),
    last_used_on=date(2017, 10, 31),
    source="seed-0",
    rules=replace(
        CENTRAL_2009.rules,
        reasonable_grounds=DecisionRules(Decider.SLAVERY_SAFEGUARDING_LEAD, SUSPECT, SecondOfficer.NEGATIVES, "own"),
        conclusive_grounds=DecisionRules(
            Decider.PANEL,
            BALANCE_OF_PROBABILITIES,
            SecondOfficer.NEGATIVES,
            "own",
            panel=Panel(5, (), 8, 7, "independent", "simple_majority", "RTB"),
        ),
    ),
)

SINGLE_AUTHORITY_2019 = Profile(
    key="single_authority_2019",
    title="One authority, with assurance panels for negatives",
    first_used_on=date(2019, 4, 29),
    last_used_on=date(2023, 1, 29),
    source="SCOT-HEALTH",
    rules=replace(
        borders_act_2023.RULES,
        reasonable_grounds=replace(borders_act_2023.RULES.reasonable_grounds, standard=SUSPECT),
        conclusive_grounds=replace(
            borders_act_2023.RULES.conclusive_grounds,
            review=Review("multi_agency_assurance_panel", 3, may_overturn=False, sends_back=1, source="MAAP-LUCAS"),
        ),
    ),
)

CHILD_PANEL_2021 = Overlay(
    key="child_panel_2021",
    title="Local panels decide for some children",
    first_used_on=date(2021, 6, 1),
    last_used_on=None,
    source="DDM24",
    eligibility=Eligibility(100, age_certain=True, areas=("a-pilot-site",), source="DDM24"),
    over=("borders_act_2023", "single_authority_2019"),
    sets={
        "reasonable_grounds.decider": Decider.LOCAL_PANEL,
        "reasonable_grounds.panel": Panel(
            0, ("local_authority", "police", "health"), 0, 0, "not_the_social_worker", "consensus", "DDM-DIFF"
        ),
        "conclusive_grounds.decider": Decider.LOCAL_PANEL,
        "time_limits.reasonable_grounds_decision": limit(
            Rule.REASONABLE_GROUNDS_DECISION, LimitKind.TARGET, 45, Unit.CALENDAR_DAYS, "DDM-YJLC"
        ),
        "time_limits.conclusive_grounds_decision.source": "own",
        "both_decisions_in_one_sitting": True,
    },
)
