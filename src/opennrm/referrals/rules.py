"""Which version of the rules a referral and its case are under: the profile that this installation adopted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings

from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.independent_review import who_reviews
from opennrm.mechanism.profiles import PROFILES, PROFILES_OF_CASES
from opennrm.mechanism.profiles.adopting import Adoption, adopted_on
from opennrm.mechanism.profiles.profile import ProfileVersion, version_for_open_case, version_on
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.partners.profile_changes import all_adoptions, waiting_adoptions


def adoptions() -> tuple[Adoption, ...]:
    """What this installation adopted: from its settings, and since then as two administrators agreed."""
    return all_adoptions()


def needed_by(adopted: Iterable[Adoption], day: date) -> dict[str, str]:
    """The title of every body that needs a team under these, authorities and those who review, by its key."""
    adopted = tuple(adopted)
    return {**_authorities(adopted), **_reviewers(adopted, day)}


def authorities_adopted(*, with_waiting: bool = False) -> dict[str, str]:
    """The title of every competent authority of the profiles that this installation adopted, by its key.

    `with_waiting` counts what was proposed and waits for a second administrator, so that its teams can be made.
    """
    return _authorities((*adoptions(), *(waiting_adoptions() if with_waiting else ())))


def reviewers_adopted(day: date, *, with_waiting: bool = False) -> dict[str, str]:
    """The title of every body that reviews decisions on this day, or will, under what is adopted, by its key."""
    return _reviewers((*adoptions(), *(waiting_adoptions() if with_waiting else ())), day)


def _authorities(adoptions: Iterable[Adoption]) -> dict[str, str]:
    adopted = [PROFILES[adoption.profile] for adoption in adoptions]
    profiles = [*adopted, *(PROFILES[each.falls_back_to] for each in adopted if each.falls_back_to)]
    found = (authority for profile in profiles for authority in profile.authorities.values())
    return {authority.key: authority.title for authority in found}


def _reviewers(adoptions: Iterable[Adoption], day: date) -> dict[str, str]:
    found = {}
    for adoption in adoptions:
        rules = version_on(
            PROFILES[adoption.profile], max(day, adoption.from_day, PROFILES[adoption.profile].first_used_on)
        )
        for review in (rules.reasonable_grounds.review, rules.conclusive_grounds.review):
            if review is not None:
                found[review.body] = who_reviews(review).capitalize()
    return found


def rules_for_new_case(day: date, area: str | None = None) -> ProfileVersion:
    """The rules that a referral received on a legal day comes under; `area` as `adopted_on` takes it."""
    return adopted_on(adoptions(), PROFILES, day, area)


def differs_by_area(day: date) -> bool:
    """Is the profile adopted on this day one that is worked by in some areas only?"""
    return bool(PROFILES[rules_for_new_case(day).profile].areas)


def goes_by_area(kind: ReferralKind) -> bool:
    """May who decides in such a case depend on the area? Where local panels decide for children (DDM24) it may."""
    return bool(settings.CHILD_PANELS) and kind is ReferralKind.CHILD


def rules_for(profile: str, began_on: date, at: datetime) -> ProfileVersion:
    """The rules, now, for what began on a legal day: those it began under, and the later changes that reach open cases.

    A case begins on the day it is received. A clock, or a right that service gives, begins on the day of service: a
    change between the two days holds for it.
    """
    return version_for_open_case(PROFILES_OF_CASES[profile], began_on, legal_day(at))
