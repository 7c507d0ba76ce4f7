"""The pilot in Dorset in a browser: a nurse refers, a lead decides, a panel of eight votes, and letters go."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from opennrm.cases.models import Case
from opennrm.mechanism.calendar import legal_day
from opennrm.notifications.models import Letter
from tests.browser.watching import look
from tests.factories.pilot import MIX, Pilot, pilot
from tests.stories.people import House, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _adopted(settings: Any) -> None:
    settings.PROFILES_ADOPTED = [("pilot_2015", "2015-08-03")]


def sees_it(person: Person, name: str) -> Person:
    """The page fits, and axe finds nothing."""
    look(person.page, f"panels-{name}")
    return person


def fills_pool(unit: Person, people: Pilot) -> None:
    """The unit takes an independent chair and eight members into its pool."""
    seats = [agency for agency, count in MIX.items() for _ in range(count)]
    unit.opens("/panels/to-convene/pool/").fills(
        {"account": [str(people.chair.id)], "agency": ["independent"], "may_chair": ["yes"]}
    ).presses("Change the pool").sees("Petra Wold")
    for member, agency in zip(people.members, seats, strict=True):
        unit.fills({"account": [str(member.id)], "agency": [agency]}).presses("Change the pool").sees(member.name)


def test_the_pilot_from_the_nurse_to_the_letters(house: House) -> None:
    house.on_the_day_some_days_ago(60)
    people = pilot(house.now())
    reference = people.refers()

    lead = house.at_work(people.lead.email).opens(f"/cases/{reference}/").presses("Decide on reasonable grounds")
    lead.fills({"outcome": ["positive"], "reasons": ["What the nurse saw."]}).presses("Continue").sees("Work list")
    assert Letter.objects.filter(case_reference=reference).exists()

    house.on_the_day_some_days_ago(14)
    people = Pilot(**{**vars(people), "at": house.now()})
    people.ends_recovery(reference)
    people.consults(reference)
    unit = house.at_work(people.convener.email).opens(f"/cases/{reference}/").presses("Put before a panel")
    sees_it(unit, "mix")
    unit.fills({agency: [str(count)] for agency, count in MIX.items()}).presses("Put before a panel")
    sees_it(unit.sees("Conclusive grounds: before a panel"), "case-before-panel")
    fills_pool(unit, people)
    sees_it(unit, "pool")
    day = legal_day(house.now()) + timedelta(days=8)
    unit.opens("/panels/to-convene/call/").fills(
        {
            "held_on-day": [str(day.day)],
            "held_on-month": [str(day.month)],
            "held_on-year": [str(day.year)],
            "starts": ["10:00"],
            "chair": [str(people.chair.id)],
            "how_to_join": ["Telephone 07700 900123"],
        }
    ).presses("Call it")
    members = [box.get_attribute("value") or "" for box in unit.page.locator('main [name="member"]').all()]
    unit.fills({"member": members, "case": [reference]}).presses("Change the sitting").sees(reference)
    sees_it(unit, "sitting")
    everybody = (people.chair, *people.members)
    at_work = {person.email: house.at_work(person.email) for person in everybody}
    for person in everybody:
        sitting = at_work[person.email].opens("/panels/")
        sitting.page.locator("main table a").first.click()
        sitting.fills({"answer": ["comes"]}).presses("Answer").follows(reference)
        sitting.follows("Declare whether you have an interest")
        sitting.fills({"interest": ["none"]}).presses("Continue")
    first = at_work[people.members[0].email]
    sees_it(first, "declared")
    first.follows("Read the case").sees(reference)

    house.on_the_day_some_days_ago(5)
    chair = at_work[people.chair.email].opens("/panels/")
    chair.page.locator("main table a").first.click()
    chair.follows(reference).follows("Open or close the case")
    chair.fills({"step": ["open"]}).presses("Do it")
    for number, member in enumerate(people.members):
        voter = at_work[member.email].opens("/panels/")
        voter.page.locator("main table a").first.click()
        voter.follows(reference)
        voter.fills({"vote": ["negative" if number in (2, 5) else "positive"], "reasons": ["As I see it."]})
        voter.presses("Vote")
        if number == 0:
            sees_it(voter.sees("Your vote is kept"), "voted")
            assert "Abstain" in chair.opens("/panels/").text or "vote is kept" not in chair.text
    dissenter = at_work[people.members[2].email].opens("/panels/")
    dissenter.page.locator("main table a").first.click()
    dissenter.follows(reference).follows("Record a dissent")
    dissenter.fills({"reasons": ["The accounts differ."]}).presses("Record it").sees("The accounts differ.")
    sees_it(dissenter, "minutes")

    unit.opens(f"/cases/{reference}/").presses("Write down what the panel decided")
    unit.sees("A panel decided this").fills({"reasons": ["As the panel said."]}).presses("Continue")
    chair.opens(f"/cases/{reference}/").presses("Say whether this is what the panel decided")
    sees_it(chair, "confirm")
    chair.fills({"agreed": ["yes"]}).presses("Continue")
    before = Letter.objects.filter(case_reference=reference).count()
    unit.opens(f"/cases/{reference}/").presses("Serve the decision")
    assert Case.objects.get(reference=reference).conclusive_grounds == "positive"
    assert Letter.objects.filter(case_reference=reference).count() > before
