"""A system adds a picture to what it began; the reply is lost, it sends the same again, and it is there once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.evidence import by_program
from opennrm.evidence.actions import OutOfOrder, With
from opennrm.evidence.models import File, Piece
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor, NotYours
from opennrm.referrals.by_program import begin, send
from tests.factories import cases as made
from tests.factories import files, partners
from tests.factories.programs import system

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> Actor:
    made.authority_team()
    return partners.actor(system())


def draft(by: Actor) -> UUID:
    return begin(made.answers(), key="a-draft-of-ours", by=by, at=timezone.now())


def announced(to: With, by: Actor, content: bytes, key: str = "announce-it", **said: Any) -> UUID:
    told = {"name": "room.jpg", "size": len(content), "sha256": files.sha256(content), **said}
    return by_program.begin(to, **told, key=key, by=by, at=timezone.now())


def add(to: With, file_id: UUID, by: Actor, content: bytes, first_byte: int, key: str) -> Any:
    said = {"first_byte": first_byte, "content": content, "key": key}
    return by_program.add(to, file_id, **said, by=by, at=timezone.now())


def test_what_came_before_with_the_same_key_is_done_once_and_answered_the_same(ours: Actor) -> None:
    to, content = With(draft_id=draft(ours)), files.jpg(600, 600)
    file_id = announced(to, ours, content)
    assert announced(to, ours, content) == file_id
    for _reply_was_lost in range(2):
        assert add(to, file_id, ours, content[:700], 0, "first-piece").have == 700
    with pytest.raises(OutOfOrder):
        add(to, file_id, ours, content[:700], 0, "another-key")
    for _reply_was_lost in range(2):
        assert add(to, file_id, ours, content[700:], 700, "last-piece").finished_at
    assert (File.objects.count(), Piece.objects.count()) == (1, 2)
    assert [event.kind for event in latest_events(20)].count("FileAdded") == 1


def test_a_key_for_something_else_is_refused_and_nothing_changes(ours: Actor) -> None:
    to, content = With(draft_id=draft(ours)), files.jpg()
    file_id = announced(to, ours, content)
    add(to, file_id, ours, content[:700], 0, "first-piece")
    for again in (
        lambda: announced(to, ours, content, name="other.jpg"),
        lambda: add(to, file_id, ours, content[700:], 700, "first-piece"),
    ):
        with pytest.raises(Refused) as refused:
            again()
        assert (refused.value.refusal.code, refused.value.refusal.field) == ("key_used", "Idempotency-Key")
    assert by_program.file(to, file_id, by=ours).have == 700


def test_a_refusal_that_did_not_arrive_is_told_again_and_nothing_of_the_file_stays(ours: Actor) -> None:
    to, content = With(draft_id=draft(ours)), b"MZ" + bytes(500)
    file_id = announced(to, ours, content)
    codes = []
    for _reply_was_lost in range(2):
        with pytest.raises(Refused) as refused:
            add(to, file_id, ours, content, 0, "first-piece")
        codes.append(refused.value.refusal.code)
    assert codes == ["kind_not_known", "kind_not_known"]
    assert not File.objects.exists()
    assert by_program.files(to, by=ours) == []


def test_a_file_on_its_way_when_its_draft_is_sent_goes_on_with_the_referral(ours: Actor) -> None:
    one, content = draft(ours), files.jpg()
    file_id = announced(With(draft_id=one), ours, content)
    add(With(draft_id=one), file_id, ours, content[:700], 0, "first-piece")
    reference = send(one, key="send-it-once", by=ours, at=timezone.now())
    with pytest.raises(Refused) as refused:
        add(With(draft_id=one), file_id, ours, content[700:], 700, "last-piece")
    assert refused.value.refusal.code == "already_sent"
    done = add(With(reference=reference), file_id, ours, content[700:], 700, "last-piece")
    assert done.finished_at
    assert "FileSentLater" in {event.kind for event in latest_events(5)}


@pytest.mark.proves("AZ-03")
def test_a_system_adds_to_nothing_and_sees_nothing_that_it_did_not_begin(ours: Actor) -> None:
    team = partners.Team.objects.get(id=min(ours.teams))
    colleague, other = partners.actor(partners.account("first_responder", in_team=team)), partners.actor(system(team))
    theirs, ours_too = made.draft(colleague), draft(ours)
    reference = made.referred(colleague)
    file_id = announced(With(draft_id=ours_too), ours, files.jpg())
    for by, to in ((ours, With(draft_id=theirs)), (ours, With(reference=reference)), (other, With(draft_id=ours_too))):
        with pytest.raises(NotYours):
            announced(to, by, files.jpg())
        with pytest.raises(NotYours):
            add(to, file_id, by, b"x", 0, "first-piece")
        with pytest.raises(NotYours):
            by_program.files(to, by=by)
        with pytest.raises(NotYours):
            by_program.file(to, file_id, by=by)
