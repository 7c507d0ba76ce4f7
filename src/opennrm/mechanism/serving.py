"""Who receives a decision and in which letter: never papers on a child, never to an address that is not safe."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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


class LetterKind(StrEnum):
    """The letters of the mechanism."""

    REASONABLE_GROUNDS_POSITIVE = "reasonable_grounds_positive"
    REASONABLE_GROUNDS_NEGATIVE = "reasonable_grounds_negative"
    CONCLUSIVE_GROUNDS_POSITIVE = "conclusive_grounds_positive"
    CONCLUSIVE_GROUNDS_NEGATIVE = "conclusive_grounds_negative"
    NOTICE_OF_OUTCOME = "notice_of_outcome"
    REFERRAL_RECEIPT = "referral_receipt"

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
    served = next((audience for audience in _SERVED_FIRST[kind] if audience in usable), None)
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
