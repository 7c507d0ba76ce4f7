"""Records that were kept long enough: one is held for a court, one is erased by two people, and a tombstone stands."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from opennrm.mechanism.calendar import legal_day
from opennrm.retention.actions.proposing import records_to_decide
from tests.stories.people import CASEWORKER, MANAGER, RECORDS_OFFICER, House


def test_records_kept_long_enough(house: House) -> None:
    # Given two cases that were withdrawn more than six years ago, for all that the calendar says
    kept, goes = house.has_case(), house.has_case()
    for reference in (kept, goes):
        withdrawn(reference)
    assert records_to_decide(timezone.now() + timedelta(days=6 * 366)) == 2

    # When the records officer opens what came up, it says under which schedule, and that its periods are assumed
    officer = house.at_work(RECORDS_OFFICER).opens("/").follows("Retention")
    officer.sees("Schedule assumed-1").sees(
        "Nobody has verified these periods: they are an assumption of this product."
    ).sees(kept).sees(goes)

    # And they put one on hold, because a court asked for it
    officer.opens(f"/cases/{kept}/disclosures/").presses("Put the record on hold").presses("Put it on hold")
    assert officer.problems() == ["Write why. It is kept with the decision."]
    day = legal_day(timezone.now()) + timedelta(days=60)
    review = {f"review-{part}": [str(getattr(day, part))] for part in ("day", "month", "year")}
    officer.fills({"because": ["Marshland Crown Court asked for it."], **review}).presses("Put it on hold")
    officer.sees("Marshland Crown Court asked for it.")

    # Then the one on hold cannot be erased with the other, and nothing is decided on either
    officer.opens("/retention/")
    boxes = officer.page.locator('input[name="proposal"]')
    both = [each.get_attribute("value") or "" for each in boxes.all()]
    decided = {"decision": ["erase"], "because": ["Kept long enough."]}
    officer.fills({"proposal": both, **decided}).presses("Decide it so")
    (problem,) = officer.problems()
    assert problem.startswith("This record stays, whatever its day: it is on hold")

    # When they decide on the other alone, a second person confirms it
    one = officer.page.locator(".govuk-checkboxes__item", has_text=goes).locator("input").get_attribute("value") or ""
    officer.fills({"proposal": [one], **decided}).presses("Decide it so").does_not_see(goes)
    officer.opens("/retention/erasures/").sees("Nothing waits for a second person")
    manager = house.at_work(MANAGER).opens("/").follows("Erasures").sees("Ada Quist: Kept long enough.")
    manager.fills({"proposal": [one], "agreed": ["yes"]}).presses("Send").does_not_see(goes)

    # Then a tombstone stands in the place of the record, and the other is as it was
    caseworker = house.at_work(CASEWORKER).opens(f"/cases/{goes}/")
    assert caseworker.status == 410
    caseworker.sees("This record was erased").sees("Ada Quist").sees("Caspian Mill").sees("assumed-1")
    caseworker.opens(f"/cases/{kept}/").sees("Linh Exemple")


def withdrawn(reference: str) -> None:
    """The person wrote that they want to leave."""
    from opennrm.cases.actions.withdrawing import withdraw_case
    from opennrm.cases.queries import case_for
    from opennrm.mechanism.interruptions import Withdrawal
    from opennrm.mechanism.profiles.profile import WayOfWithdrawing
    from opennrm.partners.actors import actor_of

    at = timezone.now()
    by = actor_of(CASEWORKER, at)
    wish = Withdrawal(way=WayOfWithdrawing.WRITTEN, said_on=legal_day(at), evidence="I want to leave.")
    withdraw_case(reference, wish, seen=case_for(by, reference, at=at).version, by=by, at=at)
