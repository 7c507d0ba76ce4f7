"""The verb `lists`: an entry is found, added and ended from a terminal, in an administrator's name."""

from __future__ import annotations

import pytest

from tests.console.conftest import Run
from tests.factories import cases as made
from tests.factories import partners

pytestmark = pytest.mark.django_db
WHY = ("--reason", "An order of 2025.")


@pytest.fixture
def who() -> tuple[str, str]:
    return "--as", partners.account("administrator", of=made.authority_team().organisation).email


def test_an_entry_is_added_takes_anothers_place_and_both_are_told(opennrm: Run, who: tuple[str, str]) -> None:
    new = ("--label", "Zembian", "--also", "Zembia", "--starts-on", "2025-04-01")
    assert opennrm("lists", "add", "--list", "nationalities", *who, *new, *WHY) == (
        0,
        "Added in nationalities: zembian.\n",
    )
    ends = ("--code", "afghan", "--ends-on", "2025-04-01", "--replaced-by", "zembian")
    assert opennrm("lists", "end", "--list", "nationalities", *who, *ends, *WHY, "--json") == (
        0,
        {"ok": True, "list": "nationalities", "code": "afghan", "done": "end"},
    )
    found = opennrm("lists", "search", "--list", "nationalities", "--text", "afghan")[1]
    assert found.split("  ")[0] == "afghan"
    assert found.endswith("Afghan, ended on 2025-04-01, in its place zembian\n")
    told = opennrm("lists", "changes")[1]
    assert told == ("nationalities: Afghan, ended on 2025-04-01, in its place zembian\nnationalities: Zembian, added\n")
    assert [each["code"] for each in opennrm("lists", "changes", "--json")[1]["changes"]] == ["afghan", "zembian"]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (("add",), "Name the list with --list"),
        (("add", "--list", "councils"), "--as EMAIL"),
        (("end", "--list", "councils", "--code", "mars"), "search tells it"),
        (("end", "--list", "councils", "--code", "abe", "--ends-on", "April"), "--ends-on 2026-04-01"),
        (("add", "--list", "nationalities", "--label", "Afghan"), "Afghan is in the list already"),
    ],
)
def test_what_is_wrong_is_one_sentence(opennrm: Run, who: tuple[str, str], given: tuple[str, ...], named: str) -> None:
    code, told = opennrm("lists", *given, *(() if named == "--as EMAIL" else who))
    assert (code, told.count("\n")) == (2, 1)
    assert named in told
