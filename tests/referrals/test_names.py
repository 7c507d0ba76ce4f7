"""A name is compared by its words, by how they sound, and across scripts."""

from __future__ import annotations

import pytest

from bench.name_variants import KEPT, VARIANTS
from opennrm.referrals.names import ALIKE, likeness, sound_of, words_of


def test_words_are_plain_in_any_script_and_particles_are_left_out() -> None:
    assert words_of("Nguyễn", "Thị Linh") == ("nguyen", "linh")
    assert words_of("O’Brien-Smith") == ("o", "brien", "smith")
    assert words_of("Al", None) == ("al",)
    assert words_of("", None) == ()
    assert all(word.isascii() for word in words_of("محمد الحسن", "ሰላም", "Николай"))


@pytest.mark.parametrize(
    ("one", "other"),
    [("mohammed", "muhamad"), ("yusuf", "youssef"), ("xhaferi", "jaferi"), ("khalil", "kaleel"), ("stefan", "stephen")],
)
def test_what_sounds_alike_has_one_sound(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other)


def test_different_names_sound_different() -> None:
    assert len({sound_of(words_of(name)[0]) for name in KEPT}) > 0.8 * len(KEPT)


def test_every_way_of_writing_is_alike_and_most_others_are_not() -> None:
    assert [pair for pair in VARIANTS if likeness(words_of(pair[0]), words_of(pair[1])) < ALIKE] == []
    others = [likeness(words_of(one), words_of(other)) for one in KEPT for other in KEPT if one != other]
    assert sum(alike >= ALIKE for alike in others) < 0.02 * len(others)
    assert likeness((), ("linh",)) == likeness(("linh",), ()) == 0.0
