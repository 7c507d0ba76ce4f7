"""Who is told that there is work: by e-mail that says so, and never about whom."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.cases.absences import covers_of
from opennrm.cases.models import Case, Decision
from opennrm.cases.panels import who_was_there
from opennrm.cases.team import colleagues_for
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import Event
from opennrm.mechanism.vocabulary import DecisionKind
from opennrm.notifications.actions import tell_of_work
from opennrm.partners.roles import Permission


def tell_those_who_decide(event: Event, at: datetime, by: UUID | None) -> None:
    """A new case: tell those in its team who decide, unless it found somebody by the team's rule, who is told so."""
    if Case.objects.values_list("owner_id", flat=True).get(reference=event.subject) is None:
        _tell_team(event, Permission.DECIDE, at)


def tell_those_who_check(event: Event, at: datetime, by: UUID | None) -> None:
    """A decision waits for a second officer: tell those in the team who check, but not who wrote it.

    What was written down of a panel's decision waits for one who was there: tell them.
    """
    first = event.kind.startswith("ReasonableGrounds")
    kind = DecisionKind.REASONABLE_GROUNDS if first else DecisionKind.CONCLUSIVE_GROUNDS
    were_there = who_was_there(event.subject, kind)
    if were_there:
        tell_of_work(were_there, at=at)
    else:
        _tell_team(event, Permission.CHECK_DECISIONS, at, but=by)


def tell_those_who_check_disqualification(event: Event, at: datetime, by: UUID | None) -> None:
    """A proposal waits for a second officer: tell those in the team who check, but not who proposed it."""
    _tell_team(event, Permission.CHECK_DECISIONS, at, but=by)


def tell_who_wrote(event: Event, at: datetime, by: UUID | None) -> None:
    """A decision was countersigned or returned: tell who wrote it."""
    written_by = (
        Decision.objects.filter(case__reference=event.subject)
        .order_by("-written_at")
        .values_list("written_by_id", flat=True)
        .first()
    )
    if written_by is not None:
        tell_of_work([written_by], at=at)


def tell_who_holds(event: Event, at: datetime, by: UUID | None) -> None:
    """Something waits in a case: tell who holds it, and who covers for them while they are away.

    Where nobody holds it, or who held it has left, tell those in its team who decide.
    """
    columns = ("owner_id", "owner__is_active")
    owner_id, is_there = Case.objects.values_list(*columns).get(reference=event.subject)
    if owner_id is None or not is_there:
        _tell_team(event, Permission.DECIDE, at, but=by)
    else:
        told = {owner_id} | covers_of(owner_id, legal_day(at))
        tell_of_work(told - {by}, at=at)


def tell_who_minds(event: Event, at: datetime, by: UUID | None) -> None:
    """Something concerns a case that others may not see, a referral or a search for its person: tell who holds it.

    Where nobody holds it, those who decide in it, else those who share it out: of a restricted case those on its list.
    """
    case = Case.objects.select_related("owner").get(reference=event.subject)
    if case.owner is not None and case.owner.is_active:
        tell_of_work([case.owner.id], at=at)
        return
    deciding = colleagues_for(case, Permission.DECIDE, at) or colleagues_for(case, Permission.ALLOCATE, at)
    tell_of_work([each.id for each in deciding], at=at)


def tell_who_holds_of_consent(event: Event, at: datetime, by: UUID | None) -> None:
    """Consent to stay came, perhaps from the first responder: tell who holds the case.

    What was consented to as the referral was sent is part of the new case, of which its team is told already.
    """
    if Case.objects.filter(reference=event.subject, opened_at__lt=at).exists():
        tell_who_holds(event, at, by)


def tell_those_who_hold_records(event: Event, at: datetime, by: UUID | None) -> None:
    """A hold is to be looked at again: tell those in the team who place and end holds."""
    _tell_team(event, Permission.HOLD_RECORDS, at)


def tell_to_whom(event: Event, at: datetime, by: UUID | None) -> None:
    """A task, a case or a mention came to somebody (its `to`): tell them, unless they did it themselves."""
    to = UUID(event.facts()["to"])
    if to != by:
        tell_of_work([to], at=at)


def tell_who_referred(event: Event, at: datetime, by: UUID | None) -> None:
    """Something was asked of who referred the person: tell them."""
    opened_by = Case.objects.values_list("opened_by_id", flat=True).get(reference=event.subject)
    if opened_by is not None:
        tell_of_work([opened_by], at=at)


def _tell_team(event: Event, permission: Permission, at: datetime, but: UUID | None = None) -> None:
    case = Case.objects.only("id", "owner_team_id", "restricted").get(reference=event.subject)
    tell_of_work([each.id for each in colleagues_for(case, permission, at) if each.id != but], at=at)
