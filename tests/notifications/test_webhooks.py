"""Only an administrator registers a webhook of their own organisation, and none that leads within."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from opennrm.mechanism.refusal import Refused
from opennrm.notifications import webhooks
from opennrm.notifications.channels.webhook_https import NotCalled
from opennrm.notifications.models import Webhook
from opennrm.partners.access import Actor, NotYours
from tests.factories import partners

pytestmark = pytest.mark.django_db
ADDRESS = "https://hook.example/in"


@pytest.fixture
def by(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Actor:
    settings.WEBHOOKS = "outside"
    monkeypatch.setattr(webhooks, "looked_up", lambda host, port: None)
    return partners.actor(partners.account("administrator"))


def test_it_is_registered_listed_and_ended(by: Actor) -> None:
    made = webhooks.add_webhook(f" {ADDRESS} ", by=by, at=timezone.now())
    assert made.secret.startswith("whsec_")
    assert made.secret not in str(Webhook.objects.values_list().get())
    assert [row.address for row in webhooks.webhooks_of(by)] == [ADDRESS]
    webhooks.end_webhook(made.id, by=by, at=timezone.now())
    assert webhooks.webhooks_of(by) == []
    with pytest.raises(NotYours):
        webhooks.change_secret(made.id, by=by, at=timezone.now())


@pytest.mark.parametrize("address", ["", "http://hook.example/", "https://localhost/", "https://10.0.0.1:22/"])
def test_an_address_of_another_form_is_refused_at_its_field(by: Actor, address: str) -> None:
    with pytest.raises(Refused) as refused:
        webhooks.add_webhook(address, by=by, at=timezone.now())
    assert refused.value.refusal.field == "address"
    assert not Webhook.objects.exists()


def test_a_name_that_leads_within_is_refused_in_words(by: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def within(host: str, port: int) -> None:
        raise NotCalled("address_within")

    monkeypatch.setattr(webhooks, "looked_up", within)
    with pytest.raises(Refused) as refused:
        webhooks.add_webhook(ADDRESS, by=by, at=timezone.now())
    assert "not of the public network" in refused.value.refusal.because


def test_there_are_five_at_most(by: Actor) -> None:
    for _ in range(webhooks.MOST):
        webhooks.add_webhook(ADDRESS, by=by, at=timezone.now())
    with pytest.raises(Refused, match="too_many"):
        webhooks.add_webhook(ADDRESS, by=by, at=timezone.now())


def test_nobody_else_sees_or_changes_it(by: Actor) -> None:
    made = webhooks.add_webhook(ADDRESS, by=by, at=timezone.now())
    stranger, officer = partners.actor(partners.account("administrator")), partners.actor(partners.account())
    assert webhooks.webhooks_of(stranger) == []
    for act in (webhooks.change_secret, webhooks.end_webhook):
        with pytest.raises(NotYours):
            act(made.id, by=stranger, at=timezone.now())
        with pytest.raises(Refused):
            act(made.id, by=officer, at=timezone.now())
    with pytest.raises(NotYours):
        webhooks.webhook_of(by, uuid4())
    with pytest.raises(NotYours):
        webhooks.webhooks_of(officer)
    with pytest.raises(Refused):
        webhooks.add_webhook(ADDRESS, by=officer, at=timezone.now())


def test_where_webhooks_are_off_none_is_registered_and_a_name_unknown_here_is_looked_up_later(
    by: Actor, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(host: str, port: int) -> None:
        raise NotCalled("no_name")

    monkeypatch.setattr(webhooks, "looked_up", unknown)
    assert webhooks.add_webhook(ADDRESS, by=by, at=timezone.now())
    settings.WEBHOOKS = "off"
    with pytest.raises(Refused, match="webhooks_off"):
        webhooks.add_webhook(ADDRESS, by=by, at=timezone.now())
