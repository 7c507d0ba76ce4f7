"""A referral is received and a system is called: with the reference, signed, again until it is taken."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.notifications import webhooks
from opennrm.notifications.channels.webhook_https import NotCalled
from opennrm.notifications.models import Message, Webhook, WebhookCall
from opennrm.notifications.webhook_calls import GIVES_UP_AFTER, Called, call_what_is_due, queue_calls
from opennrm.partners.access import Actor
from opennrm.partners.models import Organisation
from opennrm.vault.webhook_signing import webhook_secret
from tests.factories import cases as made
from tests.factories import partners

pytestmark = pytest.mark.django_db
ADDRESS = "https://hook.example/in"


class Heard:
    """Takes the place of the network: keeps what was sent, and answers with a status or a failure."""

    def __init__(self, *answers: int | str) -> None:
        self.answers = list(answers) or [204]
        self.sent: list[tuple[str, Mapping[str, str], bytes]] = []

    def __call__(self, address: str, headers: Mapping[str, str], body: bytes) -> int:
        self.sent.append((address, headers, body))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, str):
            raise NotCalled(answer)
        return answer


@pytest.fixture
def referrer(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Actor:
    settings.WEBHOOKS = "outside"
    monkeypatch.setattr(webhooks, "looked_up", lambda host, port: None)
    made.authority_team()
    return made.referrer()


def hooked(referrer: Actor, at: datetime | None = None) -> webhooks.MadeSecret:
    home = made.account_of(referrer).organisation
    administrator = partners.actor(partners.account("administrator", of=home))
    return webhooks.add_webhook(ADDRESS, by=administrator, at=at or timezone.now())


def is_signed(sent: tuple[str, Mapping[str, str], bytes], secret: str) -> bool:
    """As a receiver finds out, by the published scheme."""
    _address, headers, body = sent
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return expected in headers["webhook-signature"].split(" ")


def test_a_referral_that_is_received_is_told_by_reference_and_kind_alone(referrer: Actor) -> None:
    secret = hooked(referrer).secret
    reference = made.referred(referrer)
    heard = Heard()
    assert call_what_is_due(timezone.now(), post=heard) == Called(taken=1)
    assert call_what_is_due(timezone.now(), post=heard) == Called()
    address, _headers, body = heard.sent[0]
    told = json.loads(body)
    assert address == ADDRESS
    assert told.keys() == {"type", "timestamp", "data"}
    assert (told["type"], told["data"]) == ("referral.received", {"reference": reference})
    assert is_signed(heard.sent[0], secret)
    assert not is_signed((address, heard.sent[0][1], body + b" "), secret)


def test_a_decision_is_told_as_a_change_without_its_outcome(referrer: Actor) -> None:
    hooked(referrer)
    reference = made.referred(referrer)
    made.decided(reference, "positive", by=made.officer("caseworker", in_team=made.authority_team()))
    heard = Heard()
    while call_what_is_due(timezone.now(), post=heard).taken:
        pass
    assert [json.loads(body)["type"] for _a, _h, body in heard.sent] == ["referral.received", "referral.status_changed"]
    assert b"positive" not in heard.sent[-1][2]


def test_another_organisation_is_told_nothing(referrer: Actor) -> None:
    hooked(made.referrer())
    made.referred(referrer)
    assert not WebhookCall.objects.exists()


def test_what_is_not_taken_is_tried_again_later_with_the_same_id_and_first(referrer: Actor) -> None:
    hooked(referrer)
    first, second = made.referred(referrer), made.referred(referrer)
    heard, now = Heard("no_connection", 500, 204), timezone.now()
    assert call_what_is_due(now, post=heard) == Called(failed=1), "one try, and no other beside it"
    assert call_what_is_due(now, post=heard) == Called()
    for hours in (1, 2, 3):
        call_what_is_due(now + timedelta(hours=hours), post=heard)
    told = [(headers["webhook-id"], json.loads(body)["data"]["reference"]) for _a, headers, body in heard.sent]
    assert [reference for _id, reference in told] == [first, first, first, second]
    assert len({id_ for id_, _reference in told}) == 2
    kept = WebhookCall.objects.get(reference=first)
    assert (kept.attempts, kept.last_result) == (3, "taken")
    assert Webhook.objects.get().failing_since is None


def test_after_days_it_is_given_up_and_the_administrators_are_told(referrer: Actor) -> None:
    hooked(referrer)
    made.referred(referrer)
    heard, now = Heard("no_connection"), timezone.now()
    told = Message.objects.count()
    call_what_is_due(now, post=heard)
    call_what_is_due(now + GIVES_UP_AFTER - timedelta(hours=1), post=heard)
    assert Webhook.objects.get().stopped_at is None
    call_what_is_due(now + GIVES_UP_AFTER, post=heard)
    assert Webhook.objects.get().stopped_at is not None
    assert latest_events(1)[0].kind == "WebhookStopped"
    assert Message.objects.count() == told + 1
    assert call_what_is_due(now + timedelta(days=30), post=heard) == Called()
    made.referred(referrer)
    assert WebhookCall.objects.count() == 1, "nothing more is kept for it"


def test_what_is_gone_for_good_is_given_up_at_once(referrer: Actor) -> None:
    hooked(referrer)
    made.referred(referrer)
    call_what_is_due(timezone.now(), post=Heard(410))
    assert Webhook.objects.get().stopped_at is not None


def test_for_a_day_both_secrets_sign(referrer: Actor) -> None:
    before = hooked(referrer)
    administrator = partners.actor(Webhook.objects.get().made_by)
    now = timezone.now()
    after = webhooks.change_secret(before.id, by=administrator, at=now)
    assert after.secret != before.secret == webhook_secret(str(before.id), 1)
    made.referred(referrer)
    heard = Heard(500, 204)
    call_what_is_due(now + timedelta(hours=1), post=heard)
    call_what_is_due(now + timedelta(hours=25), post=heard)
    assert [is_signed(sent, before.secret) for sent in heard.sent] == [True, False]
    assert all(is_signed(sent, after.secret) for sent in heard.sent)


def test_an_ended_one_is_called_no_more(referrer: Actor) -> None:
    hook: Any = hooked(referrer)
    made.referred(referrer)
    webhooks.end_webhook(hook.id, by=partners.actor(Webhook.objects.get().made_by), at=timezone.now())
    heard = Heard()
    assert call_what_is_due(timezone.now(), post=heard) == Called()
    assert heard.sent == []


def test_an_organisation_that_left_the_partnership_is_called_no_more_and_one_that_did_not_is(referrer: Actor) -> None:
    """As its tokens end on the day after it left, so do its calls: those that wait, and those that would follow."""
    hooked(referrer)
    home, now = made.account_of(referrer).organisation, timezone.now()
    made.referred(referrer)
    today = timezone.localdate(now)
    for starts_on, ends_on in ((home.starts_on, today - timedelta(days=1)), (today + timedelta(days=1), None)):
        Organisation.objects.filter(id=home.id).update(starts_on=starts_on, ends_on=ends_on)
        heard = Heard()
        assert call_what_is_due(now, post=heard) == Called()
        assert heard.sent == []
        queue_calls(home.id, "referral.status_changed", "NRM-0000-0000-00", at=now)
        assert WebhookCall.objects.count() == 1
    Organisation.objects.filter(id=home.id).update(starts_on=today, ends_on=today)
    assert call_what_is_due(now, post=Heard()) == Called(taken=1), "on its last day it still is"
