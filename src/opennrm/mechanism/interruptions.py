"""When a case leaves its straight path: suspended, withdrawn by an adult, closed for a coded reason, or reopened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from opennrm.mechanism.profiles.profile import ProfileVersion, WayOfWithdrawing
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import ReferralKind

REOPEN_WITHIN_DAYS = 365
"""No source says how long a mistake can be put right: a year is our assumption ("own")."""


class SuspensionReason(StrEnum):
    """Why a case waits. Sources: SEF-SUSP for a missing person; TRANS-BRIEF for one who has turned 18."""

    MISSING = "missing"
    TURNED_18 = "turned_18"


class ClosingReason(StrEnum):
    """Why a case is closed without a decision; statistics keep it apart from suspended and withdrawn (HANS10A)."""

    DIED = "died"
    DUPLICATE = "duplicate"
    CONSENT_INVALID = "consent_invalid"
    TURNED_18_WITHOUT_CONSENT = "turned_18_without_consent"
    NOT_IN_JURISDICTION = "not_in_jurisdiction"
    OUT_OF_SCOPE = "out_of_scope"

    @property
    def may_write_to_person(self) -> bool:
        """May a letter go to the person, or to where they lived? Never after a death: only those who work with it."""
        return self is not ClosingReason.DIED


class ReopeningReason(StrEnum):
    """Why a case that was withdrawn or closed goes on. Source: house."""

    MISTAKE = "mistake"
    PERSON_FOUND = "person_found"
    NOT_A_DUPLICATE = "not_a_duplicate"
    CONSENTED_AFTER_ALL = "consented_after_all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """How an adult left, as it was recorded: in which way, on which day, and what whoever reads it later must know.

    `heard_by` names who heard a spoken wish, `language` and `interpreter` are codes; `evidence` says what was written
    or said, or what shows that the person left the country.
    """

    way: WayOfWithdrawing | None
    said_on: date | None
    heard_by: str = ""
    language: str = ""
    interpreter: str = ""
    evidence: str = ""


def refusal_to_suspend(
    *,
    evidence_suffices: bool | None,
    review_on: date | None,
    on: date,
    reason: SuspensionReason | None = SuspensionReason.MISSING,
) -> Refusal | None:
    """Why a case may not be suspended on a day. If the evidence suffices, decide anyway; so that is asked first.

    `evidence_suffices` is None where nobody has said.
    """
    if evidence_suffices is None:
        because = "Say whether the evidence suffices to decide. If it does, the case is not suspended."
        return Refusal("evidence_not_weighed", because, "SEF-SUSP", "evidence_suffices")
    if evidence_suffices:
        because = "The evidence suffices, so decide although the person is missing."
        return Refusal("evidence_suffices", because, "SEF-SUSP", "evidence_suffices")
    if reason is None:
        return Refusal("no_suspension_reason", "Choose why the case is suspended.", "house", "reason")
    return refusal_of_review_day(review_on, on=on)


def refusal_of_review_day(review_on: date | None, *, on: date) -> Refusal | None:
    """Why a day may not be the one on which a suspension is looked at again."""
    if review_on is None or review_on <= on:
        because = "Give a day after today on which the suspension will be looked at again."
        return Refusal("no_review_day", because, "house", "review_on-day")
    return None


def refusal_to_withdraw(version: ProfileVersion, kind: ReferralKind, way: WayOfWithdrawing | None) -> Refusal | None:
    """Why a person may not withdraw in this way; children, and those treated as children, may not at all."""
    if kind is ReferralKind.CHILD:
        because = "Only an adult can withdraw. A child, or a person whose age is in doubt, stays in the mechanism."
        return Refusal("children_stay", because, "SEF-WITHDRAW", "way")
    if way not in version.withdrawal:
        ways = "; ".join(known.value.replace("_", " ") for known in version.withdrawal)
        return Refusal("way_of_withdrawing", f"Withdrawal must be one of: {ways}.", version.withdrawal_source, "way")
    return None


def refusal_of_withdrawal(
    version: ProfileVersion, kind: ReferralKind, said: Withdrawal, *, received_on: date, on: date
) -> Refusal | None:
    """Why a withdrawal, as it was recorded, does not suffice.

    The way must be one of the profile's; the day cannot lie before the referral or after today. Of a spoken wish it
    must be known who heard it, in which language and through whom (TRANS26); that somebody left the country needs
    strong evidence (SEF-WITHDRAW).
    """
    refused = refusal_to_withdraw(version, kind, said.way)
    if refused is not None:
        return refused
    if said.said_on is None or not received_on <= said.said_on <= on:
        because = "Give the day it was said, written or learnt: not before the referral and not after today."
        return Refusal("no_day_of_withdrawal", because, "house", "said_on-day")
    if said.way is WayOfWithdrawing.SPOKEN_THROUGH_FIRST_RESPONDER:
        return _refusal_of_spoken(said)
    if said.way is WayOfWithdrawing.LEFT_THE_COUNTRY and not said.evidence.strip():
        because = "Write what shows that the person left the country: the evidence must be strong."
        return Refusal("no_evidence_of_leaving", because, "SEF-WITHDRAW", "evidence")
    return None


def _refusal_of_spoken(said: Withdrawal) -> Refusal | None:
    for value, field, because in (
        (said.heard_by, "heard_by", "Write who heard the person say it."),
        (said.language, "language", "Choose the language in which the person said it."),
        (said.interpreter, "interpreter", "Choose who interpreted, or that nobody was needed."),
    ):
        if not value.strip():
            return Refusal(f"no_{field}", because, "TRANS26", field)
    return None


def refusal_to_close(
    reason: ClosingReason | None,
    kind: ReferralKind,
    *,
    is_known_duplicate: bool = True,
    is_18: bool = True,
    is_decided: bool = False,
) -> Refusal | None:
    """Why a case may not be closed for a reason; a reason must be given, and a duplicate names what it doubles.

    Where a decision was served and stands (`is_decided`) only a death is recorded: the decision itself is the end.
    """
    if reason is None:
        return Refusal("no_closing_reason", "Choose the reason for closing the case.", "house", "reason")
    if is_decided and reason is not ClosingReason.DIED:
        because = "A decision was served in this case, so nothing but the person's death can close it."
        return Refusal("already_ended_by_decision", because, "house", "reason")
    if reason is ClosingReason.CONSENT_INVALID and kind is ReferralKind.CHILD:
        because = "A child need not consent, so a missing consent cannot close their case."
        return Refusal("child_needs_no_consent", because, "seed-2", "reason")
    if reason is ClosingReason.TURNED_18_WITHOUT_CONSENT and (kind is ReferralKind.ADULT or not is_18):
        because = "This is for a child who has turned 18 and did not consent to stay. Choose another reason."
        return Refusal("has_not_turned_18", because, "TRANS26", "reason")
    if reason is ClosingReason.DUPLICATE and not is_known_duplicate:
        because = "Give the reference of the other case, one that you may see and that is not this one."
        return Refusal("no_such_case", because, "house", "duplicate_of")
    return None


_PUTS_RIGHT: dict[ReopeningReason, frozenset[str]] = {
    ReopeningReason.MISTAKE: frozenset({*ClosingReason} | {*WayOfWithdrawing}),
    ReopeningReason.PERSON_FOUND: frozenset({WayOfWithdrawing.LEFT_THE_COUNTRY, ClosingReason.NOT_IN_JURISDICTION}),
    ReopeningReason.NOT_A_DUPLICATE: frozenset({ClosingReason.DUPLICATE}),
    ReopeningReason.CONSENTED_AFTER_ALL: frozenset(
        {ClosingReason.TURNED_18_WITHOUT_CONSENT, ClosingReason.CONSENT_INVALID}
    ),
}
"""Which endings each reason for reopening can put right. A wish to withdraw that has changed is a new referral."""


def refusal_to_reopen(
    reason: ReopeningReason | None, *, ended_because: str, ended_on: date, on: date
) -> Refusal | None:
    """Why a case that was withdrawn or closed may not be reopened; then the person is referred again. Source: house.

    `ended_because` is the way of withdrawing or the reason for closing.
    """
    if reason is None:
        return Refusal("no_reopening_reason", "Choose the reason for reopening the case.", "house", "reason")
    if ended_because not in _PUTS_RIGHT[reason]:
        because = (
            f"The case ended because of: {ended_because.replace('_', ' ')}. This reason does not put that right, so "
            "refer the person again, with the earlier reference."
        )
        return Refusal("refer_again", because, "house", "reason")
    if on > ended_on + timedelta(days=REOPEN_WITHIN_DAYS):
        because = (
            f"It ended more than {REOPEN_WITHIN_DAYS} days ago: refer the person again, with the earlier reference."
        )
        return Refusal("ended_too_long_ago", because, "own", "reason")
    return None


def days_suspended(spans: Iterable[tuple[date, date | None]], on: date) -> int:
    """The calendar days a case was suspended by a day, from when each suspension began and ended (None: not yet).

    The clocks run on meanwhile: this is what lies between the gross and the net age of a case.
    """
    return sum(max(0, ((ended or on) - began).days) for began, ended in spans)
