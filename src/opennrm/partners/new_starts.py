"""New starts that wait for a second administrator: somebody with an account who is to set up a new second factor.

Whoever could give anybody a new second factor alone could sign in as them. Source: the threats of this house (an
administrator who wants to read), OWASP ASVS 5.0, 6.4.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.mechanism.events import NewStartSettled, PersonInvited, SessionsEnded
from opennrm.mechanism.refusal import Refusal, refuse_if
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.invitations import LASTS_FOR_A_NEW_START
from opennrm.partners.models import Account, Invitation, SignedInSession
from opennrm.partners.proposals import ANSWERS, FOR_YOURSELF, OWN_PROPOSAL
from opennrm.partners.roles import Permission


@dataclass(frozen=True, slots=True)
class NewStartRow:
    """A new start that waits."""

    id: UUID
    name: str
    email: str
    proposed_by: str
    proposed_at: datetime


def new_starts_of(actor: Actor, *, at: datetime) -> list[NewStartRow]:
    """The new starts that wait in the actor's own organisation, the oldest first. Raises `NotYours`."""
    if refusal_to_act(actor, Permission.INVITE) is not None:
        raise NotYours
    rows = Invitation.objects.filter(
        organisation_id=actor.organisation_id, accepted_at=None, expires_at__gt=at, waits=True
    )
    columns = ("id", "name", "email", "invited_by__name", "invited_at")
    return [NewStartRow(*row) for row in rows.order_by("invited_at", "id").values_list(*columns)]


def new_start_of(actor: Actor, invitation_id: UUID, *, at: datetime) -> NewStartRow:
    """One of them. Raises `NotYours`."""
    found = next((each for each in new_starts_of(actor, at=at) if each.id == invitation_id), None)
    if found is None:
        raise NotYours
    return found


def settle_new_start(invitation_id: UUID, *, answer: str, by: Actor, at: datetime) -> None:
    """Confirm a new start that another administrator proposed: its link leaves now; or refuse it, or take it back.

    Raises `NotYours` where none waits here; `Refused` (field `answer`) for one's own proposal or account. Of two at
    once one settles it.
    """
    refuse_if(refusal_to_act(by, Permission.INVITE))
    refuse_if(None if answer in ANSWERS else Refusal("no_answer", "Choose one.", "house", "answer"))
    with command():
        rows = Invitation.objects.select_for_update(of=("self",)).filter(
            id=invitation_id, organisation_id=by.organisation_id, accepted_at=None, expires_at__gt=at, waits=True
        )
        row = rows.first()
        account = None if row is None else Account.objects.filter(email=row.email).first()
        if row is None or account is None:
            raise NotYours
        is_confirmed = answer == "confirm"
        refuse_if(FOR_YOURSELF if account.id == by.account_id else None)
        refuse_if(OWN_PROPOSAL if is_confirmed and row.invited_by_id == by.account_id else None)
        row.waits, row.expires_at = False, at + LASTS_FOR_A_NEW_START if is_confirmed else row.invited_at
        row.save(update_fields=["waits", "expires_at"])
        home = by.organisation_slug
        settled = NewStartSettled(subject=str(account.id), organisation=home, confirmed=is_confirmed)
        announce(settled, at=at, by=by.account_id)
        if is_confirmed:
            invited = PersonInvited(subject=str(row.id), organisation=home, role=row.role)
            announce(invited, at=at, by=by.account_id)


def end_sessions_of(account_id: UUID, *, by: Actor, at: datetime) -> int:
    """End every session of somebody of one's own organisation, from their next request on; gives how many.

    Their account stays as it is: for a machine that was lost. Raises `Refused` and `NotYours`.
    Source: OWASP ASVS 5.0, 7.4.5.
    """
    refuse_if(refusal_to_act(by, Permission.INVITE))
    with command():
        if not Account.objects.filter(id=account_id, organisation_id=by.organisation_id).exists():
            raise NotYours
        ended = SignedInSession.objects.filter(account_id=account_id).delete()[0]
        announce(SessionsEnded(subject=str(account_id), how_many=ended), at=at, by=by.account_id)
        return ended
