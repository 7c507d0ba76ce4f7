"""Being away: recorded by oneself or one's manager, covered by a colleague, and over when it is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.cases.absences import absences_of, away_on, covered_by
from opennrm.cases.actions.absence import end_absence, record_absence
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor, NotYours
from tests.factories import cases as made

pytestmark = pytest.mark.django_db
TODAY = legal_day(timezone.now())
WEEK = timedelta(days=7)


def _record(who: Actor, by: Actor, **changed: Any) -> Any:
    told = {"from_on": TODAY, "until_on": TODAY + WEEK, "cover": None} | changed
    return record_absence(who.account_id, **told, by=by, at=timezone.now())


def test_who_is_away_is_covered_on_each_of_the_days_and_no_other() -> None:
    by, cover = made.officer("caseworker"), made.officer("caseworker", name="Bea Lock")
    absence = _record(by, by, cover=cover.account_id)
    for day, away in ((TODAY - WEEK, False), (TODAY, True), (TODAY + WEEK, True), (TODAY + 2 * WEEK, False)):
        assert (by.account_id in away_on([by.account_id], day)) is away
        assert ([each.name for each in covered_by(cover.account_id, day)] == ["Sam Okoro"]) is away
    end_absence(absence, by=by, at=timezone.now())
    assert absences_of([by.account_id], TODAY) == covered_by(cover.account_id, TODAY) == []
    told = [(event.kind, event.subject) for event in latest_events(2)]
    assert told == [("AbsenceEnded", str(by.account_id)), ("AbsenceRecorded", str(by.account_id))]


def test_only_oneself_and_ones_manager_say_so() -> None:
    by, colleague, manager = made.officer("caseworker"), made.officer("caseworker"), made.officer("manager")
    elsewhere = made.officer("manager", in_team=made.authority_team("Z"))
    absence = _record(by, manager)
    for stranger in (colleague, elsewhere):
        with pytest.raises(Refused, match="not_your_colleague"):
            _record(by, stranger)
        with pytest.raises(NotYours):
            end_absence(absence, by=stranger, at=timezone.now())
    with pytest.raises(Refused, match="not_your_role"):
        _record(made.referrer(), made.referrer())


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"until_on": TODAY - timedelta(days=1)}, "until-day"),
        ({"from_on": TODAY - 2 * WEEK, "until_on": TODAY - WEEK}, "until-day"),
        ({"cover": uuid4()}, "cover"),
    ],
)
def test_what_is_wrong_names_its_field(wrong: dict[str, Any], field: str) -> None:
    by = made.officer("caseworker")
    with pytest.raises(Refused) as refused:
        _record(by, by, **wrong)
    assert refused.value.refusal.field == field
    with pytest.raises(Refused, match="not_a_cover"):
        _record(by, by, cover=by.account_id)
