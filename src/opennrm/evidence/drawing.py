"""The program that is run in the sandbox and nowhere else: it reads a file and writes copies to look at.

It limits itself before it reads the first byte, and imports nothing of the house. A copy of a picture or a page is
drawn anew, so that nothing of the file but what can be seen is left; of a document stay the parts that are shown,
without what tells who wrote it, when and where, and without what was deleted or noted in it. Of a sound is left what
can be heard, and of an old document its words: two programs of the system read them, within the same limits.
"""

from __future__ import annotations

import io
import posixpath
import re
import resource
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from importlib import import_module
from typing import Any
from urllib.parse import unquote

MEMORY = 1536 * 1024 * 1024
SECONDS = 30
LARGEST = 64 * 1024 * 1024
MOST_PIXELS = 100_000_000
MOST_PAGES = 30
LONGEST_SIDE = 1600
MOST_UNPACKED = 200 * 1024 * 1024

EMPTY_PART = {
    "core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp='
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_WORDS = re.compile(
    r"(?i)word/(theme/[^/]+|(document|styles|stylesWithEffects|settings|webSettings|fontTable|numbering|header|footer"
    r"|footnotes|endnotes)\d*)\.xml"
)
_MEDIA = re.compile(r"(?i)(word/)?media/[^/]+")
_DRAWN = (".jpg", ".jpeg", ".png")
_AS_A_PART = re.compile(r"(?i)\[Content_Types\]\.xml|docProps/[^/]+")


def limit() -> None:
    """Take from this process what it does not need."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def picture(content: bytes) -> list[tuple[str, bytes]]:
    """A picture, upright, no larger than a screen, drawn anew."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - only after the limits are there

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(opened)
        return [("png", _drawn_anew(upright))]


def pages(content: bytes) -> list[tuple[str, bytes]]:
    """The first pages of a PDF, as pictures."""
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(content)
    made = []
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        width, height = page.get_size()
        scale = min(2.0, LONGEST_SIDE / max(width, height, 1))
        made.append(("png", _drawn_anew(page.render(scale=scale, may_draw_forms=False).to_pil())))
        page.close()
    return made


def document(content: bytes) -> list[tuple[str, bytes]]:
    """A DOCX of what can be seen: other parts, what was deleted, and what leads to either are left out."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
            raise ValueError("too much")
        parts = {entry.filename: packed.read(entry) for entry in packed.infolist()}
    stays = {name for name in parts if any(each.fullmatch(name) for each in (_WORDS, _MEDIA, _AS_A_PART))}
    related = {name: _related_to(name) for name in ("", *filter(_WORDS.fullmatch, stays)) if _related_to(name) in parts}
    stays.update(related.values())
    shown_of = import_module("word_parts").Shown  # ours: it stands beside the libraries in the sandbox
    there, shown, notes = {name.lower() for name in stays}, set[str](), set[tuple[str, str]]()
    for name in ("", *sorted(filter(_WORDS.fullmatch, stays))):  # the document before the notes that it leads to
        root = _read_xml(parts[related[name]]) if name in related else ElementTree.Element("none")
        lost = {each.get("Id", "") for each in root if _leads_away(each, name, there)}
        used = set[str]()
        if name:
            seen = shown_of(parts[name], lost, notes, is_notes="notes" in name.lower())
            parts[name], used = seen.content, seen.used
        for each in list(root):
            is_by_id = each.get("Type", "").endswith(("/image", "/hyperlink"))
            if each.get("Id", "") in lost or (is_by_id and each.get("Id", "") not in used):
                root.remove(each)
            else:
                shown.add(_target(each, name))
        if name in related:
            parts[related[name]] = _written_xml(root, "relationships")
    stays = {name for name in stays if not _MEDIA.fullmatch(name) or name.lower() in shown}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in filter(stays.__contains__, parts):
            made.writestr(zipfile.ZipInfo(name), _part(name, parts[name], stays), zipfile.ZIP_DEFLATED)
    return [("docx", out.getvalue())]


GIVEN, MADE = "/given", "/tmp/made"  # noqa: S108 - within the sandbox: the file to read, and memory for what is made
_QUIETLY = ("-v", "error", "-nostdin", "-threads", "1", "-protocol_whitelist", "file")
_ANEW = (
    *("-map", "0:a:0", "-map_metadata", "-1", "-map_chapters", "-1", "-ac", "1", "-ar", "24000"),
    *("-c:a", "libmp3lame", "-b:a", "48k", "-compression_level", "7", "-write_xing", "0"),
    *("-id3v2_version", "0", "-write_id3v1", "0", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "mp3"),
)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def words(program: str, _kind: str) -> list[tuple[str, bytes]]:
    """The words of an old document, without what was deleted or hidden in it; a sign where each picture was."""
    with open(MADE, "wb") as made:
        _run([program, "-m", "UTF-8.txt", "-w", "0", GIVEN], made)
    return [("txt", _UNSEEN.sub("", _read(MADE).decode("utf-8")).strip().encode() + b"\n")]


def sound(program: str, kind: str) -> list[tuple[str, bytes]]:
    """A recording, encoded anew: what can be heard and nothing else. Every browser plays it."""
    _run([program, *_QUIETLY, "-f", "mov" if kind == "m4a" else kind, "-i", GIVEN, *_ANEW, MADE], subprocess.DEVNULL)
    return [("mp3", _read(MADE))]


def _run(command: list[str], out: Any) -> None:
    subprocess.run(  # noqa: S603 - the programs that the house names, and files of this sandbox
        command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL, env={}, check=True
    )


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _part(name: str, content: bytes, stays: set[str]) -> bytes:
    folder, _, last = name.rpartition("/")
    if folder.lower() == "docprops":
        return EMPTY_PART.get(last, b"") if last.lower().endswith(".xml") else _blank(last)
    if _MEDIA.fullmatch(name):
        return _same_without_metadata(content) if last.lower().endswith(_DRAWN) else _blank("png")
    if name.lower() != "[content_types].xml":
        return content
    root, there = _read_xml(content), {f"/{each.lower()}" for each in stays}
    for each in list(root):
        if each.get("PartName", "/[content_types].xml").lower() not in there:
            root.remove(each)
    return _written_xml(root, "content-types")


def _related_to(name: str) -> str:
    folder, last = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{last}.rels")


def _target(each: Any, name: str) -> str:
    """The part that is meant, in small letters."""
    path = posixpath.join("/", posixpath.dirname(name), unquote(each.get("Target", "")))
    return posixpath.normpath(path).lstrip("/").lower()


def _leads_away(each: Any, name: str, there: set[str]) -> bool:
    """Is it fetched from elsewhere when the document is opened, or a part that is left out? Links to click on stay."""
    is_outside = each.get("TargetMode", "").strip().lower() == "external"
    is_link = each.get("Type", "").endswith("/hyperlink")
    return not is_link and (is_outside or _target(each, name) not in there)


def _read_xml(content: bytes) -> Any:
    return ElementTree.fromstring(content)  # noqa: S314 - in the sandbox, within its limits of memory and time


def _written_xml(root: Any, what: str) -> bytes:
    ElementTree.register_namespace("", _PACKAGE + what)
    made: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return made


def _blank(name: str) -> bytes:
    from PIL import Image  # noqa: PLC0415

    out = io.BytesIO()
    Image.new("RGB", (1, 1), "white").save(out, "PNG" if name.endswith("png") else "JPEG")
    return out.getvalue()


def _same_without_metadata(content: bytes) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    out = io.BytesIO()
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
        form = opened.format
        upright = _without_info(ImageOps.exif_transpose(opened).convert("RGB" if form == "JPEG" else "RGBA"))
        upright.save(out, form)
    return out.getvalue()


def _drawn_anew(image: Any) -> bytes:
    image = image.convert("RGBA")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    _without_info(image).save(out, "PNG")
    return out.getvalue()


def _without_info(image: Any) -> Any:
    from PIL import Image  # noqa: PLC0415

    anew = Image.new(image.mode, image.size)
    anew.paste(image)
    return anew


KINDS = {"jpg": picture, "png": picture, "pdf": pages, "docx": document}
BY_A_PROGRAM = {"doc": words, **dict.fromkeys(("mp3", "m4a", "wav", "ogg", "amr"), sound)}


def main() -> None:
    """Limit, read, draw, write: for each copy a line with kind and length, and its bytes."""
    limit()
    packages, kind, program = sys.argv[1:4]
    sys.path.append(packages)
    if kind == "nothing":
        return
    copies = BY_A_PROGRAM[kind](program, kind) if program else KINDS[kind](_read(GIVEN))
    for made, part in copies:
        sys.stdout.buffer.write(f"{made} {len(part)}\n".encode() + part)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
