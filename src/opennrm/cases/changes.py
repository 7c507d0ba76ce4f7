"""How each event is told as a change: since when, with which code, until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from opennrm.audit.queries import events_of_case
from opennrm.cases.models import Case, Disqualification
from opennrm.cases.planned_letters import ToldChange
from opennrm.cases.queries import authority_title
from opennrm.mechanism.events import (
    AdultConsentNeeded,
    AdulthoodNear,
    CaseClosed,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    CaseTransferred,
    CaseWithdrawn,
    DisqualificationDecided,
    Event,
    ReconsiderationAccepted,
    ReconsiderationRefused,
    ReconsiderationRequested,
    RecoveryExtended,
    RepresentationAnswered,
)
from opennrm.mechanism.recovery import RepresentationOutcome
from opennrm.mechanism.serving import Change


def told_by(event: Event, case: Case, day: date) -> ToldChange:
    """What an event tells of, which happened in a case on a day. Raises `KeyError` for one that tells of no change."""
    return _TELLS[type(event)](event, case, day)


def _suspended(event: Event, case: Case, day: date) -> ToldChange:
    assert isinstance(event, CaseSuspended)  # noqa: S101 - the table below says so
    if event.reason == Change.TURNED_18.value:  # nobody is missing: what is wanted is their consent
        return ToldChange(Change.TURNED_18, day)
    return ToldChange(Change.CASE_SUSPENDED, day, event.reason, until_on=event.review_on)


def _resumed(event: Event, case: Case, day: date) -> ToldChange:
    assert isinstance(event, CaseResumed)  # noqa: S101
    return ToldChange(Change.CASE_RESUMED, event.resumed_on)


def _withdrawn(event: Event, case: Case, day: date) -> ToldChange:
    assert isinstance(event, CaseWithdrawn)  # noqa: S101
    return ToldChange(Change.CASE_WITHDRAWN, event.withdrawn_on, event.way)


def _closed(event: Event, case: Case, day: date) -> ToldChange:
    assert isinstance(event, CaseClosed)  # noqa: S101
    return ToldChange(Change.CASE_CLOSED, event.closed_on, event.reason)


def _transferred(event: Event, case: Case, day: date) -> ToldChange:
    assert isinstance(event, CaseTransferred)  # noqa: S101
    title = authority_title(case.profile, event.to_authority)
    return ToldChange(Change.CASE_TRANSFERRED, day, authority=title)


def _reopened(event: Event, case: Case, day: date) -> ToldChange:
    assert isinstance(event, CaseReopened)  # noqa: S101
    return ToldChange(Change.CASE_REOPENED, event.reopened_on)


def _reconsideration(event: Event, case: Case, day: date) -> ToldChange:
    assert isinstance(event, ReconsiderationAccepted | ReconsiderationRefused)  # noqa: S101
    accepted = isinstance(event, ReconsiderationAccepted)
    change = Change.RECONSIDERATION_ACCEPTED if accepted else Change.RECONSIDERATION_REFUSED
    asked = [each for each in events_of_case(case.reference) if each.kind == ReconsiderationRequested.__name__]
    requester = str(asked[-1].facts["requester"]) if asked else ""
    return ToldChange(change, day, requester, decision=event.decision)


def _extended(event: Event, case: Case, day: date) -> ToldChange:
    assert isinstance(event, RecoveryExtended)  # noqa: S101
    # Why it was extended can be somebody's health: that is between them and the authority.
    return ToldChange(Change.RECOVERY_EXTENDED, day, until_on=event.until)


def _answered(event: Event, case: Case, day: date) -> ToldChange:
    assert isinstance(event, RepresentationAnswered)  # noqa: S101
    return ToldChange(Change.REPRESENTATIONS_ANSWERED, day, _ANSWERS[RepresentationOutcome(event.outcome)])


def _near(event: Event, case: Case, day: date) -> ToldChange:
    return ToldChange(Change.CONSENT_BEFORE_18, day)


def _consent_needed(event: Event, case: Case, day: date) -> ToldChange:
    return ToldChange(Change.TURNED_18, day)


def _disqualified(event: Event, case: Case, day: date) -> ToldChange:
    assert isinstance(event, DisqualificationDecided)  # noqa: S101
    kept = Disqualification.objects.filter(case=case, state="agreed").latest("checked_at")
    ground = event.ground.replace("_", " ").capitalize()
    return ToldChange(Change.DISQUALIFIED, day, reasons=f"{ground}. {kept.why}\n\n{kept.need}")


_ANSWERS = {
    RepresentationOutcome.EXTENDED: "accepted",
    RepresentationOutcome.NOT_EXTENDED: "refused",
    RepresentationOutcome.NOTED: "noted",
}
_TELLS: dict[type[Event], Callable[[Event, Case, date], ToldChange]] = {
    CaseSuspended: _suspended,
    CaseResumed: _resumed,
    CaseWithdrawn: _withdrawn,
    CaseClosed: _closed,
    CaseTransferred: _transferred,
    CaseReopened: _reopened,
    AdulthoodNear: _near,
    AdultConsentNeeded: _consent_needed,
    ReconsiderationAccepted: _reconsideration,
    ReconsiderationRefused: _reconsideration,
    RecoveryExtended: _extended,
    RepresentationAnswered: _answered,
    DisqualificationDecided: _disqualified,
}
