"""Who holds no role in casework because the mechanism of the day is kept apart from the immigration system."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from opennrm.mechanism.apart_from_immigration import KEPT_APART, is_of_immigration
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.adopting import adopted_on
from opennrm.mechanism.profiles.profile import NotInForce
from opennrm.mechanism.refusal import Refusal
from opennrm.partners.holding import CHAIRING, CONVENING, DECIDING, LEADING, REVIEWING, SITTING, refusal_to_hold
from opennrm.partners.models import Organisation
from opennrm.partners.profile_changes import all_adoptions

CASEWORK = DECIDING | LEADING | REVIEWING | CONVENING | CHAIRING | SITTING
"""The roles with which somebody reads cases of the mechanism."""
NO_CASEWORK = replace(
    KEPT_APART,
    because="Choose another role: this mechanism is kept apart from immigration, and people of it do no casework.",
    field="role",
)


def refusal_to_hold_in(home: Organisation, role: str, at: datetime) -> Refusal | None:
    """None if people of an organisation can hold a role on the day of a moment; otherwise why not, for `role`."""
    refusal = refusal_to_hold(role, organisation_type=home.type, may_refer=home.may_refer)
    return refusal or refusal_behind_the_wall(home.slug, role, legal_day(at))


def refusal_behind_the_wall(organisation: str, role: str, day: date) -> Refusal | None:
    """Why people of an organisation (its short name) do no casework under the profile of a day; None if they may.

    A body of immigration that is an authority of any profile adopted here decides its own cases, also those that are
    left of a time before, and does nothing else: row-level security keeps it from all others.
    """
    if role not in CASEWORK or not is_of_immigration(organisation):
        return None
    adopted = all_adoptions()
    try:
        now = adopted_on(adopted, PROFILES, day)
    except NotInForce:
        return None
    key = organisation.replace("-", "_")
    is_authority = any(key in PROFILES[each.profile].authorities for each in adopted)
    return NO_CASEWORK if now.apart_from_immigration and not (is_authority and role in DECIDING) else None
