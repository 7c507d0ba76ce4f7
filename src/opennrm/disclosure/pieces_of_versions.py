"""What a referral said before it was corrected, and why it was: of the record like what it says now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from opennrm.disclosure.pieces import day_of, piece_of, ruled_answer
from opennrm.disclosure.safe_addresses import is_safe_address
from opennrm.mechanism.redaction import Piece
from opennrm.questions.frozen import catalogue_from_data
from opennrm.questions.summary import value_lines
from opennrm.questions.whereabouts import STAFF_ANSWERS
from opennrm.referrals.correcting import changed_keys
from opennrm.referrals.versions import Version


def pieces_of_versions(frozen: Mapping[str, Any], versions: Sequence[Version]) -> Iterator[Piece]:
    """For each correction its reason, and each answer that it put in the place of another, as that stood before."""
    catalogue = catalogue_from_data(dict(frozen))
    for earlier, later in pairwise(versions):
        on = day_of(later.at)
        title = f"Why the referral was corrected (version {later.number})"
        yield piece_of(f"correction:{later.number}", "referral", title, text=later.reason, on=on)
        for key in changed_keys(earlier.answers, later.answers):
            question, before = catalogue.question(key), earlier.answers.get(key)
            if before is not None and key not in STAFF_ANSWERS:
                text, title = "\n".join(value_lines(question, before)), f"Until version {later.number}: {question.ask}"
                ruled = ruled_answer(key, is_safe=is_safe_address(question.kind, key))
                yield piece_of(f"answer:{key}:{earlier.number}", "referral", title, text=text, on=on, ruled=ruled)
