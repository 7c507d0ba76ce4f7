"""The words of the time limits."""

from __future__ import annotations

from opennrm.mechanism.time_limits import LimitKind, Rule
from tests.mechanism.versions import NOW


def test_a_rule_is_named_in_plain_words() -> None:
    assert Rule.REASONABLE_GROUNDS_DECISION.words == "reasonable grounds decision"


def test_a_limit_that_is_none_has_no_length_and_every_other_has_one() -> None:
    for rule, limit in NOW.time_limits.items():
        assert limit.rule is rule
        assert (limit.length == 0) is (limit.kind is LimitKind.NONE)
