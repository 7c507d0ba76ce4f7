"""Short secrets, sealed."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from opennrm.vault.sealing import CannotOpen, keyed_secret, open_sealed, seal


def test_what_was_sealed_opens_again() -> None:
    assert open_sealed(seal("JBSWY3DP ሰላም", purpose="a"), purpose="a") == "JBSWY3DP ሰላም"


@pytest.mark.proves("11.3.4")
def test_the_same_is_never_sealed_alike() -> None:
    assert seal("x", purpose="a") != seal("x", purpose="a")


@pytest.mark.proves("9.2.2")
def test_it_opens_for_its_own_purpose_only() -> None:
    with pytest.raises(CannotOpen):
        open_sealed(seal("x", purpose="a"), purpose="b")


@pytest.mark.django_db
@pytest.mark.proves("11.3.5")
@pytest.mark.parametrize("place", [0, 5, 20])
def test_one_changed_byte_is_seen(place: int) -> None:
    kept = bytearray(base64.urlsafe_b64decode(seal("secret", purpose="a")))
    kept[place] ^= 1
    with pytest.raises(CannotOpen):
        open_sealed(base64.urlsafe_b64encode(bytes(kept)).decode(), purpose="a")


@pytest.mark.django_db
@pytest.mark.parametrize("rubbish", ["", "x", "not base64 at all é", "AQ=="])
def test_rubbish_does_not_open(rubbish: str) -> None:
    with pytest.raises(CannotOpen):
        open_sealed(rubbish, purpose="a")


def test_another_key_does_not_open(settings: Any) -> None:
    sealed = seal("x", purpose="a")
    settings.VAULT_KEY = "another"
    with pytest.raises(CannotOpen):
        open_sealed(sealed, purpose="a")
    settings.VAULT_KEY = ""
    with pytest.raises(CannotOpen):
        seal("x", purpose="a")


def test_a_keyed_secret_is_the_same_again_and_differs_by_what_it_is_about() -> None:
    assert keyed_secret("a", purpose="p") == keyed_secret("a", purpose="p")
    assert len({keyed_secret("a", purpose="p"), keyed_secret("b", purpose="p"), keyed_secret("a", purpose="q")}) == 3
    assert len(keyed_secret("a", purpose="p")) == 43
