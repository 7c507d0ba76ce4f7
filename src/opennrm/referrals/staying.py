"""The consent of somebody who turns 18 to stay in the mechanism, and the way by which an adult's letters reach them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from opennrm.audit.record import announce
from opennrm.mechanism.consent import Consent as ConsentInLaw
from opennrm.mechanism.consent import ConsentScope
from opennrm.mechanism.events import ConsentRecorded, SafeContactEnded, SafeContactRecorded
from opennrm.referrals.models import Consent, Person, Referral, SafeContact
from opennrm.referrals.same_person import hash_of_birth, keep_token, new_salt
from opennrm.referrals.sending import hash_of_contact

FOR_AN_ADULT = ("person", "somebody_else")
"""Who can be served with the papers of somebody who has just become an adult, whoever acted for them as a child."""
OF_CHILDHOOD = ("representative", "council")
"""Who is served for a child."""


def keep_consent_to_stay(reference: str, given: ConsentInLaw, *, by: UUID, at: datetime) -> None:
    """Keep the consent, inside the caller's command, in place of any that stood.

    Where no way is known by which papers reach an adult, they are handed over by the first responder from then on.
    """
    referral = Referral.objects.get(reference=reference)
    Consent.objects.filter(referral=referral, ended_at__isnull=True).update(ended_at=at, ended_by_id=by)
    Consent.objects.bulk_create(
        Consent(
            referral=referral,
            scope=scope.value,
            given=True,
            how_given=given.how_given.value,
            explained_in=given.language,
            explained_by=given.explained_by,
            interpreter=given.interpreter.value,
            given_on=given.given_on,
            recorded_at=at,
            recorded_by_id=by,
        )
        for scope in sorted(given.scopes)
    )
    recorded = ConsentRecorded(
        subject=reference,
        case=reference,
        scopes=tuple(scope.value for scope in sorted(given.scopes)),
        how_given=given.how_given.value,
    )
    announce(recorded, at=at, by=by)
    ways = SafeContact.objects.filter(person_id=referral.person_id, ended_at__isnull=True)
    if not ways.filter(audience__in=FOR_AN_ADULT).exists():
        _hand_over_to_the_person(referral, by=by, at=at)


def _hand_over_to_the_person(referral: Referral, *, by: UUID, at: datetime) -> None:
    kept = SafeContact.objects.create(
        person_id=referral.person_id, audience="person", channel="hand_over", recorded_at=at, recorded_by_id=by
    )
    recorded = SafeContactRecorded(
        subject=referral.reference,
        case=referral.reference,
        audience=kept.audience,
        channel=kept.channel,
        confirmed_safe=kept.confirmed_safe,
        contact_hash=hash_of_contact(kept),
    )
    announce(recorded, at=at, by=by)


def has_consented(reference: str) -> bool:
    """Does the person's own consent to the referral stand?"""
    standing = Consent.objects.filter(referral__reference=reference, ended_at__isnull=True, given=True)
    return standing.filter(scope=ConsentScope.REFERRAL.value).exists()


def end_ways_of_childhood(reference: str, *, by: UUID | None, at: datetime) -> None:
    """End the ways to those who were served for the child, inside the caller's command.

    What was permitted for a child is no permission of the adult's: whoever may go on to receive their papers is
    recorded anew, with that permission (PROMPT26). Until then papers go to the person, or nobody can be served.
    """
    person_id = Referral.objects.values_list("person_id", flat=True).get(reference=reference)
    ways = SafeContact.objects.select_for_update().filter(person_id=person_id, ended_at__isnull=True)
    for way in ways.filter(audience__in=OF_CHILDHOOD).order_by("id"):
        way.ended_at, way.ended_by_id = at, by
        way.save(update_fields=["ended_at", "ended_by"])
        ended = SafeContactEnded(
            subject=reference,
            case=reference,
            audience=way.audience,
            channel=way.channel,
            contact_hash=hash_of_contact(way),
        )
        announce(ended, at=at, by=by)


def keep_date_of_birth(person_id: UUID, born_on: date) -> str:
    """Keep the date of birth that a decision on age found, inside the caller's command; gives its keyed hash.

    The answers stay as sent.
    """
    person = Person.objects.select_for_update().get(id=person_id)
    person.date_of_birth = born_on.isoformat()
    person.birth_salt = new_salt()
    person.save(update_fields=["date_of_birth", "birth_salt"])
    keep_token(person_id, person.first_name, person.last_name, person.date_of_birth)
    return hash_of_birth(person_id, person.date_of_birth, person.birth_salt)


def dates_of_birth(people: Iterable[UUID]) -> dict[UUID, date]:
    """The dates of birth of these people, as far as they are known. Read at run time, and kept nowhere else."""
    rows = Person.objects.filter(id__in=list(people)).values_list("id", "date_of_birth")
    return {person_id: date.fromisoformat(born) for person_id, born in rows if born}
