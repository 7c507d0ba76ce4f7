"""Which version of the rules a referral and its case are under: the profile that this installation adopted."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings

from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.independent_review import who_reviews
from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.profile import Adoption, ProfileVersion, adopted_on, version_for_open_case, version_on


def adoptions() -> tuple[Adoption, ...]:
    """What this installation adopted, from its settings."""
    return tuple(Adoption(key, date.fromisoformat(day)) for key, day in settings.PROFILES_ADOPTED)


def authorities_adopted() -> dict[str, str]:
    """The title of every competent authority of the profiles that this installation adopted, by its key."""
    keys = dict.fromkeys(adoption.profile for adoption in adoptions())
    return {authority.key: authority.title for key in keys for authority in PROFILES[key].rules.authorities}


def reviewers_adopted(day: date) -> dict[str, str]:
    """The title of every body that reviews decisions on this day, or will, under what is adopted, by its key."""
    found = {}
    for adoption in adoptions():
        rules = version_on(
            PROFILES[adoption.profile], max(day, adoption.from_day, PROFILES[adoption.profile].first_used_on)
        )
        for review in (rules.reasonable_grounds.review, rules.conclusive_grounds.review):
            if review is not None:
                found[review.body] = who_reviews(review).capitalize()
    return found


def rules_for_new_case(day: date) -> ProfileVersion:
    """The rules that a referral received on a legal day comes under."""
    return adopted_on(adoptions(), PROFILES, day)


def rules_for(profile: str, began_on: date, at: datetime) -> ProfileVersion:
    """The rules, now, for what began on a legal day: those it began under, and the later changes that reach open cases.

    A case begins on the day it is received. A clock, or a right that service gives, begins on the day of service: a
    change between the two days holds for it.
    """
    return version_for_open_case(PROFILES[profile], began_on, legal_day(at))
