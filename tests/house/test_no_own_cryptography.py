"""Ciphers, keyed hashes, signatures and keys made from passwords are the vault's; everybody else asks the vault."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.house.tree import HOUSE, Source, sources

PRIMITIVES = frozenset({"cryptography", "nacl", "Crypto", "Cryptodome", "OpenSSL", "ssl", "random", "jwt"})
"""Modules that only the vault may use; `random` is here because no key and no secret is ever made with it."""
OF_HASHLIB = frozenset({"pbkdf2_hmac", "scrypt", "blake2b", "blake2s", "md5", "sha1", "new"})
"""What of hashlib takes a key, or is broken; a plain SHA-256 of something public is nobody's secret."""
MAY = {
    "src/opennrm/notifications/channels/email_smtp.py": "speaks TLS to the mail server",
    "src/opennrm/notifications/channels/webhook_https.py": "speaks TLS to a webhook",
    "src/opennrm/notifications/webhook_calls.py": "spreads further attempts by chance",
    "src/opennrm/notifications/delivery.py": "spreads further attempts by chance",
    "src/opennrm/console/delivery_loop.py": "spreads its rounds by chance",
    "src/opennrm/mechanism/timetabling/making.py": "tries changes of a timetable by chance, the same for each seed",
}


def own_cryptography(of: Iterable[Source]) -> Iterator[str]:
    """Where something outside the vault reaches for a primitive."""
    for source in of:
        if source.path.startswith("src/opennrm/vault/"):
            continue
        for node in ast.walk(source.parsed):
            found = set(_modules(node)) & PRIMITIVES | set(_of_hashlib(node))
            if found and source.path not in MAY:
                yield f"{source.path}:{getattr(node, 'lineno', 0)} {', '.join(sorted(found))}"


def _modules(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (name.name.partition(".")[0] for name in node.names)
    elif isinstance(node, ast.ImportFrom) and node.level == 0:
        yield (node.module or "").partition(".")[0]


def _of_hashlib(node: ast.AST) -> Iterator[str]:
    yield from _of_hmac(node)
    if isinstance(node, ast.ImportFrom) and node.module == "hashlib":
        yield from ({name.name for name in node.names} & OF_HASHLIB)
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "hashlib":
        yield from {node.attr} & OF_HASHLIB


def _of_hmac(node: ast.AST) -> Iterator[str]:
    """Keyed hashes; comparing in constant time is nobody's cryptography."""
    if isinstance(node, ast.ImportFrom) and node.module == "hmac":
        yield from {name.name for name in node.names} - {"compare_digest"}
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "hmac":
        yield from {node.attr} - {"compare_digest"}


@pytest.mark.proves("CR-06")
def test_nobody_but_the_vault_has_a_primitive() -> None:
    assert list(own_cryptography(sources(HOUSE))) == []


@pytest.mark.proves("CR-06")
@pytest.mark.parametrize(
    "planted",
    [
        "from cryptography.fernet import Fernet",
        "import cryptography.hazmat.primitives as p",
        "import hmac\nhmac.new(b'', b'', 'sha256')",
        "from hmac import new",
        "from hashlib import pbkdf2_hmac",
        "import hashlib\nhashlib.md5(b'')",
        "def f():\n    from nacl.secret import SecretBox",
        "import random",
    ],
)
def test_a_planted_primitive_is_found(planted: str) -> None:
    assert len(list(own_cryptography([Source("src/opennrm/cases/planted.py", planted)]))) == 1
    assert list(own_cryptography([Source("src/opennrm/vault/planted.py", planted)])) == []


@pytest.mark.parametrize(
    "harmless",
    [
        "from hashlib import sha256",
        "import secrets",
        "import hmac\nhmac.compare_digest('a', 'b')",
        "from opennrm.vault.sealing import seal",
        "import hashlib\nhashlib.sha256(b'').hexdigest()",
        "from .cryptography import x",
    ],
)
def test_what_is_no_primitive_is_let_be(harmless: str) -> None:
    assert list(own_cryptography([Source("src/opennrm/cases/harmless.py", harmless)])) == []
