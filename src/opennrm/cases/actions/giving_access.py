"""Rows of access to a case given and ended, each told in the history: the one place that writes them."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from opennrm.audit.record import announce
from opennrm.cases.models import Case, CaseAccess
from opennrm.mechanism.apart_from_immigration import APART, KEPT_APART, is_kept_apart
from opennrm.mechanism.events import AccessEnded, AccessGiven
from opennrm.mechanism.need_to_know import OF_A_PERSON, Because
from opennrm.mechanism.refusal import refuse_if
from opennrm.partners.directory import organisation_slug_of

NO_ACCOUNT = frozenset({Because.OWNER_TEAM, Because.OWN_PAGE})
"""What lets a team, which is of the authority that has the case, or a page of the person themselves see it."""


def give_access(
    case: Case, to: UUID, because: Because, *, until: datetime | None = None, by: UUID | None, at: datetime
) -> None:
    """Let an organisation, a team or a person see a case; whoever calls has asked whether they may.

    Raises `Refused` for people of the immigration system in a case of another authority that is kept apart from it.
    """
    if case.profile in APART and because not in NO_ACCOUNT:
        home = organisation_slug_of(to)
        refuse_if(KEPT_APART if is_kept_apart(home, profile=case.profile, authority=case.authority) else None)
    ends = None if until is None else until.astimezone(UTC)
    CaseAccess.objects.create(case=case, grantee=to, from_at=at, until_at=ends, because=because.value)
    given = AccessGiven(
        subject=case.reference,
        case=case.reference,
        grantee=str(to),
        record="case",
        because=because.value,
        until=ends,
    )
    announce(given, at=at, by=by)


def end_access(rows: QuerySet[CaseAccess], *, by: UUID | None, at: datetime) -> int:
    """End these rows of access, now, where they run; gives how many. Call it with the case locked."""
    running = rows.filter(Q(until_at__isnull=True) | Q(until_at__gt=at)).select_related("case").order_by("id")
    ended = list(running)
    for row in ended:
        row.until_at = at
        row.save(update_fields=["until_at"])
        told = AccessEnded(
            subject=row.case.reference,
            case=row.case.reference,
            grantee=str(row.grantee),
            record="case",
            because=row.because,
        )
        announce(told, at=at, by=by)
    return len(ended)


def of_people(case: Case) -> QuerySet[CaseAccess]:
    """The rows of access to a case that name a person."""
    return CaseAccess.objects.filter(case=case, because__in=[each.value for each in OF_A_PERSON])
