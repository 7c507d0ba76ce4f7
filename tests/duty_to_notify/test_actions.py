"""Sending a notification: rows, events, the e-mail, and nothing left of the draft."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.duty_to_notify.actions import send_notification
from opennrm.duty_to_notify.models import AnonymousNotification, NamedNotification
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.models import Message
from opennrm.partners.access import NotYours
from opennrm.referrals.actions import save_page
from opennrm.referrals.models import Draft
from opennrm.referrals.queries import draft_for
from opennrm.vault.fields import PersonalField
from tests.factories import cases
from tests.factories import notifications as made

pytestmark = pytest.mark.django_db


def sent(by: Any, draft_id: Any, *, considered: bool = True, seen: int | None = None) -> str:
    version = draft_for(by, draft_id).version if seen is None else seen
    return send_notification(draft_id, considered=considered, seen=version, by=by, at=timezone.now())


def test_an_anonymous_notification_is_kept_and_its_draft_is_gone() -> None:
    by, triage = cases.referrer(), made.triage()
    draft_id = made.draft(by)
    reference = sent(by, draft_id)
    row = AnonymousNotification.objects.get(reference=reference)
    assert reference.startswith("DTN-")
    assert (row.organisation_id, row.sent_by_id, row.received_by_id) == (
        by.organisation_id,
        by.account_id,
        triage.organisation_id,
    )
    assert (row.nationality, row.force, row.duty) == ("vietnamese", "lincolnshire_police", "under_the_duty")
    assert not Draft.objects.filter(id=draft_id).exists()
    assert not NamedNotification.objects.exists()
    told, before = latest_events(2)
    assert (told.kind, told.subject, told.facts["notification_kind"]) == ("NotificationSent", reference, "anonymous")
    assert before.kind != "DraftDiscarded"
    assert "vietnamese" not in str(told)
    assert list(Message.objects.values_list("recipient_id", "line")) == [(triage.account_id, "you_have_work")]


def test_a_named_one_holds_the_person_and_their_consent() -> None:
    reference = made.notified(named=True)
    row = NamedNotification.objects.get(reference=reference)
    assert (row.first_name, row.phone, row.email) == ("Ionel", "07700 900456", None)
    assert (row.naming_given_how, row.naming_language, row.naming_explained_by) == ("spoken", "ron", "I did")
    told, discarded = latest_events(2)
    assert (told.kind, told.facts["notification_kind"]) == ("NotificationSent", "named")
    assert (discarded.kind, discarded.facts["reason"]) == ("DraftDiscarded", "notification")
    assert row.sender_phone == "020 7946 0321"
    assert not AnonymousNotification.objects.exists()


def test_the_table_of_anonymous_ones_has_no_personal_column_and_no_key_to_a_person_or_draft() -> None:
    fields = AnonymousNotification._meta.local_fields
    assert [field for field in fields if isinstance(field, PersonalField)] == []
    keys = {field.name: field.related_model._meta.label for field in fields if field.related_model}
    assert keys == {
        "organisation": "partners.Organisation",
        "received_by": "partners.Organisation",
        "sent_by": "partners.Account",
    }


def test_sent_twice_by_the_same_person_it_is_one_notification() -> None:
    by = cases.referrer()
    draft_id = made.draft(by)
    assert sent(by, draft_id) == sent(by, draft_id, seen=0)
    assert AnonymousNotification.objects.count() == 1


def test_somebody_else_cannot_send_it() -> None:
    by = cases.referrer()
    draft_id = made.draft(by)
    with pytest.raises(NotYours):
        sent(cases.referrer(), draft_id, seen=draft_for(by, draft_id).version)
    assert Draft.objects.filter(id=draft_id).exists()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"notified_what_happened": "Ring 020 7946 0777."}, "identifies_somebody"),
        ({"refusal_in_words": "Write to a.b@c.example."}, "identifies_somebody"),
        ({"notified_place_force": "police_scotland"}, "contradiction"),
    ],
)
def test_what_a_rule_refuses_does_not_leave_and_the_draft_stays(changed: dict[str, Any], code: str) -> None:
    by = cases.referrer()
    draft_id = made.draft(by, **changed)
    with pytest.raises(Refused) as refused:
        sent(by, draft_id)
    assert refused.value.refusal.code == code
    assert Draft.objects.filter(id=draft_id).exists()
    assert not AnonymousNotification.objects.exists()


def test_an_anonymous_one_leaves_only_when_it_was_read_again() -> None:
    by = cases.referrer()
    draft_id = made.draft(by)
    with pytest.raises(Refused) as refused:
        sent(by, draft_id, considered=False)
    assert (refused.value.refusal.code, refused.value.refusal.field) == ("not_considered", "considered")


def test_it_is_not_sent_when_somebody_saved_it_after_it_was_checked() -> None:
    by = cases.referrer()
    draft_id = made.draft(by)
    seen = draft_for(by, draft_id).version
    save_page(draft_id, "danger-now", {"danger_now": ["yes"]}, by=by, at=timezone.now())
    with pytest.raises(Refused) as refused:
        sent(by, draft_id, seen=seen)
    assert refused.value.refusal.code == "changed_meanwhile"


def test_a_referral_and_an_incomplete_draft_make_no_notification() -> None:
    by = cases.referrer()
    with pytest.raises(Refused) as refused:
        sent(by, cases.draft(by))
    assert refused.value.refusal.code == "not_complete"
    assert Draft.objects.count() == 1


def test_a_force_that_does_not_work_here_is_not_told_and_the_notification_is_kept(settings: Any) -> None:
    settings.FORCES_STAND_IN = ""
    row = AnonymousNotification.objects.get(reference=made.notified())
    assert row.received_by is None
    assert not Message.objects.exists()
