"""The pictures of the README: taken from the running service, and kept when OPENNRM_SCREENSHOTS is set."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typst
from django.utils import timezone

from opennrm.demo.load import cases
from opennrm.notifications.printing import FONTS, TEMPLATES, printable
from tests.browser.every_page import NOBODY
from tests.browser.watching import NARROW
from tests.stories.people import CASEWORKER, OFFICER, SECOND_OFFICER, STATISTICIAN, House, Person

KEPT = Path(__file__).resolve().parents[2] / "docs/screenshots"
LARGEST = 150_000
SIZE = {"width": 1000, "height": 720}
Shot = Callable[[Person], Any]
PICTURES: dict[str, tuple[str, Shot]] = {
    "start": (NOBODY, lambda person: person.opens("/")),
    "question": (OFFICER, lambda person: person.opens(f"{a_draft(person)}what-was-explained/")),
    "check-answers": (OFFICER, lambda person: person.opens(f"{a_draft(person)}check-answers/")),
    "strength": (OFFICER, lambda person: person.opens(f"{a_draft(person)}strength/")),
    "leaflet": (NOBODY, lambda person: person.opens("/leaflet/ar/")),
    "work-list": (CASEWORKER, lambda person: person.opens("/cases/")),
    "case": (CASEWORKER, lambda person: person.opens(a_case("countersigned"))),
    "second-officer": (SECOND_OFFICER, lambda person: person.opens(a_case("to_check") + "reasonable-grounds/check/")),
    "figures": (STATISTICIAN, lambda person: person.opens("/figures/")),
    "telephone": (OFFICER, lambda person: person.opens(f"{a_draft(person)}indicators/")),
}
LETTER = "letter"


def a_draft(person: Person) -> str:
    """The address of the draft of the demonstration."""
    person.opens("/referrals/")
    return str(person.page.locator('a[href^="/referrals/drafts/"]').first.get_attribute("href"))


def a_case(stage: str) -> str:
    """The address of a case of the demonstration that stands so far."""
    from opennrm.cases.models import Case

    stages = {"to_check": "reasonable_grounds_to_check", "countersigned": "reasonable_grounds_checked"}
    return f"/cases/{Case.objects.get(stage=stages[stage]).reference}/"


def first_page_of_a_letter() -> bytes:
    """A letter with reasons as a picture, set as it is printed."""
    from opennrm.notifications.models import Letter

    letter = Letter.objects.get(kind="reasonable_grounds_negative")
    content = json.dumps(printable({**letter.content, "audience": letter.audience}), ensure_ascii=False)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    compiler = typst.Compiler(root=str(TEMPLATES), font_paths=fonts, ignore_system_fonts=True)
    made = compiler.compile(
        input=str(TEMPLATES / "reasonable_grounds_negative.1.typ"), format="png", ppi=64, sys_inputs={"letter": content}
    )
    first = made[0] if isinstance(made, list) else made
    assert isinstance(first, bytes)
    return first


def test_the_pictures_of_the_readme(house: House, tmp_path: Path) -> None:
    place = KEPT if "OPENNRM_SCREENSHOTS" in os.environ else tmp_path
    place.mkdir(parents=True, exist_ok=True)
    cases(timezone.now())
    people: dict[str, Person] = {}
    for name, (who, shows) in PICTURES.items():
        person = people.setdefault(who, house.at_work(who) if who else house.somebody(who))
        person.page.set_viewport_size(NARROW if name == "telephone" else SIZE)  # type: ignore[arg-type]
        shows(person)
        assert person.status == 200, name
        person.page.screenshot(path=place / f"{name}.png")
    (place / f"{LETTER}.png").write_bytes(first_page_of_a_letter())
    for name in (*PICTURES, LETTER):
        assert 2_000 < (place / f"{name}.png").stat().st_size < LARGEST, name


@pytest.mark.parametrize("name", [*PICTURES, LETTER])
def test_the_readme_has_each_picture(name: str) -> None:
    kept = KEPT / f"{name}.png"
    assert kept.exists(), "Take it with OPENNRM_SCREENSHOTS=1."
    assert kept.stat().st_size < LARGEST
