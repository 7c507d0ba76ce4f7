"""The lifecycle page says what the tables say."""

from __future__ import annotations

from opennrm.mechanism.picture import lifecycle_page
from opennrm.mechanism.stages import STEPS, Stage
from tests.mechanism.profiles.eras import CENTRAL_2009

PAGE = lifecycle_page()


def test_the_page_names_every_stage_event_and_limit() -> None:
    of_others = ("_under_review", "_reviewed", "_before_panel", "_panel_decided")
    only_others = {stage for stage in Stage if stage.endswith(of_others)}
    for stage in Stage:
        assert (f"    {stage}: {stage.words}" in PAGE) is (stage not in only_others)
        assert stage.words in PAGE or ("reasonable grounds" in stage.words and stage.endswith(of_others[2:]))
    for step in STEPS:
        assert f"`{step.event.__name__}`" in PAGE
    assert "| reasonable grounds decision | target | 5 working days |" in PAGE
    assert "| conclusive grounds decision | none | none |" in PAGE


def test_the_page_labels_what_nobody_has_verified() -> None:
    assert "The month is known; the first is our assumption. [own]" in PAGE
    assert "- `own`: An assumption of this product, which nobody has verified." in PAGE


def test_the_page_is_the_same_each_time() -> None:
    assert lifecycle_page() == PAGE


def test_the_page_of_another_era_draws_its_own_moves() -> None:
    then = lifecycle_page(CENTRAL_2009)
    checked = "reasonable_grounds_checked --> recovery"
    assert checked in then
    assert checked not in PAGE
