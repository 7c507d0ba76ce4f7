"""Over random histories of edits of every journey, what is sent holds exactly the answers that still apply.

Two thousand histories end in the five journeys, four hundred in each: of whole pages, of entries of lists added,
changed and taken out, and, once a referral is sent, of its corrections. A thousand more look for a name, phone,
address, e-mail or file name that was planted in any question and survives in an anonymous notification; those that go
through the database stand in tests/duty_to_notify.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, find, given, settings
from hypothesis import strategies as st

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.conditions import Answered, Condition, Is, holds, parts_of
from opennrm.questions.entries import entry_of
from opennrm.questions.inputs import as_submitted
from opennrm.questions.journey import answers_that_apply, ending_of, may_be_notified, may_be_sent
from opennrm.questions.notification_facts import WORDS, notification_facts
from opennrm.questions.question import Catalogue, Ending, Kind, Page, Question
from tests.questions.edits import completed, one_answer, one_entry, save
from tests.questions.steps import BEGUN, Step, after, corrected, steps, sure_correction

REFUSED = {"age_answer": "adult", "referrer_nation": "wales", "consent_to_referral": "refused", "will_notify": "yes"}
JOURNEYS: dict[str, tuple[dict[str, Any], Ending]] = {
    "adult": ({"age_answer": "adult", "consent_to_referral": "given"}, Ending.SEND),
    "child": ({"age_answer": "under_18"}, Ending.SEND),
    "unsure": ({"age_answer": "not_sure"}, Ending.SEND),
    "anonymous": ({**REFUSED, "may_be_named": "no"}, Ending.NOTIFY),
    "named": ({**REFUSED, "may_be_named": "yes"}, Ending.NOTIFY),
}
STEERS = ("danger-now", "your-nation", "age", "consent", "notify", "may-be-named")
LEAD_ON = ("what-can-be-traced", "other-victims", "notified-before")
"""Pages whose yes leads to lists and to other pages with room for names."""
EACH = 400
"""Histories for each of the five journeys."""
PLANTED_HISTORIES = 1_000
SOME_COME_TWICE = 80
"""Of what is made up at random, about one in ten."""
CORRECTIONS = st.lists(steps(), max_size=1) | st.lists(steps(), min_size=2, max_size=8)
Told = tuple[dict[str, Any], list[Step], list[Step]]
TOLD = st.tuples(st.sampled_from(BEGUN), st.lists(steps(), min_size=1, max_size=25), CORRECTIONS)
"""The answers that a draft begins with, what is done in it, and what is corrected once it was sent."""
TAKEN_OUT_ON_THE_WAY = [
    Step(CATALOGUE.page("age"), {"age_answer": ["under_18"]}),
    Step(CATALOGUE.page("referred-before"), {"referred_before": ["yes"], "person_in_uk": ["yes"]}),
]
"""Asked of a child at once, of an adult only once they consent: what was answered is gone in between, and stays so."""


def steered(answers: dict[str, Any], wanted: dict[str, Any], catalogue: Catalogue = CATALOGUE) -> dict[str, Any]:
    """Somebody changes the answers that decide, page by page, and fills in whatever is missing then."""
    for slug in STEERS:
        page = CATALOGUE.page(slug)
        submitted: dict[str, list[str]] = {}
        for question in page.questions:
            submitted |= as_submitted(question, wanted.get(question.key, answers.get(question.key, one(question))))
        answers = save(answers, page, submitted, catalogue)
    return completed(answers, catalogue, **wanted)


def one(question: Question) -> Any:
    """A good answer; nobody lacks capacity, since that is a journey of its own."""
    return "missing" if question.key == "cannot_consent_because" else one_answer(question)


def still_asked(answers: dict[str, Any]) -> set[str]:
    """Which of these answers still apply, worked out another way: a question is asked if its own conditions hold and
    every question that they look at is asked."""
    placed = {each.question.key: each.only_if for each in CATALOGUE.placed}
    asked: dict[str, bool] = {}

    def is_asked(key: str) -> bool:
        if key not in asked:
            asked[key] = holds_on_asked(placed[key])
        return asked[key]

    def holds_on_asked(condition: Condition) -> bool:
        looked_at = {part.key for part in parts_of(condition) if isinstance(part, Is | Answered)}
        return holds(condition, {key: answers[key] for key in looked_at if key in answers and is_asked(key)})

    return {key for key in answers if is_asked(key)}


@pytest.mark.parametrize("journey", JOURNEYS)
def test_what_is_sent_holds_exactly_the_answers_that_still_apply(journey: str) -> None:
    seen: set[str] = set()
    counted: Counter[str] = Counter()

    @given(TOLD)
    @example(({}, TAKEN_OUT_ON_THE_WAY, []))
    @settings(max_examples=EACH + SOME_COME_TWICE, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def holds_after(told: Told) -> None:
        seen.add(" ".join(map(str, (len(told[0]), *told[1], *told[2]))))
        counted.update(sent_after(journey, *told))

    holds_after()
    assert len(seen) >= EACH
    assert len(JOURNEYS) * EACH >= 2_000
    assert counted["entries added or changed"] > EACH / 10
    assert counted["entries taken out"] > EACH / 50
    if JOURNEYS[journey][1] is Ending.SEND:
        assert counted["corrections"] > EACH / 2
        assert counted["corrections of an entry"] > EACH / 20


def sent_after(journey: str, begun: dict[str, Any], history: list[Step], corrections: list[Step]) -> Iterator[str]:
    """The property, for one history and the corrections of what was sent; tells what happened in it, to be counted."""
    wanted, ending = JOURNEYS[journey]
    answers = typed = begun
    for step in history:
        left = after(answers, step)
        if step.entry and left != answers:
            yield "entries taken out" if step.is_removed else "entries added or changed"
        if step.is_removed:
            assert entry_of(left.get(step.listed.key, []), step.entry) is None
        typed, answers = typed | left, left
    sent = steered(answers, wanted)
    assert ending_of(CATALOGUE, sent) is ending
    assert may_be_sent(CATALOGUE, sent) if ending is Ending.SEND else may_be_notified(CATALOGUE, sent)
    assert_exactly_what_applies(sent)
    # Had nothing ever been taken out on the way, the same would be sent: what applied last, and no more. What nobody
    # has to answer stays out once it was taken out, though it may be asked again at the end: nobody gave it anew.
    left_out = {key for key in typed if key not in sent and not CATALOGUE.question(key).required}
    ever = {key: value for key, value in typed.items() if key not in left_out} | sent
    assert answers_that_apply(CATALOGUE, ever) == sent
    assert still_asked(ever) == set(sent)
    if ending is Ending.SEND:
        yield from versions_after(sent, corrections)


def versions_after(sent: dict[str, Any], corrections: list[Step]) -> Iterator[str]:
    """Every version that a correction makes holds what applies then, and the version before it stays as it was."""
    standing = sent  # the last is sure to change something, so that what is counted does not hang on chance
    for chosen in (*corrections, None):
        step = chosen or sure_correction(standing)
        before = deepcopy(standing)
        version = corrected(standing, step)
        assert standing == before
        if version != standing:
            yield "corrections of an entry" if step.entry else "corrections"
            assert_exactly_what_applies(version)
        standing = version


def assert_exactly_what_applies(answers: dict[str, Any]) -> None:
    """Nothing that is not asked, in any entry either."""
    assert set(answers) == still_asked(answers)
    assert_entries_apply(answers)


def assert_entries_apply(answers: dict[str, Any]) -> None:
    """Every entry of every list holds exactly its id and the fields that are asked of it, and each has another id."""
    for listed in (CATALOGUE.question(key) for key in answers if CATALOGUE.question(key).kind is Kind.ENTRIES):
        entries = answers[listed.key]
        assert 1 <= len(entries) <= listed.many
        assert len({entry["id"] for entry in entries}) == len(entries)
        for entry in entries:
            asked = {field.key for field in listed.fields if holds(field.only_if, entry)}
            assert set(entry) - {"id"} <= asked
            assert all(field.key in entry for field in listed.fields if field.required and field.key in asked)


PLANTED: dict[Kind, Any] = {
    Kind.TEXT: "Zubrowka Quill",
    Kind.TEXTAREA: "Zubrowka Quill, zubrowka-quill.pdf, 9 Quillon Street, 07700 900999",
    Kind.PHONE: "07700 900999",
    Kind.EMAIL: "zubrowka.quill@planted.example",
    Kind.POSTCODE: "ZE1 9QQ",
    Kind.ADDRESS: {"line_1": "9 Quillon Street", "town": "Quillon", "postcode": "ZE1 9QQ"},
}
TRACES = ("zubrowka", "quill", "900999", "planted.example", "ze1 9qq")


@st.composite
def planting_edits(draw: st.DrawFn) -> tuple[Page, dict[str, list[str]]]:
    """One page sent with something planted wherever it can be: in every text, and in every "not known, because"."""
    deciding = [CATALOGUE.page(slug) for slug in (*STEERS, *LEAD_ON, "notified-contact", "safe-ways")]
    pages = [page for _section, page in CATALOGUE.pages if page.questions]
    page = draw(st.sampled_from(pages) | st.sampled_from(deciding))
    submitted: dict[str, list[str]] = {}
    for question in page.questions:
        if question.key in WORDS:  # what is typed into an anonymous one itself is looked at before it leaves
            submitted |= as_submitted(question, "They were afraid.")
        elif question.not_known and draw(st.booleans()):
            submitted[f"{question.key}-not_known"] = [PLANTED[Kind.TEXTAREA]]
        elif question.choices:
            value = draw(st.sampled_from([choice.value for choice in question.choices]))
            submitted |= as_submitted(question, [value] if question.kind is Kind.CHECKBOXES else value)
        else:
            submitted |= as_submitted(question, planted(question))
    return page, submitted


def planted(question: Question) -> Any:
    """An answer with something planted in it, in every field of an entry too."""
    if question.kind is Kind.ENTRIES:
        return [one_entry(question, "1", **{field.key: planted(field) for field in question.fields})]
    return PLANTED.get(question.kind, one_answer(question))


planting_histories = st.lists(planting_edits(), min_size=1, max_size=25)


def anonymous_after(
    history: list[tuple[Page, dict[str, list[str]]]], catalogue: Catalogue = CATALOGUE
) -> dict[str, Any]:
    """The answers of an anonymous notification that a history ends in."""
    answers: dict[str, Any] = {}
    for page, submitted in history:
        answers = save(answers, page, submitted, catalogue)
    chosen = {**JOURNEYS["anonymous"][0], **dict.fromkeys(WORDS, "They were afraid.")}
    return steered(answers, chosen, catalogue)


def traces_in(value: Any) -> list[str]:
    """What was planted and stands in a value."""
    text = str(value).lower()
    return [trace for trace in TRACES if trace in text]


def test_nothing_planted_survives_in_an_anonymous_notification() -> None:
    seen: set[str] = set()
    planted: Counter[str] = Counter()

    @given(planting_histories)
    @settings(
        max_examples=PLANTED_HISTORIES + SOME_COME_TWICE, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    def nothing_survives(history: list[tuple[Page, dict[str, list[str]]]]) -> None:
        seen.add(" ".join(f"{page.slug} {submitted}" for page, submitted in history))
        planted["histories"] += any(traces_in(submitted) for _page, submitted in history)
        answers = anonymous_after(history)
        assert traces_in(answers) == []
        assert traces_in(notification_facts(answers)) == []

    nothing_survives()
    assert len(seen) >= PLANTED_HISTORIES
    assert planted["histories"] > PLANTED_HISTORIES / 2


def test_the_planting_is_kept_where_it_may_be() -> None:
    page = CATALOGUE.page("name")
    answers = save({"age_answer": "under_18"}, page, {"first_name": ["Zubrowka"], "last_name": ["Quill"]})
    assert traces_in(answers) == ["zubrowka", "quill"]


def _leaky() -> Catalogue:
    """The planted bug: how to reach whoever refers is asked in every journey, also in one that names nobody."""
    sections = (
        replace(section, only_if=None) if section.slug == "reaching-you" else section for section in CATALOGUE.sections
    )
    return replace(CATALOGUE, sections=tuple(sections))


QUICKLY = settings(deadline=None, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck))


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # a long history found is found as well
def test_the_same_property_finds_a_planted_bug() -> None:
    leaky, quick = _leaky(), settings(QUICKLY, max_examples=2_000)
    assert find(planting_histories, lambda history: bool(traces_in(anonymous_after(history, leaky))), settings=quick)


def _forgets(_catalogue: Any, answers: dict[str, Any], _page: Page, values: dict[str, Any]) -> dict[str, Any]:
    """A planted bug: what no longer applies stays."""
    return answers | values


BUGS: dict[str, tuple[str, Any]] = {
    "a page keeps what no longer applies": ("tests.questions.edits.with_page", _forgets),
    "the last entry is never taken out": ("tests.questions.steps.with_page", _forgets),
    "a changed entry stands there twice": (
        "tests.questions.steps.with_entry",
        lambda value, entry_id, fields: [*value, {"id": entry_id, **fields}],
    ),
}


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.parametrize("bug", BUGS)
def test_the_property_of_what_is_sent_finds_planted_bugs(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*BUGS[bug])
    assert find(TOLD, lambda told: fails("adult", *told), settings=settings(QUICKLY, max_examples=500))


def fails(journey: str, *told: Any) -> bool:
    """Whether the property does not hold for this history."""
    try:
        list(sent_after(journey, *told))
    except AssertionError:
        return True
    return False
