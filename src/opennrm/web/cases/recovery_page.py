"""What the page of a recovery period shows, made without a browser or a database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from opennrm.cases.queries import CaseRead, ClockRead
from opennrm.cases.second_stage import RepresentationRead, SecondStage
from opennrm.mechanism.conclusive_grounds import Purpose
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.stages import Stage
from opennrm.mechanism.time_limits import Rule
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases import disqualifying_page
from opennrm.web.cases.acting import SECONDARY, button
from opennrm.web.cases.consulted import consulted_rows


def recovery(
    case: CaseRead,
    clocks: Sequence[ClockRead],
    stage: SecondStage,
    actor: Actor,
    today: date,
    version: ProfileVersion,
) -> dict[str, Any]:
    """Where recovery stands, what can be done, and what was recorded."""
    clock = running(clocks, Rule.RECOVERY_PERIOD)
    review = running(clocks, Rule.RECOVERY_REVIEW)
    return {
        "reference": case.reference,
        "version": case.version,
        "period": period_rows(clock, today),
        "explanation": clock.explanation if clock else "",
        "actions": [
            *_actions(case, clock, review, stage, actor, today),
            *disqualifying_page.actions(case, version, stage, actor),
        ],
        "sections": _sections(case, stage, review, actor),
        "errors": (),
    }


def running(clocks: Sequence[ClockRead], rule: Rule) -> ClockRead | None:
    """The clock of a rule that runs; else the one that ended last."""
    found = [clock for clock in clocks if clock.rule == rule.value]
    ended = [(clock.ended_at, clock) for clock in found if clock.ended_at is not None]
    still = next((clock for clock in found if clock.ended_at is None), None)
    return still or (max(ended, key=lambda pair: pair[0])[1] if ended else None)


def period_rows(clock: ClockRead | None, today: date) -> list[dict[str, Any]]:
    """When recovery began, its bar, and its end or the days that are left."""
    if clock is None:
        return [wording.row("Recovery", "It begins with a positive decision on reasonable grounds.")]
    rows = [
        wording.row("Began", wording.day(clock.starts_on)),
        wording.row("Second decision not before", wording.day(clock.due_on, "The day is not known yet")),
    ]
    if clock.ended_at:
        return [*rows, wording.row("Ended", wording.moment(clock.ended_at))]
    if clock.due_on:
        left = (clock.due_on - today).days
        rows.append(wording.row("Days left", str(left) if left > 0 else "None: it can be ended"))
    return rows


def _actions(
    case: CaseRead,
    clock: ClockRead | None,
    review: ClockRead | None,
    stage: SecondStage,
    actor: Actor,
    today: date,
) -> list[dict[str, Any]]:
    may, found = actor.permissions_in(case.owner_team_id), []
    runs = clock is not None and clock.ended_at is None
    is_barred = clock is not None and clock.due_on is not None and today < clock.due_on and not _has_leave(clock, stage)
    if Permission.DECIDE in may:
        if case.stage == Stage.RECOVERY.value and not is_barred:
            found.append(button("End the recovery period", "end_recovery", case, post=True))
        if runs:
            found.append(button("Extend the recovery period", "extend_recovery", case, SECONDARY))
        if review is not None and review.ended_at is None:
            found.append(button("Conclude the review", "review_recovery", case, SECONDARY))
            found.append(button("Record who was contacted for the review", "record_contact", case, SECONDARY))
        found.append(button("Record with whom it was discussed", "record_consultation", case, SECONDARY))
    if Permission.ADD_EVIDENCE in may:
        found.append(button("Record representations", "record_representation", case, SECONDARY))
    if Permission.OVERRIDE_BARS in may and is_barred:
        found.append(button("Give leave to cross the bar", "override_bar", case, SECONDARY))
    return found


def _has_leave(clock: ClockRead, stage: SecondStage) -> bool:
    return any((each.rule, each.due_on) == (clock.rule, clock.due_on) for each in stage.overrides)


def _sections(case: CaseRead, stage: SecondStage, review: ClockRead | None, actor: Actor) -> list[dict[str, Any]]:
    may_answer = Permission.DECIDE in actor.permissions_in(case.owner_team_id)
    sections = [
        _section(
            "representations",
            "Representations",
            [_representation(case, each, may_answer) for each in reversed(stage.representations)],
            "Nobody has made any.",
        ),
        _section(
            "extensions",
            "Extensions",
            [
                wording.row(
                    f"By {each.by_days} days, until {wording.day(each.until)}",
                    wording.code(each.reason),
                    *each.words.splitlines(),
                    f"{wording.moment(each.extended_at)} by {each.extended_by}",
                )
                for each in reversed(stage.extensions)
            ],
            "Recovery has not been extended.",
        ),
    ]
    if review is not None:
        sections.append(_section("review", "Review", _review(case, stage, review), ""))
    sections.append(
        _section(
            "consulted",
            "Discussed before a negative second decision",
            consulted_rows(case, stage, Purpose.SECOND_DECISION),
            "",
        )
    )
    if stage.disqualifications:
        sections.append(_section("disqualification", "Disqualification", disqualifying_page.rows(stage), ""))
    if stage.overrides:
        sections.append(_section("overrides", "Leave to cross a bar", _overrides(stage), ""))
    return sections


def _section(own_id: str, title: str, rows: list[dict[str, Any]], empty: str) -> dict[str, Any]:
    return {"id": own_id, "title": title, "rows": rows, "empty": empty}


def _representation(case: CaseRead, put: RepresentationRead, may_answer: bool) -> dict[str, Any]:
    answered = [f"Answered: {wording.code(put.outcome)}", *(put.answer or "").splitlines()] if put.outcome else []
    row = wording.row(
        f"{wording.code(put.source)}, {wording.day(put.received_on)}", *put.text.splitlines(), "", *answered
    )
    if not put.outcome and may_answer:
        href = reverse("answer_representation", kwargs={"reference": case.reference, "representation_id": put.id})
        whose = f"the representations of the {put.source.replace('_', ' ')}"
        row["actions"] = {"items": [{"href": href, "text": "Answer", "visuallyHiddenText": whose}]}
    return row


def _review(case: CaseRead, stage: SecondStage, clock: ClockRead) -> list[dict[str, Any]]:
    rows = [wording.row("Day of review", wording.day(clock.due_on))]
    rows += consulted_rows(case, stage, Purpose.RECOVERY_REVIEW)
    return rows + [
        wording.row(
            "Found",
            wording.code(each.outcome),
            *(each.words or "").splitlines(),
            f"{wording.moment(each.reviewed_at)} by {each.reviewed_by}",
        )
        for each in stage.reviews
    ]


def _overrides(stage: SecondStage) -> list[dict[str, Any]]:
    return [
        wording.row(
            f"{wording.code(each.rule)}, until {wording.day(each.due_on)}",
            wording.code(each.reason),
            *each.words.splitlines(),
            f"{wording.moment(each.overridden_at)} by {each.overridden_by}",
        )
        for each in reversed(stage.overrides)
    ]
