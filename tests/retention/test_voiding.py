"""A case that goes on again keeps its record: what was proposed or decided of it before is void."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.reopening import reopen_case
from opennrm.cases.models import Case
from opennrm.mechanism.refusal import Refused
from opennrm.retention.actions.deciding import Decision, confirm_erasures, decide_batch
from opennrm.retention.actions.proposing import records_to_decide
from opennrm.retention.models import Proposal
from opennrm.retention.queries import tombstone_of
from tests.factories import cases as made
from tests.retention.records import Ended, ended, years_from_now

pytestmark = pytest.mark.django_db
ERASE = Decision("erase", "Kept long enough.")


def long_ended() -> Ended:
    """A case that was withdrawn in error, whose row says that this was years ago, and whose record came up."""
    here = ended()
    Case.objects.filter(reference=here.reference).update(ended_on=timezone.now().date() - timedelta(days=7 * 366))
    assert records_to_decide(timezone.now()) == 1
    return here


@pytest.mark.proves("PRIV-06")
@pytest.mark.parametrize("decided", [False, True])
def test_a_case_that_is_reopened_is_not_erased_by_what_was_decided_before(decided: bool) -> None:
    here, at = long_ended(), timezone.now()
    proposal = here.proposal().id
    if decided:
        decide_batch([proposal], ERASE, by=here.officer, at=at)
    Case.objects.filter(reference=here.reference).update(ended_on=at.date())
    seen = made.seen(here.reference, here.second).version
    reopen_case(here.reference, reason="mistake", seen=seen, by=here.second, at=at)
    assert here.proposal().state == "void"
    assert "ProposalVoided" in [event.kind for event in events_of_case(here.reference)]
    # It is withdrawn again the same day: the old decision is not one on this record.
    Case.objects.filter(reference=here.reference).update(stage="withdrawn", ended_on=at.date())
    with pytest.raises(Refused, match="not_proposed"):
        confirm_erasures([proposal], agreed=True, by=here.second, at=at)
    assert tombstone_of(here.reference) is None
    assert records_to_decide(at) == 0


@pytest.mark.proves("PRIV-06")
def test_what_is_kept_otherwise_by_now_is_neither_decided_nor_let_go_and_can_be_returned() -> None:
    here, at = long_ended(), timezone.now()
    proposal, ended_on = here.proposal().id, Case.objects.get().ended_on
    assert ended_on is not None
    later = ended_on + timedelta(days=900)
    Case.objects.update(ended_on=later)
    with pytest.raises(Refused, match="kept_otherwise"):
        decide_batch([proposal], ERASE, by=here.officer, at=at)
    Case.objects.update(ended_on=ended_on)
    decide_batch([proposal], ERASE, by=here.officer, at=at)
    Case.objects.update(ended_on=later)
    with pytest.raises(Refused, match="kept_otherwise"):
        confirm_erasures([proposal], agreed=True, by=here.second, at=at)
    confirm_erasures([proposal], agreed=False, by=here.second, at=at)
    assert here.proposal().state == "proposed"
    # Nobody has to find it: the sweep drops it, and proposes it anew on its day.
    assert records_to_decide(at) == 0
    assert here.proposal().state == "void"
    assert records_to_decide(years_from_now(4)) == 1
    assert list(Proposal.objects.order_by("proposed_at").values_list("state", flat=True)) == ["void", "proposed"]
