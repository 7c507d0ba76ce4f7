"""The kinds of event about notifications that are published, and that none says what could identify somebody."""

from __future__ import annotations

from dataclasses import fields

from opennrm.mechanism.events import KINDS, NotificationSent

PUBLISHED = ["NotificationSent", "NotificationViewed", "ReferralFollowedNotification"]


def test_every_published_kind_of_event_about_notifications_is_still_there() -> None:
    there = sorted(name for name, kind in KINDS.items() if kind.__module__.endswith("events.duty_to_notify"))
    assert there == PUBLISHED


def test_gender_and_nationality_are_not_in_the_history() -> None:
    assert not {"gender", "nationality"} & {field.name for field in fields(NotificationSent)}
