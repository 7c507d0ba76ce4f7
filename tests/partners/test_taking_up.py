"""What somebody can be called, where an invitation is taken up."""

from __future__ import annotations

import pytest

from opennrm.partners.taking_up import refusal_of_name


@pytest.mark.parametrize(("name", "is_one"), [("Robin Vale", True), ("  ", False), ("a" * 201, False), ("a\nb", False)])
def test_a_name_is_on_one_line_and_not_without_end(name: str, is_one: bool) -> None:
    assert (refusal_of_name(name) is None) is is_one
