"""Changing the profile that new cases come under: tried on past cases, proposed, and confirmed by a second person.

Nothing of a case that is here changes: it keeps the profile under which it was received.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import connection

from opennrm.audit.record import announce, command
from opennrm.cases.changing_profile import Tried, tried
from opennrm.mechanism import events as happened
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import Event
from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.adopting import Adoption, refusal_to_adopt, refusal_without_teams
from opennrm.mechanism.refusal import Refusal, refuse_if
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.notifications.actions import tell_of_work
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.directory import organisation_type, people_in_kind
from opennrm.partners.profile_changes import keep_answer, keep_change, profile_change, waiting_adoptions
from opennrm.partners.proposals import ANSWERS, OWN_PROPOSAL
from opennrm.partners.receiving import without_team
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import adoptions, needed_by

PROFILES_SUBJECT = "profiles"
CHANGING = 7_266_004
"""The advisory lock under which a change is proposed or settled; any number that nothing else uses."""
LONGEST_REASON = 500
NOT_AN_AUTHORITY = Refusal(
    code="not_a_competent_authority",
    because="Only administrators of a competent authority change the rules: everybody works by them.",
    source="house",
)
ONE_WAITS = Refusal(
    code="one_waits",
    because="Another change waits to be confirmed. Settle it first.",
    source="house",
    field="profile",
)


def refusal_to_change_profile(by: Actor) -> Refusal | None:
    """Why somebody may not propose or settle a change, by the organisation they work for; None if they may."""
    decides = organisation_type(by.organisation_id) == OrganisationType.COMPETENT_AUTHORITY.value
    return None if decides else NOT_AN_AUTHORITY


def try_profile(profile: str, from_day: date, *, by: Actor, at: datetime) -> Tried:
    """What a change would have changed of past cases, kept nowhere. Raises `Refused` as `propose_profile` does."""
    _refuse_who_may_not(by)
    refuse_if(refusal_to_adopt(adoptions(), PROFILES, Adoption(profile, from_day), legal_day(at)))
    return tried(profile)


def propose_profile(profile: str, from_day: date, *, reason: str, by: Actor, at: datetime) -> UUID:
    """Propose that new cases come under a profile from a day after today; gives the id of the change.

    It is tried on past cases, and what it would have changed is kept for whoever confirms it. Raises `Refused` for a
    profile nobody can work by, a day that has begun or is taken, a change that is none, and while another one waits.
    """
    _refuse_who_may_not(by)
    refuse_if(refusal_to_adopt(adoptions(), PROFILES, Adoption(profile, from_day), legal_day(at)))
    refuse_if(_refusal_of_reason(reason))
    counts = tried(profile)
    with command():
        _one_at_a_time()
        refuse_if(ONE_WAITS if waiting_adoptions() else None)
        change_id = keep_change(Adoption(profile, from_day), reason.strip(), counts.counts(), by=by, at=at)
        told = happened.ProfileChangeProposed(
            subject=PROFILES_SUBJECT,
            change=str(change_id),
            profile=profile,
            from_day=from_day,
            simulated=counts.cases,
        )
        announce(told, at=at, by=by.account_id)
    return change_id


def settle_profile(change_id: UUID, *, answer: str, by: Actor, at: datetime) -> None:
    """Confirm a change that another administrator proposed, or refuse it (whoever proposed it takes it back so).

    Raises `NotYours` where none waits; `Refused` (field `answer`) for one's own, once its day has begun, and while a
    body that it needs has no team. Of two at once one settles it.
    """
    _refuse_who_may_not(by)
    refuse_if(None if answer in ANSWERS else Refusal("no_answer", "Choose one.", "house", "answer"))
    with command():
        _one_at_a_time()
        row = profile_change(change_id)
        if row is None or row.settled_at is not None:
            raise NotYours
        is_confirmed = answer == "confirm"
        if is_confirmed:
            refuse_if(OWN_PROPOSAL if row.proposed_by_id == by.account_id else None)
            wanted = Adoption(row.profile, row.from_day)
            refuse_if(_about_the_answer(refusal_to_adopt(adoptions(), PROFILES, wanted, legal_day(at))))
            needed = needed_by((wanted,), row.from_day)
            refuse_if(refusal_without_teams([needed[key] for key in without_team(needed)]))
        keep_answer(change_id, confirmed=is_confirmed, by=by, at=at)
        told = happened.ProfileChangeSettled(
            subject=PROFILES_SUBJECT,
            change=str(change_id),
            profile=row.profile,
            from_day=row.from_day,
            confirmed=is_confirmed,
        )
        announce(told, at=at, by=by.account_id)


def tell_who_confirms(event: Event, at: datetime, by: UUID | None) -> None:
    """A change waits: tell the administrators of the competent authorities, but not who proposed it."""
    there = people_in_kind(OrganisationType.COMPETENT_AUTHORITY.value, Permission.CHANGE_PROFILE, at)
    tell_of_work([each for each in there if each != by], at=at)


def _refuse_who_may_not(by: Actor) -> None:
    refuse_if(refusal_to_act(by, Permission.CHANGE_PROFILE) or refusal_to_change_profile(by))


def _refusal_of_reason(reason: str) -> Refusal | None:
    if not reason.strip():
        return Refusal("no_reason", "Write why the rules change.", "house", "reason")
    if len(reason) > LONGEST_REASON:
        return Refusal("reason_too_long", f"Write at most {LONGEST_REASON} characters.", "house", "reason")
    return None


def _about_the_answer(refusal: Refusal | None) -> Refusal | None:
    """The same on the page that settles, which asks for no day and no profile."""
    return None if refusal is None else Refusal(refusal.code, refusal.because, refusal.source, "answer")


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHANGING])
