"""Invitations that end before they are used: withdrawn, overtaken, or closed with the account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from opennrm.audit.models import EventRow
from opennrm.mechanism.refusal import Refused
from opennrm.partners import actions
from opennrm.partners.access import NotYours
from opennrm.partners.models import Account, RoleHeld
from tests.factories import partners as made
from tests.partners.test_actions import AT, administrator, code_of, invite

pytestmark = pytest.mark.django_db


def test_closing_an_account_closes_the_invitation_that_was_still_open() -> None:
    home = made.organisation()
    _, by = administrator(of=home)
    who = made.account("first_responder", of=home)
    secret = invite(by, email=who.email).secret
    actions.deactivate_account(account_id=who.id, by=by, at=AT + timedelta(minutes=1))
    with pytest.raises(Refused) as refused:  # even by a clock that runs behind
        behind = AT + timedelta(seconds=30)
        actions.accept_invitation(secret=secret, name="A", password="cows graze by the river", at=behind)
    assert code_of(refused) == ("invitation_over", None)
    who.refresh_from_db()
    assert not who.is_active
    assert not RoleHeld.objects.filter(account=who, until_at=None).exists()
    assert EventRow.objects.filter(kind="InvitationWithdrawn").count() == 1


def test_closing_an_account_that_may_not_be_closed_leaves_the_invitation() -> None:
    home = made.organisation()
    _, by = administrator(of=home)
    who = made.account(of=home)
    secret = invite(by, email=who.email).secret
    for other, error in ((made.actor(made.account("administrator")), NotYours), (made.actor(who), Refused)):
        with pytest.raises(error):
            actions.deactivate_account(account_id=who.id, by=other, at=AT)
    actions.accept_invitation(secret=secret, name="A", password="cows graze by the river", at=AT)


def test_an_invitation_is_withdrawn_once_and_by_its_own_organisation() -> None:
    _, by = administrator()
    _, stranger = administrator()
    invited = invite(by)
    with pytest.raises(NotYours):
        actions.withdraw_invitation(invitation_id=invited.invitation_id, by=stranger, at=AT)
    with pytest.raises(Refused):
        manager = made.actor(made.account("manager"))
        actions.withdraw_invitation(invitation_id=invited.invitation_id, by=manager, at=AT)
    actions.withdraw_invitation(invitation_id=invited.invitation_id, by=by, at=AT)
    with pytest.raises(NotYours):
        actions.withdraw_invitation(invitation_id=invited.invitation_id, by=by, at=AT)
    with pytest.raises(Refused, match="invitation_over"):
        actions.accept_invitation(secret=invited.secret, name="A", password="cows graze by the river", at=AT)


@pytest.mark.parametrize("changed", [{"may_refer": False}, {"ends_on": (AT - timedelta(days=2)).date()}])
def test_an_invitation_ends_with_what_it_was_for(changed: dict[str, Any]) -> None:
    _, by = administrator()
    secret = invite(by).secret
    made.Organisation.objects.filter(id=by.organisation_id).update(**changed)
    with pytest.raises(Refused, match="invitation_over"):
        actions.accept_invitation(secret=secret, name="A", password="cows graze by the river", at=AT)
    assert Account.objects.count() == 1
