"""Cal hears the recording that came with a referral, and Rhea says of each file what becomes of it before it leaves."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.audit.once import form_token
from opennrm.disclosure.actions.preparing import Asked, prepare_disclosure
from opennrm.evidence.actions import With, add_whole
from opennrm.evidence.examining import examine_what_waits
from opennrm.evidence.models import File
from opennrm.evidence.queries import files_with
from opennrm.referrals.adding import draft_of
from tests.browser.opened_with import actor
from tests.browser.watching import look
from tests.evidence.test_sandbox import needs_program, needs_sandbox
from tests.factories import files
from tests.stories.people import CASEWORKER, OFFICER, RECORDS_OFFICER, House

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), needs_sandbox]
LENGTH = """() => new Promise((heard, failed) => {
  const sound = document.querySelector("audio");
  sound.onloadedmetadata = () => heard(sound.duration);
  sound.onerror = () => failed(new Error(sound.error.message));
  sound.preload = "metadata";
  sound.load();
})"""


def with_files(house: House) -> str:
    """A case whose referral came with a photograph, a recording and an old document; gives its reference."""
    reference = house.has_case()
    for name, content in (
        ("The door of the cellar, from outside, taken by the neighbour.jpg", files.jpg(400, 300)),
        ("voice message.wav", files.wav(2)),
        ("statement.doc", files.words_doc("She was locked in.")),
        ("virus.pdf", files.pdf()),
    ):
        add_whole(With(reference=reference), name=name, content=content, by=actor(OFFICER), at=timezone.now())
    examine_what_waits(timezone.now())
    last = files_with(draft_of(reference))[-1]
    File.objects.filter(id=last.id).update(scan="found")
    return reference


def test_a_recording_is_played_on_the_page_of_its_file(house: House) -> None:
    needs_program("wav")
    reference = with_files(house)
    cal = house.at_work(CASEWORKER)
    look(cal.opens(f"/cases/{reference}/files/").page, "files-of-a-case")
    for number, file in enumerate(files_with(draft_of(reference)), start=1):
        page = cal.opens(f"/cases/{reference}/files/{file.id}/").page
        look(page, f"file-{number}")
        if file.kind.key == "wav":
            assert page.evaluate(LENGTH) == pytest.approx(2, abs=0.3)


def test_what_becomes_of_each_file_is_chosen_on_any_screen(house: House) -> None:
    needs_program("wav")
    reference = with_files(house)
    asked = Asked("court", "court_order", "", "Registrar, Marshland Crown Court", ["files"])
    made = prepare_disclosure(reference, asked, token=form_token(), by=actor(RECORDS_OFFICER), at=timezone.now())
    rhea = house.at_work(RECORDS_OFFICER)
    page = rhea.opens(f"/cases/{reference}/disclosures/{made}/decide/").page
    assert page.locator("select").count() == 3
    look(page, "choosing-files")
