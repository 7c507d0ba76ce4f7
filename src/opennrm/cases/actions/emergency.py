"""Opening a case outside one's team in an emergency: one case, for an hour, told at once, and reviewed by another."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings

from opennrm.audit.asking import as_the_house
from opennrm.audit.record import announce, command
from opennrm.cases.actions.giving_access import give_access
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.passing_reviews import reviewer_of
from opennrm.cases.emergencies import to_review_by
from opennrm.cases.models import Case, Emergency
from opennrm.cases.signs import signs_of
from opennrm.cases.visibility import visible_to
from opennrm.mechanism.events import EmergencyReviewed, Event, OpenedInEmergency
from opennrm.mechanism.need_to_know import (
    Because,
    break_glass_ends,
    refusal_of_emergency,
    refusal_of_more_emergencies,
    refusal_to_review,
    review_due_on,
)
from opennrm.mechanism.references import reference_as_meant
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.vocabulary import Nation
from opennrm.notifications.actions import tell_of_work
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.directory import people_in_team
from opennrm.partners.openings import one_at_a_time
from opennrm.partners.roles import Permission
from opennrm.vault.hashes import keyed_hash

NOT_HERE = Refusal(
    "no_such_case",
    "No case with this reference can be opened in this way. Read the reference again, or ring the team that holds it.",
    "house",
    "reference",
)
"""The same for a case that is not there, that is another authority's, and that is restricted."""
IS_OPEN = Refusal("is_open", "You can see this case already. Find it by its reference.", "house", "reference")
NOT_REVIEWED = Refusal(
    "not_reviewed",
    "You opened this case in an emergency before, and nobody has reviewed that yet. Ring the team that holds it, or "
    "ask a manager to review it now.",
    "own",
    "reference",
)
NOBODY_REVIEWS = Refusal(
    "nobody_reviews", "Nobody else is there to review this, so it cannot be opened in this way.", "house", "reference"
)
REVIEWED = Refusal("reviewed", "This was reviewed already.", "house")
NO_REMARK = Refusal("no_words", "Write what you found.", "house", "remark")


def hash_of_emergency(words: str) -> str:
    """The keyed hash by which row and event know what an emergency was."""
    return keyed_hash("emergency", words)


def open_in_emergency(typed: str, *, words: str, by: Actor, at: datetime) -> str:
    """Let somebody of the authority read one case of another team for an hour; gives its reference.

    Whoever holds the case and who manages its team are told at once. Not twice the same case before the first time was
    reviewed, and no more than `EMERGENCIES_AT_ONCE` cases open at once. Raises `Refused` (fields `reference`,
    `words`). A restricted case is not there: who needs it is put on its list by somebody on it.
    """
    refuse_if(refusal_to_act(by, Permission.OPEN_IN_EMERGENCY))
    refuse_if(refusal_of_emergency(words))
    with command(), as_the_house():  # the case of another team, which is not theirs until this is done
        one_at_a_time(by.account_id)  # before the case, as everything that locks both: two never wait for each other
        here = Case.objects.filter(restricted=False, owner_team__organisation_id=by.organisation_id)
        case = here.select_for_update(of=("self",)).filter(reference=reference_as_meant(typed)).first()
        if case is None:
            raise Refused(NOT_HERE)
        refuse_if(IS_OPEN if Case.objects.filter(visible_to(by, at), id=case.id).exists() else None)
        _refuse_another(case, by, at)
        reviewer = reviewer_of(case, but=by.account_id, at=at)
        if reviewer is None:
            raise Refused(NOBODY_REVIEWS)
        until = break_glass_ends(at)
        row = Emergency.objects.create(
            id=uuid4(),
            case=case,
            words=words,
            text_hash=hash_of_emergency(words),
            opened_at=at,
            opened_by_id=by.account_id,
            until_at=until,
            reviewer_id=reviewer,
            review_due_on=review_due_on(at, Nation(case.nation)),
        )
        give_access(case, by.account_id, Because.BREAK_GLASS, until=until, by=by.account_id, at=at)
        told = OpenedInEmergency(
            subject=case.reference,
            case=case.reference,
            opening=str(row.id),
            until=until,
            reviewer=str(row.reviewer_id),
            review_due_on=row.review_due_on,
            text_hash=row.text_hash,
            signs=signs_of(case.reference, by),
        )
        announce(told, at=at, by=by.account_id)
        return case.reference


def _refuse_another(case: Case, by: Actor, at: datetime) -> None:
    """Nobody goes on in a case by one hour after another, nor from one case to the next: somebody looks first."""
    mine = Emergency.objects.filter(opened_by_id=by.account_id)
    refuse_if(NOT_REVIEWED if mine.filter(case=case, reviewed_at__isnull=True).exists() else None)
    most = settings.EMERGENCIES_AT_ONCE
    refuse_if(refusal_of_more_emergencies(mine.filter(until_at__gt=at).count(), most))


def review_emergency(emergency_id: UUID, *, outcome: str, remark: str, by: Actor, at: datetime) -> None:
    """Record what was found when somebody else looked at it; by whoever may (`emergencies.to_review_by`).

    Raises `NotYours`; `Refused` (fields `outcome`, `remark`), for one's own opening, and once it was reviewed.
    """
    refuse_if(refusal_of_length(remark, "remark"))
    with command(), as_the_house():  # who reviews need not be of the case's team
        rows = Emergency.objects.select_for_update(of=("self",)).select_related("case")
        row = rows.filter(to_review_by(by, at), id=emergency_id).first()
        if row is None:
            raise NotYours
        refuse_if(refusal_to_review(outcome, opened_it=row.opened_by_id == by.account_id))
        refuse_if(NO_REMARK if not remark.strip() else None)
        refuse_if(REVIEWED if row.reviewed_at is not None else None)
        row.outcome, row.remark, row.reviewed_at, row.reviewed_by_id = outcome, remark, at, by.account_id
        row.save(update_fields=["outcome", "remark", "reviewed_at", "reviewed_by"])
        reference = row.case.reference
        told = EmergencyReviewed(subject=reference, case=reference, opening=str(row.id), outcome=outcome)
        announce(told, at=at, by=by.account_id)


def tell_of_emergency(event: Event, at: datetime, by: UUID | None) -> None:
    """A case was opened in an emergency: tell who holds it, who manages its team, and who is to review it."""
    case = Case.objects.only("id", "owner_team_id", "owner_id").get(reference=event.subject)
    managers = {each.id for each in people_in_team(case.owner_team_id, Permission.ALLOCATE, at)}
    told = managers | {UUID(event.facts()["reviewer"])} | ({case.owner_id} if case.owner_id else set())
    tell_of_work(told - {by}, at=at)
