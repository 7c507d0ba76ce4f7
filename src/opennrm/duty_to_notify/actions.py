"""Sending a notification: once, for good, and with nothing left of the draft it was written as."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from opennrm.audit.once import once, remember
from opennrm.audit.record import announce, command
from opennrm.duty_to_notify.bodies import duty_of_actor
from opennrm.duty_to_notify.columns import columns_from, hash_of_row
from opennrm.duty_to_notify.models import AnonymousNotification, NamedNotification
from opennrm.duty_to_notify.review import refusal_of_words, said_harmless
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.duty_to_notify import NotificationKind, refusal_to_name, refusal_to_notify
from opennrm.mechanism.events import DraftDiscarded, NotificationSent
from opennrm.mechanism.references import NOTIFICATION, reference_from
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.vocabulary import AgeAnswer
from opennrm.partners.access import Actor, refusal_to_act
from opennrm.partners.directory import organisation_type
from opennrm.partners.receiving import receiver_for_force
from opennrm.partners.roles import Permission
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.contradictions import contradictions
from opennrm.questions.journey import answers_that_apply, may_be_notified
from opennrm.questions.notification_facts import NotificationFacts, notification_facts
from opennrm.referrals.taking import take_draft
from opennrm.vault.hashes import keyed_hash

NOT_COMPLETE = Refusal(
    code="not_complete",
    because="Something is still to be answered. The list above says what.",
    source="house",
)


def send_notification(
    draft_id: UUID, *, considered: bool, seen: int, by: Actor, at: datetime, harmless: Collection[str] = ()
) -> str:
    """Send a draft as a notification and give its reference, which is true once this returns: it returns after COMMIT.

    The draft and every answer in it are gone with the same transaction. `considered` says that whoever sends read an
    anonymous one again for what could identify somebody, `harmless` which of the words that were pointed out identify
    nobody; `seen` is the version of the draft that was checked. Sent again by the same person the same draft gives the
    same reference. Raises `NotYours`; `Refused` when something is
    missing, when a rule does not let it go, or when its words hold what could identify somebody.
    """
    refuse_if(refusal_to_act(by, Permission.REFER))
    # The key outlives the draft: neither the draft's id nor anything of an answer goes into it but as a keyed hash.
    token = keyed_hash("notification of a draft", str(draft_id))
    with command():
        earlier = once(who=by.account_id, token=token, body={"notify": str(draft_id)}, at=at)
        if earlier is not None:
            return earlier.result
        taken = take_draft(draft_id, seen=seen, by=by)
        answers = answers_that_apply(CATALOGUE, taken.answers)
        facts = _checked(answers, considered=considered, harmless=harmless, at=at)
        if facts.kind is NotificationKind.NAMED:
            # Of an anonymous one the history does not tell this: it would join the notification to the draft's id.
            announce(DraftDiscarded(subject=str(draft_id), reason="notification"), at=at, by=by.account_id)
        reference = reference_from(secrets.token_bytes(7), NOTIFICATION)
        _keep(reference, facts, answers, shared_with=taken.shared_with, by=by, at=at)
        remember(who=by.account_id, token=token, result=reference)
    return reference


def _checked(
    answers: dict[str, Any], *, considered: bool, harmless: Collection[str], at: datetime
) -> NotificationFacts:
    """The facts of answers that may leave as a notification. Raises `Refused`."""
    if not may_be_notified(CATALOGUE, answers):
        raise Refused(NOT_COMPLETE)
    day = legal_day(at)
    for error in contradictions(answers, day):
        raise Refused(Refusal("contradiction", error.message, "house", error.field_id))
    facts = notification_facts(answers)
    refuse_if(
        refusal_to_notify(
            nation=facts.shared.nation,
            force_nation=facts.shared.force_nation,
            age=AgeAnswer(answers["age_answer"]),
            consents_to_referral=answers.get("consent_to_referral") == "given",
        )
    )
    if facts.kind is NotificationKind.NAMED:
        refuse_if(refusal_to_name(facts.named.consent if facts.named else None, on=day))
    else:
        refuse_if(refusal_of_words(answers, considered=considered, harmless=harmless))
    return facts


def _keep(
    reference: str, facts: NotificationFacts, answers: dict[str, Any], *, shared_with: UUID, by: Actor, at: datetime
) -> None:
    day = legal_day(at)
    receiver = receiver_for_force(facts.shared.force, day)
    table = NamedNotification if facts.kind is NotificationKind.NAMED else AnonymousNotification
    row = table(
        reference=reference,
        organisation_id=by.organisation_id,
        duty=duty_of_actor(by, day).standing.value,
        shared_with=shared_with,
        sent_at=at,
        sent_by_id=by.account_id,
        sent_on=day,
        force=facts.shared.force,
        place_known=facts.shared.place_known,
        received_by_id=receiver.id if receiver else None,
        catalogue_version=str(CATALOGUE.version),
        **columns_from(facts.kind, answers),
    )
    row.content_hash = hash_of_row(facts.kind, row)
    row.save(force_insert=True)
    announce(
        NotificationSent(
            subject=reference,
            notification_kind=facts.kind.value,
            nation=row.nation,
            organisation=by.organisation_slug,
            organisation_type=organisation_type(by.organisation_id),
            duty=row.duty,
            force=row.force,
            received_by=receiver.slug if receiver else None,
            reasons=tuple(row.refusal_reasons),
            exploitation=tuple(kind.name.lower() for kind in facts.shared.statistics_types),
            sent_on=day,
            content_hash=row.content_hash,
            said_harmless=() if facts.named else said_harmless(answers),
        ),
        at=at,
        by=by.account_id,
    )
