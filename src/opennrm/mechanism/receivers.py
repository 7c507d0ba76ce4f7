"""Who receives a part of a referral, and on whose consent that rests: one entry, many receivers.

A child's part goes to those who must protect them, whatever anybody consents to. An adult's goes only as far as they
agreed, and no further once they no longer do.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from opennrm.mechanism.consent import ConsentScope
from opennrm.mechanism.consent_ledger import Said
from opennrm.mechanism.stages import ENDED_STAGES, Stage
from opennrm.mechanism.vocabulary import OrganisationType, ReferralKind


class Receiver(StrEnum):
    """As what an organisation receives a part of a referral."""

    COUNCIL_SAFEGUARDING = "council_safeguarding"
    GUARDIAN_SERVICE = "guardian_service"
    SUPPORT_PROVIDER = "support_provider"
    POLICE_HERE = "police_of_the_current_place"
    POLICE_THERE = "police_of_the_exploitation"


@dataclass(frozen=True, slots=True)
class Rule:
    """A receiver of the parts of children or of adults, on which consent it rests (None: on none), and its source."""

    receiver: Receiver
    kind: ReferralKind
    consent: ConsentScope | None
    source: str


_CHILD, _ADULT = ReferralKind.CHILD, ReferralKind.ADULT
RULES = (
    Rule(Receiver.COUNCIL_SAFEGUARDING, _CHILD, None, "TOOLKIT"),
    Rule(Receiver.GUARDIAN_SERVICE, _CHILD, None, "TOOLKIT"),
    Rule(Receiver.POLICE_HERE, _CHILD, None, "own"),
    Rule(Receiver.POLICE_THERE, _CHILD, None, "SEF-POLICE"),
    Rule(Receiver.SUPPORT_PROVIDER, _ADULT, ConsentScope.SUPPORT, "seed-2"),
    Rule(Receiver.POLICE_HERE, _ADULT, ConsentScope.POLICE_CONTACT, "own"),
    Rule(Receiver.POLICE_THERE, _ADULT, ConsentScope.POLICE_CONTACT, "SEF-POLICE"),
)
TYPES: Mapping[Receiver, tuple[OrganisationType, ...]] = {
    Receiver.COUNCIL_SAFEGUARDING: (OrganisationType.LOCAL_AUTHORITY,),
    Receiver.GUARDIAN_SERVICE: (OrganisationType.CHARITY, OrganisationType.NATIONAL_BODY),
    Receiver.SUPPORT_PROVIDER: (OrganisationType.SUPPORT_PROVIDER,),
    Receiver.POLICE_HERE: (OrganisationType.POLICE,),
    Receiver.POLICE_THERE: (OrganisationType.POLICE,),
}
"""What kinds of organisation a person can choose from where no rule finds one."""
_WITHOUT_WHICH_NOTHING = (ConsentScope.REFERRAL, ConsentScope.SHARING)
"""A no to one of these is a no to everything that rests on consent: they left, or nothing more is passed on."""
_RESTS_ON = {rule.receiver: rule.consent for rule in RULES if rule.consent is not None}


@dataclass(frozen=True, slots=True)
class NotSent:
    """Why nothing new is sent: coded, as people are told, and where that comes from."""

    because: str
    words: str
    source: str


_WITHOUT_SUPPORT = frozenset(
    {
        Stage.REASONABLE_GROUNDS_NEGATIVE,
        Stage.REASONABLE_GROUNDS_RECONSIDERATION,
        Stage.CONCLUSIVE_GROUNDS_NEGATIVE,
        Stage.CONCLUSIVE_GROUNDS_RECONSIDERATION,
    }
)
"""While a negative decision stands, support through the mechanism ends (NRPF); that it does not begin is own."""
_NO_SUPPORT = NotSent(
    "after_decision",
    "Nothing is sent to a support provider on a yes now: the decision was negative, and support through the mechanism "
    "does not begin after it. It is sent if the decision is taken again. Until then, tell the person who else helps.",
    "own",
)
NOT_SHARED = NotSent(
    "not_shared",
    "Nothing is sent on this until they agree to sharing too: they were asked and have not said yes. Ask them, and "
    "record what they say.",
    "own",
)
_ENDED = NotSent(
    "case_closed",
    "Nothing is sent to anybody on a yes now: the case has ended. It is sent if the case is reopened. If the person "
    "needs help, ring whoever can give it, and think of a new referral.",
    "house",
)


class PartState(StrEnum):
    """How far a part has come."""

    WAITING = "waiting"
    """It lies there for its organisation."""
    RECEIVED = "received"
    """Somebody there said that they have it."""
    NOT_ROUTED = "not_routed"
    """No organisation was found that could open it, or somebody reads first what was said: a person chooses."""
    HELD = "held"
    """The case is restricted: it goes only if somebody on its list sends it."""
    ENDED = "ended"
    """It was taken back, or is told in another way: nobody there reads it any more."""


TOLD_OTHERWISE = "told_in_another_way"
"""Why a part ended, coded, that somebody of the team told themselves."""
CORRECTED = "corrected"
"""Why a part ended, coded, in whose place a new one came, because the referral was corrected."""
CASE_CLOSED = _ENDED.because
"""Why a part ended, coded, that was held back when its case was closed: nothing goes out of a closed case by itself."""
AFTER_DECISION = _NO_SUPPORT.because
"""Why a part ended, coded, that was held back when a decision was served with which its receiver has no task left."""
LIMITS = "limits"
"""Why a part waits for a person, coded, or was taken back: the person left something or somebody out of a consent."""
TAKEN_OVER = "taken_over"
"""Why a part waits for a person, coded: what the person agreed to is of an older referral, and was not said since."""
SAID_ANEW = "said_anew"
"""Why a part ended, coded, that waited only to be read: what the person said since lets it go by itself."""
NOT_TAKEN_BACK = (TOLD_OTHERWISE, CORRECTED, SAID_ANEW)
"""Parts that ended because of these are in no list of those that were taken back."""
READABLE = frozenset({PartState.WAITING, PartState.RECEIVED})
"""In these its organisation can read it."""
TO_ROUTE = frozenset({PartState.NOT_ROUTED, PartState.HELD})
"""In these somebody of the case's team says where it goes."""


def receivers_for(
    kind: ReferralKind, standing: Mapping[ConsentScope, Said], *, sharing_asked: bool
) -> tuple[Rule, ...]:
    """The rules by which parts go to somebody now, given what was said last of each consent. Source: each rule's.

    Where the referral asked about sharing, nothing that rests on consent goes without a yes to it.
    """
    shared = not sharing_asked or standing.get(ConsentScope.SHARING) is Said.GIVEN
    return tuple(
        rule
        for rule in RULES
        if rule.kind is kind and (rule.consent is None or (shared and _agreed(rule.consent, standing)))
    )


def read_first(rule: Rule, why: Mapping[ConsentScope, str]) -> str:
    """Why somebody reads what was said before anything goes by a rule, coded; empty: it goes by itself. Source: own.

    `why` is of each consent that stands what is to be read of it.
    """
    return "" if rule.consent is None else why.get(rule.consent) or why.get(ConsentScope.SHARING, "")


def waits_for_sharing(scope: ConsentScope, standing: Mapping[ConsentScope, Said], *, sharing_asked: bool) -> bool:
    """Does a yes to this consent send nothing, because the person was asked about sharing and has not said yes?"""
    agreed = scope in _RESTS_ON.values() and _agreed(scope, standing)
    return agreed and sharing_asked and standing.get(ConsentScope.SHARING) is not Said.GIVEN


def why_not_sent(receiver: Receiver, stage: Stage) -> NotSent | None:
    """Why nothing new goes to a receiver while a case stands where it does; None if it does.

    What protects somebody, or lets a crime be looked into, does not rest on a decision. Support does. Source: own.
    """
    if stage in ENDED_STAGES:
        return _ENDED
    return _NO_SUPPORT if receiver is Receiver.SUPPORT_PROVIDER and stage in _WITHOUT_SUPPORT else None


def not_sent_on(scope: ConsentScope, stage: Stage) -> NotSent | None:
    """Why a yes to a consent sends nothing new while a case stands where it does; None if it does, or never would."""
    reasons = [why_not_sent(receiver, stage) for receiver, rests_on in _RESTS_ON.items() if rests_on is scope]
    return next((why for why in reasons if why is not None), None)


def stopped_by(scope: ConsentScope) -> frozenset[Receiver]:
    """Whose parts stop when a consent is refused or taken back: what rests on it, and of the referral everything."""
    if scope is ConsentScope.REFERRAL:
        return frozenset(Receiver)
    return frozenset(receiver for receiver, rests_on in _RESTS_ON.items() if scope in (rests_on, ConsentScope.SHARING))


def stops_in(state: PartState, scope: ConsentScope, ends_reading: Collection[str]) -> bool:
    """Does a part in this state stop? What was received already, only where the settings say so (own)."""
    if state is PartState.RECEIVED:
        return scope.value in ends_reading
    return state is not PartState.ENDED


def _agreed(scope: ConsentScope, standing: Mapping[ConsentScope, Said]) -> bool:
    no_more = any(standing.get(each) in (Said.REFUSED, Said.WITHDRAWN) for each in _WITHOUT_WHICH_NOTHING)
    return standing.get(scope) is Said.GIVEN and not no_more
