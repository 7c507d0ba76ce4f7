"""A person is disqualified only after being weighed one by one, by two officers, and is told why by a safe way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.disqualifying import check_disqualification, propose_disqualification
from opennrm.cases.models import Disqualification
from opennrm.cases.verification import check_cases
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.models import Letter
from tests.factories import referrals

pytestmark = pytest.mark.django_db
WHY = "A conviction of two years, read in the court's own record."
NEED = "Her need of protection was weighed: she was threatened last year, and lives in safety now."


@pytest.fixture
def house() -> referrals.House:
    return referrals.house(timezone.now() - timedelta(days=10))


def _propose(house: referrals.House, reference: str, who: str = "caseworker", **changed: str) -> None:
    put = {"outcome": "disqualified", "ground": "threat_to_public_order", "why": WHY, "need": NEED, **changed}
    seen = house.case(reference).version
    propose_disqualification(reference, **put, seen=seen, by=house.actor(who), at=house.at)


def _check(house: referrals.House, reference: str, *, agreed: bool, remark: str = "") -> None:
    seen = house.case(reference).version
    by = house.actor("second_officer")
    check_disqualification(reference, agreed=agreed, remark=remark, seen=seen, by=by, at=house.at)


def _letters(reference: str) -> list[Letter]:
    return list(Letter.objects.filter(case_reference=reference, kind="disqualified"))


def test_two_officers_disqualify_a_person_who_is_told_why(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    _propose(house, reference)
    assert _letters(reference) == []  # nothing has changed before somebody else agrees
    notices = Letter.objects.filter(case_reference=reference, kind="notice_of_change").count()
    _check(house, reference, agreed=True)
    (letter,) = _letters(reference)
    assert letter.audience == "person"
    assert WHY in letter.content["what_happened"]
    assert NEED in letter.content["what_happened"]
    told = Letter.objects.filter(case_reference=reference, kind="notice_of_change")
    assert told.count() > notices
    assert not any(WHY in str(each.content) or "public order" in str(each.content) for each in told)
    assert check_cases() == []
    assert events_of_case(reference)[-1].case == reference


def test_of_a_child_nobody_writes_to_the_child(house: referrals.House) -> None:
    reference = house.child()
    house.decide(reference, "positive")
    _propose(house, reference)
    _check(house, reference, agreed=True)
    assert all(each.audience in ("representative", "council") for each in _letters(reference))
    assert Letter.objects.filter(case_reference=reference, kind="notice_of_change").exists()


def test_what_is_returned_or_not_disqualified_writes_to_nobody(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    _propose(house, reference)
    with pytest.raises(Refused) as no_words:
        _check(house, reference, agreed=False)
    _check(house, reference, agreed=False, remark="Weigh the threats again.")
    _propose(house, reference, outcome="not_disqualified")
    _check(house, reference, agreed=True)
    assert no_words.value.refusal.field == "remark"
    assert _letters(reference) == []
    states = Disqualification.objects.order_by("proposed_at", "state").values_list("outcome", "state")
    assert sorted(states) == [("disqualified", "returned"), ("not_disqualified", "agreed")]
    assert check_cases() == []


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("outcome", {"outcome": "perhaps"}),
        ("ground", {"ground": "dislike"}),
        ("why", {"why": " "}),
        ("need", {"need": ""}),
    ],
)
def test_a_proposal_names_what_is_missing(house: referrals.House, field: str, changed: dict[str, str]) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    with pytest.raises(Refused) as refused:
        _propose(house, reference, **changed)
    assert refused.value.refusal.field == field


def test_nobody_checks_their_own_and_no_two_wait_at_once(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    with pytest.raises(Refused, match="none_waits"):
        _check(house, reference, agreed=True)
    _propose(house, reference)
    Disqualification.objects.update(proposed_by=house.actor("second_officer").account_id)
    with pytest.raises(Refused, match="own_proposal"):
        _check(house, reference, agreed=True)
    with pytest.raises(Refused, match="another_waits"):
        _propose(house, reference)


def test_without_positive_reasonable_grounds_nobody_is_disqualified(house: referrals.House) -> None:
    reference = house.adult()
    with pytest.raises(Refused, match="no_reasonable_grounds"):
        _propose(house, reference)


CHANGED = {
    "the text": ("UPDATE cases_disqualification SET ground = 'bad_faith'", "changed behind its hash"),
    "the state": ("DELETE FROM cases_disqualification", "of disqualification"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_verify_finds_what_was_changed_behind_its_history(house: referrals.House, name: str) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    _propose(house, reference)
    statement, found = CHANGED[name]
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert any(found in each.what for each in check_cases())
