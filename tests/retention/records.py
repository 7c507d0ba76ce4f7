"""Cases that ended years ago, and the people who decide what becomes of their records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from opennrm.cases.actions.closing import close_case
from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.actions.withdrawing import withdraw_case
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.interruptions import Withdrawal
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from opennrm.partners.access import Actor
from opennrm.retention.actions.proposing import records_to_decide
from opennrm.retention.models import Proposal
from tests.factories import cases as made

YEARS = 365.25
WORDS = "Six beds in one room, said Quillfeather."


def years_from_now(years: float) -> datetime:
    """A moment so many years ahead: the clock is moved, and nothing waits."""
    return timezone.now() + timedelta(days=years * YEARS + 2)


@dataclass(frozen=True)
class Ended:
    """A withdrawn case, who decides and who confirms."""

    reference: str
    officer: Actor
    second: Actor

    def proposal(self) -> Proposal:
        """The newest proposal on its record."""
        return Proposal.objects.filter(case__reference=self.reference).latest("proposed_at")


def ended(*, child: bool = False, **changed: object) -> Ended:
    """A case with evidence that was withdrawn today; a child's was closed."""
    at = timezone.now()
    reference = made.referred(at=at, child=child, **changed)
    caseworker = made.officer("caseworker")
    add_evidence(reference, kind="police", text=WORDS, source="Quillfeather", by=caseworker, at=at)
    seen = made.seen(reference, caseworker).version
    if child:
        close_case(reference, reason="out_of_scope", seen=seen, by=caseworker, at=at)
    else:
        wish = Withdrawal(way=WayOfWithdrawing.WRITTEN, said_on=legal_day(at), evidence="I want to leave.")
        withdraw_case(reference, wish, seen=seen, by=caseworker, at=at)
    officer, second = made.officer("records_officer", name="Ada Quist"), made.officer("manager", name="Caspian Mill")
    return Ended(reference, officer, second)


def proposed(*, years: float = 6) -> tuple[Ended, UUID]:
    """One whose time is over, and the id of what was proposed."""
    here = ended()
    assert records_to_decide(years_from_now(years)) == 1
    return here, here.proposal().id
