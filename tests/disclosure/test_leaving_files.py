"""Linh's photograph leaves as a copy, the court has the original, and what the scanner found goes to nobody."""

from __future__ import annotations

import io
import json
import zipfile
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest

from opennrm.audit.queries import events_of_case
from opennrm.disclosure import leaving_files
from opennrm.disclosure.models import Disclosure
from opennrm.evidence.models import Copy, File
from opennrm.mechanism.refusal import Refused
from opennrm.vault.unreadable import is_erased, reading_past_unreadable
from tests.cases.test_erasing import erased
from tests.disclosure.records import Example, everything_in
from tests.disclosure.test_gathering import untold
from tests.disclosure.with_files import HARMFUL, LETTER, PAGES, PICTURE, record_with_files

pytestmark = pytest.mark.django_db
WHY = "The court asks where it was taken."


def unzipped(here: Example, disclosure: UUID) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(here.taken(disclosure).content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def of_files(held: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in held.items() if path.startswith("files/")}


@pytest.mark.proves("FILE-08", "RED-03")
def test_the_person_is_given_copies_with_their_hashes_and_told_why_the_rest_is_not_there() -> None:
    here, (picture, letter, harmful) = record_with_files()
    told = " ".join(" ".join([*(said for _what, said in each.rows), each.text]) for each in here.pieces())
    assert [name for name in untold(here.reference, told) if name.startswith("evidence.")] == []
    disclosure = here.prepared()
    with pytest.raises(Refused, match="file_not_decided") as refused:
        here.decided(disclosure, files={picture: "copy"})
    assert refused.value.refusal.field == letter
    for chosen in ("original", "everything"):  # nobody gives the person the original, whatever was sent
        with pytest.raises(Refused, match="file_not_decided"):
            here.decided(disclosure, files={picture: chosen, letter: "copy", harmful: "copy"})
    here.decided(disclosure, files={picture: "copy", letter: "third_party", harmful: "copy"})
    here.released(disclosure)
    held = unzipped(here, disclosure)
    assert of_files(held) == {"files/001-01.png": PAGES["jpg"][0].content}
    listed = {each["path"]: each["sha256"] for each in json.loads(held["manifest.json"])["files"]}
    assert listed == {path: sha256(content).hexdigest() for path, content in held.items() if path != "manifest.json"}
    words = " ".join(everything_in(here.taken(disclosure, "pdf").content).split())
    for wanted in ("file 1.jpg", "Not yet scanned for harmful software", "it is about somebody else",
                   "Nothing of it: The scanner found", listed["files/001-01.png"][:20]):  # fmt: skip
        assert wanted in words, wanted
    for never in ("file 2.pdf", "Ola Brightwater"):
        assert never not in words
    withheld = Disclosure.objects.get().withheld
    assert [(each["key"], each["mark"]) for each in withheld or [] if each["section"] == "Files"] == [
        (letter, "third_party")
    ]
    event = next(each for each in events_of_case(here.reference) if each.kind == "RedactionDecided")
    assert (event.facts["files"], event.facts["originals"]) == (1, 0)


@pytest.mark.proves("RED-02")
def test_an_original_leaves_to_a_court_for_a_reason_once_the_second_person_agrees() -> None:
    here, (picture, letter, harmful) = record_with_files()
    disclosure = here.prepared("court", recipient="Registrar, Marshland Crown Court")
    chosen = {picture: "original", letter: "copy", harmful: "original"}
    with pytest.raises(Refused, match="no_reason_for_originals"):
        here.decided(disclosure, files=chosen)
    here.decided(disclosure, files=chosen, originals_because=WHY)
    with pytest.raises(Refused, match="originals_not_agreed"):
        here.released(disclosure)
    here.released(disclosure, originals=True)
    first, again = unzipped(here, disclosure), unzipped(here, disclosure)
    assert first == again
    pages = {f"files/002-0{page}.png": each.content for page, each in enumerate(PAGES["pdf"], start=1)}
    assert of_files(first) == {"files/001.jpg": PICTURE, **pages}
    assert HARMFUL not in first.values()
    released = next(each for each in events_of_case(here.reference) if each.kind == "DisclosureReleased")
    assert released.facts["originals"] is True


def test_the_police_have_no_original_for_crime_alone_and_a_marked_file_stays() -> None:
    here, (picture, letter, harmful) = record_with_files()
    here.mark(picture, "", "safe_address", whole=True)
    disclosure = here.prepared("police", recipient="PC Quill, Marshland Police")
    here.decided(disclosure, files={picture: "copy", letter: "not_asked", harmful: ""})
    here.released(disclosure)
    held = unzipped(here, disclosure)
    assert of_files(held) == {}
    data = json.loads(next(content for path, content in held.items() if path.startswith(here.reference) and
                           path.endswith(".json")))  # fmt: skip
    (said,) = [section["entries"] for section in data["sections"] if section["title"] == "Files"]
    assert "where somebody is safe" in said[0]["text"]
    assert ["What is given", "Only that it is there: it was not asked for."] in said[1]["rows"]
    # and of what is not given no name that somebody typed, and nothing by which its bytes are known
    for entry in said[1:]:
        assert [what for what, _said in entry["rows"]] == ["Size", "Added", "What is given"]
    whole = json.dumps(data)
    assert [each for each in ("file 2.pdf", "file 3.jpg", sha256(LETTER).hexdigest()) if each in whole] == []


@pytest.mark.parametrize("changed", ["copy", "scan", "scanner"])
def test_what_is_other_than_it_was_decided_or_may_not_be_opened_any_more_is_not_given(
    settings: Any, changed: str
) -> None:
    here, (picture, letter, _harmful) = record_with_files()
    disclosure = here.prepared()
    here.decided(disclosure, files={picture: "copy", letter: "not_asked"})
    here.released(disclosure)
    if changed == "copy":
        row = Copy.objects.get(file_id=picture.partition(":")[2])
        row.content = PAGES["pdf"][0].content + b"x"
        row.save()
    elif changed == "scan":
        File.objects.filter(scan="not_scanned").update(scan="found")
    else:
        settings.CLAMD = "unix:/nowhere"
    wanted = {"copy": "file_changed", "scan": "harmful", "scanner": "not_scanned"}[changed]
    with pytest.raises(Refused, match=wanted):
        here.taken(disclosure)


@pytest.mark.proves("RED-02", "FILE-08")
def test_no_file_is_missing_from_an_answer_because_its_copy_was_not_made_yet_or_cannot_be() -> None:
    here, (picture, letter, _harmful) = record_with_files()
    disclosure, files = here.prepared(), {picture: "copy", letter: "copy"}
    File.objects.filter(id=letter.partition(":")[2]).update(copy="awaited")
    with pytest.raises(Refused, match="file_waits") as refused:
        here.decided(disclosure, files=files)
    assert refused.value.refusal.field == letter
    for copy in ("failed", "no_sandbox"):
        File.objects.filter(id=letter.partition(":")[2]).update(copy=copy)
        with pytest.raises(Refused, match="file_not_decided"):
            here.decided(disclosure, files=files)
    here.decided(disclosure, files=files | {letter: "no_copy"})
    withheld = [each for each in Disclosure.objects.get().withheld or [] if each["section"] == "Files"]
    assert [(each["key"], each["title"], each["mark"]) for each in withheld] == [(letter, "File 2: PDF", "no_copy")]
    assert "Nothing of it: No copy to look at: this installation cannot make one safely." in str(
        Disclosure.objects.get().content
    )


@pytest.mark.proves("FILE-08")
def test_a_file_has_its_number_of_the_list_in_the_zip_too_also_where_the_first_is_left_out() -> None:
    here, (picture, letter, _harmful) = record_with_files()
    disclosure = here.prepared()
    here.decided(disclosure, files={picture: "third_party", letter: "copy"})
    here.released(disclosure)
    held = unzipped(here, disclosure)
    assert list(of_files(held)) == ["files/002-01.png", "files/002-02.png"]
    data = json.loads(next(content for path, content in held.items() if path.startswith(here.reference) and
                           path.endswith(".json")))  # fmt: skip
    (said,) = [section["entries"] for section in data["sections"] if section["title"] == leaving_files.IN_THE_ZIP]
    assert [(each["title"], each["rows"][0]) for each in said] == [
        (f"files/002-0{page}.png", ["Which", "File 2"]) for page in (1, 2)
    ]


def test_too_much_for_one_zip_is_refused_at_the_file_that_was_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    here, (picture, letter, _harmful) = record_with_files()
    monkeypatch.setattr(leaving_files, "MOST_TOGETHER", len(PAGES["jpg"][0].content))
    with pytest.raises(Refused, match="files_too_large") as refused:
        here.decided(here.prepared(), files={picture: "copy", letter: "copy"})
    assert refused.value.refusal.field == letter


def test_a_file_and_what_left_of_it_are_erased_with_the_key_of_the_person() -> None:
    here, (picture, letter, _harmful) = record_with_files()
    disclosure = here.prepared()
    here.decided(disclosure, files={picture: "copy", letter: "copy"})
    here.released(disclosure)
    here.taken(disclosure)
    assert LETTER not in unzipped(here, disclosure).values()
    erased(here.reference)
    with reading_past_unreadable():
        row, file = Disclosure.objects.get(), File.objects.earliest("begun_at")
    assert is_erased(row.content)
    assert is_erased(file.name)
    assert not Copy.objects.exists()
