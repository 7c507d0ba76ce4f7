"""Beginning what is to leave: for whom and by which law; letting a notification into it, and giving it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, QuerySet

from opennrm.audit.once import FIRST_WAS_KEPT, once, remember
from opennrm.audit.record import announce, command
from opennrm.cases.actions.lengths import refusal_of_length, refusal_of_text
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.queries import case_for
from opennrm.disclosure.gathering import record_of_case
from opennrm.disclosure.models import Disclosure
from opennrm.disclosure.pieces import SECTIONS
from opennrm.disclosure.queries import letting_in_ended
from opennrm.mechanism.disclosing import (
    DisclosureState,
    Purpose,
    refusal_of_basis,
    refusal_to_change,
    refusal_to_drop,
)
from opennrm.mechanism.events import DisclosureDropped, DisclosurePrepared, DisclosureReturned, NotificationLetIn
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.roles import Permission
from opennrm.vault.hashes import keyed_hash

LONGEST_RECIPIENT = 300
CAME_BACK = (
    "It had been released, and came back before its file was taken out: the notification that it held was taken out "
    "of the record again. Decide anew what is held back."
)
BROUGHT_BACK = (
    *("state", "remark", "checked_at", "checked_by", "content", "withheld"),
    *("let_in_at", "let_in_by", "let_in_because"),
)
"""What changes on a released disclosure that comes back."""
NO_RECIPIENT = "Write who receives it."
NOTHING_TO_LET_IN = Refusal(
    "nothing_to_let_in", "The referral names no notification that could not be matched.", "house", "because"
)


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
        earlier = once(who=by.account_id, token=key, body=asdict(asked), at=at, changed=FIRST_WAS_KEPT)
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
            worked_on=[str(by.account_id)],
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


def drop_disclosure(reference: str, disclosure_id: UUID, *, by: Actor, at: datetime) -> None:
    """Give a disclosure up before it left; what was put together is emptied, and a notification that was let in
    through it leaves the record again. Raises `NotYours` and `Refused`.
    """
    with command():
        row = locked_disclosure(reference, disclosure_id, needs=Permission.PREPARE_DISCLOSURES, by=by, at=at)
        refuse_if(refusal_to_drop(DisclosureState(row.state), was_taken=row.taken_at is not None))
        row.state, row.content, row.withheld = DisclosureState.DROPPED.value, None, None
        row.save(update_fields=["state", "content", "withheld"])
        end_letting_in(reference, Disclosure.objects.filter(id=row.id), by=by, at=at)
        dropped = DisclosureDropped(subject=reference, case=reference, disclosure=str(row.id))
        announce(dropped, at=at, by=by.account_id)


def let_notification_in(reference: str, disclosure_id: UUID, *, because: str, by: Actor, at: datetime) -> None:
    """Decide that the notification which the referral names is about the person, though it does not name them so.

    From then on it is part of the record, until this is given up or a second person returns a disclosure of the case.
    Raises `NotYours`; `Refused` where there is none such, and without a reason.
    """
    refuse_if(refusal_of_text(because, "because", "Write by what you know that it is about this person."))
    with command():
        row = locked_disclosure(reference, disclosure_id, needs=Permission.PREPARE_DISCLOSURES, by=by, at=at)
        refuse_if(refusal_to_change(DisclosureState(row.state)))
        if not record_of_case(case_for(by, reference, at=at), by).not_matched:
            raise Refused(NOTHING_TO_LET_IN)
        row.let_in, row.let_in_because, row.worked_on = True, because.strip(), with_worker(row, by)
        row.let_in_at, row.let_in_by_id = at, by.account_id
        row.save(update_fields=["let_in", "let_in_at", "let_in_by", "let_in_because", "worked_on"])
        said = keyed_hash("because", row.let_in_because)
        about = {"subject": reference, "case": reference, "disclosure": str(row.id)}
        announce(NotificationLetIn(**about, text_hash=said), at=at, by=by.account_id)


def end_letting_in(reference: str, through: QuerySet[Disclosure], *, by: Actor, at: datetime) -> None:
    """A notification that was let in through these disclosures of a case is part of its record no more.

    What was decided while it was cannot be released as it is: nobody counted its marks, so that they never agree. What
    was released with it, and lies ready to be taken out, comes back and is emptied, to be decided anew.
    """
    case_ids = set(through.filter(let_in=True).values_list("case_id", flat=True))
    if not case_ids:
        return
    through.filter(let_in=True).update(let_in=False)
    holding = Disclosure.objects.filter(case_id__in=case_ids, let_in_at__isnull=False)
    holding.filter(state=DisclosureState.DECIDED.value).update(marks_counted=None)
    for row in holding.filter(state=DisclosureState.RELEASED.value, taken_at__isnull=True).order_by("number"):
        if not letting_in_ended(row.case_id, row.let_in_at):
            continue
        row.state, row.remark = DisclosureState.RETURNED.value, CAME_BACK
        row.checked_at = row.checked_by_id = None
        row.content = row.withheld = None
        if not row.let_in:
            row.let_in_at = row.let_in_by_id = row.let_in_because = None
        row.save(update_fields=BROUGHT_BACK)
        returned = DisclosureReturned(subject=reference, case=reference, disclosure=str(row.id))
        announce(returned, at=at, by=by.account_id)


def with_worker(row: Disclosure, by: Actor) -> list[str]:
    """The ids of those who worked on a disclosure, and of whoever does so now."""
    return sorted({*row.worked_on, str(by.account_id)})


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
