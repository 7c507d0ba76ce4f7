"""The e-mail about administrators leaves also for whoever was just closed out, and names nobody."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.notifications.administration import LINE
from opennrm.notifications.delivery import _parcel
from opennrm.notifications.models import Message
from opennrm.partners.actions import deactivate_account
from tests.factories import partners as made

pytestmark = pytest.mark.django_db


def test_an_administrator_whose_account_was_closed_gets_it() -> None:
    one = made.account("administrator")
    other = made.account("administrator", of=one.organisation, name="Abe Mill")
    deactivate_account(account_id=other.id, by=made.actor(one), at=timezone.now())
    message = Message.objects.get(line=LINE, recipient=other)
    parcel = _parcel(message, timezone.now())
    assert parcel.recipient == other.email
    text = bytes(parcel.content).decode()
    assert "did not" in text
    for word in ("Abe", "Sam", one.email, str(other.id)):
        assert word not in text
