"""Putting together what is to leave: for whom and by which law, and what of it is held back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from opennrm.audit.once import once, remember
from opennrm.audit.record import announce, command
from opennrm.cases.actions.lengths import refusal_of_length, refusal_of_text
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.queries import authority_title, case_for
from opennrm.disclosure.building import Built, Scope, built
from opennrm.disclosure.gathering import record_of_case
from opennrm.disclosure.models import Disclosure
from opennrm.disclosure.pieces import SECTIONS
from opennrm.disclosure.queries import marks_of
from opennrm.mechanism.calendar import in_words
from opennrm.mechanism.disclosing import (
    OTHER,
    DisclosureState,
    Purpose,
    basis_named,
    refusal_of_basis,
    refusal_to_decide,
    refusal_to_drop,
)
from opennrm.mechanism.events import DisclosureDropped, DisclosurePrepared, RedactionDecided
from opennrm.mechanism.redaction import Mark
from opennrm.mechanism.refusal import Refusal, refuse_if
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.roles import Permission
from opennrm.vault.hashes import keyed_hash

LONGEST_RECIPIENT = 300
NO_RECIPIENT = "Write who receives it."


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for: for which purpose and by which law, who receives it, and which parts of the record."""

    purpose: str
    basis: str
    words: str
    recipient: str
    sections: Sequence[str]
    from_on: date | None = None
    until_on: date | None = None


def prepare_disclosure(reference: str, asked: Asked, *, token: str, by: Actor, at: datetime) -> UUID:
    """Begin a disclosure of a case; gives its id. Sent again with the same token it is begun once.

    Raises `NotYours`; `Refused` naming the field.
    """
    refuse_if(_refusal_of(asked))
    with command():
        key = f"disclosure:{reference}:{token}"
        earlier = once(who=by.account_id, token=key, body=asdict(asked), at=at)
        if earlier is not None:
            return UUID(earlier.result)
        case = locked_case(reference, needs=Permission.PREPARE_DISCLOSURES, seen=None, by=by, at=at)
        last = Disclosure.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
        row = Disclosure.objects.create(
            case=case,
            number=last + 1,
            purpose=asked.purpose,
            basis=asked.basis,
            basis_words=asked.words.strip() or None,
            recipient=asked.recipient.strip(),
            recipient_hash=keyed_hash("recipient", asked.recipient.strip()),
            sections=[section for section in SECTIONS if section in asked.sections],
            from_on=asked.from_on,
            until_on=asked.until_on,
            state=DisclosureState.PREPARED.value,
            prepared_at=at,
            prepared_by_id=by.account_id,
        )
        prepared = DisclosurePrepared(
            subject=reference,
            case=reference,
            disclosure=str(row.id),
            purpose=row.purpose,
            basis=row.basis,
            recipient_hash=row.recipient_hash,
        )
        announce(prepared, at=at, by=by.account_id)
        remember(who=by.account_id, token=key, result=str(row.id))
    return row.id


def what_would_be_given(
    reference: str, disclosure_id: UUID, *, held_back: Collection[str], by: Actor, at: datetime
) -> Built:
    """What would be given now with these marks held back, for whoever decides it. Raises `NotYours`."""
    case = case_for(by, reference, at=at, needs=Permission.PREPARE_DISCLOSURES)
    row = Disclosure.objects.filter(case_id=case.id, id=disclosure_id).first()
    if row is None:
        raise NotYours
    return _built(row, reference, held_back, by=by, at=at)


def decide_redaction(
    reference: str, disclosure_id: UUID, *, held_back: Collection[str], read: bool, by: Actor, at: datetime
) -> None:
    """Decide what is held back, and freeze what is given. `read`: whoever decides says that they read every part.

    Raises `NotYours`; `Refused` for what is always held back, or unless it was read.
    """
    with command():
        row = locked_disclosure(reference, disclosure_id, needs=Permission.PREPARE_DISCLOSURES, by=by, at=at)
        marks = {Mark(code) for code in held_back if code in set(Mark)}
        refuse_if(refusal_to_decide(Purpose(row.purpose), DisclosureState(row.state), marks, read=read))
        made = _built(row, reference, marks, by=by, at=at)
        row.held_back = sorted(marks)
        row.content = _content(row, made, at)
        row.withheld = made.withheld
        row.content_hash = keyed_hash("disclosure", row.content)
        row.state = DisclosureState.DECIDED.value
        row.decided_at, row.decided_by_id = at, by.account_id
        row.save(
            update_fields=["held_back", "content", "withheld", "content_hash", "state", "decided_at", "decided_by"]
        )
        decided = RedactionDecided(
            subject=reference,
            case=reference,
            disclosure=str(row.id),
            held_back=tuple(row.held_back),
            pieces=made.pieces,
            withheld=len(made.withheld),
            content_hash=row.content_hash,
        )
        announce(decided, at=at, by=by.account_id)


def drop_disclosure(reference: str, disclosure_id: UUID, *, by: Actor, at: datetime) -> None:
    """Give a disclosure up before it left; what was put together is emptied. Raises `NotYours` and `Refused`."""
    with command():
        row = locked_disclosure(reference, disclosure_id, needs=Permission.PREPARE_DISCLOSURES, by=by, at=at)
        refuse_if(refusal_to_drop(DisclosureState(row.state)))
        row.state, row.content, row.withheld = DisclosureState.DROPPED.value, None, None
        row.save(update_fields=["state", "content", "withheld"])
        dropped = DisclosureDropped(subject=reference, case=reference, disclosure=str(row.id))
        announce(dropped, at=at, by=by.account_id)


def locked_disclosure(reference: str, disclosure_id: UUID, *, needs: Permission, by: Actor, at: datetime) -> Disclosure:
    """A disclosure of a case, both locked until the command ends. Raises `NotYours` and `Refused`."""
    case = locked_case(reference, needs=needs, seen=None, by=by, at=at)
    row = Disclosure.objects.select_for_update().filter(case=case, id=disclosure_id).first()
    if row is None:
        raise NotYours
    return row


def _refusal_of(asked: Asked) -> Refusal | None:
    if asked.purpose not in set(Purpose):
        return Refusal("no_purpose", "Choose for whom it is.", "house", "purpose")
    if not asked.sections or not set(asked.sections) <= set(SECTIONS):
        return Refusal("no_parts", "Choose which parts of the record are asked for.", "house", "sections")
    if asked.from_on and asked.until_on and asked.until_on < asked.from_on:
        return Refusal("ends_before_it_begins", "The last day lies before the first.", "house", "until-day")
    return (
        refusal_of_basis(Purpose(asked.purpose), asked.basis, asked.words)
        or refusal_of_length(asked.words, "words")
        or refusal_of_text(asked.recipient, "recipient", NO_RECIPIENT, LONGEST_RECIPIENT)
    )


def _built(row: Disclosure, reference: str, held_back: Collection[str], *, by: Actor, at: datetime) -> Built:
    record = record_of_case(case_for(by, reference, at=at), by)
    marks = [each.marked for each in marks_of(row.case_id)]
    scope = Scope(row.sections, row.from_on, row.until_on)
    return built(record, marks, scope, held_back={Mark(code) for code in held_back}, disclosure=row.id)


def _content(row: Disclosure, made: Built, at: datetime) -> dict[str, Any]:
    """Everything that its files say."""
    case, basis = row.case, basis_named(row.basis)
    authority = authority_title(case.profile, case.authority)
    law = row.basis_words if row.basis == OTHER and row.basis_words else basis.law
    scope = [f"from {in_words(row.from_on)}"] if row.from_on else []
    scope += [f"until {in_words(row.until_on)}"] if row.until_on else []
    cover = [
        ["For", row.recipient],
        ["Basis", f"{basis.words}: {law}"],
        ["From", authority],
        ["Put together", in_words(timezone.localtime(at).date())],
        *([["Covers", " ".join(scope)]] if scope else []),
    ]
    return {
        "name": f"{case.reference}-{row.number}",
        "reference": case.reference,
        "purpose": row.purpose,
        "service_name": settings.SERVICE_NAME,
        "authority": authority,
        "cover": cover,
        "sections": made.sections,
    }
