"""The worlds that are lived through: which profiles hold from when, and what somebody who reads no code expects.

What is demanded here is written down by hand from the documents, and never asked of the rules: so a rule that forgets
something is found by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from opennrm.mechanism.profiles.adopting import Adoption
from opennrm.mechanism.vocabulary import DecisionKind, Outcome

FIRST, SECOND = DecisionKind.REASONABLE_GROUNDS, DecisionKind.CONCLUSIVE_GROUNDS
YEARS = 5


@dataclass(frozen=True)
class World:
    """Five years from a day, and what was adopted in them."""

    name: str
    begins: date
    adoptions: tuple[Adoption, ...]

    @property
    def ends(self) -> date:
        """The last day."""
        return date(self.begins.year + YEARS, self.begins.month, self.begins.day)


def _adopted(*pairs: tuple[str, date]) -> tuple[Adoption, ...]:
    return tuple(Adoption(key, day) for key, day in pairs)


WORLDS = (
    World("today's rules", date(2023, 1, 30), _adopted(("borders_act_2023", date(2023, 1, 30)))),
    World(
        "the reform as promised, then the Act",
        date(2019, 5, 1),
        _adopted(("single_authority_2019", date(2019, 4, 29)), ("borders_act_2023", date(2023, 1, 30))),
    ),
    World(
        "the pilot, and around it the central authorities",
        date(2014, 9, 1),
        _adopted(
            ("central_2009", date(2009, 4, 1)),
            ("pilot_2015", date(2015, 8, 3)),
            ("central_2009", date(2017, 11, 1)),
            ("single_authority_2019_history", date(2019, 4, 29)),
        ),
    ),
    World(
        "the reform as it came, then the Act",
        date(2020, 2, 3),
        _adopted(("single_authority_2019_history", date(2019, 4, 29)), ("borders_act_2023", date(2023, 1, 30))),
    ),
)


def world_of(seed: int) -> World:
    """The world that a seed lives through."""
    return WORLDS[seed % len(WORLDS)]


ALL_ARE_CHECKED = {("central_2009", FIRST), ("central_2009", SECOND), ("pilot_2015", SECOND)}
REVIEWED_UNTIL = {
    ("single_authority_2019", FIRST): date.max,
    ("single_authority_2019", SECOND): date.max,
    ("single_authority_2019_history", SECOND): date(2022, 12, 31),
}
REVIEWERS = 3
PANEL_OF = 5


def must_be_checked(profile: str, kind: DecisionKind, outcome: Outcome, received_on: date) -> bool:
    """Does a second officer, or one who was there, look at it first?"""
    from_the_first_months = profile == "pilot_2015" and received_on < date(2015, 11, 1)
    return outcome is Outcome.NEGATIVE or (profile, kind) in ALL_ARE_CHECKED or from_the_first_months


def must_be_reviewed(profile: str, kind: DecisionKind, outcome: Outcome, on: date) -> bool:
    """Do independent people look at it first?"""
    return outcome is Outcome.NEGATIVE and on < REVIEWED_UNTIL.get((profile, kind), date.min)


def panel_decides(profile: str, kind: DecisionKind) -> bool:
    """Does a panel decide it?"""
    return profile == "pilot_2015" and kind is SECOND


def recovery_days(profile: str, began: date) -> int:
    """How long recovery has to last at least, for a period that began on a day under a profile."""
    if profile == "borders_act_2023":
        return 30
    is_reform = profile.startswith("single_authority_2019")
    return 30 if is_reform and began >= date(2022, 12, 13) else 45


def first_test(profile: str, on: date) -> str:
    """The code of the test of reasonable grounds on a day."""
    if profile != "borders_act_2023":
        return "suspect_but_cannot_prove"
    return "objective_factors" if on < date(2023, 7, 10) else "all_available_evidence"
