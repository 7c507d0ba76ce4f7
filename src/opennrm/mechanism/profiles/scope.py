"""Whom the mechanism is for, which differed between nations and eras. Source: PILOT15, SEF-CGPOS."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from opennrm.mechanism.vocabulary import Nation


class Coverage(StrEnum):
    """What somebody must be thought a victim of to be in the mechanism. Source: each profile's scope."""

    TRAFFICKING = "trafficking"
    ALL_MODERN_SLAVERY = "all_modern_slavery"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom the mechanism is for in some nations."""

    nations: frozenset[Nation]
    covers: Coverage
    source: str


def scope_in(scopes: Iterable[Scope], nation: Nation) -> Scope:
    """The scope that holds in a nation; raises `KeyError` where a profile says nothing of it."""
    for scope in scopes:
        if nation in scope.nations:
            return scope
    raise KeyError(nation)
