"""Printing as it is in use: many letters at once, long ones, every character that the fonts are said to hold."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from opennrm.notifications.kinds import Audience, LetterKind
from opennrm.notifications.letters import render_letter
from opennrm.notifications.printing import FONTS
from tests.notifications.samples import EVERY_LETTER, whole_content

UNSEEN = dict.fromkeys((0x200B, 0x2068, 0x2069))


def letter(**said: Any) -> bytes:
    kind, audience, content = EVERY_LETTER["negative to an adult"]
    return render_letter(kind, audience, whole_content(audience, {**content, **said}))


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text().translate(UNSEEN) for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize("reasons", ["Q" * 15_000, "ሰ" * 15_000, "Q\n" * 7_500, "Q " * 7_500])
def test_fifteen_thousand_characters_run_on_over_pages_however_they_break(reasons: str) -> None:
    found = pages(letter(reasons=reasons))
    assert sum(page.count(reasons[0]) for page in found) >= reasons.count(reasons[0])
    assert len(found) > 2
    assert max(len(line) for page in found for line in page.splitlines()) < 200


def test_every_character_said_to_be_covered_can_be_printed() -> None:
    ranges = json.loads((FONTS / "coverage.json").read_text(encoding="ascii"))
    signs = [chr(point) for first, last in ranges for point in range(first, last + 1)]
    assert len(signs) > 3_000
    text = " ".join("".join(signs[start : start + 30]) for start in range(0, len(signs), 30))
    assert len(pages(letter(reasons=text))) > 2  # PDF/UA-1 refuses a character without a shape


def test_letters_printed_at_once_do_not_mix() -> None:
    names = [f"Person{number:02}" for number in range(24)]
    with ThreadPoolExecutor(4) as four:
        printed = list(four.map(lambda name: "\n".join(pages(letter(salutation=name))), names))
    for name, said in zip(names, printed, strict=True):
        assert [other for other in names if f"Dear {other}" in said] == [name]


@pytest.mark.parametrize("name", sorted(EVERY_LETTER))
def test_a_letter_costs_at_most_forty_milliseconds(name: str) -> None:
    kind, audience, content = EVERY_LETTER[name]
    spent = []
    for number in range(4):  # the first may load the fonts; no two are the same, so that none comes from memory
        whole = {**whole_content(audience, content), "reference": f"NRM-2026-{number:06}"}
        began = time.process_time()
        render_letter(kind, audience, whole)
        spent.append(time.process_time() - began)
    assert min(spent) < 0.040


@pytest.mark.parametrize("audience", [Audience.REPRESENTATIVE, Audience.COUNCIL])
def test_a_letter_about_a_child_speaks_of_the_child_and_never_to_them(audience: Audience) -> None:
    kind, _, content = EVERY_LETTER["positive to a council"]
    assert kind is LetterKind.REASONABLE_GROUNDS_POSITIVE
    said = " ".join("\n".join(pages(render_letter(kind, audience, whole_content(audience, content)))).split())
    assert "letters about a child are never sent to the child" in said
    assert "that you are" not in said
    assert "Your support" not in said
