"""The mechanism from 30 January 2023 on: two authorities under Part 5 of the Nationality and Borders Act 2022."""

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

OBJECTIVE_FACTORS = Standard(
    code="objective_factors",
    text=(
        "Reasonable grounds to believe, based on objective factors but falling short of conclusive proof, that a "
        "person is a victim of modern slavery (human trafficking or slavery, servitude, or forced or compulsory "
        "labour). A person's own account alone is ordinarily not enough."
    ),
    source="DL-RG",
)
ALL_AVAILABLE_EVIDENCE = Standard(
    code="all_available_evidence",
    text=(
        "Reasonable grounds to believe, based on all available general and specific evidence but falling short of "
        "conclusive proof, that a person is a victim of modern slavery (human trafficking or slavery, servitude, or "
        "forced or compulsory labour)."
    ),
    source="DDM-GUIDE",
)
BALANCE_OF_PROBABILITIES = Standard(
    code="balance_of_probabilities",
    text="On the balance of probabilities, the person is a victim of modern slavery.",
    source="DDM-GUIDE",
)

SINGLE_COMPETENT_AUTHORITY = Authority(
    key="single_competent_authority",
    title="Single Competent Authority",
    takes=frozenset(),
    adults_only=False,
    source="ICIBI-CALL",
)
IMMIGRATION_ENFORCEMENT_COMPETENT_AUTHORITY = Authority(
    key="immigration_enforcement_competent_authority",
    title="Immigration Enforcement Competent Authority",
    takes=frozenset(
        {
            Situation.OFFENDER_IN_DETENTION,
            Situation.OFFENDER_FACING_DEPORTATION,
            Situation.DETAINED_FOR_IMMIGRATION,
            Situation.ASYLUM_CLAIM_INADMISSIBLE,
        }
    ),
    adults_only=True,
    source="ICIBI-CALL",
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
            "A person who is missing cannot consent now. Tell the police that a vulnerable person is missing. If they "
            "consented before they went missing, record that consent; otherwise keep the draft until they are found, "
            "and send a notification without their name where the duty to notify applies."
        ),
        source="own",
    ),
    WithoutConsent(
        CannotConsent.DIED,
        may_refer=False,
        because=(
            "A person who has died cannot be referred: tell the police what is known. Where the duty to notify "
            "applies, send a notification."
        ),
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
            means="The decision on reasonable grounds should be made within five working days where possible.",
            source="DDM-GUIDE",
        ),
        TimeLimit(
            Rule.RECOVERY_PERIOD,
            LimitKind.BAR,
            30,
            Unit.CALENDAR_DAYS,
            starts="the day of the positive decision on reasonable grounds",
            means="No decision on conclusive grounds before the thirtieth day; support runs at least until then.",
            source="PQ48206",
        ),
        TimeLimit(
            Rule.CONCLUSIVE_GROUNDS_DECISION,
            LimitKind.NONE,
            0,
            Unit.CALENDAR_DAYS,
            starts="the day of the positive decision on reasonable grounds",
            means="As soon as possible after the recovery period; no target is set.",
            source="DDM-GUIDE",
        ),
        # Ninety days of support in all are found (UKAUTH19); how they are split is ours, and so are the days of exit.
        TimeLimit(
            Rule.MOVE_ON,
            LimitKind.BAR,
            45,
            Unit.CALENDAR_DAYS,
            starts="the day the positive decision on conclusive grounds is served",
            means="Support to move on for at least forty-five days, so that recovery and move-on come to ninety.",
            source="own",
        ),
        TimeLimit(
            Rule.EXIT_PERIOD,
            LimitKind.BAR,
            9,
            Unit.WORKING_DAYS,
            starts="the day the negative decision is served",
            means="Support runs on for nine working days after a negative, so that nobody is put out at once.",
            source="own",
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
            means="Support goes on at least until the forty-fifth day, while the person moves on.",
            source="POSTCG26",
        ),
        TimeLimit(
            Rule.EXIT_PERIOD,
            LimitKind.TARGET,
            14,
            Unit.CALENDAR_DAYS,
            starts="the day the negative decision is served",
            means="Support ends within fourteen days; that this holds after a first decision too is our assumption.",
            source="NRPF",
        ),
    )
}

THIRTY_DAYS_TO_ASK_AGAIN = TimeLimit(
    Rule.RECONSIDERATION_REQUEST,
    LimitKind.BAR,
    30,
    Unit.CALENDAR_DAYS,
    starts="the day the negative decision is served",
    means="A request to look at a negative decision again is made within thirty days, save in exceptional cases.",
    source="RECON-ANNEX",
)

RULES = Rules(
    guidance=Guidance(
        "statutory-guidance-2023-01-30", "Modern slavery: statutory guidance, from 30 January 2023", "YJLC-NABA"
    ),
    scope=(Scope(frozenset(Nation), Coverage.ALL_MODERN_SLAVERY, "DDM-GUIDE"),),
    authorities=(SINGLE_COMPETENT_AUTHORITY, IMMIGRATION_ENFORCEMENT_COMPETENT_AUTHORITY),
    reasonable_grounds=DecisionRules(Decider.AUTHORITY, OBJECTIVE_FACTORS, SecondOfficer.NEGATIVES, "MAAP-END"),
    conclusive_grounds=DecisionRules(Decider.AUTHORITY, BALANCE_OF_PROBABILITIES, SecondOfficer.NEGATIVES, "MAAP-END"),
    time_limits=TIME_LIMITS,
    # A written consent is what our documents name; the online form takes no signature, so spoken is our assumption.
    consent_to_refer=(SufficientForm(HowGiven.SIGNED, "seed-2"), SufficientForm(HowGiven.SPOKEN, "own")),
    consent_to_stay=(SufficientForm(HowGiven.SIGNED, "TOOLKIT"),),
    without_consent=WITHOUT_CONSENT,
    withdrawal=(WayOfWithdrawing.WRITTEN, WayOfWithdrawing.LEFT_THE_COUNTRY),
    withdrawal_source="SEF-WITHDRAW",
    reconsideration=Reconsideration(
        who=("first_responder", "support_provider"),
        who_source="own",
        grounds=("additional_evidence", "not_in_line_with_guidance"),
        removal_exception=False,
        source="RECON-ANNEX",
    ),
    apart_from_immigration=True,
    apart_from_immigration_source="seed-3",
    disqualification=("threat_to_public_order", "bad_faith"),
)

CHANGES = (
    DatedChange(
        on=date(2023, 7, 10),
        what="The test of reasonable grounds weighs all available evidence, no longer objective factors only.",
        sets={
            "reasonable_grounds.standard": ALL_AVAILABLE_EVIDENCE,
            "guidance": Guidance(
                "statutory-guidance-2023-07-10", "Modern slavery: statutory guidance, from July 2023", "ATHUB"
            ),
        },
        reaches_open_cases=True,
        source="ATHUB",
        uncertain="The month is known; the tenth is our assumption, and so is that it reaches open cases.",
    ),
    DatedChange(
        on=date(2024, 2, 1),
        what="A request to look at a negative decision again must come within thirty days.",
        sets={
            "time_limits.reconsideration_request": THIRTY_DAYS_TO_ASK_AGAIN,
            "guidance": Guidance(
                "statutory-guidance-2024-02", "Modern slavery: statutory guidance, from February 2024", "RECON-AE"
            ),
        },
        reaches_open_cases=False,
        source="RECON-AE",
        uncertain="The month is known; the first is our assumption.",
    ),
    DatedChange(
        on=date(2025, 9, 17),
        what="Some people facing removal may no longer ask for a decision to be looked at again.",
        sets={
            "reconsideration.removal_exception": True,
            "reconsideration.source": "RECON-SM",
            "guidance": Guidance(
                "statutory-guidance-2025-09-17",
                "Modern slavery: statutory guidance, from September 2025",
                "RECON-SM",
            ),
        },
        reaches_open_cases=False,
        source="RECON-SM",
        uncertain="That it leaves decisions already served alone is our assumption.",
    ),
    DatedChange(
        on=date(2026, 2, 13),
        what="Consent to stay on turning 18, and withdrawal, may also be spoken through a first responder.",
        sets={
            "consent_to_stay": (
                SufficientForm(HowGiven.SIGNED, "TOOLKIT"),
                SufficientForm(HowGiven.SPOKEN, "TRANS26"),
            ),
            "withdrawal": (
                WayOfWithdrawing.WRITTEN,
                WayOfWithdrawing.SPOKEN_THROUGH_FIRST_RESPONDER,
                WayOfWithdrawing.LEFT_THE_COUNTRY,
            ),
            "withdrawal_source": "TRANS26",
            "guidance": Guidance(
                "statutory-guidance-2026-02-13", "Modern slavery: statutory guidance, from 13 February 2026", "TRANS26"
            ),
        },
        reaches_open_cases=True,
        source="TRANS26",
    ),
)

PROFILE = Profile(
    key="borders_act_2023",
    title="Two competent authorities under the Nationality and Borders Act 2022",
    first_used_on=date(2023, 1, 30),
    last_used_on=None,
    source="YJLC-NABA",
    rules=RULES,
    changes=CHANGES,
)
