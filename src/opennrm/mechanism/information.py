"""Asking agencies for information: what a request must hold, when it is chased, and how long a case has waited.

The clock of a decision never stops while information is waited for: the age of a case is shown twice instead, gross
since its receipt and net without the days in which it waited for a reply.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from opennrm.mechanism.refusal import Refusal


class AgencyKind(StrEnum):
    """What kinds of organisation are asked."""

    FIRST_RESPONDER = "first_responder"
    POLICE = "police"
    LOCAL_AUTHORITY = "local_authority"
    HEALTH = "health"
    SUPPORT_PROVIDER = "support_provider"
    IMMIGRATION = "immigration"
    LEGAL_REPRESENTATIVE = "legal_representative"
    OTHER = "other"


class Topic(StrEnum):
    """What a request can be about."""

    IDENTITY_AND_AGE = "identity_and_age"
    WHAT_HAPPENED = "what_happened"
    PLACES = "places"
    PEOPLE_INVOLVED = "people_involved"
    INVESTIGATION = "investigation"
    HEALTH = "health"
    SAFE_CONTACT = "safe_contact"
    OTHER = "other"


class Answer(StrEnum):
    """What became of a request."""

    ANSWERED = "answered"
    DECLINED = "declined"
    NO_REPLY = "no_reply"


MOST_DAYS_BETWEEN_CHASERS = 90
MOST_DAYS_TO_ANSWER = 366
"""No source says how long an answer may be waited for: about a year is our assumption ("own")."""
Wait = tuple[date, date | None]
"""The day something was asked, and the day it was answered or closed; None while it is waited for."""


def refusal_to_ask(
    *, agency: str, kind: str, topics: Iterable[str], words: str, due_on: date | None, chase_every: int | None, on: date
) -> Refusal | None:
    """Why a request may not be sent on a day; None if it may. `source` is the house's: no guidance says how to ask."""
    if kind not in set(AgencyKind):
        return Refusal("no_kind", "Choose what kind of organisation is asked.", "house", "agency_kind")
    if not agency.strip():
        return Refusal("no_agency", "Write which organisation is asked.", "house", "agency")
    return refusal_of_questions(topics, words) or _refusal_of_days(due_on, chase_every, on)


def refusal_of_questions(topics: Iterable[str], words: str) -> Refusal | None:
    """Why these are not questions that can be sent; None if they are."""
    chosen = list(topics)
    if not chosen or not set(chosen) <= set(Topic):
        return Refusal("no_topics", "Choose what it is about.", "house", "topics")
    if not words.strip():
        return Refusal("no_words", "Write what is asked.", "house", "words")
    return None


def _refusal_of_days(due_on: date | None, chase_every: int | None, on: date) -> Refusal | None:
    if due_on is None or due_on <= on:
        return Refusal("no_due_day", "Give a day after today by which an answer is asked for.", "house", "due_on-day")
    if due_on > on + timedelta(days=MOST_DAYS_TO_ANSWER):
        because = f"Give a day at most {MOST_DAYS_TO_ANSWER} days from today by which an answer is asked for."
        return Refusal("due_too_late", because, "own", "due_on-day")
    if chase_every is not None and not 1 <= chase_every <= MOST_DAYS_BETWEEN_CHASERS:
        because = f"Give the days between chasers, from 1 to {MOST_DAYS_BETWEEN_CHASERS}, or leave it empty."
        return Refusal("no_days_between", because, "house", "chase_every")
    return None


def refusal_of_answer(answer: str, text: str) -> Refusal | None:
    """Why this is not an answer to a request; None if it is."""
    if answer not in set(Answer):
        return Refusal("no_answer", "Choose what became of it.", "house", "answer")
    if answer == Answer.ANSWERED and not text.strip():
        return Refusal("no_text", "Write what they answered.", "house", "text")
    return None


def first_chaser(due_on: date, chase_every: int | None) -> date | None:
    """The day of the first chaser: the day after an answer was due; None where nobody is chased."""
    return due_on + timedelta(days=1) if chase_every else None


def next_chaser(chase_every: int | None, on: date) -> date | None:
    """The day of the chaser after one that was written on a day."""
    return on + timedelta(days=chase_every) if chase_every else None


def gross_days(received_on: date, on: date) -> int:
    """How many days old a case is."""
    return max(0, (on - received_on).days)


def net_days(received_on: date, on: date, waits: Iterable[Wait]) -> int:
    """How many of its days a case did not wait for a reply. Waits that overlap count once, and so does each day.

    A wait begins on the day of asking and is over on the day of the answer, which counts as a day of work again.
    """
    return gross_days(received_on, on) - _days_of(received_on, on, waits)


def _days_of(begin: date, end: date, waits: Iterable[Wait]) -> int:
    days, until = 0, begin
    for asked, answered in sorted(waits, key=lambda wait: wait[0]):
        start, stop = max(asked, until), min(answered or end, end)
        if stop > start:
            days += (stop - start).days
            until = stop
    return days
