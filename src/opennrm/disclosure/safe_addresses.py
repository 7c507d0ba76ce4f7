"""What tells where a person is safe: held back by rule, as whole pieces, in letters, and word for word in every text.

A town alone does not count, or half of every record would be held back; nor does the name of a council.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from opennrm.mechanism.redaction import Mark, Ruled
from opennrm.questions.frozen import catalogue_from_data
from opennrm.questions.inputs import ADDRESS_PARTS
from opennrm.questions.list_changes import kept_with_lists
from opennrm.questions.lists import entries, fold
from opennrm.questions.question import Kind
from opennrm.referrals.queries import SafeWay

WHOLE = (Ruled(Mark.SAFE_ADDRESS),)
REACHES = frozenset({Kind.ADDRESS, Kind.PHONE, Kind.EMAIL, Kind.POSTCODE})
"""Kinds of questions whose answer is a way to somebody."""
ALSO = frozenset({"staying_town", "staying_region"})
"""Answers that tell roughly where the person is."""
ADDRESS_GAP = "addressee_lines"
"""The gap of a letter that is filled with a name and an address."""
BY_HAND = "Handed over by "
SHORTEST = 4
_NUMBER = re.compile(r"^\W*\d+[a-zA-Z]?\W+")


def is_safe_address(kind: Kind, key: str) -> bool:
    """Does the answer to a question tell where the person is safe, or how they are reached?"""
    return kind in REACHES or key in ALSO


def of_ways(ways: Iterable[SafeWay]) -> set[str]:
    """What must not stand anywhere of these ways: the lines of the address, and who receives it there."""
    found: set[str] = set()
    for way in ways:
        found |= set(of_lines(way.lines))
        if way.addressee and way.audience != "council":
            found.add(way.addressee)
    return found


def of_answers(catalogue: dict[str, Any], answers: Mapping[str, Any], staff: frozenset[str]) -> set[str]:
    """The same of the answers of a referral, but those about people at work."""
    found: set[str] = set()
    asked = catalogue_from_data(catalogue)
    given = [(each.question.key, each.question.kind, answers.get(each.question.key)) for each in asked.placed]
    for key, (listed, field) in asked.fields.items():
        given += [(key, field.kind, entry.get(key)) for entry in answers.get(listed.key, ())]
    for key, kind, said in given:
        if kind not in REACHES or key in staff:
            continue
        if isinstance(said, str):
            found.add(said)
        elif kind is Kind.ADDRESS and isinstance(said, Mapping):
            found |= set(of_lines([str(said[part]) for part in ADDRESS_PARTS if said.get(part)]))
    return found


def of_letters(contents: Mapping[UUID, Mapping[str, Any]]) -> set[str]:
    """The same of what was filled into letters; the first line is a name."""
    found: set[str] = set()
    for content in contents.values():
        lines = content.get(ADDRESS_GAP)
        if isinstance(lines, list):
            found |= set(of_lines([str(line) for line in lines[1:]]))
    return found


def of_lines(lines: Sequence[str]) -> Iterator[str]:
    """What of an address tells of it alone, part by part: what has a number, what stands first, and several words."""
    said = (part.strip() for line in lines if not line.startswith(BY_HAND) for part in line.split(","))
    for number, part in enumerate(part for part in said if len(part) >= SHORTEST):
        if any(sign.isdigit() for sign in part) or number == 0 or _is_no_town(part):
            yield part
            # "Mill Lane" as well as "4 Mill Lane".
            without = _NUMBER.sub("", part)
            if without != part and " " in without.strip():
                yield without


def _is_no_town(part: str) -> bool:
    return " " in part and fold(part) not in _towns()


@kept_with_lists
def _towns() -> frozenset[str]:
    return frozenset(
        fold(entry.label) for name in ("uk_towns", "uk_regions", "councils") for entry in entries(name).values()
    )
