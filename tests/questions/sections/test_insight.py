"""What a professional saw."""

from opennrm.questions.catalogue import CATALOGUE
from tests.questions.edits import adult


def test_indicators_are_described_whichever_was_ticked_and_not_when_none_was() -> None:
    for choice in CATALOGUE.question("indicators_seen").choices:
        described = "indicators_details" in adult(indicators_seen=[choice.value])
        assert described is (choice.value != "none")
