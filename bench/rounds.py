"""What is measured once the house is open: its memory, its pages, and what may grow with the number of cases."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from bench import pages
from bench.browser import Browser, session_of
from bench.bulk import Bulk, DecidingTeam, make_teams
from bench.casework import measure_casework
from bench.longest import longest
from bench.patterns import people, walk_all
from bench.processes import children_of, memory_of, used_between
from bench.sealing import measure_sealing
from bench.searching import measure_searching
from bench.stack import Database, serving
from bench.timetables import measure_timetables
from bench.timing import Stopwatch
from bench.walls import cost_of_walls
from opennrm.config.progress import say, step
from opennrm.console.verify import look
from opennrm.partners.access import Actor

AT_ONE_TIME = 8
"""Browsers at work while memory is weighed: as many as two workers have threads."""


def weigh(pid: int, port: int, database: Database, now: datetime) -> dict[str, float]:
    """Memory after every thread of every worker has shown pages of every kind."""
    who = people(now)
    officer, caseworker = session_of(who.officer), session_of(who.caseworker)
    questions = pages.question_paths(who.officer, now)
    letter_paths = list(_letter_paths(who.caseworker, now).values())

    def work(_number: int) -> None:
        for session, paths in (
            (officer, [*questions, "/referrals/"]),
            (caseworker, ["/cases/", "/figures/", *letter_paths]),
        ):
            browser = Browser(port, session)
            for path in paths:
                browser.get_in_turn(path)

    with ThreadPoolExecutor(AT_ONE_TIME) as browsers:
        list(browsers.map(work, range(2 * AT_ONE_TIME)))
    own = [pid, *(child for child in children_of(pid) if child not in database.processes())]
    server, held = memory_of(own) / 1e6, memory_of(database.processes()) / 1e6
    return {"server": round(server), "database": round(held), "together": round(server + held)}


def timed(data: Path, database: Database, now: datetime, sizes: list[int]) -> dict[str, Any]:
    """The pages of the small installation, then what may grow at each size."""
    with step("Pages"):
        measured = _pages(data, database, now)
        results = {"longest": measured.pop("longest"), "pages": measured}
    with step("Sealing"):
        results["sealing"] = measure_sealing(data, database, now)
    with step("Casework"):
        results["casework"] = measure_casework(data, database, now)
    with step("Timetables of panels"):
        results["timetables"] = measure_timetables()
    who = people(now)
    with step("Walking cases to copy"):
        teams = make_teams(now)
        bulk = Bulk(list(walk_all(who, now)), who, teams)
    results["work_lists"] = []
    there = 0
    for size in sizes:
        with step(f"Loading {size - there:,} cases"):
            before, own = database.cpu(), time.process_time()
            loaded = bulk.load(size - there)
            used = used_between(before, database.cpu()) / 1e9 + time.process_time() - own
            loaded["cpu_seconds"] = round(used, 1)
        there = size
        with step(f"Lists at {size:,} cases"):
            measured = _lists(data, database, teams[0], who.officer)
        with step(f"Lists and a case at {size:,} cases, with and without the wall"):
            walls = cost_of_walls(data, database, _seen_by(teams[0], who.officer))
        with step(f"Verifying {size:,} cases"):
            verified = _verified()
        round_ = {"cases": size, "loaded": loaded, "verify": verified, "lists": measured, "walls": walls}
        results["work_lists"].append(round_)
    with step("Searching for people"):
        results["searching"] = measure_searching(data, database, teams[0])
    return results


def _pages(data: Path, database: Database, now: datetime) -> dict[str, Any]:
    who = people(now)
    sessions = session_of(who.officer), session_of(who.caseworker)
    letter_paths = _letter_paths(who.caseworker, now)
    with serving(data) as server:
        watch = Stopwatch(server, database)
        officer, caseworker = (Browser(server.port, session) for session in sessions)
        measured = {
            "null": pages.null_view(watch, officer),
            "question": pages.question_pages(watch, officer, who.officer, now),
            "null again": pages.null_view(watch, officer),
            "submit": pages.submitting(watch, officer, who.officer, now),
            "journey": pages.journey(watch, officer, now.date()),
            "longest": longest(watch, officer, now.date()),
            "null once more": pages.null_view(watch, officer),
            **pages.letters(watch, caseworker, letter_paths),
        }
    with serving(data, logged=database) as server:
        watch = Stopwatch(server, database)
        browser = Browser(server.port, sessions[0])
        browser.get("/referrals/")
        counted = [watch.statements(_get(browser, path)) for path in pages.question_paths(who.officer, now)]
        measured["null"]["statements"] = watch.statements(_get(browser, "/bench/null/"))
        measured["question"]["statements"] = max(counted)
        draft = [pages.draft_ready(who.officer, now)]
        measured["submit"]["statements"] = next(watch.statements(send) for send in pages.sends(browser, draft))
        measured["journey"]["statements"] = sum(
            watch.statements(step) for step in pages.journey_steps(browser, now.date())
        )
    return measured


def _seen_by(team: DecidingTeam, officer: Actor) -> list[tuple[Any, dict[str, str]]]:
    """Pages that read walled tables: a case and a list of the small team, and what a large police force sent."""
    with connection.cursor() as cursor:
        held = "SELECT reference FROM cases_case WHERE owner_id = %s ORDER BY reference LIMIT 1"
        cursor.execute(held, [team.caseworker.account_id])
        (reference,) = cursor.fetchone() or ("",)
    return [
        (session_of(team.caseworker), {"case": f"/cases/{reference}/", "work list": "/cases/"}),
        (session_of(officer), {"referrals of one organisation": "/referrals/"}),
    ]


def _lists(data: Path, database: Database, team: DecidingTeam, officer: Actor) -> dict[str, Any]:
    """What may grow with the cases, as somebody of the small team and as somebody of a large police force see it."""
    seen = [
        (
            session_of(team.second_officer),
            {
                "second officer": "/cases/",
                "second officer, settled": "/cases/?show=settled",
                "second officer, narrowed": "/cases/?show=open&kind=child&nation=england",
                "second officer, by receipt": "/cases/?show=open&received_from=2020-01-01",
            },
        ),
        (session_of(team.caseworker), {"caseworker": "/cases/"}),
        (session_of(officer), {"referrals of one organisation": "/referrals/", "figures": "/figures/"}),
    ]
    measured: dict[str, Any] = {}
    with serving(data) as server:
        watch = Stopwatch(server, database)
        (officers, paths), *_ = seen
        paths["second officer, finding"] = Browser(server.port, officers).found("7K3")
        for session, paths in seen:
            measured |= pages.lists(watch, Browser(server.port, session), paths)
    with serving(data, logged=database) as server:
        watch = Stopwatch(server, database)
        for session, paths in seen:
            browser = Browser(server.port, session)
            for name, path in paths.items():
                browser.get(path)
                measured[name]["statements"] = watch.statements(_get(browser, path))
    return measured


def _verified() -> dict[str, Any]:
    """What `verify` says of everything that is in the database."""
    began = time.monotonic()
    with transaction.atomic():
        told = look([], {})
    for finding in told["findings"][:5]:
        say(finding)
    return {
        "entries": told["entries"],
        "cases": told["cases"],
        "findings": len(told["findings"]),
        "seconds": round(time.monotonic() - began, 1),
    }


def _letter_paths(actor: Actor, now: datetime) -> dict[str, str]:
    """The address of one letter of each kind that the demonstration has written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT ON (kind) kind, case_reference, id FROM notifications_letter ORDER BY kind")
        return {kind.replace("_", " "): f"/cases/{case}/letters/{id_}.pdf" for kind, case, id_ in cursor.fetchall()}


def _get(browser: Browser, path: str) -> Callable[[], object]:
    return lambda: browser.get(path)
