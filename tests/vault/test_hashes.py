"""A keyed hash tells the same value again, and nothing without its key and purpose."""

from __future__ import annotations

from typing import Any

from opennrm.vault.hashes import keyed_hash


def test_the_same_value_has_the_same_hash_whatever_the_order_of_its_keys() -> None:
    assert keyed_hash("answers", {"a": 1, "b": 2}) == keyed_hash("answers", {"b": 2, "a": 1})
    assert keyed_hash("answers", "x") != keyed_hash("answers", "x ")


def test_another_purpose_or_another_key_gives_another_hash(settings: Any) -> None:
    here = keyed_hash("answers", "x")
    assert keyed_hash("letter", "x") != here
    settings.VAULT_KEY = "the key of another installation"
    assert keyed_hash("answers", "x") != here


def test_half_a_surrogate_pair_can_be_hashed() -> None:
    assert len(keyed_hash("answers", "\ud800")) == 64
