"""Which answers of a sent referral were acted upon: a correction of one changes nothing by itself, and is told.

By them a case was routed, its person is treated as a child or an adult, may be referred at all, and is written to.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Matter(StrEnum):
    """What somebody has to look at once the answer is corrected. Source: house."""

    AGE = "age"
    CONSENT = "consent"
    AUTHORITY = "authority"
    WAY = "way"


KEYS: dict[Matter, frozenset[str]] = {
    Matter.AGE: frozenset({"age_answer", "under_18_during_exploitation", "date_of_birth"}),
    Matter.CONSENT: frozenset(
        {
            *("consent_to_referral", "cannot_consent_because", "best_interests_decision", "consent_explained"),
            *("consent_language", "consent_explained_by", "consent_interpreter", "consent_given_how"),
            *("consent_given_on", "support_wanted", "police_contact_agreed"),
            *("consent_interpreted_by", "consent_heard_by", "sharing_agreed", "sharing_limits"),
        }
    ),
    Matter.AUTHORITY: frozenset(
        {
            *("referrer_nation", "immigration_control", "asylum_claim_inadmissible", "detained", "detained_where"),
            *("facing_deportation", "nationality", "second_nationality"),
        }
    ),
    Matter.WAY: frozenset(
        {
            *("decision_to", "child_decision_to", "decision_contact_name", "decision_contact_relation"),
            *("decision_contact_permission", "decision_by", "no_safe_way_details", "decision_email"),
            *("decision_email_safe", "decision_address", "decision_post_safe", "decision_address_exploited"),
        }
    ),
}


def matters_in(keys: Iterable[str]) -> tuple[Matter, ...]:
    """What these corrected answers touch, in the order above."""
    changed = set(keys)
    return tuple(matter for matter, those in KEYS.items() if those & changed)
