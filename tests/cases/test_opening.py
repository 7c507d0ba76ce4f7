"""A reason to open a case is kept once for a session, told to its team, and is nothing without a code."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.opening import explain_opening, hash_of_opening
from opennrm.cases.models import Opening
from opennrm.cases.openings import latest_openings, reason_given
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor, NotYours
from tests.factories import cases as made

pytestmark = [pytest.mark.django_db, pytest.mark.proves("AZ-06")]


def explains(reference: str, by: Actor, reason: str = "duty", words: str = "", session: str = "one") -> None:
    explain_opening(reference, reason=reason, words=words, session=session, by=by, at=timezone.now())


def test_a_reason_is_kept_once_for_a_session_and_the_first_stands() -> None:
    reference, bea = made.referred(), made.officer("caseworker", name="Bea Lock")
    explains(reference, bea, "complaint", "About the letter.")
    explains(reference, bea, "duty")
    explains(reference, bea, "duty", session="two")
    case_id = made.seen(reference, bea).id
    assert reason_given(case_id, bea.account_id, "one") == "complaint"
    assert reason_given(case_id, bea.account_id, "three") is None
    newest = latest_openings(case_id, 5).alone()
    assert [(each.opened_by, each.reason, each.words) for each in newest] == [
        ("Bea Lock", "duty", ""),
        ("Bea Lock", "complaint", "About the letter."),
    ]
    told = [event.facts for event in events_of_case(reference) if event.kind == "OpeningExplained"]
    assert [each["reason"] for each in told] == ["complaint", "duty"]
    assert told[0]["text_hash"] == hash_of_opening("complaint", "About the letter.")
    assert "letter" not in str(told)


def test_without_a_code_or_a_case_nothing_is_kept() -> None:
    reference, bea = made.referred(), made.officer("caseworker", name="Bea Lock")
    stranger = made.officer("caseworker", in_team=made.authority_team("Elsewhere"), name="Sol West")
    with pytest.raises(Refused):
        explains(reference, bea, "curiosity")
    with pytest.raises(NotYours):
        explains(reference, stranger, "duty", "x" * 30)
    assert not Opening.objects.exists()
