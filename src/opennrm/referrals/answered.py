"""What a referral says now and by which questions, for rooms that act on it: no name beside, and no copy built twice.

The frozen copy of a catalogue is some hundred kilobytes of JSON; built for each that asks, it was a third of what
sending a referral cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from opennrm.partners.access import NotYours
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.frozen import catalogue_from_data, catalogue_hash
from opennrm.questions.question import Catalogue
from opennrm.referrals.models import CatalogueCopy, Referral


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers of a referral as they were corrected last, and the catalogue that they answer."""

    answers: dict[str, Any]
    catalogue: Catalogue


def answered(reference: str) -> Answered:
    """A referral, for a room that has itself asked who may see it. Raises `NotYours` if there is none."""
    rows = Referral.objects.filter(reference=reference).order_by("corrections__number")
    found = list(rows.values_list("catalogue_id", "answers", "corrections__number", "corrections__answers"))
    if not found:
        raise NotYours
    key, sent, version, corrected = found[-1]
    return Answered(corrected if version else sent, _catalogue_of(key))


def kind_and_questions(reference: str) -> tuple[str, Catalogue]:
    """As what somebody was referred, and the catalogue that was answered. Raises `NotYours` if there is none."""
    found = Referral.objects.filter(reference=reference).values_list("kind", "catalogue_id").first()
    if found is None:
        raise NotYours
    return found[0], _catalogue_of(found[1])


@cache
def current_key() -> str:
    """The key of the copy of the catalogue that this release asks by; reckoned once, since it costs much."""
    return catalogue_hash(CATALOGUE)


@lru_cache(maxsize=4)
def _catalogue_of(key: str) -> Catalogue:
    """A copy never changes: its key is the hash of what it says."""
    if key == current_key():
        return CATALOGUE
    return catalogue_from_data(CatalogueCopy.objects.values_list("content", flat=True).get(hash=key))
