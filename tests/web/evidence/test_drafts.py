"""Ola adds a letter to her draft, with scripts and without; nothing that she sends ends in a fault."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from opennrm.evidence import quotas
from opennrm.evidence.models import File, Piece
from opennrm.evidence.queries import files_with
from opennrm.referrals.actions import submit_referral
from opennrm.web.evidence import taking
from tests.evidence.sent import whole_draft
from tests.factories import cases as made
from tests.factories import files, partners, referrals

pytestmark = pytest.mark.django_db
RAW = "application/octet-stream"
NOBODY = UUID(int=1)


@pytest.fixture
def house() -> referrals.House:
    return referrals.house()


@pytest.fixture
def draft(house: referrals.House) -> UUID:
    return made.draft(house.actor("officer"))


@pytest.fixture
def ola(house: referrals.House) -> Client:
    return partners.client_for(house.officer)


def address(draft: UUID, *more: Any) -> str:
    return "/".join([f"/referrals/drafts/{draft}/files", *map(str, more), ""])


def upload(name: str, content: bytes) -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content)}


def announcement(content: bytes, **said: Any) -> dict[str, Any]:
    return {"name": "letter.jpg", "size": len(content), "sha256": files.sha256(content), **said}


def announced(client: Client, draft: UUID, content: bytes, **said: Any) -> Any:
    """What the script is answered that announces a file."""
    body = urlencode(announcement(content, **said))
    return client.post(address(draft), body, "application/x-www-form-urlencoded")


def test_without_scripts_a_form_adds_a_file_and_the_list_shows_it(ola: Client, draft: UUID) -> None:
    assert b"There is no file" in ola.get(address(draft)).content
    answer = ola.post(address(draft), upload("Brief.jpg", files.jpg()))
    assert (answer.status_code, answer["Location"]) == (302, address(draft))
    shown = ola.get(address(draft)).content.decode()
    assert "Brief.jpg" in shown
    assert "Picture (JPG)" in shown
    assert "Not yet scanned for harmful software" in shown
    assert "<title>Files" in shown.replace("\n", "")


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Choose the file"),
        ({"file": "letter.jpg"}, "Choose the file"),
        (upload("letter.jpg", b"MZ" + bytes(50)), "not what its name says"),
        (upload("letter.jpg", b""), "empty"),
        (upload("letter.pdf", files.jpg()), "is a picture (JPG)"),
        (upload("letter.exe.jpg", files.jpg()), "two endings"),
        (upload("letter.jpg", files.jpg() + b"<html><script>"), "second one hidden"),
        (upload("letter.jpg", bytes(quotas.IN_A_FORM + 1)), "Without JavaScript"),
    ],
)
def test_what_is_refused_is_told_at_the_field_and_the_page_stays(
    ola: Client, draft: UUID, sent: dict[str, Any], says: str
) -> None:
    answer = ola.post(address(draft), sent)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert says in shown
    assert 'href="#file"' in shown
    assert 'id="file-error"' in shown
    assert not File.objects.exists()


@pytest.mark.proves("REL-04")
def test_with_a_script_pieces_go_on_after_a_break(ola: Client, draft: UUID) -> None:
    content = files.jpg(900, 900)
    begun = announced(ola, draft, content).json()
    to = address(draft, begun["id"], "pieces")
    assert (begun["have"], begun["finished"]) == (0, False)
    assert ola.post(f"{to}?from=0", content[:5000], RAW).json()["have"] == 5000
    assert "Not whole" in ola.get(address(draft)).content.decode()
    assert ola.get(to).json() == {"have": 5000, "size": len(content), "finished": False}
    late = ola.post(f"{to}?from=0", content[:5000], RAW)
    assert (late.status_code, late.json()) == (409, {"have": 5000})
    again = announced(ola, draft, content).json()
    assert again == {**begun, "have": 5000}
    for at in range(5000, len(content), quotas.PIECE):
        done = ola.post(f"{to}?from={at}", content[at : at + quotas.PIECE], RAW).json()
    assert done["finished"]
    assert ola.get(to).json()["finished"]


@pytest.mark.parametrize("query", ["", "?from=", "?from=-1", "?from=x", "?from=1e3", "?from=99999999999999999999"])
def test_a_piece_that_does_not_say_where_it_belongs_is_told_from_where_to_send(
    ola: Client, draft: UUID, query: str
) -> None:
    begun = announced(ola, draft, files.jpg()).json()
    answer = ola.post(address(draft, begun["id"], "pieces") + query, b"x", RAW)
    assert (answer.status_code, answer.json()) == (409, {"have": 0})


@pytest.mark.parametrize("said", [{"size": ""}, {"size": "-1"}, {"size": "1e9"}, {"sha256": ""}, {"name": ""}])
def test_a_wrong_announcement_is_refused_in_words(ola: Client, draft: UUID, said: dict[str, str]) -> None:
    answer = announced(ola, draft, files.jpg(), **said)
    assert answer.status_code == 422
    assert answer.json()["because"].endswith(".")


FORM = "multipart/form-data; boundary=x"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--x--\r\n", FORM),
        (b"--x\r\nContent-Disposition: form-data; name=file; filename=a.jpg\r\n\r\nb\r\n--x--\r\n", FORM),
        (b"no boundary at all", FORM),
        (b"x", "multipart/form-data"),
        (b"a=b", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
        (b"", RAW),
        (bytes(quotas.PIECE + 1), RAW),
        (bytes(1_000_001), RAW),
    ],
    ids=lambda given: given if isinstance(given, str) else f"{len(given)} bytes",
)
def test_a_form_where_a_piece_is_awaited_is_refused_in_words(ola: Client, draft: UUID, body: bytes, kind: str) -> None:
    begun = announced(ola, draft, bytes(3_000_000)).json()
    answer = ola.post(address(draft, begun["id"], "pieces") + "?from=0", body, kind)
    assert answer.status_code in (400, 413, 422)
    assert b"gain" in answer.content or b"smaller" in answer.content, answer.content[-500:]
    assert not Piece.objects.exists()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xd8\xff", RAW),
        (b"{}", "application/json"),
        (b"<a/>", "text/xml"),
        (b"a=b", "text/plain"),
        (b"", ""),
        (b"--y\r\n\r\n", FORM),
        (b"--x\r\nContent-Disposition: form-data; name=file; filename=a.jpg\r\n\r\ncut off", FORM),
        (b"sha256=%00&name=%00&size=%00", "application/x-www-form-urlencoded"),
    ],
    ids=lambda given: given if isinstance(given, str) else f"{len(given)} bytes",
)
def test_a_piece_where_a_form_is_awaited_is_refused_in_words(ola: Client, draft: UUID, body: bytes, kind: str) -> None:
    answer = ola.post(address(draft), body, kind)
    assert answer.status_code in (400, 422)
    assert not File.objects.exists()


def test_two_files_at_once_and_a_file_for_another_page_are_refused_in_words(ola: Client, draft: UUID) -> None:
    two = {"file": [SimpleUploadedFile("a.jpg", files.jpg()), SimpleUploadedFile("b.jpg", files.jpg())]}
    assert ola.post(address(draft), two).status_code == 413
    assert ola.post(f"/referrals/drafts/{draft}/evidence/", upload("a.jpg", files.jpg())).status_code == 413
    assert ola.post(f"/referrals/drafts/{draft}/discard/", upload("a.jpg", files.jpg())).status_code == 413
    assert not File.objects.exists()


def test_whoever_is_not_signed_in_has_no_file_held_for_them(draft: UUID) -> None:
    answer = Client().post(address(draft), upload("a.jpg", files.jpg()))
    assert answer.status_code in (302, 403, 413)
    assert not File.objects.exists()


def test_a_file_is_removed_after_being_asked_once(ola: Client, draft: UUID, house: referrals.House) -> None:
    file_id = files.added(draft, house.actor("officer"), name="Brief.jpg")
    asked = ola.get(address(draft, file_id, "remove"))
    assert b"Brief.jpg" in asked.content
    assert File.objects.exists()
    assert ola.post(address(draft, file_id, "remove")).status_code == 302
    assert not File.objects.exists()
    assert ola.post(address(draft, file_id, "remove")).status_code == 404


@pytest.mark.proves("AZ-03")
def test_a_colleague_shares_the_files_and_nobody_else_finds_them(draft: UUID, house: referrals.House) -> None:
    file_id = files.added(draft, house.actor("officer"), name="Brief.jpg")
    assert b"Brief.jpg" in partners.client_for(house.colleague).get(address(draft)).content
    elsewhere = referrals.partners.account(
        "first_responder", in_team=partners.team(partners.organisation(may_refer=True))
    )
    stranger = partners.client_for(elsewhere)
    own = made.draft(partners.actor(elsewhere))
    for place in (draft, own):
        for end in ("pieces", "remove"):
            assert stranger.get(address(place, file_id, end)).status_code == 404
            assert stranger.post(address(place, file_id, end) + "?from=0", b"x", RAW).status_code == 404
    assert stranger.get(address(draft)).status_code == 404
    assert stranger.post(address(draft), upload("a.jpg", files.jpg())).status_code == 404
    assert partners.client_for(house.caseworker).get(address(draft)).status_code in (403, 404)


def test_once_sent_the_page_leads_to_the_files_of_the_referral(house: referrals.House, ola: Client) -> None:
    officer = house.actor("officer")
    draft = whole_draft(officer)
    file_id = files.added(draft, officer)
    reference = submit_referral(draft, token=str(uuid4()), by=officer, at=house.at)
    for end in ((), (file_id, "remove")):
        assert ola.get(address(draft, *end))["Location"] == f"/referrals/{reference}/files/"
    assert ola.post(address(draft), upload("b.jpg", files.jpg())).status_code == 422
    assert ola.post(address(draft, file_id, "remove")).status_code == 422
    assert len(files_with(draft)) == 1


def test_the_bounds_of_a_form_and_of_a_piece_fit_each_other(settings: Any) -> None:
    assert quotas.PIECE < settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert taking.IN_A_FORM == quotas.IN_A_FORM
