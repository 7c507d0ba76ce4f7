"""Facts become tables: each figure has one definition, used by page, file and command alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures: what it counts, its columns and its rows."""

    key: str
    title: str
    counts: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float, ...], ...]


def _rows(statement: str, given: Mapping[str, str] | None = None) -> tuple[tuple[Any, ...], ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return tuple(tuple(row) for row in cursor.fetchall())


def referrals_by_quarter() -> Table:
    """Referrals by quarter of receipt, age answer and kind."""
    return Table(
        key="referrals",
        title="Referrals by quarter, age and kind",
        counts="Referrals received in the quarter, each counted once on the day it was received.",
        columns=("Quarter", "Age", "Referred as", "Referrals"),
        rows=_rows(
            "SELECT quarter, age, kind, count(*) FROM statistics_fact WHERE what = 'referral'"
            " GROUP BY quarter, age, kind ORDER BY quarter, age, kind"
        ),
    )


def referrals_by_exploitation() -> Table:
    """Referrals by quarter and exploitation; a referral with several kinds counts once in each."""
    return Table(
        key="exploitation",
        title="Referrals by quarter and kind of exploitation",
        counts="A referral that tells of several kinds of exploitation counts once in each, so rows add up to more.",
        columns=("Quarter", "Exploitation", "Referrals"),
        rows=_rows(
            "SELECT quarter, code, count(*) FROM statistics_fact, jsonb_array_elements_text(exploitation) AS code"
            " WHERE what = 'referral' GROUP BY quarter, code ORDER BY quarter, code"
        ),
    )


STANDS = (
    "A decision that was made afresh after reconsideration is counted once as made and then as reconsidered; what "
    "stands is the newest decision served on each person, so nobody stands twice."
)
DECIDED = """
WITH decided AS (
    SELECT quarter, to_char(on_day, 'YYYY-MM') AS month, kind, outcome,
        seq = max(seq) OVER (PARTITION BY reference) AS stands
    FROM statistics_fact WHERE what = %(what)s
)
SELECT CASE %(by)s WHEN 'month' THEN month ELSE quarter END AS period, kind, outcome,
    count(*), count(*) FILTER (WHERE NOT stands), count(*) FILTER (WHERE stands)
FROM decided GROUP BY period, kind, outcome ORDER BY period, kind, outcome
"""


def _decided(key: str, what: str, by: str) -> Table:
    """Decisions served, by period, kind and outcome: how many were made, reconsidered since, and stand."""
    return Table(
        key=key,
        title=f"{what.replace('_', '-').capitalize()} decisions by {by}, kind and outcome",
        counts=f"Decisions served in the {by}. {STANDS}",
        columns=(by.capitalize(), "Referred as", "Outcome", "Decisions made", "Reconsidered", "Standing"),
        rows=_rows(DECIDED, {"what": what, "by": by}),
    )


def decisions_by_outcome() -> Table:
    """Reasonable-grounds decisions served, by quarter, kind and outcome."""
    return _decided("decisions", "reasonable_grounds", "quarter")


def conclusive_by_quarter() -> Table:
    """Conclusive-grounds decisions served, by quarter, kind and outcome."""
    return _decided("conclusive", "conclusive_grounds", "quarter")


def conclusive_by_month() -> Table:
    """Conclusive-grounds decisions served, by month, kind and outcome."""
    return _decided("conclusive-by-month", "conclusive_grounds", "month")


STANDINGS = """
WITH latest AS (
    SELECT DISTINCT ON (reference, what) reference, what, outcome FROM statistics_fact
    WHERE what IN ('reasonable_grounds', 'standing') ORDER BY reference, what, seq DESC
)
SELECT r.quarter, COALESCE(d.outcome, NULLIF(s.outcome, 'goes_on'), 'no_decision_recorded') AS standing, count(*)
FROM statistics_fact r
LEFT JOIN latest d ON d.reference = r.reference AND d.what = 'reasonable_grounds'
LEFT JOIN latest s ON s.reference = r.reference AND s.what = 'standing'
WHERE r.what = 'referral' GROUP BY r.quarter, standing ORDER BY r.quarter, standing
"""


def where_referrals_stand() -> Table:
    """Referrals by quarter and what came of them before a decision: kept apart as they have been since 2009 (HANS10A).

    Suspended is absconded or missing before a decision on reasonable grounds, withdrawn left before it, and no decision
    recorded is still being considered; closed is told by its reason, apart from all three.
    """
    return Table(
        key="standing",
        title="Referrals by quarter and where they stand",
        counts=(
            "Referrals received in the quarter by the latest decision on reasonable grounds; where there is none, "
            "whether the case is suspended, withdrawn or closed, and why, or no decision is recorded."
        ),
        columns=("Quarter", "Stands at", "Referrals"),
        rows=_rows(STANDINGS),
    )


OF_STANDING = "Of the decisions that stand: one that was reconsidered since is left out."
MEDIAN_DAYS = """
WITH decided AS (
    SELECT quarter, days, seq = max(seq) OVER (PARTITION BY reference) AS stands
    FROM statistics_fact WHERE what = 'reasonable_grounds'
)
SELECT quarter, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY days)::float
FROM decided WHERE stands GROUP BY quarter ORDER BY quarter
"""
MEDIAN_DAYS_OF_CONCLUSIVE = """
WITH decided AS (
    SELECT c.quarter, c.days, c.on_day - r.on_day AS since_first,
        c.seq = max(c.seq) OVER (PARTITION BY c.reference) AS stands
    FROM statistics_fact c
    JOIN LATERAL (
        SELECT on_day FROM statistics_fact
        WHERE what = 'reasonable_grounds' AND reference = c.reference AND seq < c.seq ORDER BY seq DESC LIMIT 1
    ) r ON true
    WHERE c.what = 'conclusive_grounds'
)
SELECT quarter, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY since_first)::float,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY days)::float
FROM decided WHERE stands GROUP BY quarter ORDER BY quarter
"""


def median_days() -> Table:
    """Median calendar days from receipt to the reasonable-grounds decision, by quarter of the decision."""
    return Table(
        key="days",
        title="Median days from receipt to the reasonable-grounds decision",
        counts="Calendar days from the day of receipt to the day the decision was served; half took no longer. "
        + OF_STANDING,
        columns=("Quarter", "Decisions", "Median days"),
        rows=_rows(MEDIAN_DAYS),
    )


def median_days_of_conclusive() -> Table:
    """Median calendar days to the conclusive-grounds decision, from reasonable grounds and from receipt."""
    return Table(
        key="conclusive-days",
        title="Median days to the conclusive-grounds decision, from reasonable grounds and from receipt",
        counts="Calendar days to the day the decision was served, from the newest reasonable-grounds decision before "
        "it and from the day of receipt; half took no longer. " + OF_STANDING,
        columns=("Quarter", "Decisions", "Median days from reasonable grounds", "Median days from receipt"),
        rows=_rows(MEDIAN_DAYS_OF_CONCLUSIVE),
    )


def notifications_by_month() -> Table:
    """Notifications without a referral, by month, type of organisation, and whether they name the person."""
    return Table(
        key="notifications",
        title="Notifications without a referral, by month and type of organisation",
        counts="Notifications under the duty to notify, each counted once on the day it was sent; they are not among "
        "the referrals.",
        columns=("Month", "Organisation", "Kind", "Notifications"),
        rows=_rows(
            "SELECT to_char(on_day, 'YYYY-MM') AS month, organisation_type, kind, count(*) FROM statistics_fact"
            " WHERE what = 'notification' GROUP BY month, organisation_type, kind"
            " ORDER BY month, organisation_type, kind"
        ),
    )


def referrals_after_notifications() -> Table:
    """Referrals that keep the reference of an earlier notification, by quarter of the referral."""
    return Table(
        key="after-notifications",
        title="Referrals that followed a notification",
        counts="Only where the person agreed that the reference of the notification is kept with their referral.",
        columns=("Quarter", "Notified as", "Referrals"),
        rows=_rows(
            "SELECT quarter, kind, count(*) FROM statistics_fact WHERE what = 'referral_after_notification'"
            " GROUP BY quarter, kind ORDER BY quarter, kind"
        ),
    )


TABLES = {
    "referrals": referrals_by_quarter,
    "exploitation": referrals_by_exploitation,
    "decisions": decisions_by_outcome,
    "days": median_days,
    "conclusive": conclusive_by_quarter,
    "conclusive-by-month": conclusive_by_month,
    "conclusive-days": median_days_of_conclusive,
    "notifications": notifications_by_month,
    "after-notifications": referrals_after_notifications,
    "standing": where_referrals_stand,
}
