"""Ola's browser sends a file in pieces; the connection breaks, comes back, and the rest follows by itself."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from opennrm.evidence.queries import files_with, original_of
from tests.browser.opened_with import Examples, actor
from tests.factories import files
from tests.stories.people import OFFICER, House

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


BREAKS_ONCE = """
const whole = window.fetch;
window.fetch = (address, options) => {
  if (String(address).includes("from=524288") && !sessionStorage.getItem("broken")) {
    sessionStorage.setItem("broken", "yes");
    return Promise.reject(new TypeError("the connection broke"));
  }
  return whole(address, options);
};
"""


def draft_of(house: House) -> UUID:
    return UUID(str(Examples(house).draft["draft_id"]))


@pytest.mark.proves("REL-04")
def test_a_file_goes_in_pieces_and_goes_on_after_a_break(house: House, tmp_path: Path) -> None:
    draft, content = draft_of(house), files.jpg(1600, 1600)
    (tmp_path / "letter.jpg").write_bytes(content)
    assert len(content) > 2 * 512 * 1024
    person = house.at_work(OFFICER)
    person.page.add_init_script(BREAKS_ONCE)
    page = person.opens(f"/referrals/drafts/{draft}/files/").page
    page.set_input_files("input[type=file]", str(tmp_path / "letter.jpg"))
    page.click("text=Add the file")
    page.wait_for_selector("text=letter.jpg", timeout=30_000)
    assert page.evaluate("sessionStorage.getItem('broken')") == "yes"
    (read,) = files_with(draft)
    assert original_of(draft, read.id) == content
    assert actor(OFFICER).name in read.sent_by


def test_what_is_refused_is_told_where_it_was_chosen(house: House, tmp_path: Path) -> None:
    draft = draft_of(house)
    (tmp_path / "letter.jpg").write_bytes(b"MZ" + bytes(100))
    page = house.at_work(OFFICER).opens(f"/referrals/drafts/{draft}/files/").page
    page.set_input_files("input[type=file]", str(tmp_path / "letter.jpg"))
    page.click("text=Add the file")
    page.wait_for_selector("text=not what its name says", timeout=30_000)
    assert files_with(draft) == []
