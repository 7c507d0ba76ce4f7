"""Each point of a case is addressed before it is decided; what was written is put together, and nothing is decided."""

from __future__ import annotations

from opennrm.mechanism.decision_points import Addressed, Point, Speaks, draft_of_reasons, refusal_of_unaddressed

DEBT = Point("indicator:debt", Speaks.INDICATOR, "the indicator “A debt”", "A debt")
THREATS = Point("indicator:threats", Speaks.INDICATOR, "the indicator “Threats”", "Threats")
DATES = Point("adverse:1", Speaks.ADVERSE, "the adverse point of 3 March 2026 (inconsistency)", "Two dates differ.")
POINTS = (DEBT, THREATS, DATES)
BOTH = Addressed((DEBT.key, THREATS.key), "Both carry weight.", ("The referral",), "14.3")
OF_DATES = Addressed((DATES.key,), "Little: trauma explains it.", ("The referral",))


def test_what_speaks_against_is_addressed_and_then_every_indicator_is() -> None:
    assert refusal_of_unaddressed((DEBT, THREATS), ()) is None
    refused = refusal_of_unaddressed(POINTS, ())
    assert refused is not None
    assert "“A debt”, and 2 more" in refused.because
    left = refusal_of_unaddressed(POINTS, (BOTH,))
    assert left is not None
    assert "the adverse point of 3 March 2026 (inconsistency)" in left.because
    assert "Two dates differ" not in left.because  # nobody's words stand in a refusal
    assert refusal_of_unaddressed(POINTS, (BOTH, OF_DATES)) is None


def test_the_draft_holds_what_the_officer_wrote_once_below_headings() -> None:
    draft = draft_of_reasons(POINTS, (OF_DATES, BOTH))
    assert draft == (
        "What speaks for it\n\nA debt\nThreats\nBoth carry weight.\nRests on: The referral.\nGuidance: 14.3\n\n"
        "What speaks against it\n\nTwo dates differ.\nLittle: trauma explains it.\nRests on: The referral."
    )


def test_points_of_both_kinds_that_were_addressed_together_stand_once() -> None:
    together = Addressed(tuple(point.key for point in POINTS), "All as one.", ("The referral",))
    assert draft_of_reasons(POINTS, (together,)).count("All as one.") == 1
