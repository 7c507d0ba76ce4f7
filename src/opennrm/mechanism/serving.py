"""Who is told what, and in which letter: never papers on a child, never to an address that is not safe."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from opennrm.mechanism.interruptions import ClosingReason
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import DecisionKind, Outcome, ReferralKind


class Audience(StrEnum):
    """Who can be written to about a decision."""

    PERSON = "person"
    SOMEBODY_ELSE = "somebody_else"
    REPRESENTATIVE = "representative"
    COUNCIL = "council"
    FIRST_RESPONDER = "first_responder"
    SUPPORT_PROVIDER = "support_provider"
    POLICE = "police"

    @property
    def words(self) -> str:
        """How a sentence names it."""
        return self.value.replace("_", " ")


class Change(StrEnum):
    """What happens to a case, besides a decision, that somebody is told of."""

    RECOVERY_EXTENDED = "recovery_extended"
    REPRESENTATIONS_ANSWERED = "representations_answered"
    CASE_SUSPENDED = "case_suspended"
    CASE_RESUMED = "case_resumed"
    CASE_WITHDRAWN = "case_withdrawn"
    CASE_CLOSED = "case_closed"
    CASE_TRANSFERRED = "case_transferred"
    CASE_REOPENED = "case_reopened"
    RECONSIDERATION_ACCEPTED = "reconsideration_accepted"
    RECONSIDERATION_REFUSED = "reconsideration_refused"
    CONSENT_BEFORE_18 = "consent_before_18"
    TURNED_18 = "turned_18"
    DISQUALIFIED = "disqualified"

    @property
    def words(self) -> str:
        """How a sentence names it."""
        return self.value.replace("_", " ")


class LetterKind(StrEnum):
    """The letters of the mechanism."""

    REASONABLE_GROUNDS_POSITIVE = "reasonable_grounds_positive"
    REASONABLE_GROUNDS_NEGATIVE = "reasonable_grounds_negative"
    CONCLUSIVE_GROUNDS_POSITIVE = "conclusive_grounds_positive"
    CONCLUSIVE_GROUNDS_NEGATIVE = "conclusive_grounds_negative"
    NOTICE_OF_OUTCOME = "notice_of_outcome"
    NOTICE_OF_CHANGE = "notice_of_change"
    REQUEST_FOR_INFORMATION = "request_for_information"
    REMINDER_OF_REQUEST = "reminder_of_request"
    RECOVERY_EXTENDED = "recovery_extended"
    REPRESENTATIONS_ANSWERED = "representations_answered"
    CASE_WITHDRAWN = "case_withdrawn"
    CASE_CLOSED = "case_closed"
    CASE_TRANSFERRED = "case_transferred"
    CASE_REOPENED = "case_reopened"
    RECONSIDERATION_ACCEPTED = "reconsideration_accepted"
    RECONSIDERATION_REFUSED = "reconsideration_refused"
    CONSENT_BEFORE_18 = "consent_before_18"
    TURNED_18 = "turned_18"
    DISQUALIFIED = "disqualified"
    REFERRAL_RECEIPT = "referral_receipt"

    @property
    def words(self) -> str:
        """How a sentence names it."""
        return self.value.replace("_", " ")

    @property
    def historic_code(self) -> str:
        """The number that practitioners know the letter by; empty where none is documented."""
        return _HISTORIC.get(self, "")


_HISTORIC = {
    LetterKind.REASONABLE_GROUNDS_POSITIVE: "NRM 03",
    LetterKind.REASONABLE_GROUNDS_NEGATIVE: "NRM 04",
    LetterKind.NOTICE_OF_OUTCOME: "NRM 05",
    LetterKind.CONCLUSIVE_GROUNDS_POSITIVE: "NRM 07",
}
_SERVED_FIRST = {
    ReferralKind.ADULT: (Audience.PERSON, Audience.SOMEBODY_ELSE, Audience.REPRESENTATIVE),
    ReferralKind.CHILD: (Audience.REPRESENTATIVE, Audience.COUNCIL),
}
_TOLD = (Audience.FIRST_RESPONDER, Audience.SUPPORT_PROVIDER, Audience.COUNCIL, Audience.POLICE)
_PRIVATE = frozenset({Audience.PERSON, Audience.SOMEBODY_ELSE, Audience.REPRESENTATIVE})
AGENCIES = frozenset(_TOLD)
"""Those who are told that something happened, and nothing more: in the portal, never by post or e-mail."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address as the rules see it: whose, whether it was confirmed as safe, whether exploitation happened there."""

    audience: Audience
    is_safe: bool
    exploited_there: bool = False


@dataclass(frozen=True, slots=True)
class Recipients:
    """The letter, who gets the papers, whether the reasons go with them, and who is told the outcome only."""

    letter: LetterKind
    papers_to: Audience
    with_reasons: bool
    notices_to: tuple[Audience, ...]

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """Everybody who is written to, the one with the papers first."""
        return (self.papers_to, *self.notices_to)


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told of a change: who receives the person's papers or not, and which agencies; where each comes from."""

    person: bool
    agencies: tuple[Audience, ...]
    source: str
    person_source: str = "own"


_EVERYBODY = _TOLD
_MISSING = (Audience.POLICE, Audience.FIRST_RESPONDER, Audience.SUPPORT_PROVIDER, Audience.COUNCIL)
_GROWING_UP = (Audience.FIRST_RESPONDER, Audience.COUNCIL, Audience.SUPPORT_PROVIDER)
_TOLD_OF: dict[Change, Told] = {
    Change.RECOVERY_EXTENDED: Told(True, _EVERYBODY, "SEF-MONITOR"),
    Change.REPRESENTATIONS_ANSWERED: Told(True, (Audience.FIRST_RESPONDER, Audience.SUPPORT_PROVIDER), "SEF-MONITOR"),
    # Whoever is missing is not written to, and an address from before may have become unsafe by the time they are back.
    Change.CASE_SUSPENDED: Told(False, _MISSING, "SEF-SUSP", "SEF-SUSP"),
    Change.CASE_RESUMED: Told(False, _MISSING, "SEF-SUSP"),
    Change.CASE_WITHDRAWN: Told(True, (Audience.FIRST_RESPONDER, Audience.SUPPORT_PROVIDER), "SEF-WITHDRAW"),
    Change.CASE_CLOSED: Told(True, _MISSING, "own"),
    Change.CASE_TRANSFERRED: Told(True, _EVERYBODY, "own"),
    Change.CASE_REOPENED: Told(True, _EVERYBODY, "own"),
    Change.RECONSIDERATION_ACCEPTED: Told(True, _TOLD[:2], "RECON-ANNEX", "RECON-ANNEX"),
    Change.RECONSIDERATION_REFUSED: Told(True, _TOLD[:2], "RECON-ANNEX", "RECON-ANNEX"),
    Change.CONSENT_BEFORE_18: Told(True, _GROWING_UP, "TRANS26", "TRANS26"),
    Change.TURNED_18: Told(True, _GROWING_UP, "TRANS26", "TRANS26"),
    # That support ends is told to who gives it (NABA64); the ground and the reasons to nobody but the person.
    Change.DISQUALIFIED: Told(True, (Audience.FIRST_RESPONDER, Audience.SUPPORT_PROVIDER), "NABA64"),
}
_COUNCIL_FOR_A_CHILD_ONLY = frozenset({Change.CASE_SUSPENDED, Change.CASE_RESUMED, Change.CASE_CLOSED})
_NOT_TO_THE_PERSON = frozenset(
    {
        (Change.CASE_WITHDRAWN, WayOfWithdrawing.LEFT_THE_COUNTRY.value),
        (Change.CASE_CLOSED, ClosingReason.DIED.value),
        (Change.CASE_CLOSED, ClosingReason.DUPLICATE.value),
    }
)
"""Nobody writes to the dead, to an address in a country that was left, or about a case that goes on as another."""
_REQUESTERS = frozenset({Change.RECONSIDERATION_ACCEPTED, Change.RECONSIDERATION_REFUSED})


def told_of(change: Change, kind: ReferralKind, parties: frozenset[Audience], because: str = "") -> Told:
    """Who is told of a change, given who is in the case besides the first responder, who always is.

    `because` is the coded reason for closing, the way of withdrawing, or who asked for reconsideration: that party
    alone hears how it was answered. Sources: SEF-SUSP (suspension, and the local authority for a child only),
    SEF-WITHDRAW, SEF-MONITOR, RECON-ANNEX, TRANS26; what none of them says is labelled own.
    """
    rule = _TOLD_OF[change]
    there = parties | {Audience.FIRST_RESPONDER}
    if change in _COUNCIL_FOR_A_CHILD_ONLY and kind is ReferralKind.ADULT:
        there -= {Audience.COUNCIL}
    if change in _REQUESTERS and because:
        there &= {audience for audience in Audience if audience.value == because}
    return Told(
        person=rule.person and (change, because) not in _NOT_TO_THE_PERSON,
        agencies=tuple(audience for audience in rule.agencies if audience in there),
        source=rule.source,
        person_source=rule.person_source,
    )


def may_be_served(kind: ReferralKind) -> tuple[Audience, ...]:
    """Who can receive a person's papers, the first first; never a child. Source: SEF-RGNEG."""
    return _SERVED_FIRST[kind]


def papers_to(kind: ReferralKind, addresses: tuple[Address, ...]) -> Audience | None:
    """Who receives the person's papers, given every address known; None if nobody may safely be written to."""
    usable = {address.audience for address in addresses if refusal_to_address(address, kind) is None}
    return next((audience for audience in _SERVED_FIRST[kind] if audience in usable), None)


def refusal_to_address(address: Address, kind: ReferralKind) -> Refusal | None:
    """Why papers may not go to an address; None if they may. Source: SEF-RGNEG for children, SEF-FILE for addresses."""
    if address.audience is Audience.PERSON and kind is ReferralKind.CHILD:
        because = "Papers are never served on a child: serve their representative or the local authority."
        return Refusal("papers_on_a_child", because, "SEF-RGNEG")
    if address.exploited_there:
        because = "The person was exploited at this address, so nothing may be sent there."
        return Refusal("address_of_exploitation", because, "SEF-FILE")
    if address.audience in _PRIVATE and not address.is_safe:
        because = "This address was not confirmed as safe. Ask the first responder for one that is."
        return Refusal("address_not_safe", because, "SEF-FILE")
    return None


def recipients_for(
    decision: DecisionKind, outcome: Outcome, kind: ReferralKind, addresses: tuple[Address, ...]
) -> Recipients | Refusal:
    """Who receives a decision, given every address known; a refusal if nobody may safely be served.

    Reasons go with every negative, and with no positive (SEF-RGNEG, SEF-CGNEG; SEF-RGPOS, SEF-CGPOS). Somebody else
    is listed in `addresses` only with the person's recorded permission (PROMPT26).
    """
    usable = {address.audience for address in addresses if refusal_to_address(address, kind) is None}
    served = papers_to(kind, addresses)
    if served is None:
        return _nobody_to_serve(kind)
    return Recipients(
        letter=LetterKind(f"{decision}_{outcome}"),
        papers_to=served,
        with_reasons=outcome is Outcome.NEGATIVE,
        notices_to=tuple(audience for audience in _TOLD if audience in usable and audience is not served),
    )


def _nobody_to_serve(kind: ReferralKind) -> Refusal:
    if kind is ReferralKind.CHILD:
        because = "Papers are never served on a child. Name their representative or the local authority first."
        return Refusal("nobody_to_serve", because, "SEF-RGNEG", "recipient")
    because = "No safe address is known. Confirm one, or name somebody whom the person permits to receive it."
    return Refusal("nobody_to_serve", because, "SEF-FILE", "recipient")
