"""Where cryptography is used is written down, found by search, and of the few kinds that are approved."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from opennrm.config.fitness import SHORTEST_KEY
from opennrm.vault.envelope import KEY_BYTES, WrappingKey, new_data_key
from opennrm.vault.hashes import keyed_hash
from opennrm.vault.sealing import KEY_ID, seal
from tests.audit.test_seal import write
from tests.house.test_docs_name_everything import settings_of
from tests.house.tree import ROOT, Source, sources

PAGE, KEYS = ROOT / "docs/explanation/cryptography.md", ROOT / "docs/how-to/keys.md"
MODULES = ("hashlib", "hmac", "secrets", "pyrage")
NAMES = frozenset({"urandom", "salted_hmac", "constant_time_compare", "make_password", "check_password", "hotp_value"})
APPROVED = {
    "AESGCM": "sealing, wrapping",
    "HKDF": "keys for purposes",
    "SHA256": "within HKDF",
    "Ed25519PrivateKey": "signing",
    "Ed25519PublicKey": "checking signatures",
    "InvalidTag": "no primitive",
    "InvalidSignature": "no primitive",
    "Encoding": "how a key is written",
    "NoEncryption": "how a key is written",
    "PrivateFormat": "how a key is written",
    "PublicFormat": "how a key is written",
    "load_pem_private_key": "how a key is read",
}
"""All that is taken from `cryptography`: nothing with a mode or a padding to choose, and nothing old."""
HASHES = {"sha256", "sha512"}
ROW = re.compile(r"^\| `([\w./]+\.py)` \| ([^|]+) \|", re.MULTILINE)


def used(of: Iterable[Source]) -> dict[str, set[str]]:
    """Which primitives each file reaches for."""
    found: dict[str, set[str]] = defaultdict(set)
    for source in of:
        for node in ast.walk(source.parsed):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cryptography"):
                found[source.path] |= {name.name for name in node.names}
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                found[source.path] |= {f"{node.value.id}.{node.attr}"} if node.value.id in MODULES else set()
            if isinstance(node, ast.Attribute | ast.Name):
                name = node.attr if isinstance(node, ast.Attribute) else node.id
                found[source.path] |= {name} & NAMES
    return {path: names for path, names in found.items() if names}


def written_down() -> dict[str, set[str]]:
    """What the page says of each file."""
    return {path: set(re.findall(r"`([\w.]+)`", names)) for path, names in ROW.findall(PAGE.read_text())}


@pytest.mark.proves("11.1.2", "11.1.3")
def test_the_inventory_is_what_a_search_finds() -> None:
    assert written_down() == used(sources("src", "tools"))
    planted = used([Source("src/planted.py", "import hashlib\nfrom cryptography.x import Y\nhashlib.md5(b'')")])
    assert planted == {"src/planted.py": {"hashlib.md5", "Y"}}


@pytest.mark.proves("11.2.1", "11.3.1", "11.3.2", "11.6.1")
def test_nothing_but_what_is_approved_is_taken_from_the_library() -> None:
    taken = set().union(*used(sources("src", "tools")).values())
    assert {name for name in taken if "." not in name} - NAMES == set(APPROVED)
    planted = used([Source("src/planted.py", "from cryptography.hazmat.primitives.ciphers.modes import ECB")])
    assert planted["src/planted.py"] - set(APPROVED) == {"ECB"}


@pytest.mark.proves("11.4.1", "11.4.4")
def test_no_hash_is_weak_and_no_key_is_made_of_a_password() -> None:
    taken = {name for names in used(sources("src", "tools")).values() for name in names}
    assert {name.removeprefix("hashlib.") for name in taken if name.startswith("hashlib.")} == HASHES


@pytest.mark.proves("11.2.3", "11.4.3")
@pytest.mark.django_db
def test_every_key_and_every_hash_of_the_history_has_128_bits_or_more() -> None:
    assert KEY_BYTES * 8 == len(new_data_key()) * 8 == 256
    assert SHORTEST_KEY >= 32, "hexadecimal letters of four bits each"
    assert len(WrappingKey("0a1b2c3d", new_data_key()).check_value()) * 8 >= 128
    assert len(bytes.fromhex(keyed_hash("x", "y"))) * 8 == 256
    write(1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT octet_length(hash) FROM audit_head")
        assert cursor.fetchone() == (32,)


@pytest.mark.proves("11.1.4")
def test_for_each_kind_it_is_written_how_to_move_to_another() -> None:
    moving = PAGE.read_text().partition("## Moving to other algorithms")[2]
    for kind in ("AES-256-GCM", "HMAC-SHA-256", "HKDF", "SHA-256", "Ed25519", "argon2", "age", "TLS"):
        assert f"| {kind}" in moving, kind
    assert f"{KEY_ID[0]}" in moving


@pytest.mark.proves("11.1.1")
def test_of_every_key_it_is_written_where_it_lies_and_what_becomes_of_it() -> None:
    read = {name for name in settings_of(sources("src")) if re.search(r"(?<!PUBLIC)_KEYS?(?:_|$)", name)}
    assert {"OPENNRM_SECRET_KEY", "OPENNRM_VAULT_KEY", "OPENNRM_KEYS", "OPENNRM_ANCHOR_KEY"} <= read
    told = KEYS.read_text()
    assert [name for name in sorted(read) if f"`{name}" not in told] == []


@pytest.mark.proves("11.5.2", "11.3.4")
def test_under_load_nothing_random_comes_twice() -> None:
    def many(_: int) -> list[str]:
        return [seal("x", purpose="a")[:16] for _ in range(2_000)]

    with ThreadPoolExecutor(8) as together:
        made = [nonce for batch in together.map(many, range(8)) for nonce in batch]
    assert len(set(made)) == len(made) == 16_000
