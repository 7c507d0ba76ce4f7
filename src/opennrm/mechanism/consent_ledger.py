"""What a person said of each consent, in its order: given, refused or taken back, and what taking it back stops."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from opennrm.mechanism.consent import ConsentScope, Interpreter, must_consent
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import HowGiven, ReferralKind


class Said(StrEnum):
    """What was said of a consent."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Stops:
    """What taking a consent back stops, as people are told before they record it, and where that comes from."""

    words: str
    source: str


WHAT_STOPS: Mapping[ConsentScope, Stops] = {
    ConsentScope.REFERRAL: Stops(
        "The person leaves the mechanism: the case ends, no decision is made in it, what waits for anybody is not "
        "sent, and support through the mechanism ends. It is recorded as their withdrawal.",
        "SEF-WITHDRAW",
    ),
    ConsentScope.SUPPORT: Stops(
        "The support provider is told that the consent has ended. What it has not yet received is not sent, it is told "
        "nothing more of the case, and it can no longer read what it has here. The case goes on.",
        "own",
    ),
    ConsentScope.POLICE_CONTACT: Stops(
        "What was to go to a police force so that it can speak to the person is not sent, and what waits there is "
        "taken back; what it has received can no longer be read there. The police are still told what the law has them "
        "told, by notices that name nobody. The case goes on.",
        "own",
    ),
    ConsentScope.SHARING: Stops(
        "Nothing more is passed on that rests on the person’s consent, whoever it was for, and what waits is taken "
        "back. The support provider’s part in the case ends, and neither it nor a police force can read any longer "
        "what it has here. What must be told without their consent still is. The case goes on.",
        "own",
    ),
}
ON_THE_CASE = (ConsentScope.SUPPORT, ConsentScope.POLICE_CONTACT, ConsentScope.SHARING)
"""What is recorded in the ledger directly; that to the referral ends by withdrawing, and comes by staying at 18."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What somebody records: of which consent, whether the person agrees, through whom, how and when they said it.

    `interpreted_by` is who interpreted, and `limits` what of it they left out, in words; both may stay empty.
    """

    scope: ConsentScope | None
    agrees: bool | None
    through: str
    how: HowGiven | None
    language: str
    interpreter: Interpreter | None
    said_on: date | None
    interpreted_by: str = ""
    limits: str = ""


def refusal_to_record(kind: ReferralKind, spoken: Spoken, *, on: date) -> Refusal | None:
    """Why something cannot be recorded of a consent; None if it can. Source: seed-2, TOOLKIT (a child)."""
    if not must_consent(kind):
        because = "A child’s referral does not rest on consent, and neither does what follows from it."
        return Refusal("child_need_not_consent", because, "TOOLKIT")
    if spoken.scope not in ON_THE_CASE:
        because = (
            "Choose what the person spoke about. That they want to leave the mechanism is recorded by withdrawing."
        )
        return Refusal("wrong_scope", because, "house", "scope")
    missing = (
        ("agrees", spoken.agrees is None, "Choose whether the person agrees."),
        ("through", not spoken.through.strip(), "Write through whom they said it: the name and role of who heard it."),
        ("how_given", spoken.how is None, "Choose how they said it."),
        ("language", not spoken.language, "Choose the language in which it was explained."),
        ("interpreter", spoken.interpreter is None, "Choose whether an interpreter helped."),
        ("said_on-day", spoken.said_on is None, "Enter the day on which they said it."),
    )
    for field, is_missing, because in missing:
        if is_missing:
            return Refusal(f"no_{field}", because, "seed-2", field)
    if spoken.said_on is not None and spoken.said_on > on:
        return Refusal(
            "said_in_the_future", "The day on which they said it must not be after today.", "house", "said_on-day"
        )
    return None


def said_now(agrees: bool, before: Said | None) -> Said:
    """What it is called, given what stood: a no takes back what was given, and otherwise refuses."""
    if agrees:
        return Said.GIVEN
    return Said.WITHDRAWN if before is Said.GIVEN else Said.REFUSED


def standing(entries: Iterable[tuple[ConsentScope, Said]]) -> dict[ConsentScope, Said]:
    """What was said last of each consent, from entries in the order in which they were recorded."""
    return dict(entries)
