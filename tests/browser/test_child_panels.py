"""A child panel in a browser: a case goes to the child's own area, whose partners decide both stages in one sitting."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.cases.models import Case
from opennrm.demo.answers import child_answers
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.panels.auditing import QUESTIONS
from opennrm.notifications.models import Letter
from opennrm.panels.models import Hearing
from opennrm.partners.models import Account
from tests.browser.watching import look
from tests.factories import referrals
from tests.factories.local_panel import PARTNERS, LocalPanel, local_panel
from tests.stories.people import CASEWORKER, MANAGER, OFFICER, SECOND_OFFICER, House, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _sites(settings: Any) -> None:
    settings.CHILD_PANELS = ["everywhere"]


def partners_of(house: House) -> LocalPanel:
    """The panel of the area, convened by the authority of the demonstration."""
    officer, caseworker, second, manager = (
        Account.objects.get(email=email) for email in (OFFICER, CASEWORKER, SECOND_OFFICER, MANAGER)
    )
    return local_panel(
        referrals.House(
            officer=officer,
            colleague=officer,
            caseworker=caseworker,
            second_caseworker=caseworker,
            second_officer=second,
            manager=manager,
            at=house.now(),
        )
    )


def puts_before_panel(caseworker: Person, reference: str) -> None:
    """The authority asks for one of each partner."""
    caseworker.opens(f"/cases/{reference}/").presses("Put before a panel")
    caseworker.fills({agency: ["1"] for agency in PARTNERS}).presses("Put before a panel")


def votes(house: House, people: LocalPanel, row: Hearing) -> None:
    """Every partner votes, in their own browser."""
    for member in people.members:
        voter = house.at_work(member.email).opens(f"/panels/hearings/{row.id}/")
        voter.fills({"vote": ["positive"], "reasons": ["As I know the child."]}).presses("Vote")


def test_a_local_panel_decides_both_stages_of_a_childs_case_in_one_sitting(house: House) -> None:
    house.on_the_day_some_days_ago(12)
    people = partners_of(house)
    today = legal_day(house.now())
    born = today.replace(year=today.year - 14, day=1).isoformat()
    reference = house.has_case(child_answers(today) | {"date_of_birth": born})
    caseworker = house.at_work(CASEWORKER).opens(f"/cases/{reference}/").presses("Send to the local panel")
    look(caseworker.page, "child-panel-send")
    caseworker.presses("Send to the local panel").sees("Have it back from the local panel")
    look(caseworker.page, "child-panel-sent")
    puts_before_panel(caseworker, reference)
    sitting = people.calls()
    first = people.put_to(sitting, reference)

    house.on_the_day_some_days_ago(4)
    people = people.later(8)
    people.opened(sitting, first)
    votes(house, people, first)
    caseworker.opens(f"/cases/{reference}/").presses("Write down what the panel decided")
    caseworker.fills({"reasons": ["The partners found grounds."]}).presses("Continue")
    assert Case.objects.get(reference=reference).reasonable_grounds == "positive"

    people.house.ended(reference, 0)
    people.house.consult(reference, "first_responder", "police", "support_provider", "local_authority")
    puts_before_panel(caseworker, reference)
    again = people.opened(sitting, people.put_to(sitting, reference))
    votes(house, people, again)
    caseworker.opens(f"/cases/{reference}/").presses("Write down what the panel decided")
    look(caseworker.page, "child-panel-write")
    caseworker.fills({"reasons": ["The partners were sure."]}).presses("Continue")

    case = Case.objects.get(reference=reference)
    assert case.conclusive_grounds == "positive"
    assert Hearing.objects.filter(sitting_id=sitting, state="decided").count() == 2, "one sitting, both stages"
    letters = Letter.objects.filter(case_reference=reference)
    assert letters.exists()
    assert not letters.filter(audience="person").exists(), "nobody writes to a child"
    caseworker.opens(f"/cases/{reference}/").sees("Local panels decide for some children")
    look(caseworker.page, "child-panel-decided")
    second = house.at_work(SECOND_OFFICER).opens(f"/cases/{reference}/").presses("Look at what the local panel decided")
    look(second.page, "child-panel-audit")
    second.fills({question.key: ["yes"] for question in QUESTIONS}).presses("Record it")
    second.sees("The authority looked at what the local panel decided")
