"""What a day brings by itself: parts of one daily sweep, each of which does each thing once, however often it runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from opennrm.cases.actions.chasing import chase_what_is_late
from opennrm.cases.actions.growing_up import look_at_age
from opennrm.cases.actions.holidays import recount_clocks
from opennrm.cases.actions.ledgers import take_over_consents
from opennrm.cases.actions.overdue_reviews import tell_of_overdue_reviews
from opennrm.cases.actions.periods import end_periods_that_are_over
from opennrm.cases.actions.recovering import end_recoveries_that_are_over
from opennrm.cases.actions.suspending import remind_of_review
from opennrm.cases.models import Case
from opennrm.cases.one_by_one import Failed, one_by_one
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.stages import OPEN_STAGES
from opennrm.mechanism.vocabulary import AgeAnswer, ReferralKind
from opennrm.referrals.expiring import discard_expired, drafts_to_warn_of, expired_drafts, warn_of_expiry

OPEN = [stage.value for stage in OPEN_STAGES]


def reviews_of_suspensions(at: datetime, failed: Failed | None = None) -> int:
    """Remind whoever holds a suspended case whose day of review has come; gives how many were reminded."""
    rows = Case.objects.filter(review_on__lte=legal_day(at), stage__in=OPEN)
    references = list(rows.order_by("reference").values_list("reference", flat=True))
    return one_by_one(((each, partial(remind_of_review, each, at=at)) for each in references), failed)


def children_turning_18(at: datetime, failed: Failed | None = None) -> int:
    """Prompt before a child turns 18, and treat them as an adult, or flag that consent is needed, on the day."""
    rows = Case.objects.filter(kind=ReferralKind.CHILD.value, age_answer=AgeAnswer.UNDER_18.value, stage__in=OPEN)
    references = list(rows.order_by("reference").values_list("reference", flat=True))
    return one_by_one(((each, partial(look_at_age, each, at=at)) for each in references), failed)


def recoveries_over(at: datetime, failed: Failed | None = None) -> int:
    """End the recovery periods whose bar has been reached; gives how many."""
    return end_recoveries_that_are_over(at=at, failed=failed)


def requests_late(at: datetime, failed: Failed | None = None) -> int:
    """Ask again for information that is late; gives how many requests."""
    return chase_what_is_late(at=at, failed=failed)


def periods_over(at: datetime, failed: Failed | None = None) -> int:
    """End the clocks of support and of the time to ask again whose last day has gone by; gives how many."""
    return end_periods_that_are_over(at=at, failed=failed)


def clocks_to_recount(at: datetime, failed: Failed | None = None) -> int:
    """Count clocks again that an added bank holiday lies in, or that could not be counted; gives in how many cases."""
    recounted = recount_clocks(at)
    if failed is not None:
        failed.update(recounted.failed)
    return recounted.cases


def emergencies_not_reviewed(at: datetime, failed: Failed | None = None) -> int:
    """Tell of the openings in an emergency whose review is overdue, once each; gives how many."""
    return tell_of_overdue_reviews(at, failed)


def drafts_expiring(at: datetime, failed: Failed | None = None) -> int:
    """Tell of the drafts that will soon go, once each; gives of how many. One that fails is named by its id."""
    return one_by_one(((each, partial(warn_of_expiry, each, at=at)) for each in drafts_to_warn_of(at)), failed)


def drafts_expired(at: datetime, failed: Failed | None = None) -> int:
    """Remove the drafts that nobody went on with; gives how many. One that fails is named by its id."""
    return one_by_one(((each, partial(discard_expired, each, at=at)) for each in expired_drafts(at)), failed)


PARTS: dict[str, Callable[[datetime, Failed | None], int]] = {
    "cases whose clocks are counted again": clocks_to_recount,
    "consents taken over from referrals": take_over_consents,
    "reviews of suspensions": reviews_of_suspensions,
    "children turning 18": children_turning_18,
    "recovery periods that are over": recoveries_over,
    "requests that are late": requests_late,
    "periods that are over": periods_over,
    "emergencies nobody has reviewed": emergencies_not_reviewed,
    "drafts that will soon expire": drafts_expiring,
    "drafts that expired": drafts_expired,
}
"""Every part by its name, clocks first: the others ask them what is over. Each commits case by case, so that a sweep
that was cut off goes on where it stopped."""


def sweep(at: datetime, failed: Failed | None = None) -> dict[str, int]:
    """Do every part; gives how much each did.

    A case in which something fails is named in `failed`, and the sweep goes on; without one the fault is raised.
    """
    return {name: part(at, failed) for name, part in PARTS.items()}
