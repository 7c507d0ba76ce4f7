"""Reading the whole of a person's record from all rooms, as pieces, for an action or a page that asked who may."""

from __future__ import annotations

from dataclasses import dataclass

from opennrm.cases.dossier import WholeCase, whole_case
from opennrm.cases.handing_over import hand_overs_of
from opennrm.cases.looks import looks_for_person
from opennrm.cases.notes import every_note, readable_by
from opennrm.cases.queries import CaseRead
from opennrm.cases.tasks import tasks_of
from opennrm.disclosure import pieces as piece_by_piece
from opennrm.disclosure.pieces_on_the_way import pieces_on_the_way
from opennrm.duty_to_notify.queries import NotificationRead, named_notification_of
from opennrm.mechanism.redaction import Piece
from opennrm.mechanism.references import NOTIFICATION, reference_as_meant
from opennrm.notifications.queries import contents_of_letters
from opennrm.partners.access import Actor
from opennrm.partners.directory import names_of, organisations_of
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import referral_head, safe_ways_of
from opennrm.vault.hashes import keyed_hash

PUTS_TOGETHER = frozenset({Permission.PREPARE_DISCLOSURES, Permission.RELEASE_DISCLOSURES})


@dataclass(frozen=True, slots=True)
class Record:
    """A record in pieces, the name of the person it is about, and the names of everybody at work who stands in it."""

    pieces: tuple[Piece, ...]
    person: str
    staff: tuple[str, ...]


def record_of_case(case: CaseRead, reader: Actor) -> Record:
    """All data of the person of a case: referral, case, letters, notes, notifications, what happened and who looked.

    Notes that were not for the reader, and notifications, are in it only for whoever puts together what leaves.
    """
    whole = whole_case(case)
    prepares = bool(PUTS_TOGETHER & reader.permissions_in(case.owner_team_id))
    notes = every_note(case.id, None if prepares else readable_by(reader, case.owner_team_id))
    by = {event.by for event in whole.events if event.by}
    pieces = [
        *piece_by_piece.pieces_of_case(whole, safe_ways_of(case.person_id)),
        *pieces_on_the_way(whole),
        *piece_by_piece.pieces_of_letters(whole.letters, contents_of_letters(case.reference)),
        *piece_by_piece.pieces_of_work(notes, tasks_of(case.id), hand_overs_of(case.id)),
        *piece_by_piece.pieces_of_history(whole, organisations_of(by)),
        *piece_by_piece.pieces_of_looks(looks_for_person(case.reference)),
    ]
    notification = _notification(whole) if prepares else None
    if notification is not None:
        pieces += piece_by_piece.pieces_of_notification(notification)
    staff = {*whole.names.values(), *names_of(by).values()}
    return Record(tuple(pieces), whole.referral.name, tuple(sorted(staff)))


def hash_of_piece(piece: Piece) -> str:
    """The keyed hash of the text in which spans of a piece are marked."""
    return keyed_hash("piece", [piece.key, piece.text])


def _notification(whole: WholeCase) -> NotificationRead | None:
    """The notification that the person let their referral name, if it names them."""
    typed = whole.referral.answers.get("notification_reference")
    if not isinstance(typed, str):
        return None
    sender = referral_head(whole.referral.reference).organisation_id
    return named_notification_of(reference_as_meant(typed, NOTIFICATION), sender)
