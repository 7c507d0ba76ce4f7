"""A charity's case system adds a picture to a draft in pieces, one more to the referral, and follows how they stand."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.evidence import quotas
from opennrm.evidence.examining import examine_what_waits
from opennrm.evidence.models import File
from opennrm.referrals.models import Referral
from opennrm.web import costly
from opennrm.web.api.bodies import PIECES
from opennrm.web.api.files import STATES
from tests.factories import cases as made
from tests.factories import files
from tests.factories.programs import Program, program
from tests.web.api.test_description import holds

pytestmark = pytest.mark.django_db
ALL, ONE = "/api/v1/{}/files", "/api/v1/{}/files/{{file_id}}"
DRAFT, REFERRAL = "drafts/{draft_id}", "referrals/{reference}"


@pytest.fixture
def ours() -> Program:
    made.authority_team()
    return program()


def told_of(content: bytes, **said: Any) -> dict[str, Any]:
    return {"name": "room.jpg", "size": len(content), "sha256": files.sha256(content), **said}


def announce(ours: Program, path: str, content: bytes, of: str = DRAFT, **said: Any) -> Any:
    answer = ours.ask("POST", f"{path}/files", told_of(content, **said), key=f"announce-{uuid4()}")
    holds(answer, ALL.format(of), "post")
    return answer


def piece(ours: Program, href: str, content: bytes, offset: Any, of: str = DRAFT, **headers: str) -> Any:
    told = {"Content-Type": PIECES, "Upload-Offset": str(offset), "Idempotency-Key": f"piece-{uuid4()}", **headers}
    answer = ours.ask("PATCH", href.removeprefix("/api/v1/"), content, **told)
    holds(answer, ONE.format(of), "patch")
    return answer


def states(ours: Program, path: str, of: str = DRAFT) -> list[str]:
    answer = ours.get(f"{path}/files")
    holds(answer, ALL.format(of), "get")
    assert all(each["detail"] == STATES[each["state"]] for each in answer.json()["files"])
    return [each["state"] for each in answer.json()["files"]]


def test_pictures_are_added_to_a_draft_and_to_its_referral_and_followed(ours: Program, settings: Any) -> None:
    path, content = ours.begins(made.answers()), files.jpg(900, 900)
    begun = announce(ours, path, content)
    href = begun.json()["href"]
    assert (begun.status_code, begun.headers["Location"]) == (201, href)
    half = piece(ours, href, content[:5000], 0)
    assert (half.status_code, half.headers["Upload-Offset"], half.json()["state"]) == (200, "5000", "arriving")
    late = piece(ours, href, content[:5000], 0)
    assert (late.status_code, late.json()["code"], late.headers["Upload-Offset"]) == (409, "other_offset", "5000")
    assert late.json()["errors"][0]["field"] == "Upload-Offset"
    where = ours.ask("HEAD", href.removeprefix("/api/v1/"))
    assert (where.headers["Upload-Offset"], where.content) == ("5000", b"")
    assert announce(ours, path, content).json()["href"] == href, "the same bytes are the same file"
    for at in range(5000, len(content), quotas.PIECE):
        done = piece(ours, href, content[at : at + quotas.PIECE], at)
    assert (done.json()["state"], done.json()["offset"]) == ("not_scanned", len(content))
    holds(ours.get(href.removeprefix("/api/v1/")), ONE.format(DRAFT), "get")

    reference = ours.ask("POST", f"{path}/submit", key="send-it-once").json()["reference"]
    sent = f"referrals/{reference}"
    settings.CLAMD = "unix:/nowhere"
    assert states(ours, sent, REFERRAL) == ["being_examined"]
    later = announce(ours, sent, files.png(), REFERRAL, name="screen.png").json()["href"]
    assert piece(ours, later, files.png()[:10], 0, REFERRAL).status_code == 200
    assert states(ours, sent, REFERRAL) == ["being_examined", "arriving"]
    examine_what_waits(timezone.now(), scan=lambda _content: False)
    assert states(ours, sent, REFERRAL) == ["kept", "arriving"]
    File.objects.filter(kind="jpg").update(scan="found")
    assert states(ours, sent, REFERRAL) == ["refused", "arriving"]
    assert states(ours, path) == ["refused", "arriving"], "the draft shows them too"
    assert "ReferralViewed" in {event.kind for event in latest_events(3)}
    assert "room" not in ours.get(f"{sent}/files").content.decode(), "a name can be a person's"
    gone = announce(ours, path, files.pdf(), name="a.pdf")
    assert (gone.status_code, gone.json()["code"]) == (422, "already_sent")
    assert "/files" in gone.json()["detail"]


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"name": 1, "size": True, "sha256": None}, ["name", "size", "sha256"]),
        ({"size": 0}, ["size"]),
        ({"size": 1.5}, ["size"]),
        ({"sha256": "A" * 64}, ["sha256"]),
        ({"note": "x"}, ["note"]),
        ({"name": ""}, ["name"]),
        ({"name": "a/b.jpg"}, ["name"]),
        ({"name": "room.exe"}, ["name"]),
        ({"size": 999_999_999_999}, ["size"]),
    ],
)
def test_what_is_not_in_order_with_an_announcement_is_named_with_what_to_do(
    ours: Program, said: dict[str, Any], fields: list[str]
) -> None:
    answer = announce(ours, ours.begins({}), files.jpg(), **said)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == fields
    assert all(error["detail"].endswith(".") for error in answer.json()["errors"])
    assert not File.objects.exists()


@pytest.mark.parametrize(
    ("content", "headers", "status", "field"),
    [
        (b"x", {"Content-Type": "application/json"}, 415, "Content-Type"),
        (b"x", {"Content-Encoding": "gzip"}, 415, "Content-Encoding"),
        (bytes(quotas.PIECE + 1), {}, 413, "body"),
        (bytes(1_000_001), {}, 413, "body"),
        (b"x", {"Idempotency-Key": "short"}, 400, "Idempotency-Key"),
        *((b"x", {"Upload-Offset": wrong}, 400, "Upload-Offset") for wrong in ("", "-1", "1e3", "٣", "9" * 13)),
        (b"x", {"Upload-Offset": "5"}, 409, "Upload-Offset"),
        (bytes(700), {}, 409, "Upload-Offset"),
    ],
)
def test_a_piece_that_cannot_be_taken_is_refused_and_the_file_stays_as_it_was(
    ours: Program, content: bytes, headers: dict[str, str], status: int, field: str
) -> None:
    picture = files.jpg()[:600]
    href = announce(ours, ours.begins({}), picture).json()["href"]
    answer = piece(ours, href, content, 0, **headers)
    assert (answer.status_code, [error["field"] for error in answer.json()["errors"]]) == (status, [field])
    assert ours.get(href.removeprefix("/api/v1/")).json()["offset"] == 0


def test_what_a_file_turns_out_to_be_is_refused_in_words_at_its_field(ours: Program) -> None:
    path = ours.begins({})
    for content, said, field in (
        (b"MZ" + bytes(50), {}, "name"),
        (files.png(), {}, "name"),
        (files.jpg() + b"<html><script>", {}, "name"),
        (files.jpg(), {"sha256": "0" * 64}, "sha256"),
    ):
        href = announce(ours, path, content, **said).json()["href"]
        answer = piece(ours, href, content, 0)
        assert (answer.status_code, [error["field"] for error in answer.json()["errors"]]) == (422, [field])
        assert ours.get(href.removeprefix("/api/v1/")).status_code == 404, "nothing of it was kept"
    assert not File.objects.exists()


def test_quotas_are_those_of_the_pages(ours: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotas, "MOST_FILES", 1)
    path = ours.begins({})
    assert announce(ours, path, files.jpg()).status_code == 201
    full = announce(ours, path, files.png(), name="a.png")
    assert (full.status_code, full.json()["code"]) == (422, "referral_is_full")
    assert full.json()["errors"][0]["field"] == "size"


def test_files_need_their_own_scope_and_what_one_began_oneself(ours: Program) -> None:
    path = ours.begins(made.answers())
    href = announce(ours, path, files.jpg()).json()["href"].removeprefix("/api/v1/")
    reference = ours.ask("POST", f"{path}/submit", key="send-it-once").json()["reference"]
    addresses = [(path, DRAFT), (f"referrals/{reference}", REFERRAL)]
    narrow, stranger = program("drafts:write", "referrals:submit", "referrals:read"), program("evidence:add")
    for asking, status in ((narrow, 403), (stranger, 404), (Program(), 401)):
        for base, of in addresses:
            file = f"{base}/files/{UUID(href.rpartition('/')[2])}"
            assert announce(asking, base, files.jpg(), of).status_code == status
            assert piece(asking, file, b"x", 0, of).status_code == status
            assert asking.get(f"{base}/files").status_code == asking.get(file).status_code == status
    assert Referral.objects.get(reference=reference)
    assert File.objects.count() == 1


def test_when_others_send_much_the_program_is_told_to_come_again(
    ours: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = files.jpg()
    href = announce(ours, ours.begins({}), content).json()["href"]
    monkeypatch.setattr(costly, "_let_in", costly.BoundedSemaphore(1))
    with costly._let_in:
        assert piece(ours, href, content[:700], 0).status_code == 200, "only the last costs much"
        answer = piece(ours, href, content[700:], 700)
    assert (answer.status_code, answer.json()["code"], answer.headers["Retry-After"]) == (503, "busy", "30")
