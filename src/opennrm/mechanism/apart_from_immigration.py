"""Which bodies are of the immigration system, and which cases they have no part in.

Source: seed-3, one expert unit "completely separate from the immigration system"; which profiles keep to that is a rule
of each profile (`apart_from_immigration`). Before the reform UK Visas and Immigration and the Border Force decided, led
and sat on panels: their cases of that time stay readable to them.
"""

from __future__ import annotations

from opennrm.mechanism.panels.members import OF_IMMIGRATION
from opennrm.mechanism.profiles import PROFILES_OF_CASES
from opennrm.mechanism.refusal import Refusal

BODIES = (*sorted(agency.value.replace("_", "-") for agency in OF_IMMIGRATION), "immigration-enforcement")
"""The short names of their organisations; one that begins so, such as a region's, is of the same body.

Row-level security repeats them (`is_of_immigration`), and a test holds the two together."""
APART = frozenset(key for key, profile in PROFILES_OF_CASES.items() if profile.rules.apart_from_immigration)
"""The profiles with this wall, by key. Row-level security repeats them too (`kept_from_who_asks`)."""
KEPT_APART = Refusal(
    "kept_apart_from_immigration",
    "Choose somebody else: this mechanism is kept apart from the immigration system, whose people take no part in "
    "cases of another authority.",
    "seed-3",
)


def is_of_immigration(organisation: str) -> bool:
    """Is an organisation (its short name) a body of the immigration system?"""
    return any(organisation == body or organisation.startswith(f"{body}-") for body in BODIES)


def is_kept_apart(organisation: str, *, profile: str, authority: str) -> bool:
    """Has an organisation no part in a case under a profile, because it is of the immigration system?

    `authority` is the key of the authority that has the case: what a profile itself gives to a body of immigration
    stays that body's own.
    """
    own = organisation == authority.replace("_", "-")
    return profile in APART and is_of_immigration(organisation) and not own
