"""What the record of leave does to the facts of a case: there is none before a positive second decision."""

from __future__ import annotations

from dataclasses import replace

from opennrm.mechanism.fold.facts import Broken, CaseFacts, Entry, Take
from opennrm.mechanism.stages import Stage


def _recorded(case: CaseFacts, entry: Entry) -> CaseFacts:
    if case.stage is not Stage.CONCLUSIVE_GROUNDS_POSITIVE:
        raise Broken("What came of leave was recorded of somebody without a positive second decision.")
    if entry.by is None:
        raise Broken("What came of leave was recorded by nobody.")
    return replace(case, texts=(*case.texts, (entry.kind, entry.facts["text_hash"])))


TAKES: dict[str, Take] = {"LeaveRecorded": _recorded}
