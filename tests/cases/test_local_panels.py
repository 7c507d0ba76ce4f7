"""Council, police and health of a child's own area decide both stages in one sitting; nobody writes to the child."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.auditing import audit_local_panel
from opennrm.cases.actions.local_panels import return_from_local_panel, send_to_local_panel
from opennrm.cases.local_panels import audit_of
from opennrm.cases.models import Case, Clock
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.conclusive_grounds import whom_to_consult
from opennrm.mechanism.panels.auditing import QUESTIONS
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.vocabulary import DecisionKind, ReferralKind
from opennrm.notifications.models import Letter
from opennrm.panels.verification import check_panels
from opennrm.partners.access import NotYours
from tests.factories import partners, referrals
from tests.factories.local_panel import LocalPanel, local_panel

pytestmark = pytest.mark.django_db
SECOND = DecisionKind.CONCLUSIVE_GROUNDS


@pytest.fixture
def site(settings: Any) -> LocalPanel:
    settings.CHILD_PANELS = ["everywhere"]
    return local_panel(referrals.house())


def refused(what: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as found:
        what(*args, **kwargs)
    return str(found.value.refusal.code)


def test_both_stages_are_decided_in_one_sitting_by_council_police_and_health(site: LocalPanel) -> None:
    house = site.house
    reference = site.child()
    day = legal_day(house.at)
    site.sent(reference)
    case = Case.objects.get(reference=reference)
    assert case.profile == "borders_act_2023.child_panel_2021"
    assert case.due_on == day + timedelta(days=45)
    moved = Clock.objects.filter(case=case, ended_at__isnull=True).get()
    assert "local panel" in moved.explanation
    assert refused(house.decide, reference, "positive") != "", "no officer decides alone"

    site.puts(reference)
    sitting = site.calls()
    put = site.put_to(sitting, reference)
    site = site.later(8)
    first = site.opened(sitting, put)
    site.votes(first, "positive", "positive", "negative")
    assert house.case(reference).stage == "reasonable_grounds_panel_decided"
    site.house.decide(reference, "positive", "The panel found grounds.")
    assert house.case(reference).stage == "recovery"

    site.house.ended(reference, 0)
    site.house.consult(reference, *whom_to_consult(ReferralKind.CHILD))
    site.puts(reference)
    second = site.opened(sitting, site.put_to(sitting, reference))
    assert second.sitting_id == first.sitting_id, "the same sitting goes on"
    site.votes(second, "positive", "positive", "positive")
    site.house.decide(reference, "positive", "The panel was sure.", kind=SECOND)
    assert house.case(reference).conclusive_grounds == "positive"

    addressed = {letter.audience for letter in Letter.objects.filter(case_reference=reference)}
    assert "person" not in addressed, "nobody writes to a child"
    yes = dict.fromkeys((question.key for question in QUESTIONS), "yes")
    seen, officer = house.case(reference).version, house.actor("second_officer")
    told: dict[str, Any] = {"seen": seen, "at": site.at}
    assert refused(audit_local_panel, reference, {**yes, "in_time": ""}, by=officer, **told) == "no_answer"
    audit_local_panel(reference, {**yes, "in_time": "no"}, by=officer, **told)
    found = audit_of(reference)
    assert found is not None
    assert found.found == ("in_time",)
    manager = partners.actor(partners.account("second_officer", in_team=site.team))
    assert refused(audit_local_panel, reference, yes, by=manager, **told) == "audited_already"
    assert check_cases() == []
    assert check_panels() == []


def test_without_health_nothing_is_decided_and_the_case_can_come_back(site: LocalPanel) -> None:
    house = site.house
    reference = site.child()
    site.sent(reference)
    seen = house.case(reference).version
    by = house.actor("caseworker")
    assert refused(return_from_local_panel, reference, because="", seen=seen, by=by, at=house.at) == "no_reason"
    return_from_local_panel(reference, because="no_panel_in_time", seen=seen, by=by, at=house.at)
    case = Case.objects.get(reference=reference)
    assert case.profile == "borders_act_2023"
    assert case.due_on is not None
    assert case.due_on < legal_day(house.at) + timedelta(days=15), "five working days again, from the day of receipt"
    kinds = [event.kind for event in events_of_case(reference)]
    assert kinds.count("ClockMoved") == 2
    assert kinds[-1] == "CaseReturnedFromLocalPanel"
    again = house.case(reference).version
    back = return_from_local_panel
    assert (
        refused(back, reference, because="sent_by_mistake", seen=again, by=by, at=house.at) == "not_with_a_local_panel"
    )
    assert check_cases() == []


@pytest.mark.parametrize(
    ("days_to_18", "code"),
    [(100, "too_near_18"), (101, ""), (20, "too_near_18")],
)
def test_only_a_child_far_enough_from_18_goes_there(site: LocalPanel, days_to_18: int, code: str) -> None:
    today = legal_day(site.at)
    birthday = today + timedelta(days=days_to_18)
    born = birthday.replace(year=birthday.year - 18)
    reference = site.house.child(date_of_birth=born.isoformat())
    seen, by = site.house.case(reference).version, site.house.actor("caseworker")
    if code:
        assert refused(send_to_local_panel, reference, seen=seen, by=by, at=site.at) == code
    else:
        send_to_local_panel(reference, seen=seen, by=by, at=site.at)


def test_neither_an_adult_nor_a_child_of_another_area_nor_without_sites(site: LocalPanel, settings: Any) -> None:
    by = site.house.actor("caseworker")
    adult = site.house.adult()
    seen = site.house.case(adult).version
    assert refused(send_to_local_panel, adult, seen=seen, by=by, at=site.at) == "no_child"
    settings.CHILD_PANELS = ["dorset-police"]
    child = site.child()
    seen = site.house.case(child).version
    assert refused(send_to_local_panel, child, seen=seen, by=by, at=site.at) == "no_site"
    settings.CHILD_PANELS = []
    assert refused(send_to_local_panel, child, seen=seen, by=by, at=site.at) == "no_sites"
    outsider = partners.actor(partners.account("caseworker"))
    with pytest.raises(NotYours):
        send_to_local_panel(child, seen=seen, by=outsider, at=site.at)
