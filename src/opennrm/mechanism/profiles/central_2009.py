"""The mechanism from April 2009 to April 2019: two central authorities, and a second officer on every decision."""

from __future__ import annotations

from datetime import date

from opennrm.mechanism.profiles.profile import (
    Authority,
    DatedChange,
    Decider,
    DecisionRules,
    Guidance,
    Profile,
    Reconsideration,
    Rules,
    SecondOfficer,
    Situation,
    Standard,
    SufficientForm,
    WayOfWithdrawing,
    WithoutConsent,
)
from opennrm.mechanism.profiles.scope import Coverage, Scope
from opennrm.mechanism.time_limits import LimitKind, Rule, TimeLimit, Unit
from opennrm.mechanism.vocabulary import CannotConsent, HowGiven, Nation

SUSPECT_BUT_CANNOT_PROVE = Standard(
    code="suspect_but_cannot_prove",
    text="I suspect but cannot prove that the person is a victim.",
    source="HELP-STAT",
)
BALANCE_OF_PROBABILITIES = Standard(
    code="balance_of_probabilities",
    text="On the balance of probabilities, the person is a victim.",
    source="HELP-STAT",
)

UK_HUMAN_TRAFFICKING_CENTRE = Authority(
    key="uk_human_trafficking_centre",
    title="UK Human Trafficking Centre",
    takes=frozenset(),
    adults_only=False,
    source="PAC18-7",
)
"""Takes nationals of the United Kingdom and of the European Economic Area without a live immigration issue."""
UK_VISAS_AND_IMMIGRATION = Authority(
    key="uk_visas_and_immigration",
    title="UK Visas and Immigration",
    takes=frozenset({Situation.OUTSIDE_EUROPEAN_ECONOMIC_AREA, Situation.SUBJECT_TO_IMMIGRATION_CONTROL}),
    adults_only=False,
    source="PAC18-7",
)

ENGLAND_AND_WALES = frozenset({Nation.ENGLAND, Nation.WALES})
TRAFFICKING_EVERYWHERE = (Scope(frozenset(Nation), Coverage.TRAFFICKING, "PILOT15"),)
ALL_SLAVERY_IN_ENGLAND_AND_WALES = (
    Scope(ENGLAND_AND_WALES, Coverage.ALL_MODERN_SLAVERY, "PILOT15"),
    Scope(frozenset(Nation) - ENGLAND_AND_WALES, Coverage.TRAFFICKING, "SEF-CGPOS"),
)

WITHOUT_CONSENT = (
    WithoutConsent(
        CannotConsent.LACKS_CAPACITY,
        may_refer=True,
        because=(
            "An adult who lacks the capacity to decide may be referred where that is in their best interests. "
            "Record who decided so and why."
        ),
        source="own",
    ),
    WithoutConsent(
        CannotConsent.MISSING,
        may_refer=False,
        because=(
            "A person who is missing cannot consent now. Tell the police that a vulnerable person is missing, and "
            "keep the draft until they are found."
        ),
        source="own",
    ),
    WithoutConsent(
        CannotConsent.DIED,
        may_refer=False,
        because="A person who has died cannot be referred: tell the police what is known.",
        source="own",
    ),
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
            means="The decision on reasonable grounds should be made within five working days.",
            source="own",
        ),
        TimeLimit(
            Rule.RECOVERY_PERIOD,
            LimitKind.BAR,
            45,
            Unit.CALENDAR_DAYS,
            starts="the day of the positive decision on reasonable grounds",
            means="Forty-five days to recover and reflect: no decision on conclusive grounds before the last of them.",
            source="HELP-STAT",
        ),
        TimeLimit(
            Rule.RECOVERY_REVIEW,
            LimitKind.TARGET,
            30,
            Unit.CALENDAR_DAYS,
            starts="the day of the positive decision on reasonable grounds",
            means="On the thirtieth day the authority asks everybody in the case how the person is.",
            source="SEF-MONITOR",
        ),
        TimeLimit(
            Rule.CONCLUSIVE_GROUNDS_DECISION,
            LimitKind.TARGET,
            45,
            Unit.CALENDAR_DAYS,
            starts="the day of the positive decision on reasonable grounds",
            means="The decision on conclusive grounds should follow the recovery period at once: a soft target.",
            source="LEGALVOICE",
        ),
        TimeLimit(
            Rule.RECONSIDERATION_REQUEST,
            LimitKind.NONE,
            0,
            Unit.CALENDAR_DAYS,
            starts="the day the negative decision is served",
            means="A request to look at a negative decision again; no time limit was stated.",
            source="SEF-APPEAL",
        ),
        TimeLimit(
            Rule.MOVE_ON,
            LimitKind.BAR,
            45,
            Unit.CALENDAR_DAYS,
            starts="the day of the positive decision on conclusive grounds",
            means="Support goes on at least until the forty-fifth day, as it did from 2019.",
            source="own",
        ),
        TimeLimit(
            Rule.EXIT_PERIOD,
            LimitKind.TARGET,
            9,
            Unit.WORKING_DAYS,
            starts="the day the negative decision is served",
            means="Support ends within nine working days.",
            source="own",
        ),
    )
}

RULES = Rules(
    guidance=Guidance(
        "competent-authority-guidance-2009-04-01", "Guidance for competent authorities, from 1 April 2009", "own"
    ),
    scope=TRAFFICKING_EVERYWHERE,
    authorities=(UK_HUMAN_TRAFFICKING_CENTRE, UK_VISAS_AND_IMMIGRATION),
    reasonable_grounds=DecisionRules(
        Decider.AUTHORITY, SUSPECT_BUT_CANNOT_PROVE, SecondOfficer.ALWAYS, second_officer_source="HANS10B"
    ),
    conclusive_grounds=DecisionRules(
        Decider.AUTHORITY, BALANCE_OF_PROBABILITIES, SecondOfficer.ALWAYS, second_officer_source="HANS10B"
    ),
    time_limits=TIME_LIMITS,
    consent_to_refer=(SufficientForm(HowGiven.SIGNED, "seed-2"),),
    # Nobody says how somebody who turned 18 consented then; as for a referral is our assumption.
    consent_to_stay=(SufficientForm(HowGiven.SIGNED, "own"),),
    without_consent=WITHOUT_CONSENT,
    withdrawal=(WayOfWithdrawing.WRITTEN, WayOfWithdrawing.LEFT_THE_COUNTRY),
    withdrawal_source="SEF-WITHDRAW",
    reconsideration=Reconsideration(
        who=("first_responder", "support_provider"),
        who_source="SEF-APPEAL",
        grounds=("additional_evidence", "not_in_line_with_guidance"),
        removal_exception=False,
        source="SEF-APPEAL",
    ),
)

CHANGES = (
    DatedChange(
        on=date(2015, 7, 31),
        what="In England and Wales the mechanism is for victims of all modern slavery, no longer of trafficking only.",
        sets={
            "scope": ALL_SLAVERY_IN_ENGLAND_AND_WALES,
            "guidance": Guidance(
                "competent-authority-guidance-2015-07-31",
                "Guidance for competent authorities, from 31 July 2015",
                "SEF-MONITOR",
            ),
        },
        reaches_open_cases=False,
        source="PILOT15",
        uncertain="That it leaves cases already open as they were is our assumption.",
    ),
)

PROFILE = Profile(
    key="central_2009",
    title="Two central competent authorities",
    first_used_on=date(2009, 4, 1),
    last_used_on=date(2019, 4, 28),
    source="seed-0",
    rules=RULES,
    changes=CHANGES,
)
