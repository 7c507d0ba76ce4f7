"""What would have been otherwise of past cases: their ways, clocks and letters, and never their outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from opennrm.mechanism.profiles import PROFILES, profile_on
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.replaying import CaseFile, replay
from opennrm.mechanism.simulating import Part, PastCase, differing, simulate
from opennrm.mechanism.vocabulary import Nation, Outcome, ReferralKind

DAY = date(2026, 3, 2)
NOW = profile_on("borders_act_2023", DAY)
REVIEWED = profile_on("single_authority_2019", DAY)
THEN = profile_on("central_2009", DAY)
REFUSED = CaseFile(
    kind=ReferralKind.ADULT,
    nation=Nation.ENGLAND,
    received_on=DAY,
    first=Outcome.POSITIVE,
    second=Outcome.NEGATIVE,
    first_on=date(2026, 3, 4),
    second_on=date(2026, 6, 1),
)
OPEN = replace(REFUSED, first=None, second=None, first_on=None, second_on=None)


def told(case: CaseFile, own: ProfileVersion, other: ProfileVersion) -> dict[str, tuple[str, str]]:
    return {row.key: (row.own, row.other) for row in differing(case, own, other)}


def test_a_negative_of_today_would_have_been_reviewed_under_what_the_reform_promised() -> None:
    rows = told(REFUSED, NOW, REVIEWED)
    assert rows["conclusive_grounds.reviewed"] == ("", "3 of the multi agency assurance panel review it independently")
    assert "conclusive_grounds.letter" not in rows, "the same letter goes to the same people"
    assert "reasonable_grounds.reviewed" not in rows, "what was recognised is reviewed under neither"


def test_clocks_are_counted_from_the_days_on_which_decisions_were_made() -> None:
    rows = {row.key: row.told for row in replay(REFUSED, THEN)}
    assert rows["recovery"] == "At least until Saturday 18 April 2026", "forty-five days after 4 March"
    assert told(REFUSED, NOW, THEN)["recovery"][0] == "At least until Friday 3 April 2026"


def test_of_what_nobody_decided_no_outcome_is_invented() -> None:
    rows = {row.key for row in replay(OPEN, REVIEWED)}
    assert {"route", "reasonable_grounds.decider", "reasonable_grounds.clock"} <= rows
    assert not {key for key in rows if key.endswith((".letter", ".checked", ".reviewed")) or "conclusive" in key}
    assert simulate([PastCase("A", OPEN, NOW)], lambda _: REVIEWED).decided == 0
    half = {row.key for row in replay(replace(REFUSED, second=None), REVIEWED)}
    assert "conclusive_grounds.clock" in half
    assert not {"conclusive_grounds.letter", "reconsideration"} & half


def test_cases_decisions_clocks_and_letters_are_counted() -> None:
    cases = [
        PastCase("A", REFUSED, NOW),
        PastCase("B", replace(REFUSED, second=Outcome.POSITIVE), NOW),
        PastCase("C", OPEN, NOW),
    ]
    simulated = simulate(cases, lambda _: THEN)
    assert simulated.changed == ("A", "B", "C")
    assert (simulated.decided, simulated.other_way) == (4, 3), "positives are checked too; that negative was already"
    assert simulated.cases_by_part()[Part.SECOND_OFFICER] == 2
    assert simulated.cases_by_part()[Part.LETTER] == simulated.count(Part.LETTER) == 0
    assert simulated.count(Part.CLOCK) == 7
    assert simulated.rows_by_key()["recovery"] == 2
    assert simulate(cases, lambda _: NOW).changed == ()


def test_a_decision_that_would_not_have_been_made_has_no_letter() -> None:
    direct = profile_on("pilot_2015_direct", date(2016, 1, 4))
    simulated = simulate([PastCase("A", replace(REFUSED, received_on=date(2016, 1, 4)), NOW)], lambda _: direct)
    assert simulated.count(Part.LETTER) == 1, "nobody decides first, so nobody is told of it"


def test_a_case_that_no_calendar_reaches_is_named_and_not_guessed() -> None:
    late = replace(OPEN, received_on=date(2031, 1, 1))
    simulated = simulate([PastCase("A", late, NOW)], lambda _: THEN)
    assert (simulated.not_told, dict(simulated.rows)) == (("A",), {})


def test_every_row_of_every_profile_is_about_some_part() -> None:
    for key in PROFILES:
        version = profile_on(key, date(2026, 3, 2))
        for first in Outcome:
            for row in differing(replace(REFUSED, first=first), NOW, version):
                assert row.part in Part
