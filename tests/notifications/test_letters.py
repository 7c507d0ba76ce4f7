"""Every letter for every audience and outcome, as it is read, as it is tagged, and as it treats hostile content."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from opennrm.mechanism.vocabulary import DecisionKind, Outcome
from opennrm.notifications.kinds import Audience, LetterKind
from opennrm.notifications.letters import FORMS, TO_WHOM_A_DECISION_GOES, MissingGap, gaps_of, render_letter
from tests.notifications.reading import fonts_of, on_one_line, opened, tags_of, words_of
from tests.notifications.samples import EVERY_LETTER, whole_content

POSITIVE, NEGATIVE = LetterKind.REASONABLE_GROUNDS_POSITIVE, LetterKind.REASONABLE_GROUNDS_NEGATIVE
ONE_OF_EACH = list({(kind, audience): name for name, (kind, audience, _) in EVERY_LETTER.items()}.values())
"""One letter of each kind to each audience: their words differ by more than that, their shape does not."""
HOSTILE = '#panic("x") #{1+1} #read("/etc/passwd") $x^2$ @ref <label> *b* _i_ `raw` \\ \\u{41} [x] {{ x }} // y /* z */'


def sample(name: str, **changes: Any) -> bytes:
    kind, audience, content = EVERY_LETTER[name]
    return render_letter(kind, audience, whole_content(audience, {**content, **changes}))


@pytest.mark.parametrize("name", EVERY_LETTER)
def test_a_letter_says_this(name: str, snapshot: SnapshotAssertion) -> None:
    assert words_of(sample(name)) == snapshot


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_letter_is_tagged_like_this(name: str, snapshot: SnapshotAssertion) -> None:
    assert tags_of(sample(name)) == snapshot


def test_the_samples_leave_out_no_audience_and_no_outcome() -> None:
    shown = {(kind, audience) for kind, audience, _ in EVERY_LETTER.values()}
    assert shown == {(kind, audience) for kind, form in FORMS.items() for audience in form.audiences}
    for decision, outcome in product(DecisionKind, Outcome):
        kind = LetterKind(f"{decision}_{outcome}")
        assert {a for k, a in shown if k is kind} == TO_WHOM_A_DECISION_GOES


def test_reasons_stand_in_negatives_and_in_nothing_else() -> None:
    with_reasons = {kind for kind, form in FORMS.items() if "reasons" in (*form.gaps, *form.optional)}
    assert with_reasons == {LetterKind.REASONABLE_GROUNDS_NEGATIVE, LetterKind.CONCLUSIVE_GROUNDS_NEGATIVE}
    for kind in with_reasons:
        assert FORMS[kind].audiences == TO_WHOM_A_DECISION_GOES


@pytest.mark.parametrize("name", [name for name in EVERY_LETTER if "child" in name])
def test_no_letter_about_a_child_speaks_to_the_child(name: str) -> None:
    _, audience, _ = EVERY_LETTER[name]
    assert audience is not Audience.PERSON
    if audience in TO_WHOM_A_DECISION_GOES and not name.startswith(("notice", "re")):
        said = on_one_line(sample(name, person_is="child"))
        assert not re.search(r"\byour?\b", said.split("What has happened", 1)[1].split("Tell us if", 1)[0])


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_letter_is_pdf_ua_with_its_fonts_in_it(name: str) -> None:
    pdf = sample(name)
    read = opened(pdf)
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data().decode()
    assert read.metadata is not None
    assert read.metadata.title
    assert all(fonts_of(pdf).values())
    assert set(fonts_of(pdf)) <= {
        f"{family}-{weight}"
        for family in ("NotoSans", "NotoSansArabic", "NotoSansEthiopic")
        for weight in ("Regular", "Bold")
    }


@pytest.mark.parametrize("name", EVERY_LETTER)
def test_a_title_names_nobody(name: str) -> None:
    metadata = opened(sample(name)).metadata
    assert metadata is not None
    title = str(metadata.title)
    assert "Linh" not in title
    assert "Selam" not in title


@pytest.mark.parametrize(
    "kind", [LetterKind.NOTICE_OF_OUTCOME, LetterKind.NOTICE_OF_CHANGE, LetterKind.REFERRAL_RECEIPT]
)
def test_what_an_agency_gets_has_no_place_for_a_name_or_reasons(kind: LetterKind) -> None:
    assert not {"person_name", "salutation", "reasons"} & {*FORMS[kind].gaps, *FORMS[kind].optional}


@pytest.mark.parametrize("kind", FORMS)
def test_a_missing_gap_is_named(kind: LetterKind) -> None:
    _, audience, content = next(each for each in EVERY_LETTER.values() if each[0] is kind)
    for gap in gaps_of(kind):
        short = {key: value for key, value in whole_content(audience, content).items() if key != gap}
        with pytest.raises(MissingGap, match=rf" needs {gap}: ") as missing:
            render_letter(kind, audience, short)
        assert missing.value.gap == gap


@pytest.mark.parametrize(
    ("gap", "wrong"),
    [
        ("reasons", "  \n "),
        ("reasons", 5),
        ("decided_on", "9 March 2026"),
        ("reconsideration_days", "30"),
        ("reconsideration_grounds", []),
        ("addressee_lines", "Linh"),
        ("nickname", "there is no such gap"),
    ],
)
def test_a_gap_of_the_wrong_shape_is_named(gap: str, wrong: Any) -> None:
    with pytest.raises(MissingGap) as missing:
        sample("negative to an adult", **{gap: wrong})
    assert missing.value.gap == gap


def test_gaps_that_go_together_are_not_filled_by_halves() -> None:
    kind, audience, content = EVERY_LETTER["negative to an adult"]
    half = {key: value for key, value in content.items() if key != "reconsideration_days"}
    with pytest.raises(MissingGap) as missing:
        render_letter(kind, audience, whole_content(audience, half))
    assert missing.value.gap == "reconsideration_days"


def test_a_letter_is_refused_for_an_audience_it_is_not_for() -> None:
    _, _, content = EVERY_LETTER["positive to an adult"]
    with pytest.raises(ValueError, match="not for police"):
        render_letter(POSITIVE, Audience.POLICE, whole_content(Audience.PERSON, content))


def test_the_same_content_gives_the_same_bytes() -> None:
    assert sample("negative to a council") == sample("negative to a council")


@pytest.mark.parametrize("gap", ["reasons", "salutation", "person_name", "contact", "standard"])
def test_what_somebody_typed_is_never_read_as_markup(gap: str) -> None:
    said = on_one_line(sample("negative to somebody else", **{gap: HOSTILE})).replace(" ", "")
    assert HOSTILE.replace(" ", "") in said


def test_markup_in_an_address_or_a_ground_is_only_text() -> None:
    said = on_one_line(
        sample("negative to an adult", addressee_lines=[HOSTILE], reconsideration_grounds=[HOSTILE, "$1 @here"])
    ).replace(" ", "")
    assert said.count(HOSTILE.replace(" ", "")) == 2
    assert "$1@here" in said


def test_reasons_of_fifteen_thousand_characters_are_all_there() -> None:
    sentence = "We looked at what was said and what else we know. "
    reasons = (sentence * 320)[:15_000]
    pdf = sample("negative to an adult", reasons=reasons)
    bodies = [page.extract_text().rsplit("Reference NRM", 1)[0] for page in opened(pdf).pages]
    assert len(bodies) > 3
    joined = " ".join(" ".join(bodies).split()).replace(" ", "")
    assert reasons.replace(" ", "") in joined


def test_an_overlong_word_stays_on_the_sheet() -> None:
    pdf = sample("negative to an adult", reasons="A" * 2_000, salutation="B" * 300)
    outer = 595 - 50
    for page in opened(pdf).pages:
        starts: list[float] = []
        page.extract_text(visitor_text=lambda text, cm, tm, font, size, s=starts: s.append(tm[4]))  # type: ignore[misc]
        assert max(starts) < outer
    widest = max(len(line) for line in words_of(pdf).replace("\u200b", "").splitlines())
    assert widest < 120


def test_an_override_of_direction_cannot_make_a_line_say_something_else() -> None:
    for override in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067":
        said = words_of(sample("negative to an adult", reasons=f"granted {override}ton saw tI"))
        assert override not in said
        assert "granted ton saw tI" in said
