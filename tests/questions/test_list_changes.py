"""What was changed in a list is known at once to everything that was made of it, and a later release is right."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import ModuleType
from typing import Any

import pytest

import opennrm
from opennrm.questions import list_changes, lists
from opennrm.questions.list_changes import ListChange, tell
from opennrm.questions.plain_words import is_a_place, is_harmless
from opennrm.web.api.published import questions_as_data

TODAY = date(2026, 3, 2)
ADDED = ListChange(1, "nationalities", "zembian", "Zembian", also=("Zembia",))
ENDED = ListChange(2, "councils", "abe", ends_on=TODAY, replaced_by=("abd",))

READS_NO_LIST = {
    "opennrm.mechanism.fold.of_rules._version_of": "rules of profiles",
    "opennrm.web.components.upstream._macro": "parts of pages",
    "opennrm.web.components.upstream._remembered": "parts of pages",
    "opennrm.web.jinja._in_language": "texts of pages",
    "opennrm.web.jinja._file_url": "addresses",
    "opennrm.web.jinja._plain_url": "addresses",
    "opennrm.web.navigation._address": "addresses",
    "opennrm.web.start.leaflet.printed": "the leaflet, which asks nothing",
    "opennrm.web.account.provider_client.client_of": "who signs people in",
    "opennrm.questions.numbering._numbers": "the keys of questions that it is given",
    "opennrm.referrals.answered._catalogue_of": "questions, which name their lists and hold no entry of them",
}
"""Stores that take arguments, outside what `kept_with_lists` keeps, each with what it keeps."""
APART = ("opennrm.vault.", "opennrm.partners.", "opennrm.evidence.", "opennrm.retention.", "opennrm.notifications.")
"""Rooms whose stores hold keys, schedules and fonts; none imports the lists but to fold a name."""


def stores(modules: list[ModuleType]) -> Iterator[tuple[str, Any]]:
    """Every store of functools that a module has made, with its name."""
    for module in modules:
        for name, held in vars(module).items():
            if isinstance(held, functools._lru_cache_wrapper) and held.__module__ == module.__name__:
                yield f"{module.__name__}.{name}", held


def forgotten(modules: list[ModuleType], explained: Mapping[str, str]) -> list[str]:
    """Stores that read a list as they are filled, or that take arguments and that nobody explains."""
    found = []
    for name, store in stores(modules):
        needs = store.__wrapped__.__code__.co_argcount
        if needs:
            found += [] if name in explained else [name]
        elif _reads_a_list(store):
            found.append(name)
    return found


def _reads_a_list(store: Any) -> bool:
    """Whether filling a store anew makes a list anew: every store of lists was emptied before."""
    read: list[str] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(lists, "changed", lambda name, entries, add: read.append(name) or {e.code: e for e in entries})
        for empty in list_changes._EMPTIES:
            empty()
        store.__wrapped__()
    for empty in list_changes._EMPTIES:
        empty()
    return bool(read)


def ours() -> list[ModuleType]:
    names = [each.name for each in pkgutil.walk_packages(opennrm.__path__, "opennrm.")]
    wanted = [name for name in names if not name.startswith((*APART, "opennrm.config.", "opennrm.__main__"))]
    return [importlib.import_module(name) for name in wanted if ".migrations" not in name and ".demo" not in name]


def test_nothing_that_is_made_of_lists_is_kept_longer_than_they_are() -> None:
    assert forgotten(ours(), READS_NO_LIST) == []


def test_a_planted_store_that_would_be_forgotten_is_found() -> None:
    planted = ModuleType("planted")

    def words() -> list[str]:
        return [entry.label for entry in lists.offered("nationalities")]

    def of_a_list(name: str) -> int:
        return len(lists.entries(name))

    for made in (words, of_a_list):
        made.__module__ = "planted"
        setattr(planted, made.__name__, functools.cache(made))
    assert forgotten([planted], {}) == ["planted.words", "planted.of_a_list"]
    kept = ModuleType("planted")
    kept.words = list_changes.kept_with_lists(words)  # type: ignore[attr-defined]
    assert forgotten([kept], {}) == []


def test_an_added_entry_is_found_by_each_of_its_names_and_everything_made_of_the_list_has_it() -> None:
    assert (lists.entry_for("nationalities", "zembia"), is_harmless("zembia")) == (None, False)
    assert "zembian" not in str(questions_as_data()["lists"]["nationalities"])
    tell([ADDED, replace(ADDED, number=2, list_name="uk_towns", code="grimbleby", label="Grimbleby", also=())])
    entry = lists.entry_for("nationalities", "zembia", on=TODAY)
    assert entry is not None
    assert (entry.code, entry.label, list_changes.newest()) == ("zembian", "Zembian", 2)
    assert list(lists.entries("nationalities")).index("zembian") > list(lists.entries("nationalities")).index("afghan")
    assert (is_harmless("zembia"), is_a_place("grimbleby")) == (True, True)
    assert {"code": "zembian", "label": "Zembian"} in questions_as_data()["lists"]["nationalities"]


def test_an_ended_entry_keeps_its_label_is_not_offered_and_leads_to_its_successor() -> None:
    assert lists.entry_for("councils", "abe", on=TODAY) is not None
    tell([ENDED])
    assert lists.entry_for("councils", "abe", on=TODAY) is None
    assert lists.entry_for("councils", "abe", on=date(2026, 3, 1)) is not None
    assert lists.label("councils", "abe") == "Aberdeen City Council"
    assert [each.code for each in lists.successors("councils", "Aberdeen City Council", on=TODAY)] == ["abd"]


def test_what_was_begun_before_a_change_is_not_kept_for_after_it() -> None:
    @list_changes.kept_with_lists
    def slow() -> int:
        before = len(lists.entries("nationalities"))
        if list_changes.newest() == 0:
            tell([ADDED])  # meanwhile, by another thread
        return before

    before = slow()
    assert slow() == before + 1


def test_an_older_telling_changes_nothing_and_a_later_release_is_right() -> None:
    tell([ADDED, ENDED])
    tell([ADDED])
    assert list_changes.newest() == 2
    list_changes.forget()
    in_the_release = replace(ADDED, code="afghan", label="Something else")
    already = replace(ENDED, code="cma", replaced_by=("abd",))
    gone = replace(ENDED, number=3, code="no_longer_there")
    tell([in_the_release, already, gone])
    assert lists.label("nationalities", "afghan") == "Afghan"
    assert lists.entries("councils")["cma"].replaced_by == ("cbd", "waf")
    assert "no_longer_there" not in lists.entries("councils")


def test_successors_that_lead_in_a_circle_or_to_nothing_end() -> None:
    tell([replace(ENDED, number=1), replace(ENDED, code="abd", replaced_by=("abe", "no_such"))])
    assert lists.successors("councils", "abe", on=TODAY) == []
