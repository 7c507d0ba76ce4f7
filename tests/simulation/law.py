"""The rules that a simulated day asks, each of which can be broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from opennrm.mechanism import deadlines, reconsideration, serving
from opennrm.mechanism.deadlines import Deadline
from opennrm.mechanism.profiles.profile import ProfileVersion, version_for_open_case
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.serving import Recipients
from tests.mechanism import law
from tests.mechanism.law import Answer
from tests.simulation import mail
from tests.simulation.mail import Letter


def in_so_many_days(days: int) -> int:
    """When somebody looks at a case again: when they meant to."""
    return days


@dataclass(frozen=True)
class LawOfYears(law.Law):
    """The rules of one case, and those that matter only as years go by."""

    rules_for: Callable[..., ProfileVersion] = version_for_open_case
    recounted: Callable[..., Deadline] = deadlines.recounted
    refusal_to_request: Callable[..., Answer] = reconsideration.refusal_to_request
    recipients_for: Callable[..., Recipients | Refusal] = serving.recipients_for
    number_again: Callable[[Letter], str] = mail.the_same_number
    give_up: Callable[[Letter], None] = mail.told
    looks_again: Callable[[int], int] = in_so_many_days
