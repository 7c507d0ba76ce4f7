"""Showing whoever referred, for a moment, where the person they referred can be found or reached; it is recorded."""

from __future__ import annotations

from datetime import datetime

from opennrm.audit.record import announce, command
from opennrm.mechanism.events import WhereaboutsRevealed
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.partners.access import Actor
from opennrm.questions.frozen import catalogue_from_data
from opennrm.questions.whereabouts import Kept, kept_in
from opennrm.referrals.queries import ReferralRead, referral_for

NOTHING_KEPT = Refusal(
    "nothing_kept", "Choose what to show from what this page names: nothing of that is kept here.", "house", "what"
)


def kept_of_referral(referral: ReferralRead) -> list[Kept]:
    """Everything of a sent referral that is hidden until somebody asks."""
    return list(kept_in(catalogue_from_data(referral.catalogue), referral.answers))


def reveal_in_referral(reference: str, *, what: str, by: Actor, at: datetime) -> list[Kept]:
    """What the referral says of one of the `Whereabouts`, recorded as shown to `by`.

    Raises `NotYours`; `Refused` (field `what`) where nothing of it is kept, and then nothing is recorded.
    """
    with command():
        asked = [each for each in kept_of_referral(referral_for(by, reference, at=at)) if each.what == what]
        if not asked:
            raise Refused(NOTHING_KEPT)
        announce(WhereaboutsRevealed(subject=reference, case=reference, shown=what), at=at, by=by.account_id)
    return asked
