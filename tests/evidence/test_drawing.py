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


KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def related(*leads: str) -> bytes:
    """What a document leads to, of each its name, kind and target."""
    told = [each.split() for each in leads]
    each = "".join(f'<Relationship Id="{id_}" Type="{KINDS}/{kind}" Target="{to}"/>' for id_, kind, to in told)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'.encode()


def worded(body: str) -> bytes:
    """A document that says this."""
    return (
        f'<w:document xmlns:w="w" xmlns:w14="w14" xmlns:a="a" xmlns:o="o" xmlns:r="{KINDS}" xmlns:m="m" '
        f'm:Ignorable="w14"><w:body>{body}</w:body></w:document>'
    ).encode()


def test_a_document_loses_its_author_its_days_and_the_place_of_its_pictures() -> None:
    words = '<w:ins w:author="Iris Vale" w:date="2026-01-02T03:04:05Z"/><a:blip r:embed="p"/>'
    parts = {"[Content_Types].xml": files.CONTENT_TYPES, "word/document.xml": worded(words)}
    parts |= {"docProps/core.xml": files.AUTHOR, "docProps/thumbnail.jpeg": files.jpg_with_place()}
    parts |= {"word/_rels/document.xml.rels": related("p image media/photo.jpg")}
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


def test_a_document_loses_what_was_deleted_noted_packed_in_and_told_by_other_pictures() -> None:
    tiff = io.BytesIO()
    Image.new("RGB", (9, 9)).save(tiff, "TIFF", tiffinfo={270: "taken at the safe house", 315: "Iris Vale"})
    words = (
        '<w:p w:rsidR="00AA11BB"><w:r><w:t>She is safe &amp; well.</w:t></w:r><w:del w:author="Iris Vale"><w:r>'
        '<w:delText>the safe house</w:delText><w:drawing><a:blip r:embed="gone"/></w:drawing></w:r></w:del>'
        "<w:moveFrom><w:r><w:t>the safe house</w:t></w:r></w:moveFrom>"
        '<w:commentRangeStart w:id="0"/><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden so far.</w:t></w:r>'
        '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:object><o:OLEObject r:id="ole"/></w:object></w:r>'
        '<w:r><w:drawing><a:graphic><a:chart r:id="chart"/></a:graphic></w:drawing></w:r>'
        '<w:r><w:drawing><a:blip r:embed="tiff"/></w:drawing><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    notes = (
        '<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="-1"/><w:footnote w:id="1"><w:t>the safe house'
        '</w:t></w:footnote><w:footnote w:id="2"><w:t>Her own words.</w:t></w:footnote></w:footnotes>'
    )
    secret = b"<told>the safe house</told>"
    override = b'<Override PartName="/word/comments.xml" ContentType="c"/><Override PartName="/word/document.xml" '
    parts = {
        "[Content_Types].xml": files.CONTENT_TYPES.replace(b"</Types>", override + b'ContentType="d"/></Types>'),
        "word/document.xml": worded(words),
        "word/footnotes.xml": notes.encode(),
        "word/_rels/document.xml.rels": related(
            "gone image media/gone.png", "tiff image media/scan.TIFF", "ole package embeddings/list.xlsx",
            "chart chart charts/chart1.xml", "c comments comments.xml", "x customXml ../customXml/item1.xml",
            "n footnotes footnotes.xml",
        ),
        "word/media/gone.png": files.png(),
        "word/media/scan.TIFF": tiff.getvalue(),
        **dict.fromkeys(
            ("word/embeddings/list.xlsx", "word/charts/chart1.xml", "word/comments.xml", "customXml/item1.xml",
             "customXml/_rels/item1.xml.rels", "docMetadata/LabelInfo.xml", "word/people.xml"), secret
        ),
    }  # fmt: skip
    (copy,) = draw("docx", files.archive(parts))
    with zipfile.ZipFile(io.BytesIO(copy.content)) as made:
        kept = {name: made.read(name) for name in made.namelist()}
    assert list(kept) == [*list(parts)[:4], "word/media/scan.TIFF"]
    whole = b"".join(kept.values())
    for never in (b"safe house", b"Iris", b"comment", b"OLEObject", b"chart", b"customXml", b"vanish", b"00AA11BB"):
        assert never not in whole, never
    for wanted in (b"She is safe &amp; well.", b"Hidden so far.", b"Her own words.", b'r:embed="tiff"', b"separator",
                   b'xmlns:w14="w14"', b'm:Ignorable="w14"', b'PartName="/word/document.xml"'):  # fmt: skip
        assert wanted in whole, wanted
    assert Image.open(io.BytesIO(kept["word/media/scan.TIFF"])).size == (1, 1)


def test_a_document_fetches_nothing_from_elsewhere_and_keeps_its_links_and_its_own_parts() -> None:
    leads = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{KINDS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="b" Type="{KINDS}/hyperlink" Target="https://kept.example" TargetMode="External"/>'
        f'<Relationship Id="c" Type="{KINDS}/image" Target="https://watches.example/1.png" TargetMode="External"/>'
        f"<Relationship Id='d' TargetMode='Ext&#101;rnal' Type='{KINDS}/attachedTemplate' "
        "Target='https://watches.example/t.dotm'/></Relationships>"
    )
    for encoding in ("utf-8", "utf-16"):
        parts = {"[Content_Types].xml": files.CONTENT_TYPES, "word/styles.xml": b"<w:styles xmlns:w='w'/>"}
        parts["word/document.xml"] = worded('<w:hyperlink r:id="b"/><a:blip r:link="c"/>')
        parts["word/_rels/document.xml.rels"] = leads.encode(encoding)
        (copy,) = draw("docx", files.archive(parts))
        with zipfile.ZipFile(io.BytesIO(copy.content)) as made:
            kept = made.read("word/_rels/document.xml.rels").decode()
            assert b"a:blip" not in made.read("word/document.xml")
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
