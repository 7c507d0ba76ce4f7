"""A photograph taken at the safe house is looked at by many, and tells none of them where that is."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile

import pytest
from PIL import Image

from opennrm.evidence import drawing
from opennrm.evidence.sandbox import MOST_COPIES, draw
from tests.evidence.test_sandbox import needs_program, needs_sandbox
from tests.factories import files

pytestmark = [needs_sandbox, pytest.mark.proves("FILE-08", "14.2.8")]


def test_a_picture_is_drawn_anew_without_what_it_told_of_place_and_time() -> None:
    content = files.jpg_with_place()
    assert Image.open(io.BytesIO(content)).getexif()  # so that something could be left
    (copy,) = draw("jpg", content)
    drawn = Image.open(io.BytesIO(copy.content))
    assert (drawn.format, drawn.size, dict(drawn.getexif()), drawn.info) == ("PNG", (64, 48), {}, {})
    assert b"safe house" not in copy.content


def test_a_picture_that_lies_on_its_side_is_upright_in_its_copy() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (copy,) = draw("jpg", files.jpg(64, 48, exif=exif.tobytes()))
    assert Image.open(io.BytesIO(copy.content)).size == (48, 64)


def test_a_large_picture_is_made_as_small_as_a_screen() -> None:
    (copy,) = draw("png", files.png(4000, 100))
    assert Image.open(io.BytesIO(copy.content)).size == (drawing.LONGEST_SIDE, 40)


def test_a_pdf_becomes_pictures_of_its_pages_and_tells_no_author() -> None:
    copies = draw("pdf", files.pdf(3))
    assert [copy.kind for copy in copies] == ["png"] * 3
    assert all(b"Iris" not in copy.content for copy in copies)
    assert len(draw("pdf", files.pdf(MOST_COPIES + 5))) == MOST_COPIES == drawing.MOST_PAGES


def test_a_document_loses_its_author_its_days_and_the_place_of_its_pictures() -> None:
    parts = {"[Content_Types].xml": files.CONTENT_TYPES, "word/document.xml": files.WORDS}
    parts |= {"docProps/core.xml": files.AUTHOR, "docProps/thumbnail.jpeg": files.jpg_with_place()}
    content = files.archive(parts | {"word/media/photo.jpg": files.jpg_with_place()})
    (copy,) = draw("docx", content)
    with zipfile.ZipFile(io.BytesIO(copy.content)) as made:
        assert made.namelist() == [*parts, "word/media/photo.jpg"]
        whole = b"".join(made.read(name) for name in made.namelist())
        assert {entry.date_time for entry in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        picture = Image.open(io.BytesIO(made.read("word/media/photo.jpg")))
    assert (picture.size, dict(picture.getexif())) == ((64, 48), {})
    assert b"Iris" not in whole
    assert b"2026-01-02" not in whole
    assert b"safe house" not in whole
    assert b"w:ins" in whole


def test_a_document_fetches_nothing_from_elsewhere_and_keeps_its_links_and_its_own_parts() -> None:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    related = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{kinds}/styles" Target="styles.xml"/>'
        f'<Relationship Id="b" Type="{kinds}/hyperlink" Target="https://kept.example" TargetMode="External"/>'
        f'<Relationship Id="c" Type="{kinds}/image" Target="https://watches.example/1.png" TargetMode="External"/>'
        f"<Relationship Id='d' TargetMode='Ext&#101;rnal' Type='{kinds}/attachedTemplate' "
        "Target='https://watches.example/t.dotm'/></Relationships>"
    )
    for encoding in ("utf-8", "utf-16"):
        parts = {"[Content_Types].xml": files.CONTENT_TYPES, "word/document.xml": files.WORDS}
        parts["word/_rels/document.xml.rels"] = related.encode(encoding)
        (copy,) = draw("docx", files.archive(parts))
        with zipfile.ZipFile(io.BytesIO(copy.content)) as made:
            kept = made.read("word/_rels/document.xml.rels").decode()
        assert "watches.example" not in kept
        assert "https://kept.example" in kept
        assert 'Target="styles.xml"' in kept
        assert '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' in kept


def test_of_an_old_document_are_left_its_words() -> None:
    needs_program("doc")
    content = files.words_doc("She was kept in a nail bar.\rThe d\xf4or \u201clocked\u201d.\r")
    (copy,) = draw("doc", content)
    assert copy.kind == "txt"
    assert copy.content.decode() == "She was kept in a nail bar.\nThe d\xf4or \u201clocked\u201d.\n"
    assert b"Iris Vale" in content


@pytest.mark.parametrize("kind", ["wav", "mp3", "m4a", "ogg", "amr"])
def test_of_a_sound_is_left_what_can_be_heard(kind: str) -> None:
    needs_program(kind)
    content = files.amr() if kind == "amr" else files.wav()
    if kind in ("mp3", "m4a", "ogg"):
        content = encoded(content, {"mp3": "mp3", "m4a": "ipod", "ogg": "ogg"}[kind])
    if kind != "amr":
        assert b"safe house" in content
    (copy,) = draw(kind, content)
    assert copy.kind == "mp3"
    assert not re.search(rb"safe house|ID3|TAG|Lavf|Xing", copy.content)
    assert 5_000 < len(copy.content) < 9_000  # a second of 48 kbit/s


def encoded(content: bytes, form: str) -> bytes:
    """The recording in another form, with what it tells of itself."""
    into = ["-movflags", "frag_keyframe+empty_moov"] if form == "ipod" else []
    command = ["ffmpeg", "-v", "error", "-i", "pipe:0", "-ar", "24000", *into, "-f", form, "pipe:1"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout
