"""The tutorial of a whole case, gone through as it is written, with its pictures taken on the way.

They are kept when OPENNRM_SCREENSHOTS is set.
"""

from __future__ import annotations

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from opennrm.cases.verification import check_cases
from opennrm.demo.load import REASONS, cases
from opennrm.mechanism.calendar import legal_day
from tests.stories.filling import agrees, decides, types_day
from tests.stories.people import CASEWORKER, MANAGER, OFFICER, SECOND_OFFICER, House, Person

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "docs/tutorial/a-case-from-start-to-end.md"
KEPT = ROOT / "docs/screenshots/a-case"
LARGEST = 150_000
SIZE = {"width": 1000, "height": 720}
TALL = {"width": 1000, "height": 1150}
"""For the page of a case, whose buttons stand below what is said of it."""
SHOWN = re.compile(r"\]\(\.\./screenshots/a-case/([a-z-]+)\.png\)")


class Walk:
    """Somebody who follows the tutorial as each of its people, with a camera."""

    def __init__(self, house: House, place: Path) -> None:
        self.house, self.place, self.taken = house, place, list[str]()
        self.people: dict[str, Person] = {}

    def as_(self, email: str) -> Person:
        """Be one of them."""
        if email not in self.people:
            self.people[email] = self.house.at_work(email)
            self.people[email].page.set_viewport_size(SIZE)  # type: ignore[arg-type]
        return self.people[email]

    def picture(self, person: Person, name: str, at: str = "", size: dict[str, int] = SIZE) -> None:
        """Keep what somebody sees; `at` is what stands at the top of it."""
        person.page.set_viewport_size(size)  # type: ignore[arg-type]
        if at:
            person.page.locator(at).first.evaluate("element => element.scrollIntoView({block: 'start'})")
        self.place.mkdir(parents=True, exist_ok=True)
        person.page.screenshot(path=self.place / f"{name}.png")
        assert 2_000 < (self.place / f"{name}.png").stat().st_size < LARGEST, name
        self.taken.append(name)


def test_the_tutorial_can_be_followed_as_it_is_written(house: House, tmp_path: Path) -> None:
    cases(timezone.now())
    walk = Walk(house, KEPT if "OPENNRM_SCREENSHOTS" in os.environ else tmp_path)
    sort_a_case(walk)
    reference = send_a_referral(walk)
    take_it(walk, reference)
    gather(walk, reference)
    find_reasonable_grounds(walk, reference)
    let_them_recover(walk, reference)
    second = recovered(walk)
    decide_conclusively(walk, second)
    post_letters(walk)
    look_back(walk, second)
    assert check_cases() == []
    assert sorted(walk.taken) == sorted(SHOWN.findall(TUTORIAL.read_text())), "The tutorial shows other pictures."


@pytest.mark.parametrize("name", SHOWN.findall(TUTORIAL.read_text()) if TUTORIAL.exists() else [])
def test_the_tutorial_has_each_picture(name: str) -> None:
    kept = KEPT / f"{name}.png"
    assert kept.exists(), "Take it with OPENNRM_SCREENSHOTS=1."
    assert kept.stat().st_size < LARGEST


def recovered(walk: Walk) -> str:
    """The case of the demonstration whose recovery is over."""
    caseworker = walk.as_(CASEWORKER).opens("/cases/?show=to-decide")
    row = caseworker.page.locator("tr").filter(has_text="conclusive")
    return str(row.locator("a").first.inner_text())


def send_a_referral(walk: Walk) -> str:
    officer = walk.as_(OFFICER).opens("/").follows("Referrals")
    officer.page.locator('main a[href^="/referrals/drafts/"]').first.click()
    officer.presses("Go on").sees("Ana")
    officer.presses("Send the referral").sees("Referral received")
    walk.picture(officer, "referral-received")
    return walk.house.reference_on(officer)


def sort_a_case(walk: Walk) -> None:
    caseworker = walk.as_(CASEWORKER).opens("/").follows("Queues").follows("Triage")
    caseworker.page.locator('main a[href^="/cases/NRM-"]').first.click()
    caseworker.sees("Open case that may be of the same person")
    walk.picture(caseworker, "triage", size=TALL)
    caseworker.presses("Sort the case").fills({"sorted": ["accept"]}).presses("Continue")
    caseworker.sees("Waiting for a reasonable-grounds decision")


def take_it(walk: Walk, reference: str) -> None:
    caseworker = walk.as_(CASEWORKER).opens("/").follows("Work list")
    walk.picture(caseworker, "work-list")
    caseworker.fills({"q": [reference[4:8]]}).presses("Find").follows(reference)
    walk.picture(caseworker, "case", size=TALL)
    caseworker.page.locator("details").filter(has_text="How this was counted").locator("summary").first.click()
    walk.picture(caseworker, "clock", "#clocks")
    caseworker.presses("Take the case").sees("You")
    caseworker.follows("Raise a flag").fills({"flags": ["needs_interpreter"]}).presses("Save")
    caseworker.follows("Add a task, or see them all")
    caseworker.fills({"title": ["Ring the council."], **types_day("due", legal_day(timezone.now()) + timedelta(2))})
    caseworker.presses("Add the task").follows("Back to the case")
    caseworker.follows("Write a note, or read them all")
    caseworker.fills({"text": ["@Bea Lock, could you look at the address?"]}).presses("Write the note")
    caseworker.follows("Back to the case").sees("Needs an interpreter").sees("Ring the council.")
    walk.picture(caseworker, "tasks-and-notes", "#tasks")


def gather(walk: Walk, reference: str) -> None:
    today = legal_day(timezone.now())
    caseworker = walk.as_(CASEWORKER).opens(f"/cases/{reference}/").presses("Add evidence")
    caseworker.fills({"kind": ["police"], "text": ["Six beds in one room."], "source": ["Marshland Police"]})
    caseworker.presses("Add it").presses("Requests for information").presses("Ask an agency")
    caseworker.fills({"agency": ["Harbour Hospital"], "agency_kind": ["health"], "topics": ["health"]})
    caseworker.fills({"words": ["What was treated, and when?"], "chase_every": ["7"]})
    caseworker.fills(types_day("due_on", today + timedelta(days=10))).presses("Ask")
    walk.picture(caseworker, "request")
    caseworker.presses("Record what became of it")
    caseworker.fills({"answer": ["answered"], "text": ["Burns on both hands, in May."], **types_day("on", today)})
    caseworker.presses("Record it").follows("Back to the case").sees("1 asked, 0 waiting").sees("Medical")


def find_reasonable_grounds(walk: Walk, reference: str) -> None:
    caseworker = walk.as_(CASEWORKER).opens(f"/cases/{reference}/").presses("Decide on reasonable grounds")
    caseworker.fills({"outcome": ["positive"], "reasons": ["The account is detailed, and the hospital supports it."]})
    walk.picture(caseworker, "reasonable-grounds")
    caseworker.presses("Continue").sees("In the recovery period")
    walk.picture(caseworker, "served", "#decision")


def let_them_recover(walk: Walk, reference: str) -> None:
    caseworker = walk.as_(CASEWORKER).opens(f"/cases/{reference}/").presses("Recovery period")
    caseworker.sees("Second decision not before").presses("Record representations")
    caseworker.fills({"source": ["support_provider"], "text": ["She is in hospital, and needs longer."]})
    caseworker.fills(types_day("received_on", legal_day(timezone.now()))).presses("Record it")
    caseworker.presses("Extend the recovery period")
    caseworker.fills({"days": ["14"], "reason": ["serious_health"], "words": ["As the support provider wrote."]})
    caseworker.presses("Extend it").follows("Answer the representations of the support provider")
    caseworker.fills({"outcome": ["extended"], "answer": ["There are fourteen days more."]}).presses("Answer")
    caseworker.sees("Answered: Extended")
    walk.picture(caseworker, "recovery", ".govuk-caption-xl")


def decide_conclusively(walk: Walk, reference: str) -> None:
    caseworker = walk.as_(CASEWORKER).opens("/").follows("Work list").follows(reference).sees("Vera Erdacht")
    for who, said in (
        ("first_responder", "Nothing new."),
        ("police", "Nobody is investigated."),
        ("support_provider", ""),
    ):
        caseworker.opens(f"/cases/{reference}/recovery/").presses("Record with whom it was discussed")
        day = types_day("on", legal_day(timezone.now())) if said else {}
        caseworker.fills({"with_whom": [who], "took_part": ["yes" if said else "no"], "said": [said], **day})
        caseworker.presses("Record it")
    caseworker.opens(f"/cases/{reference}/")
    decides(caseworker, "Decide on conclusive grounds", "negative", REASONS)
    caseworker.sees("Put forward, to be checked").follows("Letters before they go")
    caseworker.sees("Conclusive grounds: negative")
    walk.picture(caseworker, "letters-before-they-go", ".govuk-caption-xl")
    second_officer = walk.as_(SECOND_OFFICER).opens(f"/cases/{reference}/").presses("Check the decision")
    walk.picture(second_officer, "second-officer", ".govuk-caption-xl")
    agrees(second_officer, reference)
    caseworker.opens(f"/cases/{reference}/").presses("Serve the decision").sees("Served")
    walk.picture(caseworker, "letters", "#letters")


def post_letters(walk: Walk) -> None:
    caseworker = walk.as_(CASEWORKER)
    caseworker.page.locator("#letters ~ ul a").filter(has_text="How it went").first.click()
    caseworker.sees("The first time")
    manager = walk.as_(MANAGER).opens("/").follows("Post").presses("Put them into a batch")
    manager.sees("Print the batch (PDF)")
    walk.picture(manager, "post")
    assert manager.downloads("Print the batch (PDF)").startswith(b"%PDF")
    manager.presses("I have posted it").sees("Posted")


def look_back(walk: Walk, reference: str) -> None:
    caseworker = walk.as_(CASEWORKER).opens(f"/cases/{reference}/").follows("The whole timeline, by kind")
    walk.picture(caseworker, "timeline")
    caseworker.follows("Back to the case").follows("Make a dossier of the case").fills({"form": ["zip"]})
    walk.picture(caseworker, "dossier")
    with caseworker.page.expect_download() as coming:
        caseworker.page.get_by_role("button", name="Make it").click()
    assert coming.value.path().read_bytes().startswith(b"PK")
