"""What `bench` makes of its figures: which bar is held, and which is not."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from bench import bulk
from bench.bars import Bar, _timetables
from bench.processes import cpu_of, used_between
from bench.running import NOT_THERE
from bench.timing import Figures, p95
from opennrm.config.data_folder import ROOT


def test_a_bar_is_held_up_to_its_very_figure_and_not_beyond() -> None:
    assert Bar("a letter", 40.0, 40.0, "ms").held
    beyond = Bar("a letter", 40.01, 40.0, "ms")
    assert not beyond.held
    assert str(beyond).endswith("NOT held")


def test_the_95th_percentile_is_what_95_of_100_do_not_exceed() -> None:
    assert p95([float(number) for number in range(1, 101)]) == 95.0
    assert p95([7.0]) == 7.0


def test_server_and_database_are_added_request_by_request() -> None:
    figures = Figures(server=[1.0, 2.0], database=[3.0, 1.0], took=[9.0, 9.0]).told()
    assert figures["both_p95_ms"] == 4.0
    assert figures["server_p95_ms"] == 2.0


def test_a_process_that_ended_meanwhile_takes_nothing_away() -> None:
    assert used_between({1: 100, 2: 50}, {1: 130, 3: 20}) == 50
    assert cpu_of(2**22 + 1) == 0


def test_every_table_that_holds_rows_of_a_case_is_copied_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bulk.tables_left_out() == []
    # The planted bug: a table that somebody made and nobody named here.
    monkeypatch.setattr(bulk, "ROWS", {table: which for table, which in bulk.ROWS.items() if table != "cases_part"})
    assert bulk.tables_left_out() == ["cases_part"]


def test_a_timetable_that_is_slow_or_dear_breaks_its_bar() -> None:
    told = {"cases": 20, "members": 15, "sittings": 10, "seconds": 0.5, "over": 0.05, "greedy_over": 137.0}
    told |= {"small_over": 2.0}
    assert [bar.held for bar in _timetables([told])] == [True, True, True]
    slow = told | {"seconds": 5.1, "over": 1.01, "small_over": 5.1}
    assert [bar.held for bar in _timetables([slow])] == [False, False, False]


def test_what_is_weighed_has_none_of_the_packages_that_only_tests_bring() -> None:
    locked = (ROOT / "requirements" / "run.txt").read_text()
    for name in NOT_THERE:
        assert find_spec(name) is not None, f"{name} is no longer brought by the tests"
        assert f"\n{name}==" not in locked
