"""The tutorial of a first referral, gone through as it is written, with its pictures taken on the way.

They are kept when OPENNRM_SCREENSHOTS is set.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from opennrm.demo.answers import adult_answers
from opennrm.demo.entries import with_entries
from opennrm.mechanism.calendar import legal_day
from tests.browser.test_tutorial import LARGEST, ROOT, TALL, Walk
from tests.factories.files import jpg
from tests.stories.filling import agrees, decides
from tests.stories.people import AUDITOR, CASEWORKER, OFFICER, SECOND_OFFICER, STATISTICIAN, House
from tests.stories.referring import GO_ON, answers_to_the_end, begins, fills_page

TUTORIAL = ROOT / "docs/tutorial/first-referral.md"
KEPT = ROOT / "docs/screenshots/first-referral"
SHOWN = re.compile(r"\]\(\.\./screenshots/first-referral/([a-z-]+)\.png\)")


def test_the_tutorial_can_be_followed_as_it_is_written(house: House, tmp_path: Path) -> None:
    walk = Walk(house, KEPT if "OPENNRM_SCREENSHOTS" in os.environ else tmp_path)
    answers = with_entries(adult_answers(legal_day(timezone.now())), legal_day(timezone.now()))
    begin(walk, answers)
    reference = finish(walk, answers)
    decide_and_check(walk, reference)
    counted(walk, reference)
    assert sorted(walk.taken) == sorted(SHOWN.findall(TUTORIAL.read_text())), "The tutorial shows other pictures."


@pytest.mark.parametrize("name", SHOWN.findall(TUTORIAL.read_text()))
def test_the_tutorial_has_each_picture(name: str) -> None:
    kept = KEPT / f"{name}.png"
    assert kept.exists(), "Take it with OPENNRM_SCREENSHOTS=1."
    assert kept.stat().st_size < LARGEST


def begin(walk: Walk, answers: dict[str, Any]) -> None:
    """Until the consent, where the language is left out."""
    officer = walk.as_(OFFICER).opens("/").follows("Referrals").presses("Refer somebody")
    officer.sees("ring")
    walk.picture(officer, "before-you-start")
    begins(officer)
    answers_to_the_end(officer, answers, until="what-was-explained")
    fills_page(officer, answers | {"consent_language": ""})
    officer.presses(GO_ON)
    assert len(officer.problems()) == 1
    officer.page.evaluate("scrollTo(0, 0)")
    walk.picture(officer, "a-mistake")
    assert officer.page.input_value("[name=consent_explained_by]") == answers["consent_explained_by"]


def finish(walk: Walk, answers: dict[str, Any]) -> str:
    """A draft of which the rest was answered: vehicles, a file, what makes it strong, the check, and the receipt."""
    draft = walk.house.has_draft(answers)
    officer = walk.as_(OFFICER).opens(f"{draft}vehicles/")
    officer.fills({"add_another": ["yes"]}).presses("Continue")
    officer.fills({"vehicle_registration": ["AB12 CDE"]}).presses(GO_ON)
    walk.picture(officer, "vehicles")
    officer.page.get_by_role("link", name="Remove").last.click()
    officer.presses("Remove it")
    officer.opens(draft).follows("Files that go with this referral")
    officer.page.set_input_files("main [type=file]", {"name": "room.jpg", "mimeType": "image/jpeg", "buffer": jpg()})
    officer.page.get_by_role("button", name="Add the file").click()
    officer.sees("room.jpg")
    walk.picture(officer, "files")
    officer.opens(draft).follows("What makes this referral strong")
    officer.opens(f"{draft}check-answers/")
    officer.page.locator('a[href*="/gender/"]').first.click()
    officer.fills({"gender": ["male"]}).presses(GO_ON).sees("Male")
    officer.presses("Send the referral").sees("Referral received")
    walk.picture(officer, "received")
    reference = walk.house.reference_on(officer)
    officer.opens("/").follows("Referrals").sees(reference).follows(reference)
    for link in ("Correct an answer", "Print or save a copy", "Messages with the competent authority"):
        officer.sees(link)
    walk.picture(officer, "where-it-stands", size=TALL)
    return reference


def decide_and_check(walk: Walk, reference: str) -> None:
    caseworker = walk.as_(CASEWORKER).opens("/").follows("Work list").follows(reference)
    caseworker.sees("How this was counted").presses("Take the case")
    caseworker.presses("Decide on reasonable grounds").fills({"outcome": ["negative"]}).presses("Continue")
    assert caseworker.problems()
    caseworker.opens(f"/cases/{reference}/")
    decides(caseworker, "Decide on reasonable grounds", "negative", "The account is not supported by anything else.")
    caseworker.sees("Put forward, to be checked")
    second_officer = walk.as_(SECOND_OFFICER)
    agrees(second_officer, reference)
    caseworker.opens(f"/cases/{reference}/").presses("Serve the decision").sees("Served")
    walk.picture(caseworker, "letters", "#letters")


def counted(walk: Walk, reference: str) -> None:
    walk.as_(STATISTICIAN).opens("/").follows("Figures").does_not_see("Linh")
    walk.as_(AUDITOR).opens("/").follows("Who did what").sees(reference).does_not_see("Linh")
