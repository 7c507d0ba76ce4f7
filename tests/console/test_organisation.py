"""The verb `organisation`: an organisation comes in with somebody who can sign in, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password

from opennrm.partners.models import Account, Organisation
from tests.console.conftest import Run

pytestmark = pytest.mark.django_db

GIVEN = (
    *("organisation", "harbour-council", "--name", "Harbour Council", "--type", "local_authority"),
    *("--nation", "wales", "--may-refer", "--domain", "harbour.council.example", "--team", "Safeguarding"),
    *("--administrator", "ada@harbour.council.example", "--administrator-name", "Ada Nwosu"),
)


@pytest.fixture
def password(tmp_path: Path) -> tuple[str, str]:
    path = tmp_path / "password"
    path.write_text("cows graze by the river\n")
    return "--password-file", str(path)


def test_its_administrator_can_sign_in(opennrm: Run, password: tuple[str, str]) -> None:
    code, told = opennrm(*GIVEN, *password)
    assert code == 0
    assert "harbour-council is in the partnership" in told
    assert check_password("cows graze by the river", Account.objects.get().password)


def test_a_fault_is_told_in_one_sentence_and_nothing_is_kept(opennrm: Run, password: tuple[str, str]) -> None:
    code, told = opennrm(*GIVEN, *password, "--administrator", "ada@elsewhere.example", "--json")
    assert (code, told) == (2, {"error": "The administrator's address is a work address at harbour.council.example."})
    assert not Organisation.objects.exists()


def test_a_password_that_is_asked_for_is_typed_twice(opennrm: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["cows graze by the river", "cows graze by the sea"])
    monkeypatch.setattr("getpass.getpass", lambda asked: next(typed))
    code, told = opennrm(*GIVEN)
    assert code == 2
    assert "differ" in told
