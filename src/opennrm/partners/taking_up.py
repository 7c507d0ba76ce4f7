"""What an invitation does once it is taken up: does it still hold, and the account that it opens or starts anew."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import make_password

from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import StartedAnew
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.apart import refusal_to_hold_in
from opennrm.partners.browsers import forget_browsers
from opennrm.partners.directory import people_in_organisation
from opennrm.partners.giving_roles import refusal_to_hold_together
from opennrm.partners.holding import refusal_without_team
from opennrm.partners.invitations import OVER
from opennrm.partners.models import Account, Invitation, SignedInSession
from opennrm.partners.passwords import refusal_to_use_password
from opennrm.partners.roles import Permission
from opennrm.partners.second_factor import forget_second_factor
from opennrm.partners.signing_in import is_in_partnership


def still_holds(invitation: Invitation, at: datetime) -> bool:
    """Can people of the organisation hold its role, is it in the partnership, and does who invited still administer?"""
    home = invitation.organisation
    refusal = refusal_to_hold_in(home, invitation.role, at)
    refusal = refusal or refusal_without_team(invitation.role, invitation.team_id)
    here = Account.objects.filter(email=invitation.email).values_list("id", flat=True).first()
    refusal = refusal or (refusal_to_hold_together(here, invitation.role) if here else None)
    inviters = people_in_organisation(home.id, Permission.INVITE, at)
    return refusal is None and invitation.invited_by_id in inviters and is_in_partnership(home, on=legal_day(at))


def open_or_reopen(invitation: Invitation, name: str, password: str) -> tuple[Account, StartedAnew | None]:
    """Open the account, or give it back to who had it; gives it locked, and the event where it was there before.

    Its second factor stays, unless it was closed or the invitation says that a new one is set up. Raises `Refused`.
    """
    account = Account.objects.select_for_update(no_key=True).filter(email=invitation.email).first()
    is_new = account is None
    if account is None:
        account = Account(email=invitation.email, organisation_id=invitation.organisation_id)
    if account.organisation_id != invitation.organisation_id or account.is_system:
        raise Refused(OVER)
    refuse_if(refusal_of_name(name))
    new_factor = is_new or not account.is_active or invitation.new_factor
    account.name, account.is_active = name.strip(), True
    refuse_if(refusal_to_use_password(password, account))
    account.password = make_password(password)
    account.provider_hash = "" if new_factor else account.provider_hash
    account.save(force_insert=is_new)
    if new_factor:
        forget_second_factor(account.id)
        forget_browsers(account.id)
    SignedInSession.objects.filter(account_id=account.id).delete()
    home = invitation.organisation.slug
    return account, None if is_new else StartedAnew(subject=str(account.id), organisation=home, new_factor=new_factor)


def refusal_of_name(name: str) -> Refusal | None:
    """None if somebody can be called so; otherwise what to enter, for the field `name`."""
    if 0 < len(name.strip()) <= 200 and name.isprintable():
        return None
    return Refusal(
        code="no_name", because="Enter a name of up to 200 letters, on one line.", source="house", field="name"
    )
