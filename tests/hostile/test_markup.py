"""Markup that somebody typed stays text: on every page that shows it, in every letter, and no e-mail holds it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import typst
from django.utils import timezone
from lxml import html
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, IndirectObject, NameObject, StreamObject, TextStringObject

from opennrm.demo import load
from opennrm.notifications.delivery import deliver
from tests.addresses import Heard, listening
from tests.browser.opened_with import Examples
from tests.hostile.every_row import fill_every_table, put_words_everywhere
from tests.hostile.typed_everywhere import (
    OPENS,
    Seen,
    Typed,
    asked,
    client_of,
    files,
    rename_everybody,
    seen,
    type_into_every_form,
)
from tests.stories.people import _hashed

pytestmark = pytest.mark.django_db
MARK = "'\"><x-m onclick=y>&lt;x-m&gt;%3Cx-m%3E{{7*7}}#[*b*]"
"""Ends attributes and elements, is written twice over for HTML and for addresses, and is code for both templates."""
AS_TEXT = b"x-m onclick=y&gt;"
TURNED = r"(?:[^\f]{0,200}?\f[^\f]{0,200}?)??"
"""Where a page ends within a word: what stands below it, and above the next."""
WRITTEN = re.compile(TURNED.join(re.escape(letter) for letter in re.sub(r"\s+", "", MARK)))
"""The markup as it was typed, in the text of a PDF."""
ACTING = ("/JavaScript", "/JS", "/Launch", "/OpenAction", "/URI")


def live(page: bytes) -> list[str]:
    """The nodes and attributes that the markup became, and what a template made of it."""
    if not page.strip():
        return []
    tree = html.fromstring(page)
    found = [str(node.tag) for node in tree.xpath("//*[local-name()='x-m']")]
    found += [str(name) for name in tree.xpath("//@onclick")]
    return found + (["a template"] if b"49#[" in page else [])


def live_in_file(content: bytes) -> list[str]:
    """What of a PDF acts or leads somewhere, and how often the markup does not stand as it was typed."""
    names = names_in(content)
    acting = [name for name in ACTING if name in names]
    text = text_of(content)
    whole = [found.span() for found in WRITTEN.finditer(text)]
    begun = [found.start() for found in re.finditer("x-monclick", text)]
    changed = sum(not any(start <= place < end for start, end in whole) for place in begun)
    return acting + ([f"{changed} changed"] if changed else [])


def names_in(content: bytes) -> set[str]:
    """Every name in a PDF's objects, wherever they are packed; compressed bytes that spell one by chance are none."""
    reader, found, seen_before = PdfReader(io.BytesIO(content)), set[str](), set[int]()
    waiting: list[Any] = [reader.trailer]
    while waiting:
        each = waiting.pop()
        if isinstance(each, IndirectObject):
            if each.idnum in seen_before:
                continue
            seen_before.add(each.idnum)
            each = each.get_object()
        if isinstance(each, NameObject):
            found.add(str(each))
        elif isinstance(each, dict):  # a stream is one too
            found |= {str(key) for key in each}
            waiting += [each.raw_get(key) for key in each]
        elif isinstance(each, list):
            waiting += list(each)
    return found


def text_of(content: bytes) -> str:
    """The text of a PDF without its spaces, and a form feed between its pages."""
    return "\f".join(re.sub(r"\s+", "", page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages)


def live_in_mail(mail: EmailMessage) -> list[str]:
    """Every part of an e-mail that is not plain text, and the markup wherever it is."""
    parts = [part for part in mail.walk() if not part.is_multipart()]
    found = [part.get_content_type() for part in parts if part.get_content_type() != "text/plain"]
    told = [*(f"{name}: {value}" for name, value in mail.items()), *(str(part.get_content()) for part in parts)]
    return found + ["x-m" for text in told if "x-m" in text]


def faults_of(shown: Seen) -> list[str]:
    """What of the markup lives in what somebody was shown."""
    if shown.content_type.startswith("text/html"):
        return [f"{shown}: {each}" for each in live(shown.content)]
    return [f"{shown}: {each}" for each in live_in_file(shown.content)] if shown.content[:4] == b"%PDF" else []


@pytest.fixture
def examples(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Examples]:
    """The demonstration's people, with something to open each page with, whose every text is the markup."""
    monkeypatch.setattr("opennrm.partners.founding.make_password", _hashed)
    load.people(timezone.now() - timedelta(days=60))
    rename_everybody(MARK)
    settings.FORCES_STAND_IN = "marshland-police"  # as in the demonstration
    with ExitStack() as leaving:
        yield Examples(Typed(leaving, MARK))


@pytest.mark.proves("INJ-02", "1.1.1", "1.1.2", "1.2.1", "1.3.1", "1.3.5", "1.3.7", "PRIV-02", "14.2.1")
def test_markup_typed_into_every_form_stays_text_and_leads_to_no_address_with_it(examples: Examples) -> None:
    fill_every_table(examples)
    put_words_everywhere(lambda _label: MARK, MARK)
    with listening(Heard()) as heard:
        shown = [*type_into_every_form(examples, MARK)]
    assert len(heard.led_to) > 50
    assert [place for place in heard.led_to if "x-m" in place or "onclick" in place] == []
    assert [fault for each in shown for fault in faults_of(each)] == []
    told = {each.page for each in shown if AS_TEXT in each.content}
    assert len(told) > 100, sorted({each.page for each in shown} - told)


@pytest.mark.proves("INJ-02", "1.1.1", "1.2.1", "1.3.5", "1.3.7")
def test_markup_in_letters_and_other_papers_stays_text(examples: Examples) -> None:
    papers = [
        seen(OPENS[name], name, path, asked(client_of(OPENS[name]), path)) for name, path in files(examples, MARK)
    ]
    assert [fault for paper in papers for fault in faults_of(paper)] == []
    held = {
        paper.page for paper in papers if live_in_file(paper.content) == [] and "x-monclick" in text_of(paper.content)
    }
    assert held == set(OPENS)


@pytest.mark.proves("INJ-02", "1.2.1", "1.3.11")
def test_no_email_holds_what_somebody_typed(examples: Examples, settings: Any, tmp_path: Path) -> None:
    settings.DATA, settings.MAIL = tmp_path, "file"
    assert examples.letter
    assert examples.request
    deliver(timezone.now() + timedelta(days=2), limit=500)
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in tmp_path.rglob("*.eml")]
    assert len(mails) > 3
    assert [fault for mail in mails for fault in live_in_mail(mail)] == []


@pytest.mark.proves("OPS-08", "INJ-02")
def test_planted_markup_on_a_page_is_found() -> None:
    assert live(f"<main><p>{MARK}</p></main>".encode()) != []
    assert live(b'<main><p title="x" onclick="y">a</p></main>') == ["y"]
    assert live(b"<main><p>x-m>49#[</p></main>") == ["a template"]
    assert live(b"<main><p>&lt;x-m&gt;{{7*7}}</p></main>") == []


@pytest.mark.proves("OPS-08", "INJ-02")
@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("x-m onclick=y is all that is left", ["1 changed"]),
        ('#link("https://elsewhere.example")[Read on]', ["/URI"]),
        ("Nothing was typed.", []),
        # Some of them are cut by the end of a page, and stand as they were typed all the same.
        (
            "#set page(height: 5cm, width: 7cm, header: [Record], footer: [Page])\n"
            f"#for _ in range(90) {{ raw({json.dumps(MARK)}); [ ] }}",
            [],
        ),
    ],
)
def test_a_planted_letter_is_found(tmp_path: Path, planted: str, found: list[str]) -> None:
    (tmp_path / "letter.typ").write_text(planted)
    content = typst.compile(str(tmp_path / "letter.typ"), format="pdf")
    assert live_in_file(content) == found


@pytest.mark.proves("OPS-08", "INJ-02")
def test_a_planted_action_is_found_wherever_it_is_packed_and_bytes_that_spell_one_are_none() -> None:
    written = PdfWriter()
    written.add_blank_page(100, 100)
    stream = StreamObject()
    stream.set_data(b"by chance: /JS /URI")
    written.root_object[NameObject("/Kept")] = written._add_object(stream)
    assert live_in_file(_bytes_of(written)) == []
    act = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("this.print();")}
    written.root_object[NameObject("/OpenAction")] = written._add_object(DictionaryObject(act))
    assert live_in_file(_bytes_of(written)) == ["/JavaScript", "/JS", "/OpenAction"]


def _bytes_of(written: PdfWriter) -> bytes:
    held = io.BytesIO()
    written.write(held)
    return held.getvalue()


@pytest.mark.proves("OPS-08", "INJ-02")
def test_a_planted_email_is_found() -> None:
    mail = EmailMessage()
    mail["Subject"] = "You have work"
    mail.set_content("Sign in.")
    assert live_in_mail(mail) == []
    mail.add_alternative("<p>x-m</p>", subtype="html")
    assert live_in_mail(mail) == ["text/html", "x-m"]
