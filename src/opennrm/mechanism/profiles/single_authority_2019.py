"""The mechanism from 29 April 2019 to January 2023: one expert authority, and panels that look at its negatives.

Two variants stand side by side. What the reform of 2017 promised: independent experts look at every negative decision
(seed-3). What came: they looked at negatives on conclusive grounds alone (H-MAAP), and no longer from December 2022 on
(MAAP-END).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from opennrm.mechanism.profiles import borders_act_2023, central_2009
from opennrm.mechanism.profiles.borders_act_2023 import IMMIGRATION_ENFORCEMENT_COMPETENT_AUTHORITY
from opennrm.mechanism.profiles.central_2009 import (
    ALL_SLAVERY_IN_ENGLAND_AND_WALES,
    BALANCE_OF_PROBABILITIES,
    SUSPECT_BUT_CANNOT_PROVE,
)
from opennrm.mechanism.profiles.central_2009 import TIME_LIMITS as CENTRAL
from opennrm.mechanism.profiles.profile import (
    DatedChange,
    Decider,
    DecisionRules,
    Guidance,
    Profile,
    Review,
    SecondOfficer,
)
from opennrm.mechanism.time_limits import LimitKind, Rule, TimeLimit, Unit

SINGLE_COMPETENT_AUTHORITY = replace(borders_act_2023.SINGLE_COMPETENT_AUTHORITY, source="SCOT-HEALTH")
"""Takes every referral, whatever the nationality or immigration status."""
ASSURANCE_PANEL = Review(
    body="multi_agency_assurance_panel",
    reviewers=3,  # ten chairs are known (MAAP-CHAIRS), how many sat on a case is not
    may_overturn=False,
    sends_back=1,
    source="MAAP-CHAIRS",
)

TIME_LIMITS = {
    limit.rule: limit
    for limit in (
        TimeLimit(
            Rule.REASONABLE_GROUNDS_DECISION,
            LimitKind.TARGET,
            5,
            Unit.WORKING_DAYS,
            starts="the day the referral is received",
            means="The decision on reasonable grounds should be made within five working days where possible.",
            source="PQ86506",
        ),
        replace(CENTRAL[Rule.RECOVERY_PERIOD], source="H-30DAYS"),
        TimeLimit(
            Rule.CONCLUSIVE_GROUNDS_DECISION,
            LimitKind.NONE,
            0,
            Unit.CALENDAR_DAYS,
            starts="the day of the positive decision on reasonable grounds",
            means="As soon as possible after the recovery period, once there is enough information; no target is set.",
            source="PQ86506",
        ),
        # Ninety days in all are found (UKAUTH19); that they are split in half is our assumption.
        replace(
            CENTRAL[Rule.MOVE_ON],
            means="Support to move on for at least forty-five days, so that recovery and move-on come to ninety.",
        ),
        CENTRAL[Rule.RECONSIDERATION_REQUEST],
        CENTRAL[Rule.EXIT_PERIOD],
    )
}
THIRTY_DAYS = replace(borders_act_2023.TIME_LIMITS[Rule.RECOVERY_PERIOD], source="H-30DAYS")

PROMISED = replace(
    central_2009.RULES,
    guidance=Guidance(
        "competent-authority-guidance-2019-04-29", "Guidance for competent authorities, from 29 April 2019", "own"
    ),
    scope=ALL_SLAVERY_IN_ENGLAND_AND_WALES,
    authorities=(SINGLE_COMPETENT_AUTHORITY,),
    reasonable_grounds=DecisionRules(
        Decider.AUTHORITY,
        SUSPECT_BUT_CANNOT_PROVE,
        SecondOfficer.NEGATIVES,
        second_officer_source="own",
        review=replace(ASSURANCE_PANEL, source="seed-3"),
    ),
    conclusive_grounds=DecisionRules(
        Decider.AUTHORITY,
        BALANCE_OF_PROBABILITIES,
        SecondOfficer.NEGATIVES,
        second_officer_source="own",
        review=replace(ASSURANCE_PANEL, source="seed-3"),
    ),
    time_limits=TIME_LIMITS,
    apart_from_immigration=True,
    apart_from_immigration_source="seed-3",
)
"""Consent, withdrawing and who may ask for reconsideration stayed as they were in 2009."""
AS_IT_CAME = replace(
    PROMISED,
    reasonable_grounds=replace(PROMISED.reasonable_grounds, review=None),
    conclusive_grounds=replace(PROMISED.conclusive_grounds, review=replace(ASSURANCE_PANEL, source="H-MAAP")),
)

SECOND_AUTHORITY = DatedChange(
    on=date(2021, 11, 8),
    what="Some adults' cases go to a second authority, within immigration enforcement.",
    sets={"authorities": (SINGLE_COMPETENT_AUTHORITY, IMMIGRATION_ENFORCEMENT_COMPETENT_AUTHORITY)},
    reaches_open_cases=False,
    source="IECA-PQ",
)
SHORTER_RECOVERY = DatedChange(
    on=date(2022, 12, 13),
    what="The recovery period is thirty days, no longer forty-five.",
    sets={
        "time_limits.recovery_period": THIRTY_DAYS,
        "guidance": Guidance(
            "competent-authority-guidance-2022-12-13",
            "Guidance for competent authorities, from 13 December 2022",
            "H-30DAYS",
        ),
    },
    reaches_open_cases=False,
    source="H-30DAYS",
    uncertain="That periods that had begun kept their forty-five days is our assumption.",
)
PANELS_ENDED = DatedChange(
    on=date(2022, 12, 31),
    what="Assurance panels no longer look at negative decisions: a second officer's check is what remains.",
    sets={"conclusive_grounds.review": None},
    reaches_open_cases=True,
    source="MAAP-END",
    uncertain="The month is known; its last day is our assumption, and so is that it reaches open cases.",
)

PROFILE = Profile(
    key="single_authority_2019",
    title="One competent authority, as the reform promised: every negative is reviewed",
    first_used_on=date(2019, 4, 29),
    last_used_on=date(2023, 1, 29),
    source="seed-3",
    rules=PROMISED,
    changes=(SECOND_AUTHORITY, SHORTER_RECOVERY),
)
PROFILE_AS_IT_CAME = Profile(
    key="single_authority_2019_history",
    title="One competent authority, as it came: negatives on conclusive grounds are reviewed",
    first_used_on=date(2019, 4, 29),
    last_used_on=date(2023, 1, 29),
    source="H-MAAP",
    rules=AS_IT_CAME,
    changes=(SECOND_AUTHORITY, SHORTER_RECOVERY, PANELS_ENDED),
)
