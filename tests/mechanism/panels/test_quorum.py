"""Five heads, or three partners: enough decide, too few do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from opennrm.mechanism.panels.members import Agency
from opennrm.mechanism.panels.quorum import DecidesBy, refusal_for_want_of_quorum
from tests.mechanism.panels.made import OF_THE_PILOT, OF_THREE_PARTNERS, member


@pytest.mark.parametrize(("heads", "code"), [(0, "too_few"), (4, "too_few"), (5, None), (10, None)])
def test_five_members_are_enough_for_a_panel_of_the_pilot(heads: int, code: str | None) -> None:
    refused = refusal_for_want_of_quorum(OF_THE_PILOT, [member(number) for number in range(heads)])
    assert (refused.code if refused else None) == code


def test_one_head_is_counted_once() -> None:
    assert refusal_for_want_of_quorum(OF_THE_PILOT, [member(1)] * 5) is not None


@pytest.mark.parametrize("missing", OF_THREE_PARTNERS.required)
def test_all_three_partners_have_to_be_there_however_many_come(missing: Agency) -> None:
    there = [agency for agency in OF_THREE_PARTNERS.required if agency is not missing]
    heard = [member(number, there[number % 2]) for number in range(9)]
    refused = refusal_for_want_of_quorum(OF_THREE_PARTNERS, heard)
    assert refused is not None
    assert missing.words in refused.because
    assert refused.source == "DDM-DIFF"
    assert refusal_for_want_of_quorum(OF_THREE_PARTNERS, [*heard, member(9, missing)]) is None


def test_a_panel_that_could_decide_without_anybody_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="must be there"):
        replace(OF_THREE_PARTNERS, required=(), by=DecidesBy.SIMPLE_MAJORITY)
    with pytest.raises(ValueError, match="must be there"):
        replace(OF_THE_PILOT, quorum=-1)
    with pytest.raises(ValueError, match="two choices"):
        replace(OF_THE_PILOT, choices=("positive", "positive"))
    with pytest.raises(ValueError, match="once"):
        replace(OF_THREE_PARTNERS, required=(Agency.POLICE, Agency.POLICE))
    with pytest.raises(ValueError, match="majority of partners"):
        replace(OF_THE_PILOT, by=DecidesBy.MAJORITY_OF_PARTNERS)
