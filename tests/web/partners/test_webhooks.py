"""An administrator registers a webhook, is shown its secret once, sees what came of the calls, and ends it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone

from opennrm.notifications import webhooks
from opennrm.notifications.models import Webhook, WebhookCall
from opennrm.vault.webhook_signing import webhook_secret
from tests.factories import partners as made

pytestmark = pytest.mark.django_db


def test_a_webhook_is_registered_watched_changed_and_ended(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WEBHOOKS = "outside"
    monkeypatch.setattr(webhooks, "looked_up", lambda host, port: None)
    client = made.client_for(made.account("administrator"))
    page = client.post("/people/webhooks/add/", {"address": "https://hook.example/in"})
    row = Webhook.objects.get()
    assert webhook_secret(str(row.id), 1) in page.content.decode()
    WebhookCall.objects.create(
        webhook=row, kind="referral.received", reference="NRM-0000-0000-00", happened_at=timezone.now()
    )
    listed = client.get("/people/webhooks/").content.decode()
    assert "https://hook.example/in" in listed
    assert re.search("referral.received, .*: waits", listed)
    assert "NRM-0000-0000-00" not in listed, "who administers reads no records"
    assert client.get(f"/people/webhooks/{row.id}/secret/").status_code == 200
    page = client.post(f"/people/webhooks/{row.id}/secret/")
    assert webhook_secret(str(row.id), 2) in page.content.decode()
    assert client.post(f"/people/webhooks/{row.id}/end/").headers["Location"] == "/people/webhooks/"
    assert "None is registered yet" in client.get("/people/webhooks/").content.decode()


def test_what_is_refused_is_said_at_its_field_and_what_was_typed_stays(settings: Any) -> None:
    client = made.client_for(made.account("administrator"))
    page = client.post("/people/webhooks/add/", {"address": "https://hook.example/in"})
    assert page.status_code == 422
    assert "This installation calls nobody" in page.content.decode()
    settings.WEBHOOKS = "outside"
    page = client.post("/people/webhooks/add/", {"address": "http://hook.example/in"})
    assert "Enter an https address" in page.content.decode()
    assert 'value="http://hook.example/in"' in page.content.decode()
