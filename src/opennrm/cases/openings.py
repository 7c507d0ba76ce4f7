"""Why cases were opened by people who do not work on them: the reason of a session, and the reasons of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from opennrm.cases.models import Case, Opening
from opennrm.cases.visibility import is_own_work_of, visible_to
from opennrm.partners.access import Actor
from opennrm.vault.together import Reading


@dataclass(frozen=True, slots=True)
class OpeningRead:
    """Who opened a case for which reason, in code and words."""

    opened_by: str
    reason: str
    words: str
    opened_at: datetime


def reason_given(case_id: UUID, account_id: UUID, session: str) -> str | None:
    """The code of the reason that somebody gave for this case in this session of theirs; None while they gave none."""
    given = Opening.objects.filter(case_id=case_id, opened_by_id=account_id, session=session)
    return given.values_list("reason", flat=True).first()


def must_say_why(actor: Actor, reference: str, session: str, at: datetime) -> bool:
    """Is this a case that an actor may see, does not work on, and gave no reason for in this session of theirs?

    One statement. False for a case that is not there for them: what is done with it says so itself.
    """
    given = Opening.objects.filter(case_id=OuterRef("id"), opened_by_id=actor.account_id, session=session)
    strange = Case.objects.filter(visible_to(actor, at), ~is_own_work_of(actor, at), ~Exists(given))
    return strange.filter(reference=reference, erased_on__isnull=True).exists()


def latest_openings(case_id: UUID, limit: int) -> Reading[list[OpeningRead]]:
    """Who opened a case without working on it, and why, the newest first; to be read together with something else."""
    rows = Opening.objects.filter(case_id=case_id).order_by("-opened_at", "-id")
    columns = ("opened_by__name", "reason", "words", "opened_at")
    return Reading(rows.values_list(*columns)[:limit], lambda found: [OpeningRead(*row) for row in found])
