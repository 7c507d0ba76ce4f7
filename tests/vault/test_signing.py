"""Signing: the key lies in a file for its owner alone, and only what was signed is believed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from opennrm.vault.signing import NoSigningKey, is_signed, key_id_of, make_signer, read_signer


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "anchor.pem"
    made = make_signer(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert make_signer(path).public == read_signer(path).public == made.public
    assert made.key_id == key_id_of(made.public)
    assert "PRIVATE" not in repr(made)


def test_only_what_was_signed_with_this_key_is_believed(tmp_path: Path) -> None:
    one, other = make_signer(tmp_path / "one"), make_signer(tmp_path / "other")
    signature = one.sign(b"said")
    assert is_signed(b"said", signature, one.public)
    assert not is_signed(b"sad", signature, one.public)
    assert not is_signed(b"said", signature, other.public)
    changed = f"{int(signature[-2:], 16) ^ 1:02x}"  # one bit: a signature's last byte is often 00 already
    assert not is_signed(b"said", signature[:-2] + changed, one.public)
    assert not is_signed(b"said", "not hexadecimal", one.public)


def test_a_file_without_such_a_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    with pytest.raises(NoSigningKey, match="put back the copy"):
        read_signer(path)
    path.write_text("nothing")
    with pytest.raises(NoSigningKey):
        read_signer(path)
    other_kind = X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(other_kind)
    with pytest.raises(NoSigningKey, match="another kind"):
        read_signer(path)
