"""The post of an authority: the letters of the cases that its teams hold, put together, printed and posted.

Whoever posts need not be let see the cases, but for those that are restricted: for whoever is not named in one, neither
its letters nor a batch that holds one is there. The letters of a restricted case lie in a batch of their own, so that
no other letter waits for somebody on its list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from opennrm.audit.record import command
from opennrm.cases.models import Case
from opennrm.cases.team import colleagues_for
from opennrm.cases.visibility import hidden_from
from opennrm.mechanism.events import Event
from opennrm.mechanism.refusal import Refused, refuse_if
from opennrm.notifications import posting
from opennrm.notifications.actions import tell_of_work
from opennrm.notifications.kinds import Channel
from opennrm.notifications.posting import NOTHING_TO_POST, BatchRow
from opennrm.partners.access import Actor, refusal_to_act
from opennrm.partners.roles import Permission


@dataclass(frozen=True, slots=True)
class ToPost:
    """How many letters wait for the post and lie in no batch yet; `restricted` of them are of restricted cases."""

    letters: int
    restricted: int


def make_post_batch(*, by: Actor, at: datetime) -> list[UUID]:
    """Put what waits for the post into batches, over all teams of the actor's authority; gives their ids.

    One for all cases that are not restricted, and one for each restricted case that names the actor. Raises `Refused`
    if their roles do not let them, or if no letter waits.
    """
    refuse_if(refusal_to_act(by, Permission.POST_LETTERS))
    with command():
        waiting = posting.cases_that_wait(_references(_restricted(by, at)))
        groups: list[QuerySet[Case, str] | list[str]] = [_references(_open(by)), *([each] for each in waiting)]
        made = [posting.make_batch(each, by=by, at=at) for each in groups]
        if not any(made):
            raise Refused(NOTHING_TO_POST)
    return [each for each in made if each is not None]


def letters_to_post(actor: Actor, *, at: datetime) -> ToPost:
    """How many letters of their authority's cases an actor could put into a batch now."""
    restricted = posting.how_many_wait(_references(_restricted(actor, at)))
    return ToPost(posting.how_many_wait(_references(_open(actor))) + restricted, restricted)


def batches_to_post(actor: Actor, *, at: datetime) -> list[BatchRow]:
    """Every batch that nobody has posted yet, the oldest first: it has waited longest."""
    return posting.batches_to_post(actor, but=_hidden(actor, at))


def posted_batches(actor: Actor, *, at: datetime, page: int = 1) -> tuple[list[BatchRow], bool]:
    """A page of the batches that were posted, the newest first, and whether another follows; empty past the end."""
    return posting.posted_batches(actor, but=_hidden(actor, at), page=page)


def batch_of(actor: Actor, batch_id: UUID, *, at: datetime) -> BatchRow:
    """A batch of the actor's organisation. Raises `NotYours` if it is not, or holds what is hidden from them."""
    return posting.batch_of(actor, batch_id, but=_hidden(actor, at))


def pulled_from(actor: Actor, batch_id: UUID, *, at: datetime) -> list[str]:
    """The references of the letters that were stopped while they lay in a batch. Raises `NotYours` as `batch_of`."""
    batch_of(actor, batch_id, at=at)
    return posting.pulled_from(batch_id)


def mark_posted(batch_id: UUID, *, taken_out: bool = False, by: Actor, at: datetime) -> None:
    """Record that the letters of a batch were posted; only a person can say so. Raises as in `notifications`."""
    posting.mark_posted(batch_id, taken_out=taken_out, by=by, at=at, but=_hidden(by, at))


def pdf_of_batch(batch_id: UUID, *, by: Actor, at: datetime) -> bytes:
    """The batch to print, inside the caller's command, until it was posted. Raises `NotYours` and `Refused`."""
    return posting.pdf_of_batch(batch_id, by=by, at=at, but=_hidden(by, at))


def take_out_of_batches(event: Event, at: datetime, by: UUID | None) -> None:
    """A case was restricted: its letters leave the batches of other cases, which are read by people off its list."""
    posting.take_out(event.subject)


def tell_who_posts_restricted(event: Event, at: datetime, by: UUID | None) -> None:
    """A letter of a restricted case waits for the post: tell those on its list who post, since nobody else sees it."""
    if event.facts()["channel"] == Channel.POST.value:
        _tell_who_posts(event.case, at, by)


def tell_who_posts_what_waits(event: Event, at: datetime, by: UUID | None) -> None:
    """A case was restricted, or its list changed: the same where letters of it wait that others saw until now.

    Whoever restricted it is told too: that letters wait is not what they did.
    """
    if posting.has_letters_to_post(event.subject):
        _tell_who_posts(event.subject, at, None)


def _tell_who_posts(reference: str | None, at: datetime, by: UUID | None) -> None:
    case = Case.objects.filter(reference=reference, restricted=True).first()
    if case is not None:
        tell_of_work({each.id for each in colleagues_for(case, Permission.POST_LETTERS, at)} - {by}, at=at)


def _open(actor: Actor) -> QuerySet[Case]:
    return Case.objects.filter(owner_team__organisation_id=actor.organisation_id, restricted=False)


def _restricted(actor: Actor, at: datetime) -> QuerySet[Case]:
    """The restricted cases of the authority that name the actor."""
    cases = Case.objects.filter(owner_team__organisation_id=actor.organisation_id, restricted=True)
    return cases.exclude(id__in=hidden_from(actor, at).values("id"))


def _hidden(actor: Actor, at: datetime) -> QuerySet[Case, str]:
    return _references(hidden_from(actor, at))


def _references(cases: QuerySet[Case]) -> QuerySet[Case, str]:
    return cases.values_list("reference", flat=True)
