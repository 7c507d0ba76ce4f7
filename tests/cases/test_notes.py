"""Notes: read by those they are for and by nobody else; whoever is mentioned is told, and says that they read it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases import notes
from opennrm.cases.actions.notes import named_in, read_mention, write_note
from opennrm.cases.models import Note
from opennrm.cases.notes import latest_notes, mentions_of, notes_page
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.models import Message
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.directory import Colleague
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def _write(
    reference: str, by: Actor, text: str = "A note.", visibility: str = "team", to: tuple[UUID, ...] = ()
) -> UUID:
    return write_note(reference, text=text, visibility=visibility, mentioned=to, by=by, at=timezone.now())


def _read(reference: str, by: Actor) -> list[str]:
    case = made.seen(reference, by)
    return [note.text for note in latest_notes(by, case.id, case.owner_team_id, 10).alone()]


def test_a_note_is_read_by_those_it_is_for() -> None:
    reference = made.referred()
    by, second, manager = (made.officer(role) for role in ("caseworker", "second_officer", "manager"))
    for visibility in ("team", "decision_makers", "only_me"):
        _write(reference, by, visibility, visibility)
    assert _read(reference, by) == ["only_me", "decision_makers", "team"]
    assert _read(reference, second) == ["decision_makers", "team"]
    assert _read(reference, manager) == ["team"]
    kinds = [(event.kind, event.facts.get("visibility")) for event in events_of_case(reference)[-3:]]
    assert kinds == [("NoteWritten", each) for each in ("team", "decision_makers", "only_me")]


def test_whoever_is_chosen_or_named_after_an_at_is_mentioned_and_told() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    chosen, typed = made.officer("manager", name="Caspian Mill"), made.officer("second_officer", name="Ruth Alder")
    Message.objects.all().delete()
    _write(reference, by, "Please look, @ruth alder.", to=(chosen.account_id, by.account_id))
    assert {message.recipient_id for message in Message.objects.all()} == {chosen.account_id, typed.account_id}
    assert [event.kind for event in events_of_case(reference)[-3:]] == [
        "NoteWritten", "ColleagueMentioned", "ColleagueMentioned",
    ]  # fmt: skip
    row = mentions_of(typed, at=timezone.now()).rows[0]
    assert (row.reference, row.text, row.read_at) == (reference, "Please look, @ruth alder.", None)
    with pytest.raises(NotYours):
        read_mention(row.id, by=chosen, at=timezone.now())
    for _ in range(2):
        read_mention(row.id, by=typed, at=timezone.now())
    assert mentions_of(typed, at=timezone.now()).rows[0].read_at is not None
    assert [event.kind for event in events_of_case(reference)].count("MentionRead") == 1
    assert mentions_of(by, at=timezone.now()).rows == ()


def test_nobody_is_mentioned_who_could_not_read_it() -> None:
    reference, by, manager = made.referred(), made.officer("caseworker"), made.officer("manager", name="Caspian Mill")
    for wrong in (
        {"visibility": "only_me", "to": (manager.account_id,)},
        {"visibility": "decision_makers", "to": (manager.account_id,)},
        {"visibility": "decision_makers", "text": "@Caspian Mill"},
        {"to": (uuid4(),)},
    ):
        with pytest.raises(Refused) as refused:
            _write(reference, by, **wrong)  # type: ignore[arg-type]
        assert refused.value.refusal.field == "mentioned"
    assert not Note.objects.exists()


@pytest.mark.parametrize(("wrong", "field"), [({"text": " "}, "text"), ({"visibility": "world"}, "visibility")])
def test_what_is_wrong_names_its_field(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as refused:
        _write(made.referred(), made.officer("caseworker"), **wrong)  # type: ignore[arg-type]
    assert refused.value.refusal.field == field


def test_names_are_found_whole_and_the_longer_first() -> None:
    sam, samuel, other = (Colleague(uuid4(), name) for name in ("Sam Okoro", "Sam Okoro-Hill", "Bea Lock"))
    people = (sam, samuel, other)
    assert named_in("@Sam Okoro-Hill, see @bea lock!", people) == {samuel.id, other.id}
    assert named_in("@Sam Okoro: see", people) == {sam.id}
    assert named_in("@Sam Okorofor, sam okoro", people) == set()
    assert named_in("@", ()) == set()


def test_pages_of_notes_and_mentions_follow_without_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "PAGE", 2)
    reference, by, reader = made.referred(), made.officer("caseworker"), made.officer("caseworker", name="Bea Lock")
    for number in range(3):
        _write(reference, by, f"{number} @Bea Lock")
    case = made.seen(reference, reader)
    first = notes_page(reader, case.id, case.owner_team_id)
    second = notes_page(reader, case.id, case.owner_team_id, before=first.before)
    assert [note.text[0] for note in (*first.rows, *second.rows)] == ["2", "1", "0"]
    assert second.before is None
    assert notes_page(reader, case.id, case.owner_team_id, before=uuid4()).rows == ()
    told = mentions_of(reader, at=timezone.now())
    more = mentions_of(reader, at=timezone.now(), before=told.before)
    assert [row.text[0] for row in (*told.rows, *more.rows)] == ["2", "1", "0"]
    assert mentions_of(reader, at=timezone.now(), before=0).rows == ()


def test_a_mention_for_those_who_decide_goes_with_the_role_in_the_team_of_the_case() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    reader = made.officer("second_officer", name="Bea Lock")
    _write(reference, by, "@Bea Lock, between us.", "decision_makers")
    _write(reference, by, "@Bea Lock, for all.")
    assert len(mentions_of(reader, at=timezone.now()).rows) == 2
    team, elsewhere = made.authority_team().id, made.authority_team("Z").id
    held = (("manager", team), ("second_officer", elsewhere))
    moved = replace(
        reader, roles=frozenset({"manager", "second_officer"}), teams=frozenset({team, elsewhere}), held=held
    )
    assert [row.text for row in mentions_of(moved, at=timezone.now()).rows] == ["@Bea Lock, for all."]
