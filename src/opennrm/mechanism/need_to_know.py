"""Who needs to know: why a case is opened outside one's own work, why it is restricted, and what an emergency allows.

Pure rules. Whether somebody may see a case at all is rows of access (`cases.queries.visible_to`); these say what must
stand in a row before it is written, and for how long it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from opennrm.mechanism.calendar import legal_day, working_days_after
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import Nation

SHORTEST_REASON = 20
"""Letters that the words of a reason have at least, where words are asked: fewer say nothing that can be checked."""
LONGEST_REASON = 1000
BREAK_GLASS_LASTS = timedelta(minutes=60)
REVIEW_WITHIN = 2
"""Working days within which somebody else looks at a case that was opened in an emergency."""
LONGEST_GRANT = timedelta(days=92)
"""A grant for a time that has no near end would be a grant for good."""


class Because(StrEnum):
    """Why a row of access stands. Source: house."""

    OWNER_TEAM = "owner_team"
    COLLEAGUE = "colleague"
    FOR_A_TIME = "for_a_time"
    RESTRICTED_LIST = "restricted_list"
    STANDS_IN = "stands_in"
    BREAK_GLASS = "break_glass"
    OWN_PAGE = "own_page"
    INDEPENDENT_REVIEW = "independent_review"
    PANEL = "panel"


LISTED = (Because.RESTRICTED_LIST, Because.STANDS_IN)
"""The reasons of rows that put somebody on the list of a restricted case. Who stands in is a manager of the authority,
of another team, while the team that holds the case has no manager: the one kind of access that lets somebody work on a
case of a team in which they hold no role."""
OF_A_PERSON = (Because.COLLEAGUE, Because.FOR_A_TIME, *LISTED, Because.BREAK_GLASS)
"""The reasons of rows that name one person. One who reviews a decision independently, or sits on the panel that makes
it, is named apart: who works on the case neither lets them in nor ends it, restricted or not, or an author could choose
or lose their reviewers."""


class OpeningReason(StrEnum):
    """Why somebody opens a case that is not their own work. Source: house."""

    ASSIGNED_COVER = "assigned_cover"
    DUTY = "duty"
    QUALITY_CHECK = "quality_check"
    SUBJECT_ACCESS_REQUEST = "subject_access_request"
    COURT_ORDER = "court_order"
    COMPLAINT = "complaint"
    AUDIT = "audit"


class RestrictedBecause(StrEnum):
    """Why a case is open to a list of people only. Source: house."""

    FAMOUS_PERSON = "famous_person"
    RELATIVE_OF_STAFF = "relative_of_staff"
    OPERATION = "operation"
    THREAT_TO_LIFE = "threat_to_life"


class ReviewOutcome(StrEnum):
    """What somebody else found who looked at an opening in an emergency. Source: house."""

    JUSTIFIED = "justified"
    NOT_JUSTIFIED = "not_justified"
    TAKEN_FURTHER = "taken_further"


def refusal_of_opening_reason(code: str, words: str, *, of_the_team: bool) -> Refusal | None:
    """None if this is a reason to open a case outside one's own work; words are asked of who is not of its team."""
    if code not in set(OpeningReason):
        return _refusal("no_reason", "Choose why you open this case.", "reason")
    if not of_the_team and len(words.strip()) < SHORTEST_REASON:
        return _refusal("no_words", f"Write why, in at least {SHORTEST_REASON} letters.", "words")
    return _refusal_of_length(words)


def refusal_of_emergency(words: str) -> Refusal | None:
    """None if these words say why a case is opened in an emergency."""
    if len(words.strip()) < SHORTEST_REASON:
        return _refusal("no_words", f"Write what the emergency is, in at least {SHORTEST_REASON} letters.", "words")
    return _refusal_of_length(words)


def refusal_of_more_emergencies(open_now: int, most: int) -> Refusal | None:
    """None if somebody who has so many cases open in an emergency may open another. Source: our own bound."""
    if open_now < most:
        return None
    because = f"You have {open_now} cases open in an emergency, and nobody opens more at once. Ring the team instead."
    return _refusal("too_many_open", because, "reference")


def refusal_of_grant(until: datetime | None, at: datetime, why: str) -> Refusal | None:
    """None if somebody may be let see a case until then, for these words."""
    if until is None or until <= at or until - at > LONGEST_GRANT:
        return _refusal("no_end", f"Enter a day within the next {LONGEST_GRANT.days} days.", "until_on-day")
    if len(why.strip()) < SHORTEST_REASON:
        return _refusal("no_words", f"Write why, in at least {SHORTEST_REASON} letters.", "words")
    return _refusal_of_length(why)


def refusal_to_restrict(code: str, people: int, *, names_oneself: bool) -> Refusal | None:
    """None if a case may be restricted for this reason to so many people, of whom whoever restricts it must be one."""
    if code not in set(RestrictedBecause):
        return _refusal("no_reason", "Choose why the case is restricted.", "reason")
    if people == 0:
        return _refusal("nobody", "Choose who can still see the case.", "people")
    if not names_oneself:
        return _refusal("not_oneself", "Keep yourself on the list: somebody must be able to change it.", "people")
    return None


def refusal_to_review(outcome: str, *, opened_it: bool) -> Refusal | None:
    """None if somebody may record this outcome of a review; whoever opened the case never reviews that themselves."""
    if opened_it:
        return _refusal("own_opening", "Somebody else reviews what you opened in an emergency.", None)
    if outcome not in set(ReviewOutcome):
        return _refusal("no_outcome", "Choose what you found.", "outcome")
    return None


def break_glass_ends(at: datetime) -> datetime:
    """When an opening in an emergency is over by itself."""
    return at + BREAK_GLASS_LASTS


def review_due_on(at: datetime, nation: Nation) -> date:
    """The last day on which the review of an opening in an emergency is in time."""
    return working_days_after(legal_day(at), REVIEW_WITHIN, nation)


class BudgetStep(StrEnum):
    """What happens when one more person's record is opened. Source: house."""

    FREE = "free"
    CONFIRM = "confirm"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Budget:
    """How many people's records one account opens in an hour: freely, and at all."""

    free: int = 60
    most: int = 120
    within: timedelta = timedelta(hours=1)

    def step(self, count: int) -> BudgetStep:
        """What the `count`-th distinct person within the time asks of whoever opens the record."""
        if count > self.most:
            return BudgetStep.STOP
        return BudgetStep.CONFIRM if count > self.free else BudgetStep.FREE


def _refusal_of_length(words: str) -> Refusal | None:
    if len(words) > LONGEST_REASON:
        return _refusal("too_long", f"Write no more than {LONGEST_REASON:,} letters.", "words")
    return None


def _refusal(code: str, because: str, field: str | None) -> Refusal:
    return Refusal(code=code, because=because, source="house", field=field)
