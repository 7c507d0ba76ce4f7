"""A profile's version told row by row in plain words, with the source of each, and what differs between two of them.

Pages, the command line and the documentation all tell a profile by this, so that none of them can leave a rule out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from opennrm.mechanism.profiles.profile import (
    Authority,
    Guidance,
    Panel,
    ProfileVersion,
    Rules,
    Standard,
    SufficientForm,
    WithoutConsent,
)
from opennrm.mechanism.profiles.scope import Scope
from opennrm.mechanism.sources import SOURCES, SourceKind
from opennrm.mechanism.time_limits import LimitKind, TimeLimit
from opennrm.mechanism.vocabulary import DecisionKind, Nation

_RULES = tuple(part.name for part in fields(Rules) if not part.name.endswith("source"))
NOT_THERE = "Not in this profile"
WORDS = {
    "guidance": "Guidance in force",
    "scope": "Whom it is for",
    "authorities": "Competent authorities",
    "reasonable_grounds": "Reasonable grounds",
    "conclusive_grounds": "Conclusive grounds",
    "decider": "who decides",
    "standard": "standard",
    "second_officer": "which decisions a second officer checks",
    "panel": "panel",
    "review": "independent review before a negative is served",
    "body": "who reviews",
    "reviewers": "how many give an opinion",
    "may_overturn": "may they overturn it",
    "sends_back": "how often they can send it back",
    "time_limits": "Time limits",
    "consent_to_refer": "Consent to be referred that suffices",
    "consent_to_stay": "Consent to stay, on turning 18, that suffices",
    "without_consent": "When somebody cannot consent",
    "withdrawal": "Ways to withdraw",
    "reconsideration": "Reconsideration",
    "who": "who may ask",
    "grounds": "on what grounds",
    "removal_exception": "refused to some people facing removal",
    "both_decisions_in_one_sitting": "Both decisions in one sitting",
    "support_starts": "Support starts",
    "apart_from_immigration": "Kept apart from the immigration system",
}
"""The parts of a path that say less than these words."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule of a version: its dotted path, that path and its value in words, and the key of its source, or ""."""

    path: str
    words: str
    value: str
    source: str

    @property
    def is_assumed(self) -> bool:
        """Has nobody verified it?"""
        return bool(self.source) and SOURCES[self.source].kind is SourceKind.OWN


@dataclass(frozen=True, slots=True)
class RuleDifference:
    """A rule that two versions have otherwise; a side that lacks it says `NOT_THERE`."""

    path: str
    words: str
    one: str
    other: str


def rule_rows(version: ProfileVersion) -> tuple[RuleRow, ...]:
    """Every rule of a version, in the order in which a profile is written."""
    return tuple(row for name in _RULES for row in _rows(name, getattr(version, name), version))


def assumed_rows(version: ProfileVersion) -> tuple[RuleRow, ...]:
    """Those of its rules that nobody has verified."""
    return tuple(row for row in rule_rows(version) if row.is_assumed)


def rule_differences(one: ProfileVersion, other: ProfileVersion) -> tuple[RuleDifference, ...]:
    """What differs between two versions, in the order of the first; what only the other has comes last."""
    left, right = ({row.path: row for row in rule_rows(version)} for version in (one, other))
    found = []
    for path in dict.fromkeys([*left, *right]):
        values = tuple(side[path].value if path in side else NOT_THERE for side in (left, right))
        if values[0] != values[1]:
            found.append(RuleDifference(path, _path_in_words(path), *values))
    return tuple(found)


def _rows(path: str, thing: Any, around: Any) -> Iterator[RuleRow]:
    if thing is None:
        return
    leaf = _LEAVES.get(type(thing))
    parts = () if leaf else _parts_of(thing)
    for name, part in parts:
        yield from _rows(f"{path}.{name}", part, thing)
    if leaf is not None:
        yield RuleRow(path, _path_in_words(path), leaf(thing), thing.source)
    elif not parts:
        yield RuleRow(path, _path_in_words(path), _value_in_words(thing), _source_beside(path, around))


def _parts_of(thing: Any) -> tuple[tuple[str, Any], ...]:
    """What a thing is made of, each part by its name; nothing for what is told as it is."""
    if isinstance(thing, Mapping):
        return tuple((str(key), value) for key, value in thing.items())
    if isinstance(thing, tuple):
        return tuple((_KEYS[type(value)](value), value) for value in thing if type(value) in _KEYS)
    if is_dataclass(thing):
        names = (part.name for part in fields(thing) if not part.name.endswith("source"))
        return tuple((name, getattr(thing, name)) for name in names)
    return ()


def _source_beside(path: str, around: Any) -> str:
    name = path.rpartition(".")[2]
    return str(getattr(around, f"{name}_source", "") or getattr(around, "source", ""))


def _path_in_words(path: str) -> str:
    words = [WORDS.get(part, part.replace("_", " ")) for part in path.split(".")]
    return ": ".join(words)


def _value_in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    words = _several(value) if isinstance(value, tuple | frozenset) else _one(value)
    return words[:1].upper() + words[1:] or "None"


def _several(values: tuple[Any, ...] | frozenset[Any]) -> str:
    return ", ".join(_one(value) for value in (sorted(values) if isinstance(values, frozenset) else values))


def _one(value: Any) -> str:
    words = str(value).replace("_", " ")
    return words.title() if isinstance(value, Nation) else words


def _limit(limit: TimeLimit) -> str:
    if limit.kind is LimitKind.NONE:
        return f"No limit. {limit.means}"
    return f"A {limit.kind} of {limit.length} {limit.unit.replace('_', ' ')} from {limit.starts}. {limit.means}"


def _authority(authority: Authority) -> str:
    if len(authority.decides) < len(DecisionKind):
        of = _several(authority.decides)
        return f"{authority.title}: the cases that wait for a decision on {of}{_whom(authority)}."
    if not authority.takes:
        return f"{authority.title}: whatever no other takes."
    whom = "adults only" if authority.adults_only else "adults and children"
    return f"{authority.title}: {whom}, where one of these is so: {_several(authority.takes)}."


def _whom(authority: Authority) -> str:
    return f", where one of these is so: {_several(authority.takes)}" if authority.takes else ""


def _without(answer: WithoutConsent) -> str:
    return f"{'May' if answer.may_refer else 'May not'} be referred. {answer.because}"


def _panel(panel: Panel) -> str:
    needed = [f"at least {panel.quorum} members"] if panel.quorum else []
    needed += [_several(panel.required_roles)] if panel.required_roles else []
    tie = panel.on_tie.replace("_", " ")
    by = f"decides by {panel.rule.replace('_', ' ')}, on a tie: {tie}"
    return f"Needs {' and '.join(needed) or 'nobody in particular'}; {by}."


_LEAVES: dict[type, Callable[[Any], str]] = {
    Guidance: lambda guidance: guidance.title,
    Standard: lambda standard: standard.text,
    Scope: lambda scope: _value_in_words(scope.nations),
    Authority: _authority,
    TimeLimit: _limit,
    SufficientForm: lambda form: "Suffices",
    WithoutConsent: _without,
    Panel: _panel,
}
"""What is told in one row, each by its own sentence."""
_KEYS: dict[type, Callable[[Any], str]] = {
    Scope: lambda scope: scope.covers.value,
    Authority: lambda authority: authority.key,
    SufficientForm: lambda form: form.how.value,
    WithoutConsent: lambda answer: answer.why.value,
}
"""What tells several of a kind apart, so that two versions are compared one by one."""
