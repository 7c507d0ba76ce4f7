"""What is shown of a group says how much of it is known, and nothing small."""

from __future__ import annotations

from opennrm.assurance.consistency import Days, Group
from opennrm.statistics.small_numbers import MOST, Cell, shown, vague
from opennrm.web.assurance.consistency_tables import called, charts, notes, shown_table

WAITS = Days(median=30, low=25, high=41, first_quarter=20, last_quarter=50, net=28)


def test_a_row_tells_few_vague_and_rounded_counts_apart() -> None:
    groups = [
        Group("female", shown(1234), shown(77), (94, 94), (92, 96), WAITS, "more", "less"),
        Group("male", shown(3), vague(45), (0, 9), (0, 20), None),
        Group("another", Cell(0, MOST), shown(0), None, None, None),
    ]
    rows = shown_table("reasonable_grounds", "gender", 2025, None, groups).rows
    assert rows[0] == (
        *("Female", "higher share, took less long", "1,235", "75", "1,310"),
        *("94%", "92 to 96%", "30", "25 to 41", "20 to 50", "28"),
    )
    assert rows[1][:7] == ("Male", "No", "fewer than 5", "40 to 59", "50", "0 to 9%", "0 to 20%")
    assert rows[1][7:] == ("Not shown",) * 4
    assert rows[2][1:6] == ("Not shown", "Not shown", "fewer than 5", "Not shown", "Not shown")


def test_nothing_is_drawn_of_what_is_not_shown() -> None:
    assert charts("reasonable_grounds", "gender", [Group("male", shown(2), shown(1), None, None, None)]) == []
    drawn = charts("reconsideration", "age", [Group("adult", shown(30), shown(30), (50, 50), (30, 70), None)])
    assert len(drawn) == 1
    assert drawn[0][0] == "Share that was accepted, in percent"
    assert "50%" in drawn[0][1]


def test_groups_have_their_names_and_assumptions_are_told() -> None:
    assert called("European Economic Area and Switzerland") == "European Economic Area and Switzerland"
    assert called("single_competent_authority") == "Single competent authority"
    assert "assumed" in notes("reasonable_grounds", "nationality")[0]
    assert notes("reasonable_grounds", "year") == []
