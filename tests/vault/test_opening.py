"""A house opens with the keys of its database and with no others; it says which key is missing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from opennrm.referrals.models import Person
from opennrm.vault.envelope import WrappingKey
from opennrm.vault.key_of_settings import KNOWN
from opennrm.vault.keyring import KEYRING, Kept, made_key, read_keys, write_keys
from opennrm.vault.marks import marked
from opennrm.vault.opening import let_go, refuse_wrong_keys
from opennrm.vault.refusing import WrongKeys

pytestmark = [pytest.mark.django_db, pytest.mark.proves("CR-04")]
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def keys(settings: object, tmp_path: Path) -> Iterator[Path]:
    settings.KEYS = tmp_path / "keys"  # type: ignore[attr-defined]
    KEYRING.forget()
    let_go()
    yield tmp_path / "keys"
    KEYRING.forget()
    let_go()


def test_a_new_house_gets_a_key_that_only_its_owner_reads(keys: Path) -> None:
    refuse_wrong_keys(make_first=TODAY)
    assert keys.stat().st_mode & 0o777 == 0o600
    assert Person.objects.create(first_name="Linh").first_name == "Linh"
    refuse_wrong_keys()
    refuse_wrong_keys(make_first=TODAY)
    assert len(read_keys()) == 1


def test_without_its_key_it_does_not_open_and_says_which_is_missing(keys: Path) -> None:
    refuse_wrong_keys(make_first=TODAY)
    missing = read_keys()[0].key.id
    write_keys([made_key(TODAY)])
    with pytest.raises(WrongKeys, match=missing):
        refuse_wrong_keys()
    keys.unlink()
    KEYRING.forget()
    for make_first in (None, TODAY):
        with pytest.raises(WrongKeys, match="cannot be read"):
            refuse_wrong_keys(make_first=make_first)
    assert not keys.exists()


def test_another_key_under_the_same_id_is_refused_by_its_id() -> None:
    refuse_wrong_keys(make_first=TODAY)
    known = read_keys()[0].key
    write_keys([Kept(WrappingKey(known.id, bytes(32)), "2026-01-01")])
    with pytest.raises(WrongKeys, match=f"{known.id} at hand is not the one"):
        refuse_wrong_keys()


def test_a_file_that_others_can_read_is_refused(keys: Path) -> None:
    refuse_wrong_keys(make_first=TODAY)
    keys.chmod(0o644)
    KEYRING.forget()
    with pytest.raises(WrongKeys, match="chmod 640"):
        refuse_wrong_keys()


@pytest.mark.parametrize("line", ["abcdefgh", "abcdefgh !!!", "abcdefgh AAAA 2026-01-01", "short " + "A" * 43 + "="])
def test_a_line_that_holds_no_key_is_refused(keys: Path, line: str) -> None:
    keys.touch(0o600)
    keys.write_text(f"# keys\n{line}\n")
    with pytest.raises(WrongKeys, match="put back the file"):
        refuse_wrong_keys(make_first=TODAY)


def test_keys_may_come_from_a_descriptor_and_lie_in_no_file(keys: Path, settings: object) -> None:
    read, write = os.pipe()
    os.write(write, f"{made_key(TODAY).line()}\n".encode())
    os.close(write)
    settings.KEYS_DESCRIPTOR = read  # type: ignore[attr-defined]
    KEYRING.forget()
    refuse_wrong_keys(make_first=TODAY)
    assert Person.objects.create(first_name="Linh").id
    refuse_wrong_keys()
    with pytest.raises(WrongKeys, match="descriptor"):
        write_keys([])
    assert not keys.exists()
    settings.KEYS_DESCRIPTOR = None  # type: ignore[attr-defined]


@pytest.mark.proves("CR-04")
def test_another_key_in_the_settings_is_refused_by_its_name(settings: object) -> None:
    refuse_wrong_keys(make_first=TODAY)
    refuse_wrong_keys()
    settings.VAULT_KEY = "another-" + "0123456789abcdef" * 4  # type: ignore[attr-defined]
    for first in (None, TODAY):
        with pytest.raises(WrongKeys, match="OPENNRM_VAULT_KEY is not the one of this database"):
            refuse_wrong_keys(make_first=first)


def test_a_database_of_before_knows_the_key_of_the_settings_from_its_next_upgrade_on() -> None:
    refuse_wrong_keys(make_first=TODAY)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM vault_mark")
    refuse_wrong_keys()
    assert marked(KNOWN) == {}, "the pages only look"
    refuse_wrong_keys(make_first=TODAY)
    assert KNOWN in marked(KNOWN)


def test_a_key_does_not_show_itself() -> None:
    kept = made_key(TODAY)
    assert kept.key.key.hex() not in repr(kept)
    assert repr(kept.key.key)[2:20] not in repr(kept)
