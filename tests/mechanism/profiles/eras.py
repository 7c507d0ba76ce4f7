"""The other eras in the same shapes, as a proof that the shapes hold them; only their tests know them yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from opennrm.mechanism.profiles import borders_act_2023
from opennrm.mechanism.profiles.borders_act_2023 import BALANCE_OF_PROBABILITIES
from opennrm.mechanism.profiles.profile import (
    Authority,
    Decider,
    DecisionRules,
    Eligibility,
    Guidance,
    Overlay,
    Panel,
    Profile,
    Reconsideration,
    Review,
    SecondOfficer,
    Situation,
    Standard,
    SufficientForm,
    WayOfWithdrawing,
    version_on,
)
from opennrm.mechanism.time_limits import LimitKind, Rule, TimeLimit, Unit
from opennrm.mechanism.vocabulary import HowGiven

SUSPECT = Standard("suspect_but_cannot_prove", "I suspect but cannot prove.", "HELP-STAT")


def limit(rule: Rule, kind: LimitKind, length: int, unit: Unit, source: str) -> TimeLimit:
    """A limit of a past era."""
    return TimeLimit(rule, kind, length, unit, starts="its day", means="as it was then", source=source)


LIMITS_OF_2009 = {
    each.rule: each
    for each in (
        limit(Rule.REASONABLE_GROUNDS_DECISION, LimitKind.TARGET, 5, Unit.WORKING_DAYS, "own"),
        limit(Rule.RECOVERY_PERIOD, LimitKind.BAR, 45, Unit.CALENDAR_DAYS, "HELP-STAT"),
        limit(Rule.RECOVERY_REVIEW, LimitKind.TARGET, 30, Unit.CALENDAR_DAYS, "SEF-MONITOR"),
        limit(Rule.CONCLUSIVE_GROUNDS_DECISION, LimitKind.TARGET, 45, Unit.CALENDAR_DAYS, "LEGALVOICE"),
        limit(Rule.RECONSIDERATION_REQUEST, LimitKind.NONE, 0, Unit.CALENDAR_DAYS, "SEF-APPEAL"),
    )
}

CENTRAL_2009 = Profile(
    key="central_2009",
    title="Two central competent authorities",
    first_used_on=date(2009, 4, 1),
    last_used_on=date(2019, 4, 28),
    source="seed-0",
    rules=replace(
        borders_act_2023.RULES,
        guidance=Guidance("competent-authority-guidance", "Competent authority guidance", "SEF-MONITOR"),
        authorities=(
            Authority("uk_human_trafficking_centre", "UK Human Trafficking Centre", frozenset(), False, "PAC18-7"),
            Authority(
                "uk_visas_and_immigration",
                "UK Visas and Immigration",
                frozenset({Situation.OUTSIDE_EUROPEAN_ECONOMIC_AREA, Situation.SUBJECT_TO_IMMIGRATION_CONTROL}),
                False,
                "PAC18-7",
            ),
        ),
        reasonable_grounds=DecisionRules(Decider.AUTHORITY, SUSPECT, SecondOfficer.ALWAYS, "HANS10B"),
        conclusive_grounds=DecisionRules(Decider.AUTHORITY, BALANCE_OF_PROBABILITIES, SecondOfficer.ALWAYS, "HANS10B"),
        time_limits=LIMITS_OF_2009,
        consent_to_refer=(SufficientForm(HowGiven.SIGNED, "seed-2"),),
        withdrawal=(WayOfWithdrawing.WRITTEN, WayOfWithdrawing.LEFT_THE_COUNTRY),
        reconsideration=Reconsideration(
            who=("first_responder", "support_provider"),
            who_source="SEF-APPEAL",
            grounds=("additional_evidence", "not_in_line_with_guidance"),
            removal_exception=False,
            source="SEF-APPEAL",
        ),
    ),
)
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
            review=Review("multi_agency_assurance_panel", may_overturn=False, source="MAAP-LUCAS"),
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
