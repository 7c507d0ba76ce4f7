"""The verb `holiday`: a day is added once, open clocks are counted again, and what was left is gone on with."""

from __future__ import annotations

import re
from contextlib import nullcontext
from datetime import UTC, date, datetime

import pytest

from opennrm.cases.actions.holidays import add_holiday
from opennrm.cases.holidays import how_many_to_recount
from opennrm.cases.models import Clock
from tests.console.conftest import Run
from tests.factories import cases as made
from tests.factories import partners
from tests.house.tree import ROOT

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def add() -> tuple[str, ...]:
    email = partners.account("administrator", of=made.authority_team().organisation).email
    day = ("--day", "2026-03-06", "--title", "A day of thanks", "--reason", "Proclaimed on 1 March.")
    return ("holiday", "add", "--as", email, "--nation", "england", *day)


def test_a_day_is_added_and_clocks_are_counted_again_once(opennrm: Run, add: tuple[str, ...]) -> None:
    made.referred(at=MONDAY)
    told = {"ok": True, "added": ["england"], "recounted": 1, "failed": []}
    assert opennrm(*add, "--json") == (0, told)
    assert opennrm(*add, "--json") == (0, told | {"added": [], "recounted": 0})
    assert Clock.objects.get(ended_at__isnull=True).due_on.isoformat() == "2026-03-10"
    _code, told = opennrm("holiday", "list", "--json")
    assert [(each["day"], each["nation"], each["title"]) for each in told["holidays"]] == [
        ("2026-03-06", "england", "A day of thanks")
    ]
    assert opennrm("holiday", "list")[1].startswith("2026-03-06  england")


def test_a_case_that_cannot_be_counted_is_told_and_fails_the_verb(opennrm: Run, add: tuple[str, ...]) -> None:
    reference = made.referred(at=MONDAY)
    Clock.objects.update(due_on="2026-03-08")
    code, told = opennrm(*add)
    assert code == 1
    assert f"{reference} could not be counted (ValueError); its clocks stay." in told
    assert opennrm("holiday", "recount", "--json")[1]["failed"] == [[reference, "ValueError"]]


def programs_of_units() -> dict[str, list[str]]:
    """What the units of a deployment start of the product's own verbs: the verb, and its arguments."""
    started = {}
    for unit in sorted((ROOT / "deploy" / "systemd").glob("*.service")):
        found = re.search(r"^ExecStart=.*/opt/opennrm/opennrm (.+)$", unit.read_text(), re.MULTILINE)
        if found:
            started[unit.stem] = found[1].split()
    return started


@pytest.mark.parametrize("unit", ["opennrm-deliver", "opennrm-sweep"])
def test_in_a_deployment_a_day_added_on_the_page_moves_clocks(
    unit: str, opennrm: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.referred(at=MONDAY)
    by = partners.actor(partners.account("administrator", of=made.authority_team().organisation))
    add_holiday(["england"], date(2026, 3, 6), "A day of thanks", reason="", by=by, at=MONDAY)
    assert how_many_to_recount() == 1
    rests: list[float] = []

    def rest(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) > 1:
            raise KeyboardInterrupt

    monkeypatch.setattr("opennrm.console.deliver.house", nullcontext)
    monkeypatch.setattr("opennrm.console.deliver.time.sleep", rest)
    code, _told = opennrm(*programs_of_units()[unit])
    assert (code, how_many_to_recount()) == (0, 0)
    moved = Clock.objects.get(rule="reasonable_grounds_decision", ended_because="holiday_added")
    assert moved.due_on == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"--day": "6 March"}, "--day 2026-06-15"),
        ({"--day": "2026-03-07"}, "not a working day in England already: Saturday"),
        ({"--title": ""}, "what the bank holiday is called"),
        ({"--as": "nobody@nowhere.example"}, "--as names"),
        ({"--as": ""}, "--as EMAIL"),
    ],
)
def test_what_is_wrong_is_one_sentence(opennrm: Run, add: tuple[str, ...], changed: dict[str, str], named: str) -> None:
    given = list(add)
    for name, value in changed.items():
        given[given.index(name) + 1] = value
    code, told = opennrm(*given)
    assert (code, told.count("\n")) == (2, 1)
    assert named in told
