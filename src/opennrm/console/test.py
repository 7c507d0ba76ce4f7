"""The verb `test`: the checks and every group of tests, on a database of the tests' own, with one closing line."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from opennrm.config.data_folder import ROOT
from opennrm.config.embedded_postgres import DATABASE, EmbeddedPostgres
from opennrm.config.fault import Fault
from opennrm.config.progress import say, step
from opennrm.console.browser import browser_fetched, browser_here
from opennrm.console.marked_tests import marked_tests
from opennrm.console.proofs import CHECKS, FAST, GROUPS, Group, Shown, closing_line, has_shown, read_results, table
from opennrm.console.recording import outcomes_in, ran, written_down

HELP = "check the code and run the tests, all of them or those of PATH"
NO_TESTS = 5
OF_THE_HOUSE = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "OPENNRM_SECRET_KEY", "OPENNRM_DEMONSTRATION", "PORT")
"""What a person set for their own installation and the tests must not see."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to run."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="run only these files, folders or tests")
    parser.add_argument("-k", dest="words", help="of these, only tests whose name matches, as pytest's -k")
    names = ["checks", *(group.name for group in (*GROUPS, FAST))]
    parser.add_argument("--fix", action="store_true", help="put right what linter and formatter can, and stop")
    parser.add_argument("--group", choices=names, action="append", help="only this group (may be given again)")
    parser.add_argument("--record", action="store_true", help="write down what was shown, for the page of assurance")


def run(options: argparse.Namespace) -> int | dict[str, Any]:
    """Run the groups one after another. Exit code 1 if anything failed or nothing was shown."""
    if options.fix:
        return fix()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="opennrm-tests-") as place:
        groups = Proving(Path(place)).prove(options)
        groups += assured(Path(place), options)
    if options.json:
        return {"ok": has_shown(groups), "groups": [asdict(group) for group in groups], "told": closing_line(groups)}
    print(f"\n{table(groups)}")
    for sentence in (sentence for group in groups for sentence in group.not_shown):
        print(sentence)
    print(f"{time.monotonic() - began:.0f} s in all")
    print(closing_line(groups), flush=True)
    return 0 if has_shown(groups) else 1


def assured(place: Path, options: argparse.Namespace) -> list[Shown]:
    """Whether each test that shows a check ran, after a run of everything; written down if that was asked for."""
    marked, outcomes = marked_tests(), outcomes_in(place)
    if options.record:
        path = ROOT / "docs/reference/proofs.json"
        kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        day = time.strftime("%Y-%m-%d", time.gmtime())
        path.write_text(written_down(kept, marked, outcomes, day), encoding="utf-8")
    everything = not (options.paths or options.words or options.group)
    return [ran(marked, outcomes)] if everything else []


def fix() -> int:
    """Let linter and formatter put right what they can; gives the exit code of what remains."""
    ruff = str(Path(sys.executable).parent / "ruff")
    remains = subprocess.run([ruff, "check", "--fix", "."], cwd=ROOT, check=False).returncode
    return remains or subprocess.run([ruff, "format", "."], cwd=ROOT, check=False).returncode


class Proving:
    """One run of the groups, with the databases that it started for them."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.databases: dict[bool, EmbeddedPostgres] = {}

    def prove(self, options: argparse.Namespace) -> list[Shown]:
        """Run what `options` ask for; stops the databases at the end, whatever happens."""
        try:
            if options.paths or options.words:
                chosen = Group("chosen", tuple(options.paths) or ("tests",), marks="")
                return [self.tests(chosen, options.words)]
            wanted = options.group or ["checks", *(group.name for group in GROUPS)]
            groups = [self.checks()] if "checks" in wanted else []
            return groups + [self.tests(group) for group in (*GROUPS, FAST) if group.name in wanted]
        finally:
            for database in self.databases.values():
                database.close()

    def checks(self) -> Shown:
        """Every check; one that does not hold shows what it said."""
        shown = Shown("checks")
        began = time.monotonic()
        for name, (program, *rest) in CHECKS:
            with step(f"checks: {name}"):
                told = subprocess.run(
                    [str(Path(sys.executable).parent / program), *rest],
                    cwd=ROOT,
                    env=self.environment(database=name == "migrations"),
                    capture_output=True,
                    text=True,
                    check=False,
                )
            if told.returncode == 0:
                shown.passed += 1
            else:
                shown.failed += 1
                say(told.stdout + told.stderr)
        shown.seconds = round(time.monotonic() - began, 1)
        return shown

    def tests(self, group: Group, words: str | None = None) -> Shown:
        """Run one group by pytest."""
        shown = Shown(group.name)
        paths = [path for path in group.paths if path.startswith("--") or (ROOT / path.partition("::")[0]).exists()]
        if group.name == "chosen" and paths != list(group.paths):
            missing = next(path for path in group.paths if path not in paths)
            raise Fault(f"There is no {missing} to test: name a file or folder under tests/.")
        if not any(not path.startswith("--") for path in paths):
            return shown
        began = time.monotonic()
        chosen = [*paths, *(["-m", group.marks] if group.marks else []), *(["-k", words] if words else [])]
        if (group.browser or group.syncs) and not self._prepared(group, chosen, shown):
            return shown
        results = self.place / f"{group.name}.xml"
        say(f"\n{group.name}")
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={results}", "-p", "no:cacheprovider", *chosen]
        command += ["--durations=12", "--durations-min=10", *(["-n", str(group.processes)] if group.processes else [])]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment(database=group.database, syncs=group.syncs), check=False, stdout=2
        )
        if done.returncode != NO_TESTS:
            read_results(results, shown)
            shown.failed += 1 if done.returncode and not shown.failed else 0
        shown.seconds = round(time.monotonic() - began, 1)
        return shown

    def _prepared(self, group: Group, chosen: list[str], shown: Shown) -> bool:
        """Whether the group has any test and what it needs is there; what cannot run for want of it has failed."""
        count = self._count(chosen)
        if not count:
            return False
        if not group.browser:
            return True
        browser = browser_fetched()
        if browser is None:
            shown.failed += count
            shown.not_shown.append(
                f"{group.name}: {count} tests did not run because no browser was found: install chromium, or name one "
                "in OPENNRM_CHROMIUM."
            )
        return browser is not None

    def _count(self, chosen: list[str]) -> int:
        listed = subprocess.run(
            [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *chosen],
            cwd=ROOT,
            env=self.environment(database=False),
            capture_output=True,
            text=True,
            check=False,
        )
        if listed.returncode not in (0, NO_TESTS):
            return 1  # the group itself will say what is wrong with it
        return len(re.findall(r"^\S+::", listed.stdout, re.MULTILINE))

    def environment(self, *, database: bool, syncs: bool = False) -> dict[str, str]:
        """The environment of a test process: nothing of this installation, a database of the tests' own."""
        environment = {name: value for name, value in os.environ.items() if name not in OF_THE_HOUSE}
        data = self.place / "data"
        data.mkdir(exist_ok=True)
        environment |= {"OPENNRM_DATA": str(data), "OPENNRM_SECRET_KEY": "only-for-tests-" + "x" * 40}
        browser = browser_here()
        if browser:
            environment["OPENNRM_CHROMIUM"] = shutil.which(browser) or browser
        if database:
            environment["DATABASE_URL"] = self.database(syncs=syncs)
        return environment

    def database(self, *, syncs: bool) -> str:
        """The address of the tests' database; the one for faults syncs to disk, as the real one does."""
        if syncs not in self.databases:
            folder = self.place / ("database-that-syncs" if syncs else "database")
            folder.mkdir(mode=0o700)
            self.databases[syncs] = EmbeddedPostgres(folder, fsync=syncs)
            make_tables_once(self.databases[syncs].open())
        return self.databases[syncs].url


def make_tables_once(address: str) -> None:
    """Make the tables in the template of the server at `address`: every database made on it later has them already.

    If that fails, it is told by the tests themselves, which then make them and fail at the same place.
    """
    template = address.replace(f"/{DATABASE}?", "/template1?")
    environment = {**os.environ, "DATABASE_URL": template, "DJANGO_SETTINGS_MODULE": "opennrm.config.settings_test"}
    with step("Making the tables"):
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=2)
