"""Events become facts of codes; a quarter is a calendar quarter."""

from __future__ import annotations

from datetime import date

import pytest

from opennrm.statistics.facts import Counted, fact_of

DAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), "2026-Q1"),
        (date(2026, 3, 31), "2026-Q1"),
        (date(2026, 4, 1), "2026-Q2"),
        (date(2026, 12, 31), "2026-Q4"),
    ],
)
def test_a_quarter_is_a_calendar_quarter(day: date, quarter: str) -> None:
    assert Counted("referral", day).quarter == quarter


@pytest.mark.parametrize("what", ["reasonable_grounds", "conclusive_grounds"])
def test_a_decision_is_counted_on_the_day_it_was_served(what: str) -> None:
    event = f"{what.title().replace('_', '')}Decided"
    fact = fact_of(event, {"decided_on": "2026-02-03", "outcome": "negative", "days": 9}, DAY)
    assert (fact.what, fact.on_day, fact.outcome) == (what, date(2026, 2, 3), "negative")
    assert (fact.days, fact.kind) == (9, "")


def test_a_notification_is_counted_apart_with_the_type_of_organisation() -> None:
    said = {"sent_on": "2026-02-03", "notification_kind": "named", "exploitation": ["labour"], "nation": "wales"}
    fact = fact_of("NotificationSent", {**said, "organisation_type": "charity"}, DAY)
    assert (fact.what, fact.on_day, fact.kind) == ("notification", date(2026, 2, 3), "named")
    assert (fact.organisation_type, fact.exploitation) == ("charity", ["labour"])


def test_a_referral_after_a_notification_is_counted_on_the_day_it_was_sent() -> None:
    fact = fact_of("ReferralFollowedNotification", {"notification_kind": "anonymous"}, DAY)
    assert (fact.what, fact.on_day, fact.kind) == ("referral_after_notification", DAY, "anonymous")


@pytest.mark.parametrize(
    ("event", "said", "fact"),
    [
        ("CaseOpened", {"authority": "one"}, ("authority", "one", None)),
        ("CaseTransferred", {"from_authority": "one", "to_authority": "two"}, ("authority", "two", None)),
        (
            "IndependentReviewSentBack",
            {"decision": "conclusive_grounds", "days": 4},
            ("review_of_conclusive_grounds", "sent_back", 4),
        ),
        (
            "IndependentReviewGiven",
            {"decision": "reasonable_grounds", "days": 2},
            ("review_of_reasonable_grounds", "let_go_on", 2),
        ),
        (
            "PanelDecided",
            {"decision": "conclusive_grounds", "outcome": "negative"},
            ("panel_of_conclusive_grounds", "negative", None),
        ),
        ("ReconsiderationAccepted", {}, ("reconsideration", "accepted", None)),
        ("ReconsiderationRefused", {}, ("reconsideration", "refused", None)),
    ],
)
def test_who_had_a_case_and_how_it_was_looked_at_again(event: str, said: dict[str, object], fact: object) -> None:
    counted = fact_of(event, said, DAY)
    assert (counted.what, counted.outcome, counted.days) == fact
    assert counted.on_day == DAY


def test_what_is_not_counted_is_refused() -> None:
    with pytest.raises(KeyError):
        fact_of("CaseViewed", {}, DAY)


@pytest.mark.parametrize(
    ("kind", "facts", "outcome"),
    [
        ("CaseSuspended", {"reason": "missing", "review_on": "2026-06-01"}, "suspended"),
        ("CaseResumed", {"resumed_on": "2026-05-01"}, "goes_on"),
        ("CaseWithdrawn", {"way": "written", "withdrawn_on": "2026-05-01"}, "withdrawn"),
        ("CaseClosed", {"reason": "died", "closed_on": "2026-05-01"}, "closed_died"),
        ("CaseReopened", {"reason": "mistake", "stage": "recovery", "reopened_on": "2026-05-01"}, "goes_on"),
    ],
)
def test_how_a_case_left_its_way_is_a_fact_of_its_own(kind: str, facts: dict[str, str], outcome: str) -> None:
    fact = fact_of(kind, facts, DAY)
    assert (fact.what, fact.outcome, fact.on_day) == ("standing", outcome, DAY)
