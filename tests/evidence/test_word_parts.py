"""Aisha's worker crossed out where she lives before the letter was sent: who is given the copy does not read it."""

from __future__ import annotations

import pytest

from opennrm.evidence.word_parts import Shown

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def shown(body: str, lost: set[str] | None = None) -> Shown:
    content = f'<w:document xmlns:w="urn:w" xmlns:a="urn:a" xmlns:r="{R}">{body}</w:document>'
    return Shown(content.encode(), lost or set(), set(), is_notes=False)


@pytest.mark.proves("FILE-08", "14.2.8")
def test_what_was_crossed_out_is_gone_and_what_was_written_in_tells_no_author_or_day() -> None:
    told = shown(
        '<w:del w:author="Sol"><w:p xmlns:b="urn:b"><b:x>9 Quay Road</b:x></w:p></w:del><w:p>'
        '<w:ins w:author="Sol" w:date="2026-01-02T03:04:05Z"><w:t xml:space="preserve"> &lt;kept&gt; </w:t></w:ins>'
        '<w:rPr><w:rPrChange w:author="Sol"/></w:rPr></w:p>'
    ).content.decode()
    assert told.partition("?>")[2] == (
        f'<w:document xmlns:w="urn:w" xmlns:a="urn:a" xmlns:r="{R}"><w:p><w:ins w:author="" '
        'w:date="1980-01-01T00:00:00Z"><w:t xml:space="preserve"> &lt;kept&gt; </w:t></w:ins><w:rPr></w:rPr></w:p>'
        "</w:document>"
    )


def test_what_leads_to_a_part_that_is_left_out_goes_with_its_whole_drawing_and_no_more() -> None:
    body = '<w:p><w:drawing><a:b><a:chart r:id="gone"/></a:b></w:drawing><a:blip r:embed="here"/><w:t>Kept</w:t></w:p>'
    told = shown(body, {"gone"})
    assert b'<w:p><a:blip r:embed="here"></a:blip><w:t>Kept</w:t></w:p>' in told.content
    assert told.used == {"here"}


def test_a_part_with_a_document_type_is_not_copied() -> None:
    with pytest.raises(ValueError, match="document type"):
        Shown(b'<!DOCTYPE w [<!ENTITY e "x">]><w>&e;</w>', set(), set(), is_notes=False)
