"""The bars: what each measured figure must hold, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

TIMES_NULL = 6.0
QUESTION_STATEMENTS = 5
SUBMIT_MS = 60.0
WORK_LIST_MS = 100.0
WORK_LIST_GROWTH = 1.5
LETTER_MS = 40.0
MEMORY_MB = 300.0
LEAST_PRIVILEGED = "second officer"
"""The role with a work list and the fewest permissions; what others see is measured beside it, without a bar."""
CASE_STATEMENTS = 12
CASE_GROWTH = 3.0
LIST_STATEMENTS = 12
DOSSIER_S = 3.0
WALL_MS = 6.0
SEARCH_MS = 300.0
SEARCH_MISSED = 5.0
LONGEST_S = 1.0
LONGEST_NULLS = 8.0
LARGEST_KB = 60.0
DEAREST_TIMES = 3.0
TIMETABLE_S = 5.0
TIMETABLE_OVER = 1.0
TIMETABLE_SMALL = 5.0
"""Ours, so that seats and load are measured too: of the whole sum they are less than one part in a hundred."""
COLD_S = 30.0
SECOND_START_S = 4.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what is measured, its figure, and the most that it may be."""

    what: str
    figure: float
    most: float
    unit: str = ""

    @property
    def held(self) -> bool:
        """Whether the figure is within the bar."""
        return self.figure <= self.most

    def told(self) -> dict[str, Any]:
        """As it is written."""
        return {"what": self.what, "figure": self.figure, "most": self.most, "unit": self.unit, "held": self.held}

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        verdict = "held" if self.held else "NOT held"
        return f"{self.what:<68} {self.figure:>9,.2f} of at most {self.most:>6,g}{unit:<9} {verdict}"


def bars_of(results: dict[str, Any]) -> list[Bar]:
    """Every bar whose figure was measured."""
    return [
        *_pages(results["pages"]),
        *_longest(results),
        *_casework(results),
        *_work_lists(results["work_lists"]),
        *_walls(results["work_lists"]),
        *_sealing(results),
        *_timetables(results["timetables"]),
        *_setting_up(results["setting_up"]),
    ]


def _sealing(results: dict[str, Any]) -> list[Bar]:
    if "searching" not in results:
        return []
    told = results["searching"]
    missed = round(100 * (1 - told["found"] / told["variants"]), 1)
    return [
        Bar(f"search among {told['people']:,} sealed people, p95", told["took_p95_ms"], SEARCH_MS, "ms"),
        Bar("names that the search did not find, of 100 ways of writing", missed, SEARCH_MISSED),
    ]


def _pages(pages: dict[str, Any]) -> list[Bar]:
    null = _null_beside(pages, "null", "null again")
    letters = [figures["server_ms"] for name, figures in pages.items() if name.startswith("letter")]
    return [
        Bar("question page, median CPU", round(pages["question"]["server_ms"] / null, 2), TIMES_NULL, "x null"),
        Bar("question page, most statements of any", pages["question"]["statements"], QUESTION_STATEMENTS),
        Bar("final submit, median CPU", pages["submit"]["server_ms"], SUBMIT_MS, "ms"),
        Bar("letter, median CPU of the dearest", max(letters), LETTER_MS, "ms"),
    ]


def _null_beside(pages: dict[str, Any], before: str, after: str) -> float:
    """The null view right before a measurement and right after it: a machine is not always as fast."""
    return float(pages[before]["server_ms"] + pages[after]["server_ms"]) / 2


def _longest(results: dict[str, Any]) -> list[Bar]:
    """An adult of whom everything is told, with an entry in every list and a file, from start page to confirmation."""
    told, null = results["longest"], _null_beside(results["pages"], "null again", "null once more")
    nulls = told["server_ms"] / (null * told["requests"])
    return [
        Bar(f"longest journey, {told['requests']} requests, CPU", round(told["server_ms"] / 1000, 2), LONGEST_S, "s"),
        Bar("longest journey, CPU against as many null views", round(nulls, 2), LONGEST_NULLS, "x null"),
        Bar(f"longest journey, largest page ({told['largest']})", told["largest_bytes"] / 1000, LARGEST_KB, "kB"),
        Bar(
            "longest journey, dearest page against the median",
            round(told["dearest_ms"] / told["median_ms"], 2),
            DEAREST_TIMES,
            "x",
        ),
    ]


def _timetables(told: list[dict[str, Any]]) -> list[Bar]:
    """Each instance by itself: how long it takes, and how far from the bound it is."""
    return [
        bar
        for each in told
        for bar in (
            Bar(f"timetable of {each['cases']} cases, CPU", each["seconds"], TIMETABLE_S, "s"),
            Bar(f"timetable of {each['cases']} cases, above the bound", round(each["over"], 3), TIMETABLE_OVER, "%"),
            Bar(
                f"timetable of {each['cases']} cases, seats and load",
                round(each["small_over"], 2),
                TIMETABLE_SMALL,
                "%",
            ),
        )
    ]


def _walls(sizes: list[dict[str, Any]]) -> list[Bar]:
    """What row-level security adds to the page that it costs most, at the most cases."""
    told = sizes[-1].get("walls", {}) if sizes else {}
    added = {name: _all_of(both["walled"]) - _all_of(both["not walled"]) for name, both in told.items()}
    if not added:
        return []
    dearest = max(added, key=lambda name: added[name])
    return [Bar(f"row-level security, more CPU at the median ({dearest})", round(added[dearest], 2), WALL_MS, "ms")]


def _all_of(figures: dict[str, float]) -> float:
    return figures["server_ms"] + figures["database_ms"]


def _casework(results: dict[str, Any]) -> list[Bar]:
    if "casework" not in results:
        return []
    told = results["casework"]
    few, many = told["pages"].values()
    dearest = max(told["lists"], key=lambda name: told["lists"][name])
    return [
        Bar("page of a case, most statements", max(few["statements"], many["statements"]), CASE_STATEMENTS),
        Bar(
            "page of a case of 500 events against one of 20, median CPU",
            round((many["server_ms"] + many["database_ms"]) / (few["server_ms"] + few["database_ms"]), 2),
            CASE_GROWTH,
            "x",
        ),
        Bar(f"lists, most statements ({dearest})", told["lists"][dearest], LIST_STATEMENTS),
        Bar("lists that have a page past their end", sum(status != 404 for status in told["beyond"].values()), 0),
        Bar(
            f"dossier of {told['dossier']['pages']} pages, median CPU of the server",
            round(told["dossier"]["server_ms"] / 1000, 2),
            DOSSIER_S,
            "s",
        ),
    ]


def _work_lists(sizes: list[dict[str, Any]]) -> list[Bar]:
    if not sizes:
        return []
    first, last = sizes[0], sizes[-1]
    bars = []
    for name in (name for name in first["lists"] if name.startswith(LEAST_PRIVILEGED)):
        small, large = first["lists"][name], last["lists"][name]
        title = f"work list of a {name}"
        bars += [
            Bar(
                f"{title} at {last['cases']:,} cases, p95 with database",
                large["both_p95_ms"],
                WORK_LIST_MS,
                "ms",
            ),
            Bar(f"{title}, p95 against that at {first['cases']:,}", _ratio(large, small), WORK_LIST_GROWTH, "x"),
            Bar(
                f"{title}, statements more than at {first['cases']:,}",
                abs(large["statements"] - small["statements"]),
                0,
            ),
        ]
    bars += [Bar(f"findings of verify at {size['cases']:,} cases", size["verify"]["findings"], 0) for size in sizes]
    return bars


def _ratio(large: dict[str, float], small: dict[str, float]) -> float:
    return round(large["both_p95_ms"] / small["both_p95_ms"], 2)


def _setting_up(told: dict[str, Any]) -> list[Bar]:
    bars = [
        Bar("memory of server and database", told["memory_mb"]["together"], MEMORY_MB, "MB"),
        Bar("second start to first page", told["second_start_s"], SECOND_START_S, "s"),
    ]
    if "cold_clone_s" in told:
        bars.append(Bar("cold clone to first page, packages fetched before", told["cold_clone_s"], COLD_S, "s"))
    return bars
