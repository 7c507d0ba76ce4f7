"""What can happen to a draft and to a referral."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from opennrm.mechanism.events.event import Account, Code, Event, Hash, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftStarted(Event):
    """Somebody began a referral; `organisation` is a slug, `same_group` the draft with which its group began."""

    organisation: Code
    same_group: Reference | None = None

    sentence: ClassVar[str] = "A draft was started."


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftViewed(Event):
    """Somebody opened a draft."""

    sentence: ClassVar[str] = "The draft was viewed."


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftHandedOver(Event):
    """Somebody passed a draft on to a colleague, who goes on with it; what they said with it is in the draft alone."""

    to: Account

    sentence: ClassVar[str] = "The draft was handed over to {to}."


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftExpiryNear(Event):
    """Nobody has gone on with a draft for so long that it will soon be removed."""

    expires_on: date

    sentence: ClassVar[str] = "The draft is kept until {expires_on} if nobody goes on with it."


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDiscarded(Event):
    """A draft was thrown away by its people, or expired."""

    reason: Code = "asked"

    sentence: ClassVar[str] = "The draft was discarded."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralSubmitted(Event):
    """A referral was sent: all that the figures count it by, what routes it, and what speaks for looking at it.

    `paper_hash` covers the day on which it was written down on paper, and by whom; None where it was typed at once.
    """

    referral_kind: Code
    age_answer: Code
    nation: Code
    organisation: Code
    organisation_type: Code
    exploitation: tuple[Code, ...]
    profile: Code
    profile_version: Code
    received_on: date
    teams: tuple[Reference, ...]
    answers_hash: Hash
    situations: tuple[Code, ...] = ()
    signs: tuple[Code, ...] = ()
    area: Code | None = None
    """The police force in whose area the person is, where the profile differs by area and it is known."""
    paper_hash: Hash | None = None

    sentence: ClassVar[str] = "A referral was received on {received_on}, for a person treated as: {referral_kind}."

    @classmethod
    def sentence_for(cls, facts: Mapping[str, Any]) -> str:
        """The sentence; with whether it was written down on paper first."""
        return cls.sentence + (" It was written down on paper first." if facts.get("paper_hash") else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralCorrected(Event):
    """Whoever sent a referral corrected it, as a new version; `matters` says what of it had been acted upon."""

    version: int
    answers_hash: Hash
    reason_hash: Hash
    matters: tuple[Code, ...] = ()

    sentence: ClassVar[str] = "The referral was corrected: version {version}. To be looked at because of it: {matters}."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralViewed(Event):
    """Somebody opened a sent referral."""

    sentence: ClassVar[str] = "The referral was viewed."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralCopied(Event):
    """Somebody took a copy of a sent referral along; `with_whereabouts`: also of where the person can be reached."""

    with_whereabouts: bool

    sentence: ClassVar[str] = (
        "A copy of the referral was made. With where the person can be reached: {with_whereabouts}."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCopied(Event):
    """Somebody made a copy of a draft, to read it through with the person or alone."""

    sentence: ClassVar[str] = "A copy of the draft was made."


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeContactRecorded(Event):
    """A way by which decisions reach a person was kept; the keyed hash covers the whole of it, its address too."""

    audience: Code
    channel: Code
    confirmed_safe: bool
    contact_hash: Hash

    sentence: ClassVar[str] = (
        "A way to send decisions was recorded: to the {audience}, by {channel}. Confirmed as safe: {confirmed_safe}."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeContactEnded(Event):
    """A way by which decisions reached a person is no longer one: nothing more is sent by it."""

    audience: Code
    channel: Code
    contact_hash: Hash

    sentence: ClassVar[str] = "A way to send decisions ended: to the {audience}, by {channel}."


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRecorded(Event):
    """What a person consented to and how, or that they could not; why they could not is told in the record alone."""

    scopes: tuple[Code, ...]
    how_given: Code | None = None
    could_consent: bool = True

    sentence: ClassVar[str] = "Consent was recorded: {scopes}. How given: {how_given}. Could consent: {could_consent}."
