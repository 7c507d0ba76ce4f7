"""Notifications are read by those who sent them and by the force that received them, and by nobody else."""

from __future__ import annotations

import pytest

from opennrm.duty_to_notify.queries import (
    kind_of,
    notification_for,
    notifications_of,
    notifications_received,
    received_notification,
    receiver_of,
)
from opennrm.mechanism.duty_to_notify import NotificationKind
from opennrm.partners.access import NotYours
from opennrm.partners.models import Team
from tests.factories import cases
from tests.factories import notifications as made
from tests.factories import partners as people

pytestmark = pytest.mark.django_db


def test_those_who_sent_it_and_their_team_see_it() -> None:
    by = cases.referrer()
    colleague = people.actor(people.account("first_responder", in_team=Team.objects.get(id=next(iter(by.teams)))))
    first, second = made.notified(by), made.notified(by, named=True)
    assert [row.reference for row in notifications_of(colleague)] == [second, first]
    read = notification_for(colleague, second)
    assert (read.kind, read.answers["notified_first_name"]) == (NotificationKind.NAMED, "Ionel")
    assert "Ionel" not in repr(read)


def test_another_team_of_the_same_organisation_does_not() -> None:
    by = cases.referrer()
    reference = made.notified(by)
    home = Team.objects.get(id=next(iter(by.teams))).organisation
    stranger = people.actor(people.account("first_responder", in_team=people.team(home, "South")))
    assert notifications_of(stranger) == []
    with pytest.raises(NotYours):
        notification_for(stranger, reference)


def test_the_force_sees_what_it_received_and_another_does_not() -> None:
    triage = made.triage()
    reference = made.notified()
    assert [row.reference for row in notifications_received(triage)] == [reference]
    assert received_notification(triage, reference).received_by == "Lincolnshire Police (made up)"
    other = made.triage(people.organisation())
    assert notifications_received(other) == []
    with pytest.raises(NotYours):
        received_notification(other, reference)
    assert receiver_of(reference) == triage.organisation_id


def test_a_kind_is_told_by_reference() -> None:
    by = cases.referrer()
    anonymous = made.notified(by)
    assert kind_of(anonymous, by.organisation_slug) is NotificationKind.ANONYMOUS
    assert kind_of(made.notified(by, named=True), by.organisation_slug) is NotificationKind.NAMED
    assert kind_of("DTN-0000-0000-00", by.organisation_slug) is None
    assert kind_of(anonymous, cases.referrer().organisation_slug) is None
