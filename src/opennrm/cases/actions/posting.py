"""The post of an authority: the letters of the cases that its teams hold, put together to be printed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from opennrm.cases.models import Case
from opennrm.mechanism.refusal import refuse_if
from opennrm.notifications.posting import how_many_wait, make_batch
from opennrm.partners.access import Actor, refusal_to_act
from opennrm.partners.roles import Permission


def make_post_batch(*, by: Actor, at: datetime) -> UUID:
    """Put what waits for the post into a batch, over all teams of the actor's authority; gives its id.

    Raises `Refused` if their roles do not let them, or if no letter waits.
    """
    refuse_if(refusal_to_act(by, Permission.POST_LETTERS))
    return make_batch(_cases_of(by), by=by, at=at)


def letters_to_post(actor: Actor) -> int:
    """How many letters of their authority's cases wait for the post, in no batch yet."""
    return how_many_wait(_cases_of(actor))


def _cases_of(actor: Actor) -> QuerySet[Case, str]:
    held = Case.objects.filter(owner_team__organisation_id=actor.organisation_id)
    return held.values_list("reference", flat=True)
