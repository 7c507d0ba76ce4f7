"""The ways in which a story is told: by keyboard alone with axe at each page, or on a telephone without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from tests.browser.watching import NARROW, axe, fits
from tests.stories.people import House, Person

if TYPE_CHECKING:
    from playwright.sync_api import Locator

KEYBOARD = "by keyboard, with axe"
TELEPHONE = "on a telephone, without JavaScript"
WAYS = (KEYBOARD, TELEPHONE)
MOST_TABS = 150


def at_work(house: House, email: str, way: str) -> Person:
    """Somebody who has signed in and goes about it in one of the ways."""
    if way == KEYBOARD:
        person = house.at_work(email)
        return ByKeyboard(person.page, person.address, person.email)
    person = house.at_work(email, java_script_enabled=False)
    person.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    return OnATelephone(person.page, person.address, person.email)


class OnATelephone(Person):
    """320 px wide, with no script: nothing of any page is to be scrolled to sideways."""

    def says_why_if_asked(self) -> Person:
        """Look at each page that is reached."""
        super().says_why_if_asked()
        fits(self.page)
        return self


class ByKeyboard(Person):
    """No mouse: what is followed, pressed or filled is reached with Tab, and axe looks at each page."""

    def says_why_if_asked(self) -> Person:
        """Look at each page that is reached."""
        super().says_why_if_asked()
        axe(self.page)
        return self

    def follows(self, link: str, *, within: str = "body") -> Person:
        """They go to a link and press Enter."""
        self._reaches(self.page.locator(within).get_by_role("link", name=link, exact=True).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self.says_why_if_asked()

    def presses(self, button: str) -> Person:
        """They go to a button and press Enter."""
        self._reaches(self.page.locator("main").get_by_role("button", name=button, exact=True).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self if button == "Open the case" else self.says_why_if_asked()

    def fills(self, given: Mapping[str, Sequence[str]]) -> Person:
        """They choose with the arrows and the space bar, and type."""
        for name, values in given.items():
            boxes = self.page.locator(f'main [name="{name}"]')
            kind = boxes.first.evaluate("element => element.type")
            if kind == "radio":
                self._chooses(name, values[0])
            elif kind == "checkbox":
                for value in values:
                    self._reaches(self.page.locator(f'main [name="{name}"][value="{value}"]'))
                    self.page.keyboard.press("Space")
            elif kind == "select-one":
                self._reaches(boxes.first)
                self.page.keyboard.type(boxes.locator(f'option[value="{values[0]}"]').inner_text())
            else:
                for box, value in zip(boxes.all(), values, strict=False):
                    self._reaches(box)
                    self.page.keyboard.press("ControlOrMeta+A")
                    self.page.keyboard.insert_text(value)
        return self

    def _chooses(self, name: str, value: str) -> None:
        """Tab leads into the choices, the arrows to one of them."""
        at = "element => element === document.activeElement"
        wanted = self.page.locator(f'main [name="{name}"][value="{value}"]')
        of_these = "name => document.activeElement.name === name"
        self._tabs(lambda: bool(self.page.evaluate(of_these, name)), name)
        for _ in range(self.page.locator(f'main [name="{name}"]').count()):
            if wanted.evaluate(at):
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")
        assert wanted.is_checked(), f"{value} of {name} on {self.path}"

    def _reaches(self, wanted: Locator) -> None:
        assert wanted.count(), f"{wanted} is not on {self.path}: {self.text}"
        self._tabs(lambda: bool(wanted.evaluate("element => element === document.activeElement")), str(wanted))

    def _tabs(self, is_there: Callable[[], bool], what: str) -> None:
        for _ in range(MOST_TABS):
            if is_there():
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{what} on {self.path} is not reached by the keyboard")
