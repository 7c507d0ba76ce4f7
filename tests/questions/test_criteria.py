"""The criteria are data that the catalogue knows: each looks at questions that are asked, and cites its source."""

from __future__ import annotations

import pytest

from opennrm.mechanism.sources import SOURCES
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.criteria import CRITERIA, Criterion


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda each: each.code)
def test_a_criterion_looks_at_questions_that_are_asked_and_says_why(criterion: Criterion) -> None:
    assert set(criterion.keys) <= set(CATALOGUE.questions)
    assert criterion.why.endswith(".")
    assert criterion.put_right.endswith(".")
    assert criterion.source in SOURCES


def test_no_criterion_stands_twice() -> None:
    codes = [criterion.code for criterion in CRITERIA]
    assert len(codes) == len(set(codes))
