"""Showing, for a moment, where the person of a case can be found or reached: first it is in the history."""

from __future__ import annotations

from datetime import datetime

from opennrm.audit.record import announce, command
from opennrm.cases.queries import case_for
from opennrm.cases.revealing import kept_of_case, may_reveal
from opennrm.mechanism.events import WhereaboutsRevealed
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor, NotYours
from opennrm.questions.whereabouts import Kept
from opennrm.referrals.queries import referral_read, safe_ways_of
from opennrm.referrals.revealing import NOTHING_KEPT


def reveal_in_case(reference: str, *, what: str, because: str, by: Actor, at: datetime) -> list[Kept]:
    """What is kept of one of the `Whereabouts`, recorded as shown to `by`, who opened the case `because`.

    Raises `NotYours`; `Refused` (field `what`) where nothing of it is kept, and then nothing is recorded.
    """
    with command():
        case = case_for(by, reference, at=at)
        if not may_reveal(case, by):
            raise NotYours
        every = kept_of_case(referral_read(reference), safe_ways_of(case.person_id))
        asked = [each for each in every if each.what == what]
        if not asked:
            raise Refused(NOTHING_KEPT)
        shown = WhereaboutsRevealed(subject=reference, case=reference, shown=what, because=because)
        announce(shown, at=at, by=by.account_id)
    return asked
