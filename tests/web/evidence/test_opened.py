"""A caseworker looks at the photograph that came with a referral: drawn anew, and each time recorded."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.allocation import allocate_case
from opennrm.cases.actions.erasing import erase_keys_of_case
from opennrm.cases.actions.restricting import restrict_case
from opennrm.evidence.models import Copy, File, Piece
from opennrm.evidence.queries import files_with
from opennrm.notifications.models import Message
from opennrm.referrals.adding import draft_of
from tests.cases.test_erasing import tombstone_for
from tests.evidence.sent import referred_with_files
from tests.factories import cases as made
from tests.factories import files, partners
from tests.factories.need import goes_by, signed_in

pytestmark = pytest.mark.django_db
HOSTILE = 'Iris "Vale"; filename=evil.html 😀.jpg'


class Here:
    """A referral with a picture of which there is a copy, its officer and its caseworker."""

    def __init__(self, content: bytes, kind: str = "png", copy: bytes | None = None) -> None:
        self.officer = made.referrer()
        self.reference = referred_with_files(self.officer, content)
        (self.file,) = files_with(draft_of(self.reference))
        row = File.objects.get(id=self.file.id)
        row.name, row.copy = HOSTILE, "made"
        row.save()
        Copy.objects.create(file=row, number=1, kind=kind, content=copy or files.png())
        self.caseworker, manager = made.officer("caseworker"), made.officer("manager")
        seen = made.seen(self.reference, manager).version
        allocate_case(self.reference, to=self.caseworker.account_id, seen=seen, by=manager, at=timezone.now())

    def client(self, who: str) -> Client:
        account = {"referrals": self.officer, "cases": self.caseworker}[who]
        return partners.client_for(made.account_of(account))

    def get(self, who: str, *more: Any, client: Client | None = None) -> HttpResponse:
        return (client or self.client(who)).get(self.at(who, *more))  # type: ignore[return-value]

    def at(self, who: str, *more: Any) -> str:
        return "/".join(["", who, self.reference, "files", *map(str, more), ""])


@pytest.fixture
def here() -> Here:
    return Here(files.jpg())


@pytest.fixture(params=["referrals", "cases"])
def who(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_list_leads_to_the_file_and_the_file_shows_its_copy(here: Here, who: str) -> None:
    listed = here.get(who).content.decode()
    assert here.at(who, here.file.id) in listed
    assert f"by {here.officer.name}" in listed
    assert "Look at it" in listed
    shown = here.get(who, here.file.id).content.decode()
    assert f'src="{here.at(who, here.file.id, "copies", 1)}"' in shown
    assert here.file.sha256 in shown
    assert "Not yet scanned for harmful software" in shown
    assert "open it only if you need it" in shown
    assert "Iris" not in shown.split("</title>")[0]


@pytest.mark.proves("FILE-03", "FILE-09", "3.2.1", "5.3.1", "5.4.1", "5.4.2")
def test_what_is_given_does_nothing_in_a_browser_and_has_a_name_of_ours(here: Here, who: str) -> None:
    original = here.get(who, here.file.id, "original")
    assert original.content == files_content(here.file.id)
    assert original["Content-Disposition"] == f'attachment; filename="{here.reference}-{here.file.id.hex[:8]}.jpg"'
    copy = here.get(who, here.file.id, "copies", 1)
    assert (copy["Content-Type"], copy.content) == ("image/png", files_copy(here.file.id))
    for answer in (original, copy):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "no-store" in answer["Cache-Control"]
        assert "Iris" not in str(answer.headers)


def files_content(file_id: UUID) -> bytes:
    return b"".join(Piece.objects.filter(file_id=file_id).values_list("content", flat=True))


def files_copy(file_id: UUID) -> bytes:
    return bytes(Copy.objects.get(file_id=file_id).content)


def test_each_opening_is_in_the_history(here: Here, who: str) -> None:
    for end in (("original",), ("copies", 1)):
        here.get(who, here.file.id, *end)
    told = [each for each in events_of_case(here.reference) if each.kind == "FileOpened"]
    opener = here.officer if who == "referrals" else here.caseworker
    assert [(each.facts, each.by) for each in told] == [
        ({"file": str(here.file.id), "what": what}, opener.account_id) for what in ("original", "copy")
    ]


def test_a_document_is_given_without_its_author_and_is_never_shown(who: str) -> None:
    here = Here(files.docx(), "docx", files.docx(word__clean=b""))
    assert "without what tells who wrote it" in here.get(who, here.file.id).content.decode()
    copy = here.get(who, here.file.id, "copies", 1)
    assert copy["Content-Disposition"].startswith("attachment")
    assert copy["Content-Disposition"].endswith('-copy.docx"')


def test_of_an_old_document_its_words_are_given_as_text_to_keep(who: str) -> None:
    here = Here(files.words_doc("She was locked in."), "txt", b"She was locked in.\n")
    assert "The words of the document, as text" in here.get(who, here.file.id).content.decode()
    copy = here.get(who, here.file.id, "copies", 1)
    assert (copy["Content-Type"], copy.content) == ("text/plain; charset=utf-8", b"She was locked in.\n")
    assert copy["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("wanted", "status", "given", "told"),
    [
        ("", 200, slice(None), None),
        ("bytes=0-", 206, slice(0, None), "bytes 0-99/100"),
        ("bytes=10-19", 206, slice(10, 20), "bytes 10-19/100"),
        ("bytes=90-900", 206, slice(90, None), "bytes 90-99/100"),
        ("bytes=100-", 416, slice(0, 0), "bytes */100"),
        ("bytes=9-3", 416, slice(0, 0), "bytes */100"),
        ("bytes=-5", 200, slice(None), None),
        ("bytes=0-1,5-6", 200, slice(None), None),
        ("lines=1-2", 200, slice(None), None),
    ],
)
def test_a_sound_is_played_from_its_copy_in_the_parts_that_a_browser_asks_for(
    wanted: str, status: int, given: slice, told: str | None
) -> None:
    sound = b"\xff\xf3" + bytes(range(98))
    here = Here(files.SOUNDS["mp3"], "mp3", sound)
    client = here.client("cases")
    page = here.get("cases", here.file.id, client=client)
    assert f'<audio class="nrm-played" controls preload="none" src="{here.at("cases", here.file.id, "copies", 1)}"' in (
        page.content.decode()
    )
    assert "media-src 'self'" in page["Content-Security-Policy"]
    headers = {"Range": wanted} if wanted else {}
    answer = client.get(here.at("cases", here.file.id, "copies", 1), headers=headers)
    assert (answer.status_code, answer.content) == (status, sound[given])
    assert (answer.headers.get("Content-Range"), answer["Accept-Ranges"]) == (told, "bytes")
    assert events_of_case(here.reference)[-1].kind == "FileOpened"


def test_who_hears_a_recording_in_parts_opened_it_once_until_an_hour_is_over(
    who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Here(files.SOUNDS["mp3"], "mp3", b"\xff\xf3" + bytes(range(98)))
    heard: list[int] = []

    def hears(part: str, client: Client, through: str = who) -> None:
        headers = {"Range": part} if part else {}
        assert client.get(here.at(through, here.file.id, "copies", 1), headers=headers).status_code in (200, 206)
        heard.append(sum(each.kind == "FileOpened" for each in events_of_case(here.reference)))

    client = here.client(who)
    for part in ("bytes=0-", "bytes=10-19", "bytes=50-", ""):  # it begins, goes on, somebody looks for a place
        hears(part, client)
    assert heard == [1, 1, 1, 2]
    other = "cases" if who == "referrals" else "referrals"
    hears("bytes=10-19", here.client(other), other)  # nobody is hidden behind what another heard
    assert heard[-1] == 3
    before = heard[-1]
    goes_by(monkeypatch, minutes=61)
    client = signed_in(made.account_of(here.officer if who == "referrals" else here.caseworker))
    for part in ("bytes=10-19", "bytes=20-29"):
        hears(part, client)
    assert heard[-2:] == [before + 1, before + 1]


@pytest.mark.proves("FILE-02", "5.4.3")
@pytest.mark.parametrize(
    ("scan", "clamd", "says"),
    [
        ("found", "", "The scanner found harmful software"),
        ("found", "unix:/nowhere", "The scanner found harmful software"),
        ("not_scanned", "unix:/nowhere", "has not yet been scanned"),
    ],
)
def test_what_is_harmful_or_not_yet_scanned_is_given_to_nobody(
    here: Here, who: str, settings: Any, scan: str, clamd: str, says: str
) -> None:
    settings.CLAMD = clamd
    File.objects.filter(id=here.file.id).update(scan=scan)
    assert "See why" in here.get(who).content.decode()
    shown = here.get(who, here.file.id).content.decode()
    assert says in shown
    assert "/copies/" not in shown
    assert "/original/" not in shown
    for end in (("original",), ("copies", 1)):
        refused = here.get(who, here.file.id, *end)
        assert refused.status_code == 403
        assert says in refused.content.decode()
    File.objects.filter(id=here.file.id).update(scan="clean")
    assert here.get(who, here.file.id, "original").status_code == 200


@pytest.mark.proves("REL-08")
def test_a_rotted_piece_is_told_and_not_given(here: Here, who: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE evidence_piece SET content = overlay(content placing '\\x00' from 200 for 1)")
    answer = here.get(who, here.file.id, "original")
    assert answer.status_code >= 400
    assert b"\xff\xd8\xff" not in answer.content


@pytest.mark.proves("AZ-03", "AZ-04")
def test_nobody_else_finds_a_file_by_any_way(here: Here) -> None:
    other = Here(files.png())
    stranger, elsewhere = (
        other.client("referrals"),
        made.officer("caseworker", in_team=made.authority_team("Elsewhere")),
    )
    sol = partners.client_for(made.account_of(elsewhere))
    for end in ((), ("original",), ("copies", 1)):
        assert here.get("referrals", here.file.id, *end, client=stranger).status_code == 404
        assert here.get("cases", here.file.id, *end, client=sol).status_code == 404
        assert here.get("cases", here.file.id, *end, client=stranger).status_code in (403, 404)
        # a file of another record, under the address of one's own
        assert other.get("referrals", here.file.id, *end).status_code == 404
        assert other.get("cases", here.file.id, *end).status_code == 404
    assert here.get("referrals", client=stranger).status_code == 404
    assert here.get("cases", client=sol).status_code == 404


@pytest.mark.proves("AZ-05")
def test_of_a_case_that_is_restricted_its_files_are_too(here: Here) -> None:
    manager = made.officer("manager")
    bea = made.officer("caseworker", name="Bea Lock")
    seen = made.seen(here.reference, manager).version
    listed = {manager.account_id, here.caseworker.account_id}
    restrict_case(here.reference, because="operation", people=listed, seen=seen, by=manager, at=timezone.now())
    client = partners.client_for(made.account_of(bea))
    for end in ((), (here.file.id,), (here.file.id, "original"), (here.file.id, "copies", 1)):
        assert here.get("cases", *end, client=client).status_code == 404


def test_of_an_erased_record_nothing_is_given(here: Here, who: str) -> None:
    tombstone_for(here.reference)
    erase_keys_of_case(here.reference, because="retention", by=None, at=timezone.now())
    for end in ((), (here.file.id,), (here.file.id, "original"), (here.file.id, "copies", 1)):
        answer = here.get(who, *end)
        assert b"Iris" not in answer.content
        assert not answer.content.startswith((b"\x89PNG", b"\xff\xd8"))


def test_who_referred_adds_a_file_later_and_who_holds_the_case_is_told(here: Here) -> None:
    Message.objects.all().delete()  # what waits to be told is told once, with what came before
    answer = here.client("referrals").post(here.at("referrals"), {"file": SimpleUploadedFile("later.pdf", files.pdf())})
    assert answer.status_code == 302
    assert "later.pdf" in here.get("cases").content.decode()
    assert Message.objects.filter(recipient_id=here.caseworker.account_id).count() == 1
    assert "later.pdf" not in str(list(Message.objects.values()))
    assert here.client("cases").post(here.at("cases")).status_code == 405


def test_pieces_go_to_a_referral_that_was_sent_as_to_a_draft(here: Here) -> None:
    content, client = files.jpg(100, 100), here.client("referrals")
    said = urlencode({"name": "later.jpg", "size": len(content), "sha256": files.sha256(content)})
    begun = client.post(here.at("referrals"), said, "application/x-www-form-urlencoded").json()
    to = here.at("referrals", begun["id"], "pieces")
    assert client.get(to).json()["have"] == 0
    assert client.get(here.at("referrals", begun["id"])).status_code == 404  # it is no file yet
    assert client.post(f"{to}?from=0", content, "application/octet-stream").json()["finished"]
    assert [each.name for each in files_with(draft_of(here.reference))][1:] == ["later.jpg"]
