"""What the pages about people and systems of an organisation are opened with."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.utils import timezone

from opennrm.partners.access import Actor
from tests.browser.systems import entered, given_a_token, hooked
from tests.stories.people import ADMINISTRATOR, OFFICER, House

NOTHING_TRIED: dict[str, Any] = {
    **dict.fromkeys(("cases", "changed", "decisions", "other_way", "clocks", "letters", "not_told"), 0),
    "parts": {"route": 0, "clock": 0},
}


class PeopleOpened:
    """What they are opened with, made once."""

    house: House

    @cached_property
    def proposal(self) -> dict[str, Any]:
        """A role of the police that waits for a second administrator."""
        from opennrm.partners.models import RoleProposed

        row = RoleProposed.objects.create(
            account_id=actor(OFFICER).account_id,
            role="administrator",
            proposed_at=timezone.now(),
            proposed_by_id=actor(ADMINISTRATOR).account_id,
        )
        return {"proposal_id": row.id}

    @cached_property
    def profile_change(self) -> dict[str, Any]:
        """A change of profile that waits for a second administrator."""
        from opennrm.partners.models import ProfileChange

        row = ProfileChange.objects.create(
            profile="central_2009",
            from_day=timezone.now().date() + timedelta(days=400),
            reason="The partnership agreed.",
            simulated=NOTHING_TRIED,
            proposed_at=timezone.now(),
            proposed_by_id=actor(ADMINISTRATOR).account_id,
        )
        return {"change_id": row.id}

    @cached_property
    def system(self) -> dict[str, Any]:
        """A computer system of the police."""
        return entered(actor(ADMINISTRATOR))

    @cached_property
    def token(self) -> dict[str, Any]:
        """A token of that system."""
        return given_a_token(actor(ADMINISTRATOR), self.system)

    @cached_property
    def webhook(self) -> dict[str, Any]:
        """A webhook of the police."""
        return hooked(actor(ADMINISTRATOR))

    @cached_property
    def new_start(self) -> dict[str, Any]:
        """A new start of somebody of the police, which waits for a second administrator."""
        from opennrm.partners.models import Invitation

        invitation_id = self.invitation["invitation_id"]
        row = Invitation.objects.get(id=invitation_id)
        row.pk, row.token_hash, row.waits, row.new_factor = uuid4(), uuid4().hex, True, True
        row.save(force_insert=True)
        return {"invitation_id": row.pk}

    @cached_property
    def colleague(self) -> dict[str, Any]:
        """Somebody of the police, as their administrator sees them."""
        return {"account_id": actor(OFFICER).account_id}

    @cached_property
    def role(self) -> dict[str, Any]:
        """The role of that somebody."""
        from opennrm.partners.models import RoleHeld

        held = RoleHeld.objects.get(account_id=self.colleague["account_id"])
        return {**self.colleague, "role_held_id": held.id}

    @cached_property
    def _invited(self) -> Any:
        from opennrm.partners.actions import invite_person

        return invite_person(
            email="new@marshland.police.example",
            name="Robin Vale",
            role="administrator",
            team_id=None,
            by=actor(ADMINISTRATOR),
            at=timezone.now(),
        )

    @property
    def invitation(self) -> dict[str, Any]:
        """An invitation, as the administrator sees it."""
        return {"invitation_id": self._invited.invitation_id}

    @property
    def link(self) -> dict[str, Any]:
        """The link that the invited person gets."""
        return {"secret": self._invited.secret}


def actor(email: str) -> Actor:
    """Somebody as the actions know them."""
    from opennrm.partners.actors import actor_of

    return actor_of(email, timezone.now())
