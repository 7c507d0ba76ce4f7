"""Reading drafts and referrals, always by name of who asks; what is not theirs does not exist for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.roles import Permission
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.moving import moved_to
from opennrm.referrals.models import Consent, Draft, Referral, ReferralAccess, SafeContact
from opennrm.referrals.paper import Paper, paper_in
from opennrm.vault.fields import open_selected, personal, selected
from opennrm.vault.together import Reading, Rows


@dataclass(frozen=True, slots=True)
class DraftRead:
    """A draft as its team reads it. `reference` is the referral it became, None until it is sent."""

    id: UUID
    answers: dict[str, Any]
    catalogue_version: str
    version: int
    saved_at: datetime
    expires_on: date
    reference: str | None
    saved_by: str = ""
    shared_with: UUID | None = None
    held_by: str | None = None
    handed_over_at: datetime | None = None
    handed_over_by: str | None = None
    note: str | None = None
    same_group: UUID | None = None
    paper: Paper | None = None
    changes: tuple[str, ...] = ()
    """What moving it to the newest questions changed, in sentences; empty when it was begun with these."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A line in the list of drafts: no name, only what tells one draft from another."""

    id: UUID
    started_at: datetime
    started_by: str
    saved_at: datetime
    saved_by: str
    held_by: str | None
    expires_on: date


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A line in the list of referrals."""

    reference: str
    kind: str
    submitted_at: datetime
    submitted_by: str


@dataclass(frozen=True, slots=True)
class ReferralRead:
    """A sent referral with its person; its answers as they stand, and the hash of those that were sent."""

    reference: str
    person_id: UUID
    kind: str
    age_answer: str
    nation: str
    organisation: str
    catalogue: dict[str, Any]
    answers: dict[str, Any]
    answers_hash: str
    received_on: date
    submitted_at: datetime
    submitted_by: str
    paper: Paper | None
    name: str
    version: int = 1
    """Which version the answers are: 1 as sent, more once it was corrected."""


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A consent as it stands: its scope, and how it came about."""

    scope: str
    given: bool
    cannot_consent: str
    how_given: str
    explained_in: str
    interpreter: str
    given_on: date | None
    explained_by: str | None = None


@dataclass(frozen=True, slots=True)
class SafeWay:
    """Who receives decisions about a person, and by which confirmed way."""

    audience: str
    channel: str
    addressee: str
    lines: tuple[str, ...]
    confirmed_safe: bool
    exploited_there: bool = False


ANSWERS, NOTE, PAPER = personal(Draft, "answers"), personal(Draft, "note"), personal(Draft, "paper")
DRAFT = f"""
SELECT d.id, {selected(ANSWERS, "d")}, d.catalogue_version, d.version, d.saved_at, d.expires_on, r.reference,
    s.name, d.shared_with, h.name, d.handed_over_at, o.name, {selected(NOTE, "d")}, d.same_group, {selected(PAPER, "d")}
FROM referrals_draft d LEFT JOIN referrals_referral r ON r.draft_id = d.id
JOIN partners_account s ON s.id = d.saved_by_id LEFT JOIN partners_account h ON h.id = d.held_by_id
LEFT JOIN partners_account o ON o.id = d.handed_over_by_id
WHERE d.id = %s AND d.shared_with = ANY(%s)
"""  # noqa: S608 - made of the names of columns


def draft_for(actor: Actor, draft_id: UUID) -> DraftRead:
    """The draft, in one statement. Raises `NotYours` if it is not shared with this actor."""
    with connection.cursor() as cursor:
        cursor.execute(DRAFT, [draft_id, list(actor.grantees_for(Permission.REFER))])
        row = cursor.fetchone()
    if row is None:
        raise NotYours
    note = open_selected(NOTE, bytes(row[12])) if row[12] else None
    paper = None if row[14] is None else paper_in(open_selected(PAPER, bytes(row[14])))
    read = DraftRead(*(row[0], open_selected(ANSWERS, bytes(row[1])), *row[2:12], note, row[13], paper))
    return read if read.catalogue_version == str(CATALOGUE.version) else _at_newest_questions(read)


def _at_newest_questions(draft: DraftRead) -> DraftRead:
    """The draft as the newest catalogue reads it; saving a page keeps it so."""
    moved = moved_to(CATALOGUE, draft.answers, int(draft.catalogue_version))
    changes = ["The questions have changed since this draft was last saved."] if moved.changed else []
    changes += [f"Newly asked: {question.ask}" for question in moved.newly_asked]
    changes += [f"To be answered again, because a choice has gone: {question.ask}" for question in moved.options_gone]
    if moved.gone:
        changes.append("Answers to questions that are no longer asked were taken out.")
    return replace(draft, answers=moved.answers, changes=tuple(changes))


def drafts_of(actor: Actor) -> list[DraftRow]:
    """The unsent drafts shared with this actor, the one saved last first; at most 50."""
    columns = ("id", "started_at", "started_by__name", "saved_at", "saved_by__name", "held_by__name", "expires_on")
    rows = (
        Draft.objects.filter(shared_with__in=actor.grantees_for(Permission.REFER), sent_at__isnull=True)
        .order_by("-saved_at")
        .values_list(*columns)[:50]
    )
    return [DraftRow(*row) for row in rows]


def referrals_of(actor: Actor, *, limit: int = 50) -> list[ReferralRow]:
    """The newest referrals this actor may see, newest first."""
    seen = ReferralAccess.objects.filter(grantee__in=actor.grantees, until_at__isnull=True)
    rows = (
        Referral.objects.filter(organisation_id=actor.organisation_id, id__in=seen.values("referral_id"))
        .order_by("-submitted_at")
        .values_list("reference", "kind", "submitted_at", "submitted_by__name")[:limit]
    )
    return [ReferralRow(*row) for row in rows]


def referral_for(actor: Actor, reference: str, *, at: datetime) -> ReferralRead:
    """A referral that this actor may see. Raises `NotYours` otherwise."""
    may_see = ReferralAccess.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=at), grantee__in=actor.grantees, referral__reference=reference
    )
    if not may_see.exists():
        raise NotYours
    return referral_read(reference)


def referral_read(reference: str) -> ReferralRead:
    """A referral, for a room that has itself asked who may see it. Raises `NotYours` if there is none."""
    return referral_reading(reference).alone()


def referral_reading(reference: str) -> Reading[ReferralRead]:
    """The same, to be read together with something else."""
    rows = Referral.objects.filter(reference=reference).values_list(
        "reference",
        "person_id",
        "kind",
        "age_answer",
        "nation",
        "organisation__name",
        "catalogue__content",
        "answers",
        "answers_hash",
        "received_on",
        "submitted_at",
        "submitted_by__name",
        "paper",
        "person__first_name",
        "person__last_name",
        "corrections__number",
        "corrections__answers",
    )
    return Reading(rows.order_by("corrections__number"), _referral_in)


def _referral_in(rows: Rows) -> ReferralRead:
    if not rows:
        raise NotYours
    *sent, first_name, last_name, version, corrected = rows[-1]
    name = " ".join(part for part in (first_name, last_name) if part) or "Name not known"
    read = ReferralRead(*(*sent[:-1], paper_in(sent[-1]), name))
    return replace(read, version=version, answers=corrected) if version else read


def scopes_of_referral(reference: str) -> tuple[UUID | str, ...]:
    """Under whose keys a referral is, and everything that was written about it elsewhere than in its case."""
    draft_id, person_id = Referral.objects.values_list("draft_id", "person_id").get(reference=reference)
    return draft_id, person_id, reference


def referrals_under(*, references: Collection[str] = (), scopes: Collection[UUID] = ()) -> list[tuple[str, UUID, UUID]]:
    """Reference, draft and person of the referrals with these references, or of which one of these is a scope."""
    under = Q(reference__in=references) | Q(draft_id__in=scopes) | Q(person_id__in=scopes)
    return list(Referral.objects.filter(under).values_list("reference", "draft_id", "person_id"))


def answers_of(reference: str) -> dict[str, Any]:
    """The answers of a referral that exists, for a room that has itself asked who may see it."""
    return dict(Referral.objects.values_list("answers", flat=True).get(reference=reference))


def consents_of(reference: str) -> list[ConsentRow]:
    """The consents that stand, for a room that has itself asked who may see the record."""
    return consents_reading(reference).alone()


def references_with_consent() -> QuerySet[Any]:
    """The references of the referrals to which the person consented, for a statement that asks more of them."""
    given = Consent.objects.filter(scope="referral", given=True, ended_at__isnull=True)
    return given.values("referral__reference")


def consents_reading(reference: str) -> Reading[list[ConsentRow]]:
    """The same, to be read together with something else."""
    rows = Consent.objects.filter(referral__reference=reference, ended_at__isnull=True).order_by("id")
    columns = ("scope", "given", "cannot_consent", "how_given", "explained_in", "interpreter", "given_on")
    return Reading(
        rows.values_list(*columns, "explained_by"),
        lambda found: [ConsentRow(scope, given, cannot or "", *rest) for scope, given, cannot, *rest in found],
    )


def safe_ways_of(person_id: UUID) -> list[SafeWay]:
    """The ways in which decisions reach a person, for a room that has itself asked who may see the record."""
    return safe_ways_reading(person_id).alone()


def safe_ways_reading(person_id: UUID) -> Reading[list[SafeWay]]:
    """The same, to be read together with something else."""
    rows = SafeContact.objects.filter(person_id=person_id, ended_at__isnull=True).order_by("recorded_at")
    return Reading(
        rows.values_list("audience", "channel", "addressee", "lines", "confirmed_safe", "exploited_there"),
        lambda found: [
            SafeWay(audience, channel, addressee or "", tuple(lines or ()), confirmed, exploited)
            for audience, channel, addressee, lines, confirmed, exploited in found
        ],
    )


@dataclass(frozen=True, slots=True)
class ReferralHead:
    """What opening a case needs to know of a referral."""

    person_id: UUID
    organisation_id: UUID


def people_of_referrals(references: Sequence[str]) -> dict[str, UUID]:
    """Whom each of these referrals is about (a public id), by reference; one that there is not is left out."""
    return dict(Referral.objects.filter(reference__in=references).values_list("reference", "person_id"))


def referred_as_children(references: Sequence[str]) -> set[str]:
    """Which of these referrals were made of a child."""
    rows = Referral.objects.filter(reference__in=references, kind=ReferralKind.CHILD.value)
    return set(rows.values_list("reference", flat=True))


def referral_head(reference: str) -> ReferralHead:
    """The head of a referral that exists, for the rooms above."""
    return ReferralHead(*Referral.objects.values_list("person_id", "organisation_id").get(reference=reference))
