"""Parts of a record are marked as a whole or by sentences, at entry or later, and a mark is lifted."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.disclosure.actions.at_entry import add_marked_evidence, write_marked_note
from opennrm.disclosure.actions.marking import lift_mark, mark_piece
from opennrm.disclosure.models import PieceMark
from opennrm.disclosure.queries import marks_of
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from tests.disclosure.records import unmarked
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_sentences_that_follow_each_other_are_one_span_and_others_apart() -> None:
    here = unmarked()
    piece = here.piece("evidence:", "notebook")
    told: dict[str, Any] = {"mark": "third_party", "whole": False, "by": here.officer, "at": timezone.now()}
    mark_piece(here.reference, piece.key, sentences_chosen=[2, 1], about="Dritan Kanarek", **told)
    mark_piece(here.reference, piece.key, sentences_chosen=[0], **told)
    found = [each.marked for each in marks_of(made.seen(here.reference, here.officer).id)]
    assert [piece.text[each.start : each.end] for each in found] == [
        "A notebook was found.",
        "It belongs to dritan  KANAREK. He lives in Bluebell Cottage, on 07700 900777.",
    ]
    assert found[1].about == ("Dritan Kanarek",)
    event = events_of_case(here.reference)[-2]
    assert event.kind == "PieceMarked"
    assert event.facts == {
        "mark_id": event.facts["mark_id"], "piece_kind": "evidence", "mark": "third_party", "whole": False,
    }  # fmt: skip


def test_a_mark_is_lifted_once_and_its_row_stays() -> None:
    here = unmarked()
    here.mark("note:", "counsel", "legal_privilege", whole=True)
    mark = PieceMark.objects.get()
    for _twice in range(2):
        lift_mark(here.reference, mark.id, by=here.officer, at=timezone.now())
    assert marks_of(mark.case_id) == []
    assert [event.kind for event in events_of_case(here.reference)].count("MarkLifted") == 1
    mark.refresh_from_db()
    assert (mark.lifted_by_id, mark.lifted_at is not None) == (here.officer.account_id, True)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"mark": "secret"}, "no_mark"),
        ({"whole": False}, "nothing_chosen"),
        ({"whole": False, "sentences_chosen": [99]}, "no_such_sentence"),
        ({"about": "Al"}, "name_too_short"),
        ({"about": "linh"}, "name_of_the_person"),
        ({"about": "a" * 501}, "too_long"),
    ],
)
def test_what_is_wrong_with_a_mark_is_said_and_nothing_is_marked(changed: dict[str, Any], code: str) -> None:
    here = unmarked()
    told: dict[str, Any] = {"mark": "third_party", "whole": True, "by": here.officer, "at": timezone.now()}
    with pytest.raises(Refused, match=code):
        mark_piece(here.reference, here.piece("evidence:", "notebook").key, **(told | changed))
    assert not PieceMark.objects.exists()


def test_a_piece_that_there_is_not_cannot_be_marked_nor_a_note_that_one_may_not_read() -> None:
    here = unmarked()
    told: dict[str, Any] = {"mark": "third_party", "whole": True, "at": timezone.now()}
    for key in ("evidence:nothing", here.piece("note:", "Rang").key):
        with pytest.raises(NotYours):
            mark_piece(here.reference, key, by=made.officer("second_officer"), **told)


def test_what_is_marked_at_entry_is_marked_from_the_first_moment() -> None:
    here, by, at = unmarked(), made.officer("caseworker"), timezone.now()
    told: dict[str, Any] = {"about": "", "by": by, "at": at}
    evidence = {"kind": "other", "text": "A neighbour rang.", "source": "", "token": "one-token"}
    for _twice in range(2):
        add_marked_evidence(here.reference, **evidence, mark="source", **told)
    write_marked_note(
        here.reference, text="Her doctor says so.", visibility="team", mentioned=(), mark="medical", **told
    )
    add_marked_evidence(here.reference, **(evidence | {"token": "another-one"}), mark="", **told)
    found = [each.marked for each in marks_of(made.seen(here.reference, by).id)]
    assert {(each.key.partition(":")[0], each.mark.value, each.start) for each in found} == {
        ("evidence", "source", None),
        ("note", "medical", None),
    }
    assert len(found) == 2
    with pytest.raises(Refused, match="about_without_mark"):
        add_marked_evidence(here.reference, **evidence, mark="", **(told | {"about": "Somebody"}))
    with pytest.raises(Refused, match="no_mark"):
        write_marked_note(here.reference, text="Not kept.", visibility="team", mentioned=(), mark="none", **told)
    assert all("Not kept." not in piece.text for piece in here.pieces())
