"""Single observations: what was noticed is of little worth without who noticed it."""

from opennrm.questions import lists
from opennrm.questions.sections.entries_of_indicators import OBSERVATIONS


def test_who_noticed_it_is_the_one_thing_that_is_always_told() -> None:
    assert OBSERVATIONS.entries is not None
    required = [field.key for field in OBSERVATIONS.entries.fields if field.required and field.only_if is None]
    assert required == ["indicator_of", "indicator_by"]


def test_there_are_general_indicators_those_of_kinds_and_those_of_children() -> None:
    assert len(lists.entries("indicators_general")) == 36
    assert len(lists.entries("indicators_of_children")) == 17
    kinds = {entry.kind for entry in lists.entries("indicators_of_kinds").values()}
    assert kinds == {"labour", "sexual", "criminal", "domestic", "organ_removal", "forced_marriage"}
