"""The words of the field and of the product on one page."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from opennrm.console.documents.consequences import first_sentence
from opennrm.mechanism import vocabulary
from opennrm.mechanism.events import KINDS
from opennrm.mechanism.glossary import STAGES_MEAN, WORDS
from opennrm.mechanism.sources import cited
from opennrm.partners.roles import ROLES


def glossary_page() -> str:
    """The Markdown of the page."""
    lines = [
        "# Glossary",
        "",
        "Generated from the code; do not edit it by hand. One word stands for one thing everywhere: in tables,",
        "addresses, pages, letters and here.",
        "",
        "## Words of the field",
        "",
        *_table(("word", "means", "source"), ((word.word, word.means, cited(word.source)) for word in WORDS)),
        "",
        "## Codes that are kept",
        "",
        *_table(("name", "what it tells", "its values"), (_codes(each) for each in _kept_words())),
        "",
        "## Stages of a case",
        "",
        *_table(("stage", "means"), ((stage.words, means) for stage, means in STAGES_MEAN.items())),
        "",
        "## Roles",
        "",
        *_table(("role", "is for"), ((role.title, role.description) for role in ROLES.values())),
        "",
        "## Events",
        "",
        *_table(("event", "what happened"), ((f"`{kind}`", first_sentence(event)) for kind, event in _events())),
        "",
    ]
    return "\n".join(lines)


def _kept_words() -> list[type[StrEnum]]:
    return [
        each
        for each in vars(vocabulary).values()
        if isinstance(each, type) and issubclass(each, StrEnum) and each is not StrEnum
    ]


def _codes(words: type[StrEnum]) -> tuple[str, ...]:
    told = (words.__doc__ or "").strip().splitlines()[0]
    return words.__name__, told, ", ".join(f"`{each.value}`" for each in words)


def _events() -> list[tuple[str, type]]:
    return sorted((kind, event) for kind, event in KINDS.items() if event.__module__.startswith("opennrm."))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in (head, ("---",) * len(head), *rows)]
