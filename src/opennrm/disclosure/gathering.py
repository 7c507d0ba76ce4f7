"""Reading the whole of a person's record from all rooms, as pieces, for an action or a page that asked who may."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from opennrm.cases.consents import ledger_of
from opennrm.cases.dossier import WholeCase, whole_case
from opennrm.cases.handing_over import hand_overs_of
from opennrm.cases.looks import looks_for_person
from opennrm.cases.notes import every_note, readable_by
from opennrm.cases.partner_messages import every_message
from opennrm.cases.parts import parts_of
from opennrm.cases.queries import CaseRead, clocks_by_id
from opennrm.cases.reasons import adverse_of, every_weighing
from opennrm.cases.tasks import tasks_of
from opennrm.disclosure.pieces import KeptRows, pieces_of_case, pieces_of_work
from opennrm.disclosure.pieces_of_consents import pieces_of_ledger, pieces_of_parts
from opennrm.disclosure.pieces_of_files import pieces_of_files
from opennrm.disclosure.pieces_of_history import pieces_of_history, pieces_of_looks
from opennrm.disclosure.pieces_of_letters import pieces_of_letters, pieces_of_notification
from opennrm.disclosure.pieces_of_reasons import pieces_of_reasons
from opennrm.disclosure.pieces_of_versions import pieces_of_versions
from opennrm.disclosure.pieces_on_the_way import pieces_on_the_way
from opennrm.disclosure.queries import let_in_of
from opennrm.disclosure.safe_addresses import of_answers, of_letters, of_lines, of_ways
from opennrm.duty_to_notify.queries import NotificationRead, named_notification_of
from opennrm.evidence.queries import files_with
from opennrm.mechanism.redaction import Piece
from opennrm.mechanism.references import NOTIFICATION, reference_as_meant
from opennrm.notifications.queries import contents_of_letters
from opennrm.partners.access import Actor
from opennrm.partners.directory import names_of, organisations_of
from opennrm.partners.roles import Permission
from opennrm.questions.whereabouts import STAFF_ANSWERS
from opennrm.referrals.adding import draft_of
from opennrm.referrals.ended_too import every_consent, every_safe_way
from opennrm.referrals.queries import referral_head
from opennrm.referrals.same_person import is_token_of
from opennrm.referrals.versions import versions_of
from opennrm.vault.hashes import keyed_hash

REACHED_BY = ("notified_phone", "notified_email", "notified_address")
"""Answers of a notification by which the person is reached."""
PUTS_TOGETHER = frozenset({Permission.PREPARE_DISCLOSURES, Permission.RELEASE_DISCLOSURES})


@dataclass(frozen=True, slots=True)
class Record:
    """A record in pieces, the name of the person it is about, and the names of everybody at work who stands in it.

    `safe` is what tells where the person is safe, as it stands in the record. `not_matched` is the reference of a
    notification that the referral names and that may be somebody else's: nothing of it is in the record.
    """

    pieces: tuple[Piece, ...]
    person: str
    staff: tuple[str, ...]
    reference: str = ""
    safe: tuple[str, ...] = ()
    not_matched: str = ""


def record_of_case(case: CaseRead, reader: Actor) -> Record:
    """All data of the person of a case: referral, case, letters, notes, notifications, what happened and who looked.

    Notes that were not for the reader, and notifications, are in it only for whoever puts together what leaves.
    """
    whole = whole_case(case)
    prepares = bool(PUTS_TOGETHER & reader.permissions_in(case.owner_team_id))
    notes = every_note(case.id, None if prepares else readable_by(reader, case.owner_team_id))
    by = {event.by for event in whole.events if event.by}
    kept = KeptRows(every_consent(case.reference), every_safe_way(case.person_id), clocks_by_id(case.id))
    contents = contents_of_letters(case.reference)
    named = _notification(whole) if prepares else None
    versions = versions_of(case.reference)
    is_theirs = named is not None and (_is_of(case.person_id, named) or let_in_of(case.id) is not None)
    pieces = [
        *pieces_of_case(whole, kept),
        *pieces_of_files(files_with(draft_of(case.reference))),
        *pieces_of_versions(whole.referral.catalogue, versions),
        *pieces_of_ledger(ledger_of(case.id)),
        *pieces_of_parts(parts_of(case.id)),
        *pieces_on_the_way(whole),
        *pieces_of_reasons(adverse_of(case.id), every_weighing(case.id)),
        *pieces_of_letters(whole.letters, contents),
        *pieces_of_work(notes, tasks_of(case.id), hand_overs_of(case.id), every_message(case.reference)),
        *pieces_of_history(whole, organisations_of(by)),
        *pieces_of_looks(looks_for_person(case.reference)),
        *(pieces_of_notification(named) if named is not None and is_theirs else ()),
    ]
    ways = of_ways(way for way, _ended_at in kept.safe_ways.values())
    reached = of_letters(contents)
    for version in versions:  # also what was corrected since
        reached |= of_answers(whole.referral.catalogue, version.answers, STAFF_ANSWERS)
    if named is not None and is_theirs:
        reached |= _reached_by(named)
    return Record(
        pieces=tuple(pieces),
        person=whole.referral.name,
        staff=tuple(sorted({*whole.names.values(), *names_of(by).values()})),
        reference=case.reference,
        safe=tuple(sorted(_not_their_own(ways | reached, whole.referral.name))),
        not_matched=named.reference if named is not None and not is_theirs else "",
    )


def hash_of_piece(piece: Piece) -> str:
    """The keyed hash of the text in which spans of a piece are marked."""
    return keyed_hash("piece", [piece.key, piece.text])


def _notification(whole: WholeCase) -> NotificationRead | None:
    """The notification that the person let their referral name, if it names somebody. Whom is another question:
    whoever refers types the reference, and one of another person is as easily typed."""
    typed = whole.referral.answers.get("notification_reference")
    if not isinstance(typed, str):
        return None
    sender = referral_head(whole.referral.reference).organisation_id
    return named_notification_of(reference_as_meant(typed, NOTIFICATION), sender)


def _is_of(person_id: UUID, named: NotificationRead) -> bool:
    """Does a notification name this person, by name and date of birth? Not where either is not known."""
    said = (named.answers.get(key) for key in ("notified_first_name", "notified_last_name", "notified_date_of_birth"))
    return is_token_of(person_id, *(each if isinstance(each, str) else None for each in said))


def _reached_by(named: NotificationRead) -> set[str]:
    found: set[str] = set()
    for said in (named.answers[key] for key in REACHED_BY if key in named.answers):
        found |= set(of_lines([str(line) for line in said.values()])) if isinstance(said, dict) else {str(said)}
    return found


def _not_their_own(values: set[str], person: str) -> set[str]:
    own = {person.casefold(), *(part.casefold() for part in person.split())}
    return {value for value in values if value.casefold() not in own}
