"""Two people write one page of a draft: different answers are put together, and nobody's is lost for the same one.

A page carries what it showed, as a keyed hash of each answer. Where the stored answer is still that, what was sent
stands; where what was sent is still that, the colleague's answer stands; where both differ and are not alike, they
clash, and a person chooses. A choice names the answer it was made against, so that a third one is not overwritten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from opennrm.mechanism.refusal import Refusal
from opennrm.questions.conditions import all_of, holds, parts_of
from opennrm.questions.inputs import field_names
from opennrm.questions.journey import answers_that_would_go, with_page
from opennrm.questions.question import Catalogue, Page, Question
from opennrm.vault.hashes import keyed_hash

MINE, THEIRS = "mine", "theirs"
OTHERS = "others"
"""The key of a clash with answers on other pages, which what was sent would remove."""
_LENGTH = 16
"""Letters of a hash that a form carries: it tells one answer from another, and proves nothing."""
Answers = Mapping[str, Any]
Written = Mapping[str, list[Any]]
"""By the key of a question: the version of the draft in which it was answered last, by whom, and when."""

NOT_ASKED = Refusal(
    "changed_meanwhile",
    "With the answers as they stand this is not asked: you or a colleague changed one since this page was shown, or "
    "one that comes before is still open. Nothing was saved. What you typed stands below: copy what is needed to "
    "another answer, or go back to the draft.",
    "house",
)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two answers to one question; `key` is `OTHERS` where answers of other pages would go, and `theirs` is those."""

    key: str
    mine: Any = field(repr=False)
    theirs: Any = field(repr=False)
    choice: str
    """What a choice against this answer of theirs ends with."""
    by: UUID | None = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a form showed: the version of the draft, and a hash of each answer that there was."""

    version: int
    hashes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """What saving a page comes to: its answers put together, and where people must choose first."""

    values: dict[str, Any] = field(repr=False)
    clashes: tuple[Clash, ...] = ()


def what_is_shown(draft_id: UUID, page: Page, answers: Answers, version: int) -> str:
    """What a form carries hidden, so that a change in between is noticed answer by answer."""
    keys = [question.key for question in page.questions if question.key in answers]
    return "|".join([str(version), *(f"{key}:{_hash(draft_id, key, answers[key])}" for key in keys)])


def read_shown(text: str) -> Shown:
    """What a form carried; of anything else, that nothing was shown."""
    version, *rest = text.split("|")
    known = version.isascii() and version.isdigit() and len(version) < 10
    pairs = (each.partition(":") for each in rest)
    return Shown(int(version) if known else -1, {key: hash_ for key, _colon, hash_ in pairs})


def merged(
    draft_id: UUID,
    catalogue: Catalogue,
    page: Page,
    *,
    stored: Answers,
    mine: Answers,
    shown: Shown,
    written: Written,
    chosen: Mapping[str, str],
) -> Merged:
    """Put what was sent (`mine`) and what is `stored` together; `chosen` says by key which of two is kept."""
    values: dict[str, Any] = {}
    open_, differing = [], []
    for question in page.questions:
        key = question.key
        own, theirs = mine.get(key), stored.get(key)
        if own == theirs:
            kept = theirs
        else:
            base, now = shown.hashes.get(key, ""), _hash(draft_id, key, theirs)
            clash = _clash(key, own, theirs, now, written)
            choice = _choice(chosen, clash)
            differing.append((clash, choice))
            untouched = _hash(draft_id, key, own) == base
            if choice or untouched or now == base:
                kept = theirs if choice == THEIRS or (untouched and not choice) else own
            else:
                open_.append(clash)
                continue
        if kept is not None:
            values[key] = kept
    if not open_:
        open_ = _dropped(catalogue, page, stored, mine, values, differing)
    if not open_:
        return _with_other_pages(draft_id, catalogue, page, stored, values, shown, written, chosen)
    return Merged(values, tuple(open_))


def _dropped(
    catalogue: Catalogue,
    page: Page,
    stored: Answers,
    mine: Answers,
    values: Answers,
    differing: list[tuple[Clash, str]],
) -> list[Clash]:
    """Something that was sent falls away beside an answer of a colleague's on this page: choose between those too."""
    after = with_page(catalogue, stored, page, values)
    if all(key in after for key in mine if values.get(key) == mine[key]):
        return []
    return [clash for clash, choice in differing if not choice]


def _with_other_pages(
    draft_id: UUID,
    catalogue: Catalogue,
    page: Page,
    stored: Answers,
    values: dict[str, Any],
    shown: Shown,
    written: Written,
    chosen: Mapping[str, str],
) -> Merged:
    """Does it remove what a colleague answered on other pages since this one was shown? Then that is asked first."""
    gone = [
        question
        for question in answers_that_would_go(catalogue, stored, page, values)
        if question.key in written and written[question.key][0] > shown.version
    ]
    if not gone:
        return Merged(values)
    theirs = {question.key: stored[question.key] for question in gone}
    clash = _clash(OTHERS, dict(values), theirs, _hash(draft_id, OTHERS, theirs), {OTHERS: written[gone[0].key]})
    choice = _choice(chosen, clash)
    if choice == THEIRS:
        return Merged({each.key: stored[each.key] for each in page.questions if each.key in stored})
    return Merged(values, () if choice == MINE else (clash,))


def no_longer_asked(catalogue: Catalogue, page: Page, stored: Answers, sent: Mapping[str, list[str]]) -> list[Question]:
    """The questions of a page that were answered and are not asked now because of answers on earlier pages."""
    before = with_page(catalogue, stored, page, {})
    section = next(section for section, each in catalogue.pages if each.slug == page.slug)
    own = {question.key for question in page.questions}
    asked_here = all_of(section.only_if, page.only_if)
    return [
        question
        for question in page.questions
        if any(text.strip() for name in field_names(question) for text in sent.get(name, ()))
        and not (
            holds(asked_here, before)
            and (any(part.key in own for part in parts_of(question.only_if)) or holds(question.only_if, before))
        )
    ]


def written_anew(written: Written, before: Answers, after: Answers, version: int, by: UUID, at: str) -> dict[str, Any]:
    """Who wrote each answer, once `after` stands in the place of `before`."""
    return {
        key: written[key] if key in written and before.get(key) == value else [version, str(by), at]
        for key, value in after.items()
        if key in written or before.get(key) != value
    }


def _clash(key: str, own: Any, theirs: Any, now: str, written: Written) -> Clash:
    _version, by, at = written.get(key, [0, "", ""])
    return Clash(key, own, theirs, now, UUID(by) if by else None, at)


def _choice(chosen: Mapping[str, str], clash: Clash) -> str:
    """Mine or theirs, where that was chosen against this very answer of theirs; otherwise nothing."""
    choice, _dash, against = chosen.get(clash.key, "").partition("-")
    return choice if choice in (MINE, THEIRS) and against == (clash.choice or "none") else ""


def _hash(draft_id: UUID, key: str, value: Any) -> str:
    """Of no answer: nothing."""
    return "" if value is None else keyed_hash("answer of a draft", [str(draft_id), key, value])[:_LENGTH]
