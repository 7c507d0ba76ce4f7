"""Writing the ledger of consents: from the referral, from the case's pages, and from what else is recorded there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from opennrm.audit.once import once, remember
from opennrm.audit.record import announce, command
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.consents import standing_in
from opennrm.cases.models import Case, ConsentEntry, Wish
from opennrm.cases.texts import consent_hash
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.consent import ConsentScope
from opennrm.mechanism.consent_ledger import Said, Spoken, refusal_to_record, said_now
from opennrm.mechanism.events import ConsentNoted, Event
from opennrm.mechanism.refusal import Refusal, refuse_if
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import ConsentRow, answers_of, consents_of

LONGEST_NAME = 300
CHANGED = Refusal(
    "changed_meanwhile",
    "Something else was recorded of the person’s consents while you had this page open, so nothing of yours was kept. "
    "Read what stands now, and record it again if it still holds.",
    "house",
)
LONGEST_LIMITS = 2_000
ASKED_OF = {
    ConsentScope.SUPPORT: "support_wanted",
    ConsentScope.POLICE_CONTACT: "police_contact_agreed",
    ConsentScope.SHARING: "sharing_agreed",
}
"""Which answer of the referral says no, and not that the person has yet to decide."""


def record_consent(reference: str, spoken: Spoken, *, seen: int, by: Actor, at: datetime) -> None:
    """Record that a person agrees to something, or no longer does. What a no stops follows in the same command.

    At whatever stage the case is, for a no can be said at any time. `seen` is how many entries the ledger had. Raises
    `NotYours`; `Refused` with the field that is wrong, for a child, or where the ledger has grown since.
    """
    with command():
        token = f"consent:{reference}:{seen}"
        if once(who=by.account_id, token=token, body={"spoken": repr(spoken)}, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.MOVE_CASES, seen=None, by=by, at=at)
        refuse_if(refusal_to_record(ReferralKind(case.kind), spoken, on=legal_day(at)))
        refuse_if(refusal_of_length(spoken.through, "through", LONGEST_NAME))
        refuse_if(refusal_of_length(spoken.interpreted_by, "interpreted_by", LONGEST_NAME))
        refuse_if(refusal_of_length(spoken.limits, "limits", LONGEST_LIMITS))
        refuse_if(None if ConsentEntry.objects.filter(case=case).count() == seen else CHANGED)
        assert spoken.scope is not None  # noqa: S101 - the rule refused otherwise
        assert spoken.how is not None  # noqa: S101 - the rule refused otherwise
        assert spoken.interpreter is not None  # noqa: S101 - the rule refused otherwise
        entry = ConsentEntry(
            case=case,
            scope=spoken.scope.value,
            said=said_now(bool(spoken.agrees), standing_in(case.id).get(spoken.scope)).value,
            how=spoken.how.value,
            through=spoken.through.strip(),
            language=spoken.language,
            interpreter=spoken.interpreter.value,
            interpreted_by=spoken.interpreted_by.strip() or None,
            limits=spoken.limits.strip() or None,
            said_on=spoken.said_on,
        )
        note(entry, at=at, by=by.account_id)
        remember(who=by.account_id, token=token, result=reference)


def note_consents_of_referral(event: Event, at: datetime, by: UUID | None) -> None:
    """Begin the ledger of a new case with what the referral says. A consequence of `CaseOpened`.

    What the person had not decided about yet, or could not, is no entry: they said nothing that stands.
    """
    case = Case.objects.get(reference=event.subject)
    answers = answers_of(event.subject)
    refused = {scope.value for scope, key in ASKED_OF.items() if answers.get(key) == "no"}
    number = 0
    for row in consents_of(event.subject):
        if row.given or row.scope in refused:
            number += 1
            entry = entry_of(case, row)
            entry.number = number
            entry.through = _told(answers, "consent_heard_by") or entry.through
            entry.interpreted_by = _told(answers, "consent_interpreted_by")
            entry.limits = _told(answers, "sharing_limits") if row.scope == ConsentScope.SHARING.value else None
            note(entry, at=at, by=None)


def note_consent_to_stay(event: Event, at: datetime, by: UUID | None) -> None:
    """Add what somebody consents to who stays at 18. A consequence of `ConsentRecorded`, where the case is open."""
    case = Case.objects.filter(reference=event.subject, opened_at__lt=at).first()
    if case is None:
        return
    for row in consents_of(event.subject):
        note(entry_of(case, row), at=at, by=by)


def note_withdrawal(event: Event, at: datetime, by: UUID | None) -> None:
    """Add that the person left the mechanism: they took back their consent to it. A consequence of `CaseWithdrawn`."""
    note(entry_of_leaving(Case.objects.get(reference=event.subject), event.facts()["way"]), at=at, by=by)


def entry_of_leaving(case: Case, way: str) -> ConsentEntry:
    """That a person took back their consent to the mechanism, as it was recorded when they left."""
    wish = Wish.objects.filter(case=case, wish="withdraw", state="confirmed").order_by("-recorded_at").first()
    return ConsentEntry(
        case=case,
        scope=ConsentScope.REFERRAL.value,
        said=Said.WITHDRAWN.value,
        how=way,
        through=wish.heard_by if wish else None,
        language=wish.language if wish else "",
        interpreter=wish.interpreter if wish else "",
        said_on=wish.said_on if wish else None,
    )


def note_return(event: Event, at: datetime, by: UUID | None) -> None:
    """Let what the person had agreed to stand again, as it was said then. A consequence of `CaseReopened`.

    A case that was withdrawn is reopened only where that was a mistake: without this nothing could be sent in it.
    """
    case = Case.objects.get(reference=event.subject)
    said = list(ConsentEntry.objects.filter(case=case, scope=ConsentScope.REFERRAL.value).order_by("number"))
    given = [entry for entry in said if entry.said == Said.GIVEN.value]
    if not given or said[-1].said != Said.WITHDRAWN.value:
        return
    as_then = given[-1]
    entry = ConsentEntry(
        case=case,
        scope=as_then.scope,
        said=as_then.said,
        how=as_then.how,
        through=as_then.through,
        language=as_then.language,
        interpreter=as_then.interpreter,
        interpreted_by=as_then.interpreted_by,
        limits=as_then.limits,
        said_on=as_then.said_on,
    )
    note(entry, at=at, by=by)


def _told(answers: Mapping[str, Any], key: str) -> str | None:
    """The words of an answer; None where it was not given, or is not known, for whatever reason."""
    answer = answers.get(key)
    return answer if isinstance(answer, str) else None


def entry_of(case: Case, row: ConsentRow) -> ConsentEntry:
    """What the referral, or who stays at 18, says of one consent."""
    return ConsentEntry(
        case=case,
        scope=row.scope,
        said=(Said.GIVEN if row.given else Said.REFUSED).value,
        how=row.how_given,
        through=row.explained_by,
        language=row.explained_in,
        interpreter=row.interpreter,
        said_on=row.given_on,
    )


def note(entry: ConsentEntry, *, at: datetime, by: UUID | None, taken_from: str | None = None) -> None:
    """Add an entry to the ledger; `taken_from` says from what, where it was not said now.

    It is given the next number, unless it has one: whoever begins a ledger counts for themselves.
    """
    case = entry.case
    entry.number = entry.number or ConsentEntry.objects.filter(case=case).count() + 1
    entry.recorded_at, entry.recorded_by_id = at, by
    entry.text_hash = consent_hash(entry)
    entry.save(force_insert=True)
    noted = ConsentNoted(
        subject=case.reference,
        case=case.reference,
        scope=entry.scope,
        said=entry.said,
        text_hash=entry.text_hash,
        how=entry.how or None,
        said_on=entry.said_on,
        language=entry.language or None,
        interpreter=entry.interpreter or None,
        taken_from=taken_from,
    )
    announce(noted, at=at, by=by)
