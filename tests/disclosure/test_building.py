"""What is given of a record is what the golden file says: sections, entries, reasons, and the list for the file."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from opennrm.disclosure.building import Scope, built, differences, fingerprint, names_held_back, orphaned
from opennrm.disclosure.gathering import Record, hash_of_piece
from opennrm.disclosure.pieces import SECTIONS
from opennrm.disclosure.safe_addresses import WHOLE
from opennrm.mechanism.redaction import Mark, Marked, Piece, Ruled

GOLDEN = Path(__file__).with_name("golden_pack.json")
PIECES = (
    Piece("case:state", "case", "Case NRM-0000-0000-00", (("Person", "Linh Exemple"), ("Stands at", "Recovery"))),
    Piece("answer:how_they_left", "referral", "How they left", (), "A customer rang. His name is Dritan Kanarek."),
    Piece("evidence:1", "evidence", "Evidence: Police", (("From", "Marshland Police"),), "Six beds.", date(2026, 1, 5)),
    Piece("evidence:2", "evidence", "Evidence: Other", (("From", "A. Quill"),), "A. Quill saw it.", date(2026, 1, 9)),
    Piece("note:1", "notes", "Note", (), "Ruth Alder spoke with kanarek, dritan.", date(2026, 2, 1)),
    Piece("safe_way:1", "safe_ways", "To the person", (("By", "Post"),), "Linh Exemple\nLantern House", None, WHOLE),
    Piece("note:2", "notes", "Note", (), "Linh is at LANTERN \u200dHouse, +44 7700 900123. As in NRM-1111-1111-11.",
          date(2026, 2, 2)),
    Piece("letter:1", "letters", "Decision", (), "Addressee lines: Linh, Lantern House\nReasons: Six beds.", None,
          (Ruled(Mark.SAFE_ADDRESS, 0, 36),)),
    Piece("event:1", "timeline", "The case was opened.", (), "", date(2026, 1, 2), (), "CaseOpened"),
    Piece("event:2", "timeline", "Something was marked: source.", (), "", date(2026, 1, 3), (), "PieceMarked"),
    Piece("event:3", "timeline", "A disclosure was released: police.", (), "", date(2026, 1, 4), (),
          "DisclosureReleased"),
)  # fmt: skip
SAFE = ("Lantern House", "07700 900123")
RECORD = Record(PIECES, "Linh Exemple", ("Ruth Alder",), "NRM-0000-0000-00", SAFE)
NEVER = ("Lantern", "900123", "Kanarek", "A. Quill", "Ruth Alder", "NRM-1111", "marked: source", "police.")
MARKS = (
    Marked("answer:how_they_left", Mark.THIRD_PARTY, hash_of_piece(PIECES[1]), 17, 44, ("Dritan Kanarek",)),
    Marked("evidence:2", Mark.SOURCE, hash_of_piece(PIECES[3])),
)
ONE, ANOTHER = UUID(int=1), UUID(int=2)
EVERYTHING = Scope(list(SECTIONS))


@pytest.mark.proves("PRIV-08")
def test_the_pack_equals_the_golden_one() -> None:
    made = built(RECORD, MARKS, EVERYTHING, held_back=set(Mark), disclosure=ONE)
    stands = names_held_back(RECORD, MARKS, set(Mark), ONE)["Dritan Kanarek"][1]
    told = json.dumps(asdict(made), ensure_ascii=False).replace(stands, "[Held back: PSEUDONYM]")
    assert json.loads(told) == json.loads(GOLDEN.read_text(encoding="utf-8"))
    given = json.dumps(made.sections, ensure_ascii=False).casefold()
    assert [each for each in NEVER if each.casefold() in given] == []


@pytest.mark.proves("PRIV-08")
def test_where_the_person_is_safe_is_there_once_it_is_lifted_and_what_is_others_is_not() -> None:
    told = {"held_back": set(Mark), "disclosure": ONE, "lifted": {Mark.SAFE_ADDRESS}}
    made = built(RECORD, MARKS, EVERYTHING, **told)  # type: ignore[arg-type]
    given = json.dumps(made.sections, ensure_ascii=False).casefold()
    assert "lantern house" in given
    assert [each for each in NEVER[2:] if each.casefold() in given] == []


def test_a_mark_whose_piece_is_gone_or_says_something_else_hangs_in_the_air() -> None:
    gone = Marked("consent:9", Mark.SOURCE, hash_of_piece(PIECES[0]))
    other = Marked("note:1", Mark.SOURCE, hash_of_piece(PIECES[0]))
    assert orphaned(RECORD, (*MARKS, gone, other)) == [gone, other]


def test_what_differs_from_what_was_read_is_told_by_section() -> None:
    before = built(RECORD, MARKS, EVERYTHING, held_back=set(Mark), disclosure=ONE)
    after = built(RECORD, (), EVERYTHING, held_back=set(Mark), disclosure=ONE)
    read = fingerprint(before)
    assert "Kanarek" not in read
    assert differences(read, before) == []
    assert differences(read, after) == [
        *("What the referral says", "Evidence", "Notes, tasks and hand-overs", "What is held back")
    ]
    assert "Evidence" in differences("", before)


def test_one_person_has_one_pseudonym_in_a_disclosure_and_another_in_the_next() -> None:
    first, again, second = (
        json.dumps(built(RECORD, MARKS, EVERYTHING, held_back=set(Mark), disclosure=which).sections)
        for which in (ONE, ONE, ANOTHER)
    )
    told = [names_held_back(RECORD, MARKS, set(Mark), which)["Dritan Kanarek"][1] for which in (ONE, ANOTHER)]
    pseudonyms = [each.rpartition("(")[2] for each in told]
    assert first == again
    assert first.count(pseudonyms[0]) == 2  # in the answer and in the note
    assert second.count(pseudonyms[1]) == 2
    assert pseudonyms[0] not in second


def test_only_what_is_asked_for_is_in_it() -> None:
    scope = Scope(["evidence", "notes"], date(2026, 1, 6), date(2026, 1, 31))
    made = built(RECORD, (), scope, held_back=set(), disclosure=ONE)
    assert [section["title"] for section in made.sections] == ["Evidence"]
    assert [entry["title"] for entry in made.sections[0]["entries"]] == ["Evidence: Other"]


def test_names_of_people_at_work_are_held_back_without_a_mark() -> None:
    made = built(RECORD, (), EVERYTHING, held_back=set(), disclosure=ONE)
    assert "Ruth Alder" not in json.dumps(made.sections)
    assert "[Held back: a member of staff]" in json.dumps(made.sections)
