"""What a notification tells, question by question, for its page and its printed form."""

from __future__ import annotations

from dataclasses import dataclass

from opennrm.duty_to_notify.queries import NotificationRead
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.summary import value_lines


@dataclass(frozen=True, slots=True)
class Told:
    """One question and its answer in lines."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldSection:
    """What a notification tells under one title."""

    title: str
    rows: tuple[Told, ...]


def told_by(notification: NotificationRead) -> list[ToldSection]:
    """Every answer that a notification holds, under the titles of the questions; one that is not held is not shown."""
    rows: dict[str, list[Told]] = {}
    for placed in CATALOGUE.placed:
        key = placed.question.key
        if key in notification.answers:
            told = Told(placed.question.ask, value_lines(placed.question, notification.answers[key]))
            rows.setdefault(placed.section.title, []).append(told)
    return [ToldSection(title, tuple(found)) for title, found in rows.items()]
