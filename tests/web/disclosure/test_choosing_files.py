"""Ada looks at each file before it leaves; nothing that she chose is lost, and Caspian reads what she chose."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.disclosure.models import Disclosure
from opennrm.evidence.models import File
from tests.disclosure.records import EVERY_MARK
from tests.disclosure.with_files import record_with_files
from tests.web.disclosure.conftest import opened
from tests.web.disclosure.test_disclosing import read_of

pytestmark = pytest.mark.django_db
WHY = "The court asks where it was taken."


def test_each_file_has_a_choice_and_what_is_decided_is_what_was_read() -> None:
    here, (picture, letter, harmful) = record_with_files()
    ada, caspian = opened(here), opened(here, second=True)
    at = f"/cases/{here.reference}/disclosures/{here.prepared('court')}/"
    page = ada.get(f"{at}decide/").content.decode()
    for key in (picture, letter):
        assert f'name="{key}"' in page
    assert f'name="{harmful}"' not in page
    assert "Nothing of it: The scanner found harmful software" in page
    assert "Not decided yet" in page
    assert f"/cases/{here.reference}/files/" in page
    sent: dict[str, Any] = {"held_back": list(EVERY_MARK), "read": "yes", "do": "decide", "seen": read_of(page)}
    refused = ada.post(f"{at}decide/", sent | {picture: "original", "originals_because": WHY})
    said = refused.content.decode()
    assert (refused.status_code, f'href="#{letter}"' in said) == (422, True)
    assert '<option value="original" selected>' in said
    assert WHY in said
    chosen = {picture: "original", letter: "source", "originals_because": WHY}
    other = ada.post(f"{at}decide/", sent | chosen)  # what she read said that nothing was decided
    assert (other.status_code, "This is not as you read it: Files" in other.content.decode()) == (422, True)
    shown = ada.post(f"{at}decide/", sent | chosen | {"do": "show"}).content.decode()
    assert ada.post(f"{at}decide/", sent | chosen | {"seen": read_of(shown)}).status_code == 302
    to_release = caspian.get(f"{at}release/").content.decode()
    for wanted in (WHY, "Originals of files leave", "files/001.jpg"):
        assert wanted in to_release
    for number, key in enumerate((picture, letter, harmful), start=1):  # he looks at each, also at what is left out
        assert f"File {number}" in to_release
        assert f'href="/cases/{here.reference}/files/{key.partition(":")[2]}/"' in to_release
    row = Disclosure.objects.get()
    answer = {"agreed": "yes", "seen": row.content_hash}
    assert b"Say that you agree to that" in caspian.post(f"{at}release/", answer).content
    assert caspian.post(f"{at}release/", answer | {"originals": "yes"}).status_code == 302
    taken = ada.post(f"{at}take/", {"form": "zip"})
    assert (taken.status_code, taken.content[:2]) == (200, b"PK")


def test_a_file_without_a_copy_is_left_out_by_saying_so_and_one_that_waits_is_told() -> None:
    here, (picture, letter, _harmful) = record_with_files()
    at = f"/cases/{here.reference}/disclosures/{here.prepared()}/"
    ada, caspian = opened(here), opened(here, second=True)
    sent: dict[str, Any] = {"held_back": list(EVERY_MARK), "read": "yes", "do": "decide", picture: "copy"}
    File.objects.filter(id=letter.partition(":")[2]).update(copy="awaited")
    page = ada.get(f"{at}decide/").content.decode()
    assert f'name="{letter}"' in page
    assert 'value="no_copy"' not in page
    refused = ada.post(f"{at}decide/", sent | {"seen": read_of(page)})
    assert (refused.status_code, b"Wait a few minutes" in refused.content) == (422, True)
    File.objects.filter(id=letter.partition(":")[2]).update(copy="failed")
    sent |= {letter: "no_copy"}
    shown = ada.post(f"{at}decide/", sent | {"do": "show"}).content.decode()
    assert '<option value="no_copy" selected>Leave it out: no copy can be made of it' in shown
    assert ada.post(f"{at}decide/", sent | {"seen": read_of(shown)}).status_code == 302
    assert "No copy can be made of it" in caspian.get(f"{at}release/").content.decode()


def test_the_person_is_offered_no_original_and_what_is_returned_keeps_what_was_chosen() -> None:
    here, (picture, letter, _harmful) = record_with_files()
    disclosure = here.prepared()
    at = f"/cases/{here.reference}/disclosures/{disclosure}/"
    ada, caspian = opened(here), opened(here, second=True)
    page = ada.get(f"{at}decide/").content.decode()
    assert 'value="original"' not in page
    assert 'name="originals_because"' not in page
    here.decided(disclosure, files={picture: "copy", letter: "medical"})
    assert caspian.post(f"{at}release/", {"agreed": "no", "remark": "Why is the letter left out?"}).status_code == 302
    again = ada.get(f"{at}decide/").content.decode()
    assert '<option value="medical" selected>' in again
    assert 'name="originals"' not in caspian.get(f"{at}release/").content.decode()
