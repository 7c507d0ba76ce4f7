"""Every event that changes a case is told as a change, and says no more of it than it may."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from opennrm.cases.actions.letters import write_letters_of_change
from opennrm.cases.changes import told_by
from opennrm.cases.models import Case
from opennrm.cases.planned_letters import ToldChange
from opennrm.consequences import CONSEQUENCES
from opennrm.mechanism.events import (
    AdultConsentNeeded,
    AdulthoodNear,
    CaseReopened,
    CaseSuspended,
    CaseViewed,
    Event,
    ReconsiderationRequested,
    RecoveryExtended,
    RepresentationAnswered,
)
from opennrm.mechanism.recovery import RepresentationOutcome
from opennrm.mechanism.serving import Change
from tests.cases.changes import CHANGES, DAY, happens
from tests.factories import cases as made

HASH = "0" * 64
MORE: dict[str, tuple[type[Event], dict[str, Any]]] = {
    "reopened": (CaseReopened, {"reason": "mistake", "stage": "recovery", "reopened_on": DAY}),
    "18 soon": (AdulthoodNear, {"days_ahead": 90}),
    "18 now": (AdultConsentNeeded, {"because": "turned_18"}),
    "extended": (RecoveryExtended, {"by_days": 14, "until": DAY, "reason": "serious_health", "text_hash": HASH}),
    **{
        f"answered, {outcome.value}": (
            RepresentationAnswered,
            {"representation": "R-1", "outcome": outcome.value, "text_hash": HASH},
        )
        for outcome in RepresentationOutcome
    },
}
CASE = Case(reference="NRM-1", profile="borders_act_2023")


def told(event: type[Event], **facts: Any) -> ToldChange:
    return told_by(event(subject="NRM-1", case="NRM-1", **facts), CASE, date(2026, 3, 10))


@pytest.mark.django_db
def test_every_event_whose_change_is_written_of_is_told_here() -> None:
    written_of = {event for event, follows in CONSEQUENCES.items() if write_letters_of_change in follows}
    examples = {event: facts for event, facts in (*CHANGES.values(), *MORE.values())}
    assert set(examples) == written_of
    for event, facts in examples.items():
        assert told(event, **facts).change in Change


def test_why_recovery_was_extended_is_told_to_nobody() -> None:
    event, facts = MORE["extended"]
    assert told(event, **facts) == ToldChange(Change.RECOVERY_EXTENDED, date(2026, 3, 10), until_on=DAY)


def test_a_case_that_waits_for_consent_at_eighteen_is_not_told_as_a_missing_person() -> None:
    waits = told(CaseSuspended, reason="turned_18", review_on=DAY)
    assert waits.change is Change.TURNED_18


@pytest.mark.django_db
def test_how_a_request_was_answered_goes_to_who_asked_last() -> None:
    reference = made.referred()
    for requester in ("first_responder", "support_provider"):
        happens(
            reference,
            ReconsiderationRequested,
            decision="reasonable_grounds",
            requester=requester,
            grounds=("additional_evidence",),
            requested_on=DAY,
        )
    event, facts = CHANGES["reconsideration refused"]
    case = Case.objects.get(reference=reference)
    assert told_by(event(subject=reference, case=reference, **facts), case, DAY).because == "support_provider"


def test_an_event_that_changes_nothing_tells_of_no_change() -> None:
    with pytest.raises(KeyError):
        told(CaseViewed)
