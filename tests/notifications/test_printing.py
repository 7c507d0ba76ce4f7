"""Printing: every script of the languages most written in has its shapes, and nothing is lost without a mark."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typst

from opennrm.notifications import printing
from opennrm.notifications.printing import (
    FONTS,
    REPLACEMENT,
    CannotBePrinted,
    pdf_of,
    printable,
    unprintable_characters,
)
from tests.notifications.reading import fonts_of, on_one_line
from tests.notifications.samples import EVERY_LETTER, whole_content

SCRIPTS = {
    "Vietnamese": ("Bà Nguyễn Thị Phượng đã kể lại mọi chuyện ở Đà Nẵng, rồi đến Huế.", "NotoSans-Regular"),
    "Albanian": ("Një çështje që është shqyrtuar më parë.", "NotoSans-Regular"),
    "Arabic": ("قررنا أن هناك أسبابا معقولة للاعتقاد بأنك ضحية", "NotoSansArabic-Regular"),
    "Persian": ("می‌توانید درخواست بازنگری کنید؛ ۳۰ روز", "NotoSansArabic-Regular"),
    "Amharic": ("ውሳኔውን እንድናየው መጠየቅ ይችላሉ።", "NotoSansEthiopic-Regular"),
    "Tigrinya": ("ሓገዝ ክትሓትት ትኽእል ኢኻ፧ ቈልዑ", "NotoSansEthiopic-Regular"),
}
WHEN = datetime(2026, 3, 9, tzinfo=UTC)


def with_warnings(reasons: str) -> tuple[bytes, list[typst.TypstWarning]]:
    _, audience, content = EVERY_LETTER["negative to an adult"]
    whole = {**whole_content(audience, content), "reasons": reasons, "audience": audience.value}
    pdf, warnings = printing._compiler().compile_with_warnings(
        input=str(printing.TEMPLATES / "reasonable_grounds_negative.1.typ"),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"letter": json.dumps(printable(whole), ensure_ascii=False)},
        timestamp=int(WHEN.timestamp()),
    )
    assert isinstance(pdf, bytes)
    return pdf, warnings


@pytest.mark.parametrize("language", SCRIPTS)
def test_no_character_of_the_language_lacks_its_shape(language: str) -> None:
    text, font = SCRIPTS[language]
    assert unprintable_characters(text) == []
    pdf, warnings = with_warnings(text)  # PDF/UA-1 refuses a character without a shape
    assert warnings == []
    assert fonts_of(pdf)[font] is True
    said = on_one_line(pdf)
    if language == "Vietnamese":  # pypdf does not read the text that stands in for letters of two shapes
        assert "Đà Nẵng, rồi đến Huế." in said
    elif font != "NotoSansArabic-Regular":  # it gives lines from the right in an order of its own
        assert text in said


def test_a_character_without_a_shape_is_printed_as_one_that_stands_for_it() -> None:
    assert unprintable_characters("Li 𠮷 and 𠮷 and 漢") == ["𠮷", "漢"]
    assert printable("Li 𠮷") == f"Li {REPLACEMENT}"
    pdf, _ = with_warnings("Her name is 漢字.")
    assert f"Her name is {REPLACEMENT * 2}." in on_one_line(pdf)


def test_control_characters_go_and_line_ends_become_one_kind() -> None:
    assert printable("a\r\nb\rc\x00\x07d\ufeff") == "a\nb\ncd"


def test_what_is_printable_reaches_into_lists_and_mappings_and_leaves_numbers() -> None:
    assert printable({"lines": ["x\u202ey", 3], "days": 30}) == {"lines": ["xy", 3], "days": 30}


def test_an_overlong_word_may_break_and_an_ordinary_one_may_not() -> None:
    assert "\u200b" in printable("A" * 51)
    assert printable("A" * 50) == "A" * 50


def test_a_letter_that_cannot_be_set_is_told_by_its_template_alone() -> None:
    with pytest.raises(CannotBePrinted) as told:
        pdf_of("notice_of_outcome.1.typ", {"reference": "Linh"}, at=WHEN)
    assert str(told.value) == "notice_of_outcome.1.typ"


def test_a_copy_of_a_process_that_has_printed_says_so_instead_of_waiting_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_warnings("printed once")
    printing._process_of_the_compiler()
    monkeypatch.setattr("os.getpid", lambda: -1)
    with pytest.raises(CannotBePrinted, match="before this process was forked"):
        pdf_of("notice_of_outcome.1.typ", {}, at=WHEN)


@pytest.mark.parametrize("family", ["NotoSans", "NotoSansArabic", "NotoSansEthiopic"])
def test_every_font_lies_here_with_its_licence(family: str) -> None:
    here = {path.name for path in Path(FONTS).iterdir()}
    assert {f"{family}-Regular.ttf", f"{family}-Bold.ttf", f"{family}-LICENCE.txt"} <= here
    assert "SIL Open Font License" in (FONTS / f"{family}-LICENCE.txt").read_text().replace("OPEN FONT LICENSE", "")
