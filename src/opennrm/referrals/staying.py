"""The consent of somebody who turns 18 to stay in the mechanism, and the way by which an adult's letters reach them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from opennrm.audit.record import announce
from opennrm.mechanism.consent import Consent as ConsentInLaw
from opennrm.mechanism.consent import ConsentScope
from opennrm.mechanism.events import ConsentRecorded, SafeContactRecorded
from opennrm.referrals.models import Consent, Person, Referral, SafeContact
from opennrm.referrals.same_person import keep_token
from opennrm.referrals.sending import hash_of_contact

FOR_AN_ADULT = ("person", "somebody_else", "representative")
"""Who can be served with an adult's papers."""


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


def keep_date_of_birth(person_id: UUID, born_on: date) -> None:
    """Keep the date of birth that a decision on age found, inside the caller's command; the answers stay as sent."""
    person = Person.objects.select_for_update().get(id=person_id)
    person.date_of_birth = born_on.isoformat()
    person.save(update_fields=["date_of_birth"])
    keep_token(person_id, person.first_name, person.last_name, person.date_of_birth)


def dates_of_birth(people: Iterable[UUID]) -> dict[UUID, date]:
    """The dates of birth of these people, as far as they are known. Read at run time, and kept nowhere else."""
    rows = Person.objects.filter(id__in=list(people)).values_list("id", "date_of_birth")
    return {person_id: date.fromisoformat(born) for person_id, born in rows if born}
