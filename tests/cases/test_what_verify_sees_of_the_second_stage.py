"""Whatever of the second stage somebody changes behind the history's back is found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from opennrm.cases.actions.answering import record_answer
from opennrm.cases.actions.extending import extend_recovery
from opennrm.cases.actions.reconsidering import request_reconsideration
from opennrm.cases.actions.representations import record_representation
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from tests.cases.test_asking import asked
from tests.factories import referrals

PLANTED = {
    "the second outcome": ("UPDATE cases_case SET conclusive_grounds = 'positive'", "of the second outcome"),
    "its day": ("UPDATE cases_case SET conclusive_grounds_on = '2020-01-01'", "of the day of the second decision"),
    "its decision": (
        "UPDATE cases_decision SET state = 'replaced' WHERE kind = 'conclusive_grounds'",
        "of the decision on conclusive grounds, the row says nothing",
    ),
    "its second officer": (
        "UPDATE cases_check SET void_at = now()",
        "of the countersignature of the decision on conclusive grounds",
    ),
    "a consultation gone": ("DELETE FROM cases_consultation", "of the texts recorded between the decisions"),
    "a consultation of somebody else": (
        "UPDATE cases_consultation SET with_whom = 'police'",
        "a text that ConsultationRecorded tells of was changed",
    ),
    "another source of representations": (
        "UPDATE cases_representation SET source = 'person'",
        "a text that RepresentationReceived tells of was changed",
    ),
    "another extension": ("UPDATE cases_extension SET by_days = 9", "a text that RecoveryExtended tells of"),
    "another agency": ("UPDATE cases_information_request SET agency = 'Nobody'", "a text that AgencyAsked tells of"),
    "another answer": (
        "UPDATE cases_information_request SET answer = 'declined'",
        "of the requests for information",
    ),
    "the evidence of an answer": (
        "UPDATE cases_evidence SET text_hash = repeat('0', 64)",
        "of the evidence",
    ),
    "the day of a consultation": (
        "UPDATE cases_consultation SET consulted_on = '2020-01-01'",
        "a text that ConsultationRecorded tells of was changed",
    ),
    "the day representations came": (
        "UPDATE cases_representation SET received_on = '2020-01-01'",
        "a text that RepresentationReceived tells of was changed",
    ),
    "until when recovery grew": (
        "UPDATE cases_extension SET until = until + 1",
        "a text that RecoveryExtended tells of was changed",
    ),
    "the day of a request": (
        "UPDATE cases_information_request SET asked_on = '2020-01-01'",
        "a text that AgencyAsked tells of was changed",
    ),
    "the day an answer is asked by": (
        "UPDATE cases_information_request SET due_on = due_on + 1",
        "a text that AgencyAsked tells of was changed",
    ),
    "that the case waits for it": (
        "UPDATE cases_information_request SET case_waits = NOT case_waits",
        "a text that AgencyAsked tells of was changed",
    ),
    "the day of an answer": (
        "UPDATE cases_information_request SET answered_on = answered_on + 1",
        "a text that AgencyReplied tells of was changed",
    ),
    "the day of a reconsideration": (
        "UPDATE cases_reconsideration_request SET requested_on = '2020-01-01'",
        "a text that ReconsiderationRequested tells of was changed",
    ),
    "why a clock ended": (
        "UPDATE cases_clock SET ended_because = 'withdrawn' WHERE ended_because = 'extension'",
        "of the clocks that have ended",
    ),
    "an ended clock gone": ("DELETE FROM cases_clock WHERE ended_because = 'met'", "of the clocks that have ended"),
    "how a clock is explained": (
        "UPDATE cases_clock SET explanation = 'Otherwise.' WHERE ended_at IS NULL",
        "of how the running clocks are explained",
    ),
    "a chaser too many": ("UPDATE cases_information_request SET chased = 3", "of the requests for information"),
}


@pytest.mark.django_db
def test_every_planting_is_found(subtests: pytest.Subtests) -> None:
    house = referrals.house(timezone.now() - timedelta(days=60))
    reference = house.adult()
    by = house.actor("caseworker")
    request = asked(house, reference)
    on = legal_day(house.at)
    record_answer(reference, request, answer="answered", text="Burns.", on=on, by=by, at=house.at)
    house.decide(reference, "positive")
    put = {"source": "support_provider", "text": "Not yet.", "received_on": on, "token": "one"}
    record_representation(reference, **put, by=by, at=house.at)  # type: ignore[arg-type]
    seen = house.case(reference).version
    why = {"reason": "serious_health", "words": "As written."}
    extend_recovery(reference, by_days=2, **why, seen=seen, by=by, at=house.at)
    then = house.ended(reference, 32)
    then.consult(reference)
    then.conclude(reference, "negative")
    then.check(reference)
    then.serve(reference)
    looked_at_again = {"requester": "first_responder", "grounds": ["additional_evidence"], "words": "A neighbour."}
    request_reconsideration(
        reference,
        **looked_at_again,  # type: ignore[arg-type]
        on=legal_day(then.at),
        facing_removal=False,
        seen=then.case(reference).version,
        by=then.actor("caseworker"),
        at=then.at,
    )
    assert check_cases() == []
    for name, (statement, found) in PLANTED.items():
        with subtests.test(name):
            told = _planted(statement)
            assert any(found in each for each in told), told
    assert check_cases() == []


def _planted(statement: str) -> list[str]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement)
        told = [each.what for each in check_cases()]
        transaction.set_rollback(True)
    return told
