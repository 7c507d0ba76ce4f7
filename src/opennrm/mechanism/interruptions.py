"""When a case leaves its straight path: suspended, withdrawn by an adult, or closed for a coded reason."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from opennrm.mechanism.profiles.profile import ProfileVersion, WayOfWithdrawing
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import ReferralKind


class SuspensionReason(StrEnum):
    """Why a case waits. Source: SEF-SUSP."""

    MISSING = "missing"


class ClosingReason(StrEnum):
    """Why a case is closed without a decision; statistics keep it apart from suspended and withdrawn (HANS10A)."""

    DIED = "died"
    DUPLICATE = "duplicate"
    CONSENT_INVALID = "consent_invalid"
    TURNED_18_WITHOUT_CONSENT = "turned_18_without_consent"
    NOT_IN_JURISDICTION = "not_in_jurisdiction"


def refusal_to_suspend(*, evidence_suffices: bool, review_on: date | None, on: date) -> Refusal | None:
    """Why a case of a missing person may not be suspended on a day. If the evidence suffices, decide anyway."""
    if evidence_suffices:
        because = "The evidence suffices, so decide although the person is missing."
        return Refusal("evidence_suffices", because, "SEF-SUSP", "evidence_suffices")
    if review_on is None or review_on <= on:
        because = "Give a day after today on which the suspension will be looked at again."
        return Refusal("no_review_day", because, "house", "review_on")
    return None


def refusal_to_withdraw(version: ProfileVersion, kind: ReferralKind, way: WayOfWithdrawing) -> Refusal | None:
    """Why a person may not withdraw in this way; children, and those treated as children, may not at all."""
    if kind is ReferralKind.CHILD:
        because = "Only an adult can withdraw. A child, or a person whose age is in doubt, stays in the mechanism."
        return Refusal("children_stay", because, "SEF-WITHDRAW", "way")
    if way not in version.withdrawal:
        ways = "; ".join(known.value.replace("_", " ") for known in version.withdrawal)
        return Refusal("way_of_withdrawing", f"Withdrawal must be one of: {ways}.", version.withdrawal_source, "way")
    return None


def refusal_to_close(reason: ClosingReason | None, kind: ReferralKind) -> Refusal | None:
    """Why a case may not be closed for a reason; a reason must be given."""
    if reason is None:
        return Refusal("no_closing_reason", "Choose the reason for closing the case.", "house", "reason")
    if reason is ClosingReason.CONSENT_INVALID and kind is ReferralKind.CHILD:
        because = "A child need not consent, so a missing consent cannot close their case."
        return Refusal("child_needs_no_consent", because, "seed-2", "reason")
    return None
