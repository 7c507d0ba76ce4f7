"""A referral that was written down on paper first: on which day and by whom, kept with it for whoever decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from opennrm.mechanism.refusal import Refusal, refuse_if

LONGEST_NAME = 250


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper: the day on which it was written, and who wrote it."""

    written_on: date
    written_by: str

    def as_data(self) -> dict[str, str]:
        """As it is kept, sealed."""
        return {"written_on": self.written_on.isoformat(), "written_by": self.written_by}


def paper_in(kept: Any) -> Paper | None:
    """The paper that `as_data` kept; None where nothing is, or where it can no longer be read."""
    if not isinstance(kept, dict):
        return None
    return Paper(date.fromisoformat(kept["written_on"]), str(kept["written_by"]))


def refuse_paper(paper: Paper, today: date) -> None:
    """Raise `Refused` for a day to come, or where nobody is said to have written it."""
    by = paper.written_by.strip()
    later = Refusal(
        "paper_later", "The day on which it was written must be today or in the past.", "house", "written-day"
    )
    nobody = Refusal("paper_by_nobody", "Write who wrote it down, such as their name and role.", "house", "written_by")
    long = Refusal("too_long", f"Write who wrote it down in at most {LONGEST_NAME} characters.", "house", "written_by")
    refuse_if(later if paper.written_on > today else None)
    refuse_if(nobody if not by else long if len(by) > LONGEST_NAME or "\n" in by else None)
