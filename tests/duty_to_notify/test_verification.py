"""Every notification is what its history says; what was changed behind the history's back is found."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import connection, transaction

from opennrm.audit.findings import Difference
from opennrm.duty_to_notify.models import NamedNotification
from opennrm.duty_to_notify.verification import check_notifications
from tests.factories import notifications as made
from tests.factories.sealing import overwrite

CHANGED = "what it says was changed after it was sent"
PLANTED = {
    "UPDATE duty_to_notify_anonymous SET nationality = 'albanian'": CHANGED,
    "UPDATE duty_to_notify_anonymous SET what_happened = 'Nothing'": CHANGED,
    "UPDATE duty_to_notify_anonymous SET content_hash = repeat('0', 64)": CHANGED,
    "UPDATE duty_to_notify_anonymous SET shared_with = gen_random_uuid()": CHANGED,
    "UPDATE duty_to_notify_named SET shared_with = gen_random_uuid()": CHANGED,
    "UPDATE duty_to_notify_anonymous SET nation = 'wales'": "says england of the nation, the row says wales",
    "UPDATE duty_to_notify_anonymous SET force = 'kent_police'": "of the force, the row says kent_police",
    "UPDATE duty_to_notify_named SET sent_on = '2020-01-01'": "of the day, the row says 2020-01-01",
    "UPDATE duty_to_notify_named SET sent_at = now() + interval '1 day'": "of the moment",
    "UPDATE duty_to_notify_named SET received_by_id = NULL": "of who received it, the row says None",
    "UPDATE duty_to_notify_named SET organisation_id = received_by_id": "of the organisation, the row says",
    "UPDATE duty_to_notify_named SET naming_given_how = 'signed'": CHANGED,
    "DELETE FROM duty_to_notify_anonymous": "there is no such notification",
    "UPDATE duty_to_notify_anonymous SET reference = 'DTN-NONE'": "the history does not say it was sent",
    "SELECT audit_append(ARRAY[body]) FROM audit_event WHERE kind = 'NotificationSent'": "says more than once",
}


def _found(statement: str) -> list[Difference]:
    with transaction.atomic():
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
            return check_notifications()
        finally:
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_what_was_sent_holds_and_every_planting_is_found(subtests: pytest.Subtests) -> None:
    made.receiving_force()
    made.notified()
    made.notified(named=True)
    counted: list[int] = []
    assert check_notifications(counted.append) == []
    assert counted == [2]
    for statement, what in PLANTED.items():
        with subtests.test(statement):
            found = partial(_found, statement)()
            assert [each for each in found if what in each.what], found
    with subtests.test("a name"):
        overwrite(NamedNotification.objects.all(), first_name="Somebody Else")
        assert [each.what for each in check_notifications()] == [CHANGED]
