"""Every referral is what its history says was sent; what was changed behind the history's back is found."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection, transaction

from opennrm.audit.findings import Difference
from opennrm.demo.load import load_demonstration
from opennrm.referrals.models import Referral, SafeContact
from opennrm.referrals.verification import check_referrals
from tests.factories.sealing import overwrite

NOT_RECORDED = "the safe way to send decisions is not the one that was recorded"
NOT_GIVEN = "who may see it is not who the history gave access to"
NOT_ANSWERED = "the person is not who its answers tell of"
PLANTED = {
    "UPDATE referrals_referral SET received_on = '2020-01-01'": "of the day of receipt, the row says 2020-01-01",
    "UPDATE referrals_referral SET kind = 'adult' WHERE kind = 'child'": "the history says child of the kind",
    "UPDATE referrals_referral SET nation = 'scotland'": "of the nation, the row says scotland",
    "UPDATE referrals_referral SET answers_hash = repeat('0', 64)": "other answers were sent than it holds",
    "UPDATE referrals_consent SET given = NOT given WHERE scope = 'support'": "of what was consented to",
    "DELETE FROM referrals_consent": "of what was consented to, the row says []",
    "UPDATE referrals_safe_contact SET confirmed_safe = NOT confirmed_safe": NOT_RECORDED,
    "UPDATE referrals_safe_contact SET channel = 'post' WHERE channel <> 'post'": NOT_RECORDED,
    "UPDATE referrals_safe_contact SET audience = 'council' WHERE audience = 'person'": NOT_RECORDED,
    "UPDATE referrals_safe_contact SET ended_at = now()": NOT_RECORDED,
    "INSERT INTO referrals_safe_contact"
    " (id, person_id, audience, channel, confirmed_safe, exploited_there, recorded_at, recorded_by_id)"
    " SELECT gen_random_uuid(), person_id, 'council', 'hand_over', false, false, recorded_at, recorded_by_id"
    " FROM referrals_safe_contact": NOT_RECORDED,
    "UPDATE referrals_person SET first_name = last_name": NOT_ANSWERED,
    "UPDATE referrals_person SET other_names = first_name": NOT_ANSWERED,
    "UPDATE referrals_person SET date_of_birth = NULL": NOT_ANSWERED,
    "UPDATE referrals_person SET nationality = 'albanian'": NOT_ANSWERED,
    "UPDATE referrals_access SET grantee = (SELECT id FROM partners_team WHERE name = 'Oversight')"
    " WHERE id IN (SELECT max(id) FROM referrals_access GROUP BY referral_id)": NOT_GIVEN,
    "INSERT INTO referrals_access (referral_id, grantee, from_at, because)"
    " SELECT referral_id, gen_random_uuid(), max(from_at), 'referrer' FROM referrals_access GROUP BY referral_id"
    "": NOT_GIVEN,
    "DELETE FROM referrals_access": NOT_GIVEN,
    "UPDATE referrals_draft SET sent_at = NULL, sent_by_id = NULL": "its draft says that it was not sent",
    "UPDATE referrals_draft SET sent_at = saved_at, sent_by_id = saved_by_id": "and no referral came of it",
    "SELECT audit_append(ARRAY[body]) FROM audit_event WHERE kind = 'ReferralSubmitted'": "says 2 times",
    "SELECT audit_append(ARRAY[replace(body, case_reference, 'NRM-NONE')]) FROM audit_event"
    " WHERE kind = 'ReferralSubmitted' LIMIT 1": "was sent, and there is no such referral",
}


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _found(done: Callable[[], object]) -> list[Difference]:
    with transaction.atomic():
        try:
            done()
            return check_referrals()
        finally:
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_what_the_real_actions_sent_holds_and_every_planting_is_found(subtests: pytest.Subtests) -> None:
    load_demonstration()
    counted: list[int] = []
    assert check_referrals(counted.append) == []
    assert counted == [11]
    for statement, what in PLANTED.items():
        with subtests.test(statement):
            found = _found(partial(_execute, statement))
            assert [each for each in found if what in each.what], found
    with subtests.test("an answer"):
        referral = Referral.objects.all()[0]
        changed = referral.answers | {"first_name": "Somebody Else"}
        found = _found(lambda: overwrite(Referral.objects.filter(id=referral.id), answers=changed))
        assert found == [Difference(referral.reference, "its answers were changed behind their hash")]
    with subtests.test("the address of a safe contact"):
        posted = SafeContact.objects.filter(channel="post")
        found = _found(lambda: overwrite(posted, lines=["9 Another Street", "Anytown", "ZZ9 9ZZ"]))
        assert found
        assert {each.what for each in found} == {NOT_RECORDED}
    with subtests.test("the name on the envelope"):
        found = _found(lambda: overwrite(SafeContact.objects.all(), addressee="Somebody Else"))
        assert [each.what for each in found] == [NOT_RECORDED] * SafeContact.objects.count()
