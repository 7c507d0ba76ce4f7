"""The pilot of 2015 to 2017 in six force areas: safeguarding leads decide first, panels decide conclusively.

For its first months (3 August to 31 October 2015) there were panels and no leads: the central authorities decided
first. From 1 November on leads did (seed-0). What a lead does can be read in two ways, and both are here: they decide
on reasonable grounds, as the evaluation found (EVAL17), or they refer to support and to the panel directly, without
that decision, as the review had recommended (PILOT15).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from opennrm.mechanism.profiles.central_2009 import (
    ALL_SLAVERY_IN_ENGLAND_AND_WALES,
    BALANCE_OF_PROBABILITIES,
    SUSPECT_BUT_CANNOT_PROVE,
    TIME_LIMITS,
    UK_HUMAN_TRAFFICKING_CENTRE,
    UK_VISAS_AND_IMMIGRATION,
)
from opennrm.mechanism.profiles.central_2009 import RULES as CENTRAL
from opennrm.mechanism.profiles.profile import (
    Authority,
    DatedChange,
    Decider,
    DecisionRules,
    Guidance,
    Panel,
    Profile,
    SecondOfficer,
    SupportStarts,
)
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import DecisionKind

ONLY_FIRST = frozenset({DecisionKind.REASONABLE_GROUNDS})
ONLY_SECOND = frozenset({DecisionKind.CONCLUSIVE_GROUNDS})

SLAVERY_SAFEGUARDING_LEADS = Authority(
    key="slavery_safeguarding_leads",
    title="Slavery Safeguarding Leads",
    takes=frozenset(),
    adults_only=False,
    source="seed-0",
    decides=ONLY_FIRST,
    in_agencies=True,
)
CASE_MANAGEMENT_UNIT = Authority(
    key="case_management_unit",
    title="Central Case Management Unit",
    takes=frozenset(),
    adults_only=False,
    source="seed-0",
    decides=ONLY_SECOND,
)
"""Builds the pack, convenes the panel and writes its decision down; decides nothing itself."""
REGIONAL_PANEL = Panel(
    quorum=5,
    required_roles=(),
    invited=8,
    notice_days=7,
    chair="independent",
    rule="simple_majority",
    source="RTB",
    most=10,
)

AREAS = (
    "avon_and_somerset_constabulary",
    "devon_and_cornwall_police",
    "dorset_police",
    "gloucestershire_constabulary",
    "west_yorkshire_police",
    "wiltshire_police",
)
"""Source: SEF-PILOT, the five forces of the South West and that of West Yorkshire."""

PANELS_WITHOUT_LEADS = replace(
    CENTRAL,
    guidance=Guidance("pilot-guidance-2015-08-03", "Guidance for the pilot, from 3 August 2015", "own"),
    scope=ALL_SLAVERY_IN_ENGLAND_AND_WALES,
    authorities=(
        replace(UK_HUMAN_TRAFFICKING_CENTRE, decides=ONLY_FIRST),
        replace(UK_VISAS_AND_IMMIGRATION, decides=ONLY_FIRST),
        CASE_MANAGEMENT_UNIT,
    ),
    # That the chair reads what was written down of the panel's decision before it is served is our assumption.
    conclusive_grounds=DecisionRules(
        Decider.PANEL,
        BALANCE_OF_PROBABILITIES,
        SecondOfficer.ALWAYS,
        second_officer_source="own",
        panel=REGIONAL_PANEL,
    ),
    apart_from_immigration_source="seed-0",
)

LEADS_START = date(2015, 11, 1)
FROM_LEADS_ON = {
    "authorities": (SLAVERY_SAFEGUARDING_LEADS, CASE_MANAGEMENT_UNIT),
    "support_starts": SupportStarts.ON_REFERRAL,
    "support_starts_source": "seed-0",
    "guidance": Guidance("pilot-guidance-2015-11-01", "Guidance for the pilot, from 1 November 2015", "own"),
}

PROFILE = Profile(
    key="pilot_2015",
    title="The pilot: safeguarding leads decide first, panels decide conclusively",
    first_used_on=date(2015, 8, 3),
    last_used_on=date(2017, 10, 31),
    source="seed-0",
    rules=PANELS_WITHOUT_LEADS,
    changes=(
        DatedChange(
            on=LEADS_START,
            what="Named leads in six kinds of agency take referrals and decide on reasonable grounds.",
            sets={
                **FROM_LEADS_ON,
                "reasonable_grounds": DecisionRules(
                    Decider.SLAVERY_SAFEGUARDING_LEAD,
                    SUSPECT_BUT_CANNOT_PROVE,
                    SecondOfficer.NEGATIVES,
                    second_officer_source="own",
                ),
            },
            reaches_open_cases=False,
            source="seed-0",
            uncertain="That a second lead looks at each negative is our assumption, as are the five working days.",
        ),
    ),
    areas=AREAS,
    falls_back_to="central_2009",
)
PROFILE_DIRECT = replace(
    PROFILE,
    key="pilot_2015_direct",
    title="The pilot as the review had recommended it: leads refer to the panel directly",
    source="PILOT15",
    changes=(
        DatedChange(
            on=LEADS_START,
            what="Named leads refer to support and to the panel directly; there is no decision on reasonable grounds.",
            sets={
                **FROM_LEADS_ON,
                "reasonable_grounds": DecisionRules(
                    Decider.NOBODY,
                    SUSPECT_BUT_CANNOT_PROVE,
                    SecondOfficer.NEGATIVES,
                    second_officer_source="own",
                ),
                "time_limits.reasonable_grounds_decision": replace(
                    TIME_LIMITS[Rule.REASONABLE_GROUNDS_DECISION],
                    means="A lead should have referred the person on within five working days.",
                ),
                "time_limits.recovery_period": replace(
                    TIME_LIMITS[Rule.RECOVERY_PERIOD], starts="the day a lead referred the person on", source="own"
                ),
            },
            reaches_open_cases=False,
            source="PILOT15",
            uncertain="Nobody published how a direct referral was recorded, or how long a lead had for it.",
        ),
    ),
)
