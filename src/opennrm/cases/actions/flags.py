"""Flags of a case, raised and lowered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from opennrm.audit.record import announce, command
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.models import CaseFlag
from opennrm.mechanism.events import FlagLowered, FlagRaised
from opennrm.mechanism.flags import Flag
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission


def set_flags(reference: str, *, raised: Collection[str], lowered: Collection[str], by: Actor, at: datetime) -> None:
    """Raise some flags and lower others; one that is so already stays so. Raises `NotYours` and `Refused`.

    It does not change the version of the case.
    """
    if not {*raised, *lowered} <= set(Flag):
        raise Refused(Refusal("unknown_flag", "Choose flags of the list.", "house", "flags"))
    with command():
        case = locked_case(reference, needs=Permission.WORK_ON_CASES, seen=None, by=by, at=at)
        standing = {row.flag: row for row in CaseFlag.objects.filter(case=case, lowered_at__isnull=True)}
        for flag in sorted(set(raised) - set(standing)):
            CaseFlag.objects.create(case=case, flag=flag, raised_at=at, raised_by_id=by.account_id)
            announce(FlagRaised(subject=reference, case=reference, flag=flag), at=at, by=by.account_id)
        for flag in sorted(set(lowered) & set(standing)):
            row = standing[flag]
            row.lowered_at, row.lowered_by_id = at, by.account_id
            row.save(update_fields=["lowered_at", "lowered_by"])
            announce(FlagLowered(subject=reference, case=reference, flag=flag), at=at, by=by.account_id)
