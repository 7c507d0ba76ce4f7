"""Over five years nothing happens that must never be, whoever is away and whatever fails; broken rules are found.

Each seed lives through five years with 2,000 cases, in one of four worlds. A fault names the invariant, and pytest the
seed; `live(seed, CASES)` lives through it again.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable

import pytest

from opennrm.config.data_folder import ROOT
from tests.simulation.onlooker import INVARIANTS, Found
from tests.simulation.planted import PLANTED, Planted
from tests.simulation.worlds import WORLDS
from tests.simulation.years import Lived, live

SEEDS, AT_ONCE, CASES = 50, 5, 2_000
FEW = 300
DRILL_SEEDS, DRILL_CASES = 5_000, 200


def told(lived: Lived) -> str:
    """A line on what five years came to."""
    figures = ", ".join(f"{what} {count}" for what, count in sorted((lived.looked_at + lived.seen).items()))
    return f"seed {lived.seed}, {lived.world.name}: {lived.cases} cases; {figures}"


@pytest.mark.parametrize("first", range(0, SEEDS, AT_ONCE))
def test_in_five_years_nothing_happens_that_must_never_be(first: int) -> None:
    total: Counter[str] = Counter()
    for seed in range(first, first + AT_ONCE):
        lived = live(seed, CASES)
        sys.stdout.write(f"{told(lived)}\n")
        total += lived.seen + lived.looked_at
    for what in ("holidays added", "clocks counted anew", "receipt lost", "given up", "asked again", "came back"):
        assert total[what], f"in none of these years: {what}"
    for refused in ("bar_crossed", "own_decision", "countersignature_void", "nobody_to_serve"):
        assert total[f"refused: {refused}"], f"nobody tried what is refused as {refused}"
    assert total["negatives that were reviewed"] > 100
    assert total["decisions of panels"] > 50
    assert total["sent back by reviewers"] > 20
    assert total["conclusive_grounds negative"] > 500


@pytest.mark.drill
def test_in_five_thousand_times_five_years_neither(record_property: Callable[[str, object], None]) -> None:
    total: Counter[str] = Counter()
    for seed in range(DRILL_SEEDS):
        total += live(1_000_000 + seed, DRILL_CASES).looked_at
    record_property("seeds", DRILL_SEEDS)
    record_property("cases", DRILL_SEEDS * DRILL_CASES)
    record_property("events", total["events"])


def test_a_seed_lives_through_the_same_years_again() -> None:
    assert live(3, FEW) == live(3, FEW)
    assert live(3, FEW).stages != live(7, FEW).stages


@pytest.mark.parametrize("planted", PLANTED.values(), ids=list(PLANTED))
def test_a_planted_bug_is_found_by_its_invariant(planted: Planted) -> None:
    with pytest.raises(Found) as found:
        for seed in range(planted.world, planted.world + 5 * len(WORLDS), len(WORLDS)):
            live(seed, FEW, planted.law)
    assert found.value.key in planted.found_by.split("|"), str(found.value)


def test_every_invariant_is_in_the_docs_in_the_same_words() -> None:
    page = (ROOT / "docs/reference/simulation.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert rows == [f"| `{key}` | {words} |" for key, words in INVARIANTS.items()]
    assert all(f"- {world.name}, from {world.begins} to {world.ends}" in page for world in WORLDS)
    assert all(f"\n- {name}\n" in page for name in PLANTED)
