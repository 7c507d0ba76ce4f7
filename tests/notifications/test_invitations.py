"""An invitation leaves by e-mail, and the secret of its link is nowhere kept."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from opennrm.notifications.channels.port import Parcel
from opennrm.notifications.delivery import deliver
from opennrm.notifications.kinds import Channel
from opennrm.notifications.models import Message
from opennrm.partners.actions import accept_invitation, invite_person
from opennrm.partners.models import Account, EmailDomain
from tests.factories import partners


class Kept:
    """A carrier that keeps what it carried."""

    def __init__(self) -> None:
        self.parcels: list[Parcel] = []

    def carry(self, parcel: Parcel) -> None:
        self.parcels.append(parcel)


@pytest.mark.django_db
def test_somebody_invited_gets_a_link_that_opens_their_account() -> None:
    administrator = partners.account("administrator")
    domain = EmailDomain.objects.get(organisation=administrator.organisation).domain
    at = timezone.now()
    made = invite_person(
        email=f"new@{domain}",
        name="Nia Newcomer",
        role="first_responder",
        team_id=None,
        by=partners.actor(administrator),
        at=at,
    )
    assert made.secret not in str(list(Message.objects.values()))
    box = Kept()
    assert deliver(at, carriers={Channel.EMAIL: box}).sent == 1
    mail = message_from_bytes(box.parcels[0].content, policy=default)
    assert mail["To"] == f"new@{domain}"
    link = next(word for word in mail.get_content().split() if "://" in word)
    secret = urlsplit(link).path.strip("/").split("/")[-1]
    account_id = accept_invitation(secret=secret, name="Nia Newcomer", password="a meadow by the weir", at=at)
    assert Account.objects.get(id=account_id).email == f"new@{domain}"


@pytest.mark.django_db
def test_a_link_that_no_longer_works_is_not_sent() -> None:
    administrator = partners.account("administrator")
    domain = EmailDomain.objects.get(organisation=administrator.organisation).domain
    at = timezone.now()
    invite_person(
        email=f"late@{domain}",
        name="Lena Late",
        role="first_responder",
        team_id=None,
        by=partners.actor(administrator),
        at=at,
    )
    box = Kept()
    assert deliver(at + timedelta(hours=25), carriers={Channel.EMAIL: box}).failed == 1
    assert box.parcels == []
    assert Message.objects.get().last_error == "invitation_over"
