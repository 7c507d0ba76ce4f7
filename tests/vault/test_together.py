"""What is read together is what each query gives alone, in one statement."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opennrm.audit.timeline import latest_of_case
from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.evidence import latest_evidence
from opennrm.cases.queries import clocks_reading, decisions_reading
from opennrm.notifications.queries import letters_reading
from opennrm.referrals.queries import consents_reading, referral_reading, safe_ways_reading
from opennrm.vault.together import Reading, read_together
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def _readings(reference: str, case_id: UUID, person_id: UUID) -> list[Reading[object]]:
    return [
        referral_reading(reference),
        clocks_reading(case_id),
        decisions_reading(case_id),
        latest_evidence(case_id, 5),
        letters_reading(reference),
        consents_reading(reference),
        safe_ways_reading(person_id),
        latest_of_case(reference, 5, but={"CaseViewed"}),
        latest_of_case(reference, 5, only=()),
    ]


def test_each_is_read_as_it_is_alone_in_one_statement() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    told = {"kind": "police", "text": "Zoë \u2013 \u200f“six”\r\nbeds\\", "source": ""}
    add_evidence(reference, **told, by=by, at=timezone.now())
    made.decided(reference, "negative", by=by)
    made.checked(reference, by=made.officer("second_officer"), agreed=False, remark="Read it again.")
    made.decided(reference, "negative", by=by)
    made.checked(reference, by=made.officer("second_officer"))
    made.served(reference, by=by)
    case = made.seen(reference, by)
    readings = _readings(reference, case.id, case.person_id)
    with CaptureQueriesContext(connection) as sent:
        together = read_together(*readings)
    assert len(sent) == 1
    assert list(together) == [reading.alone() for reading in readings]
    referral, clocks, decisions, evidence, letters, consents, safe_ways, events, nothing = together
    assert [check.remark for decision in decisions for check in decision.checks] == ["Read it again.", ""]
    assert (evidence[0].text, len(letters), len(events), nothing) == (told["text"], 2, 5, [])
    assert referral.answers
    assert clocks
    assert consents
    assert safe_ways
