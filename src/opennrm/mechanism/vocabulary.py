"""The words of the field, each spelt once; tables, addresses, letters and pages all use these."""

from __future__ import annotations

from enum import StrEnum


class Nation(StrEnum):
    """The nations whose calendars, support and duties differ."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"


class AgeAnswer(StrEnum):
    """What the responder says about the person being under 18; `NOT_SURE` is treated as a child."""

    UNDER_18 = "under_18"
    ADULT = "adult"
    NOT_SURE = "not_sure"


class ReferralKind(StrEnum):
    """How the mechanism treats a referral: a person whose age is in doubt is treated as a child."""

    ADULT = "adult"
    CHILD = "child"


class Outcome(StrEnum):
    """The outcome of a decision."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class DecisionKind(StrEnum):
    """The two decisions of the mechanism."""

    REASONABLE_GROUNDS = "reasonable_grounds"
    CONCLUSIVE_GROUNDS = "conclusive_grounds"


class HowGiven(StrEnum):
    """How a consent was given."""

    SIGNED = "signed"
    SPOKEN = "spoken"


class CannotConsent(StrEnum):
    """Why a person cannot consent now."""

    LACKS_CAPACITY = "lacks_capacity"
    MISSING = "missing"
    DIED = "died"


class OrganisationType(StrEnum):
    """The types of organisation in the partnership."""

    POLICE = "police"
    LOCAL_AUTHORITY = "local_authority"
    HEALTH = "health"
    GOVERNMENT = "government"
    NATIONAL_BODY = "national_body"
    CHARITY = "charity"
    COMPETENT_AUTHORITY = "competent_authority"
    SUPPORT_PROVIDER = "support_provider"
    OVERSIGHT = "oversight"
