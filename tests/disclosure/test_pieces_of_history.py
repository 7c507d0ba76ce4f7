"""Of what happened only what is listed leaves: an event that nobody thought of is given to nobody."""

from __future__ import annotations

from uuid import UUID

import pytest

from opennrm.audit.queries import events_of_case
from opennrm.disclosure.building import Scope, built
from opennrm.disclosure.gathering import Record
from opennrm.disclosure.pieces_of_history import GIVEN
from opennrm.mechanism import events
from opennrm.mechanism.disclosing import Purpose
from opennrm.mechanism.events import KINDS
from opennrm.mechanism.redaction import Piece
from tests.disclosure.records import example

NEVER_TO_THE_PERSON = (
    *("PieceMarked", "MarkLifted", "RedactionDecided", "CaseRestricted", "CaseUnrestricted", "OpeningExplained"),
    *(
        "OpenedInEmergency",
        "EmergencyReviewed",
        "EmergencyReviewOverdue",
        "RecordHeld",
        "HoldEnded",
        "HoldReviewDue",
        "CaseHeldForTriage",
    ),
    *("DuplicateFound", "FlagRaised", "EvidenceAdded", "NoteWritten", "AgencyAsked", "InformationRequested"),
    *("RecordProposed", "NotificationLetIn", "LetterWritten", "DossierMade"),
)


@pytest.mark.proves("PRIV-08")
def test_a_person_is_not_told_of_informants_of_the_police_or_of_operations() -> None:
    told = GIVEN[Purpose.SUBJECT_ACCESS]
    assert not told & set(NEVER_TO_THE_PERSON)
    assert not {kind for kind in told if kind.startswith(("Disclosure", "Access", "Proposal", "Erasure"))}
    assert set(NEVER_TO_THE_PERSON) <= set(KINDS)  # the words of the list are kinds that there are


@pytest.mark.parametrize("purpose", Purpose)
def test_what_is_listed_are_kinds_that_there_are(purpose: Purpose) -> None:
    assert set(KINDS) >= GIVEN[purpose]
    assert len(GIVEN[purpose]) < len(events.KINDS) / 2


@pytest.mark.proves("PRIV-08")
@pytest.mark.parametrize("purpose", Purpose)
def test_a_new_kind_of_event_is_given_to_nobody_until_it_is_listed(purpose: Purpose) -> None:
    new = Piece("event:1", "timeline", "An informer was paid.", event="InformerPaid")
    old = Piece("event:2", "timeline", "The case was opened.", event="CaseOpened")
    made = built(Record((new, old), "Linh Exemple", ()), (), Scope(["timeline"], purpose=purpose), held_back=(),
                 disclosure=UUID(int=1))  # fmt: skip
    assert [entry["title"] for section in made.sections for entry in section["entries"]] == ["The case was opened."]


@pytest.mark.django_db
@pytest.mark.proves("PRIV-08")
def test_the_timeline_of_a_pack_tells_what_was_decided_and_nothing_that_was_marked_or_held() -> None:
    here = example()
    kinds = {event.kind for event in events_of_case(here.reference)}
    assert {"PieceMarked", "RecordHeld", "NoteWritten"} <= kinds
    pieces = [piece for piece in here.pieces() if piece.section == "timeline"]
    assert "PieceMarked" not in {piece.event for piece in pieces}
    assert any(piece.event == "ReasonableGroundsDecided" for piece in pieces)
