"""To whom an e-mail went and which system was called is forgotten in time; what waits, and every letter, stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import ProgrammingError

from opennrm.console.verify import look
from opennrm.notifications.clearing import forget_made_calls, forget_sent_emails
from opennrm.notifications.delivery import deliver
from opennrm.notifications.kinds import Channel, LetterKind, State
from opennrm.notifications.models import Letter, Message, Webhook, WebhookCall
from opennrm.retention.actions.deciding import Decision, confirm_erasures, decide_batch
from opennrm.vault.unreadable import is_erased, reading_past_unreadable
from tests.behind import as_pages
from tests.factories import cases as made
from tests.factories import partners
from tests.notifications.outbox import NOW, Recorder, mail
from tests.retention.records import proposed, years_from_now
from tests.vault.test_changing import acting_as

pytestmark = [pytest.mark.django_db, pytest.mark.proves("14.2.7")]


def emails() -> list[str]:
    return list(Message.objects.filter(channel="email").order_by("number").values_list("state", flat=True))


@pytest.mark.parametrize(("days", "left"), [(89, 1), (91, 0)])
def test_an_email_is_forgotten_after_its_days_and_only_once_it_left(settings: Any, days: int, left: int) -> None:
    settings.KEEP_EMAILS_DAYS = 90
    mail()
    assert forget_sent_emails(NOW + timedelta(days=1000)) == 0, "what waits has still to leave"
    deliver(NOW, carriers={Channel.EMAIL: Recorder()})
    assert emails() == [State.SENT.value]
    assert forget_sent_emails(NOW + timedelta(days=days)) == 1 - left
    assert len(emails()) == left


def test_what_could_not_be_delivered_waits_for_somebody_however_old_it_is() -> None:
    mail()
    Message.objects.update(state=State.DEAD.value)
    assert forget_sent_emails(NOW + timedelta(days=1000)) == 0
    assert emails() == [State.DEAD.value]


def test_an_email_that_left_late_is_kept_from_when_it_left(settings: Any) -> None:
    settings.KEEP_EMAILS_DAYS = 90
    mail()
    deliver(NOW + timedelta(days=60), carriers={Channel.EMAIL: Recorder()})
    assert forget_sent_emails(NOW + timedelta(days=120)) == 0
    assert forget_sent_emails(NOW + timedelta(days=151)) == 1


def test_no_letter_goes_by_it_and_verify_holds_after() -> None:
    made.decided(made.referred(), "positive", by=made.officer("caseworker"))
    Message.objects.filter(letter__isnull=True).update(state=State.SENT.value, sent_at=NOW)
    letters = Message.objects.filter(letter__isnull=False).count()
    assert letters
    assert forget_sent_emails(years_from_now(50)) > 0
    assert Message.objects.filter(letter__isnull=False).count() == letters
    assert list(look([], {})["findings"]) == []


def test_letters_of_a_closed_case_are_proposed_and_go_with_its_record() -> None:
    record, proposal = proposed()
    assert LetterKind(Letter.objects.filter(case_reference=record.reference).values_list("kind", flat=True)[0])
    at = years_from_now(6)
    decide_batch([proposal], Decision("erase", "Kept long enough."), by=record.officer, at=at)
    confirm_erasures([proposal], agreed=True, by=record.second, at=at)
    with reading_past_unreadable():
        letters = list(Letter.objects.filter(case_reference=record.reference))
        assert [is_erased(each.content) and is_erased(each.addressee) for each in letters] == [True] * len(letters)


def test_not_even_the_worker_can_remove_what_a_letter_left_behind() -> None:
    made.decided(made.referred(), "positive", by=made.officer("caseworker"))
    letters = Message.objects.filter(letter__isnull=False).count()
    emails_before = Message.objects.filter(letter__isnull=True).count()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with acting_as(settings.WORKER_ROLE):
            cursor.execute("DELETE FROM notifications_message")
            assert cursor.rowcount == emails_before > 0
    assert Message.objects.count() == letters > 0


def test_the_pages_can_remove_nothing_of_the_outbox() -> None:
    mail()
    with pytest.raises(ProgrammingError, match="permission denied"), as_pages(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM notifications_message")


def hook(made_by: Any, **stands: Any) -> Webhook:
    home = {"organisation": made_by.organisation, "made_by": made_by, "address": "https://hook.example/in"}
    return Webhook.objects.create(made_at=NOW, next_attempt_at=NOW, **home, **stands)


@pytest.mark.parametrize(("days", "left"), [(29, {"taken", "waits", "given up", "left"}), (31, {"waits"})])
def test_a_call_is_forgotten_once_it_was_taken_or_will_never_be_and_what_waits_is_still_made(
    settings: Any, days: int, left: set[str]
) -> None:
    settings.KEEP_CALLS_DAYS = 30
    somebody = made.account_of(made.referrer())
    runs, stopped = hook(somebody), hook(somebody, stopped_at=NOW)
    of_who_left = hook(partners.account(of=partners.organisation(ends_on=NOW.date() - timedelta(days=1))))
    for kind, webhook, sent_at in (
        ("taken", runs, NOW),
        ("waits", runs, None),
        ("given up", stopped, None),
        ("left", of_who_left, None),
    ):
        call = {"kind": kind, "reference": "NRM-0000", "happened_at": NOW, "sent_at": sent_at}
        WebhookCall.objects.create(webhook=webhook, **call)
    with acting_as(settings.WORKER_ROLE):
        assert forget_made_calls(NOW + timedelta(days=days)) == 4 - len(left)
    assert set(WebhookCall.objects.values_list("kind", flat=True)) == left
    with pytest.raises(ProgrammingError, match="permission denied"), as_pages(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM notifications_webhook_call")
