"""The list of single observations: which indicator, seen by whom, when and where."""

from __future__ import annotations

from opennrm.questions.conditions import is_
from opennrm.questions.question import Choice, Kind, Question
from opennrm.questions.sections.recurring import entries, list_page, may_be_told


def _from_list(answer: str, ask: str, called: str, list_name: str) -> Question:
    return may_be_told(
        f"indicator_{answer}",
        ask,
        Kind.LOOKUP,
        called,
        list_name=list_name,
        only_if=is_("indicator_of", answer),
        required=True,
    )


_OBSERVATION = (
    may_be_told(
        "indicator_of",
        "What kind of indicator was it?",
        Kind.RADIOS,
        "kind of indicator",
        choices=(
            Choice("general", "One that any exploitation can show"),
            Choice("type", "One of a certain kind of exploitation"),
            Choice("child", "One that children show"),
            Choice("other", "Something else"),
        ),
        required=True,
    ),
    _from_list("general", "Which?", "general indicator", "indicators_general"),
    _from_list(
        "type", "Which of a kind of exploitation?", "indicator of a kind of exploitation", "indicators_of_kinds"
    ),
    _from_list("child", "Which that children show?", "indicator of children", "indicators_of_children"),
    may_be_told(
        "indicator_in_words", "What exactly was seen, heard or told?", Kind.TEXTAREA, "account of the observation"
    ),
    may_be_told(
        "indicator_by",
        "Who noticed it?",
        Kind.RADIOS,
        "answer about who noticed it",
        choices=(
            Choice("me", "I did"),
            Choice("colleague", "A colleague"),
            Choice("professional", "Another professional"),
            Choice("person", "The person told of it"),
            Choice("somebody_else", "Somebody else"),
        ),
        required=True,
    ),
    may_be_told("indicator_by_whom", "Their name or role", Kind.TEXT, "name of who noticed it"),
    may_be_told("indicator_on", "On which day?", Kind.DATE, "day of the observation", past=True),
    may_be_told("indicator_when", "If no day is known: when?", Kind.TEXT, "time of the observation"),
    may_be_told("indicator_where", "Where?", Kind.TEXT, "place of the observation"),
)

OBSERVATIONS = list_page(
    "observations",
    "What was noticed",
    entries("indicators", "What was noticed, one by one", "observation", _OBSERVATION),
    only_if=is_("observations_told", "yes"),
    text=("One thing that one person noticed. What you noticed is worth more than a list of signs.",),
)
