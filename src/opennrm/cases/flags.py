"""Reading the flags of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from opennrm.cases.models import CaseFlag
from opennrm.mechanism.flags import Flag
from opennrm.vault.together import Reading


@dataclass(frozen=True, slots=True)
class FlagRead:
    """A flag that a case carries."""

    flag: str
    raised_at: datetime
    raised_by: str

    @property
    def words(self) -> str:
        """How a page names it."""
        return Flag(self.flag).words


def flags_of(case_id: UUID) -> Reading[list[FlagRead]]:
    """The flags that a case carries now, to be read together with something else."""
    rows = CaseFlag.objects.filter(case_id=case_id, lowered_at__isnull=True).order_by("raised_at", "id")
    return Reading(
        rows.values_list("flag", "raised_at", "raised_by__name"), lambda found: [FlagRead(*row) for row in found]
    )
