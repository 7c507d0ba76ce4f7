"""What a browser test asks of every page: nothing for axe to find, nothing cut off, and pictures to look at."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PICTURES = Path(os.environ.get("OPENNRM_PICTURES", Path(__file__).resolve().parents[2] / "var/pictures"))
WANTED = "OPENNRM_PICTURES" in os.environ
"""Whether somebody wants to look at a picture of every page; it takes as long again as looking with axe."""
DESKTOP = {"width": 1100, "height": 900}
NARROW = {"width": 320, "height": 800}
_AXE = Axe()


def axe(page: Page) -> None:
    """Fail with each violation of WCAG 2.2 A and AA that axe finds on this page, and where."""
    found = _AXE.run(page, options={"runOnly": {"type": "tag", "values": STANDARDS}})
    told = [
        f"{each['id']} ({each['help']}): {node['html'][:200]}"
        for each in found.response["violations"]
        for node in each["nodes"]
    ]
    assert not told, f"{page.url}\n" + "\n".join(told)
    assert found.response["passes"], "axe looked at nothing"


def fits(page: Page) -> None:
    """Fail when the page must be scrolled sideways, naming what sticks out."""
    wide: Any = page.evaluate(
        """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
        [...document.querySelectorAll("body *")].filter(e => { const box = e.getBoundingClientRect();
          return (box.right > document.documentElement.clientWidth + 1 || box.left < -1) && box.width > 1
        }).slice(0, 5).map(e => e.outerHTML.slice(0, 200))"""
    )
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
        f"{page.url} must be scrolled sideways: {wide}"
    )
    within = """[...document.querySelectorAll(".nrm-scroll:has(> .nrm-stacks)")]
        .filter(e => e.scrollWidth > e.clientWidth).map(e => e.getAttribute("aria-label"))"""
    assert page.evaluate(within) == [], f"{page.url}: a list that is read downwards must be scrolled sideways"


def keep_picture(page: Page, name: str, *, full_page: bool = True) -> None:
    """Keep a picture of the page where somebody asked for pictures of all."""
    if WANTED:
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png", full_page=full_page)


def look(page: Page, name: str) -> None:
    """The page fits and axe finds nothing, on a desktop and at 320 px; pictures are kept where they are wanted."""
    for size, kind in ((DESKTOP, "desktop"), (NARROW, "320px")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        fits(page)
        axe(page)
        keep_picture(page, f"{name}-{kind}")
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page.emulate_media(forced_colors="active", color_scheme="dark")
    keep_picture(page, f"{name}-forced-colours")
    page.emulate_media(forced_colors="none", color_scheme="light")
