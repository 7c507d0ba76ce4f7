"""Asks OR-Tools CP-SAT how cheap the timetables of the bench can be at all, and keeps its bounds beside the bench.

  pip install ".[oracle]" && PYTHONPATH=src:. python tools/timetable_bounds.py [--seconds 600]

Writes bench/timetable_bounds.json: for each instance the sum of our timetable, the best that CP-SAT found, and the
bound below which no timetable lies. OR-Tools is no part of the product (it brings 270 MB): `make bench` and the tests
read what was kept.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

import ortools  # type: ignore[import-not-found,unused-ignore]
from ortools.sat.python import cp_model  # type: ignore[import-not-found,unused-ignore]

from bench.timetables import BOUNDS, SIZES, instance
from opennrm.mechanism.timetabling.making import greedy, made
from opennrm.mechanism.timetabling.problem import Problem, Timetable, cost_of


class Model:
    """The same sum and the same rules as `mechanism.timetabling`, told to CP-SAT."""

    def __init__(self, problem: Problem) -> None:
        """Say everything."""
        self.problem, self.said = problem, cp_model.CpModel()
        self.comes = {
            (each.member.account, sitting.key): self.said.new_bool_var("")
            for sitting in problem.sittings
            for each in problem.pool
            if sitting.key in each.sittings and each.member.account != sitting.chair
        }
        self.is_held = {sitting.key: self.said.new_bool_var("") for sitting in problem.sittings}
        self.heard: dict[tuple[str, str], Any] = {}
        self.said.minimize(sum(self._cases()) + sum(self._loads()))
        for sitting in problem.sittings:
            held = self.is_held[sitting.key]
            asked = sum(var for (_account, key), var in self.comes.items() if key == sitting.key)
            self.said.add(asked <= problem.seats * held)
            self.said.add(asked >= problem.fewest * held)
            self.said.add(
                sum(var for (_case, key), var in self.heard.items() if key == sitting.key) <= sitting.places * held
            )

    def _cases(self) -> Any:
        problem = self.problem
        for case in problem.cases:
            nowhere = self.said.new_bool_var("")
            chosen = [nowhere]
            short = {agency: self.said.new_int_var(0, needed, "") for agency, needed in case.needs.items()}
            for sitting in problem.sittings:
                if sitting.chair in case.barred or not problem.is_in_time(sitting):
                    continue
                here = self.heard[case.reference, sitting.key] = self.said.new_bool_var("")
                chosen.append(here)
                free = [
                    (each.member.agency, self.comes[each.member.account, sitting.key])
                    for each in problem.pool
                    if (each.member.account, sitting.key) in self.comes and each.member.account not in case.barred
                ]
                self.said.add(sum(var for _agency, var in free) >= problem.quorum).only_enforce_if(here)
                for agency, needed in case.needs.items():
                    there = sum(var for other, var in free if other is agency)
                    self.said.add(short[agency] >= needed - there).only_enforce_if(here)
                yield here * problem.placing_cost(case, sitting)
            self.said.add_exactly_one(chosen)
            yield nowhere * problem.placing_cost(case, None)
            yield problem.weights.seat * sum(short.values())

    def _loads(self) -> Any:
        for each in self.problem.pool:
            times = [var for (account, _key), var in self.comes.items() if account == each.member.account]
            load = self.said.new_int_var(0, each.most, "")
            self.said.add(load == sum(times))
            pairs = self.said.new_int_var(0, each.most * each.most, "")
            for so_many in range(1, each.most + 1):
                self.said.add(pairs >= so_many * load - so_many * (so_many + 1) // 2)
            yield self.problem.weights.load * pairs

    def hint(self, timetable: Timetable) -> None:
        """Where to begin."""
        for (account, key), var in self.comes.items():
            self.said.add_hint(var, account in timetable.asked.get(key, ()))
        for (case, key), var in self.heard.items():
            self.said.add_hint(var, timetable.heard.get(case) == key)


def bound(problem: Problem, timetable: Timetable, seconds: float) -> tuple[float, float]:
    """The best sum that was found in so many seconds, and the bound below which none lies."""
    model = Model(problem)
    model.hint(timetable)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.solve(model.said)
    return solver.objective_value, solver.best_objective_bound


def main() -> None:
    """Ask for each instance, and keep what is answered."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0, help="at most, for each instance")
    seconds = parser.parse_args().seconds
    told = []
    for size in SIZES:
        problem = instance(*size)
        ours = made(problem)
        best, least = bound(problem, ours, seconds)
        sums = {"ours": cost_of(problem, ours).total, "greedy": cost_of(problem, greedy(problem)).total}
        by = {"seconds": seconds, "solver": f"OR-Tools {ortools.__version__}"}
        told.append({"size": list(size), **sums, "found": best, "bound": least, **by})
        sys.stdout.write(f"{told[-1]}\n")
        sys.stdout.flush()
    BOUNDS.write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
