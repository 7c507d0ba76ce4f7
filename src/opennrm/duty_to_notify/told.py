"""What a notification tells, question by question, for its page and its printed form."""

from __future__ import annotations

from dataclasses import dataclass

from opennrm.duty_to_notify.queries import NotificationRead
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.question import Kind
from opennrm.questions.summary import value_lines


@dataclass(frozen=True, slots=True)
class Told:
    """One question, how it is answered, and its answer in lines."""

    label: str
    lines: tuple[str, ...]
    key: str
    kind: Kind


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
            lines = value_lines(placed.question, notification.answers[key])
            told = Told(placed.question.ask, lines, key, placed.question.kind)
            rows.setdefault(placed.section.title, []).append(told)
    return [ToldSection(title, tuple(found)) for title, found in rows.items()]
