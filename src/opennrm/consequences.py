"""When this happens, these follow. A table and nothing else: no rule and no word lives here."""

from __future__ import annotations

from opennrm.audit.record import Consequence
from opennrm.cases.actions.intake import open_case
from opennrm.mechanism.events import Event, ReferralSubmitted

CONSEQUENCES: dict[type[Event], tuple[Consequence, ...]] = {
    ReferralSubmitted: (open_case,),
}
