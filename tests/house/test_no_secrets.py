"""No secret lies in the repository: every tracked file is read for keys, tokens and passwords by detect-secrets."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.core.scan import scan_file
from detect_secrets.settings import transient_settings

from opennrm.console.documents import DOCUMENTS
from tests.house.tree import ROOT

PICTURES = (".woff2", ".ttf", ".otf", ".png", ".gz", ".dump", ".pdf", ".ico")
"""Files without lines of text; what they hold is made from what is read here."""
FALSE_ALARMS = (
    *("is_sequential_string", "is_potential_uuid", "is_templated_secret", "is_prefixed_with_dollar_sign"),
    *("is_indirect_reference", "is_not_alphanumeric_string"),
)
HASHES = {
    "src/opennrm/questions/published.json": "hashes of published questions",
    "src/opennrm/notifications/letters/published.json": "hashes of published letters",
    "requirements/": "hashes of packages",
    "tests/mechanism/test_bank_holidays.py": "the hash of the published table",
}
"""Where digits to the base 16 are the hash of something that everybody has."""
DIGEST = re.compile(r"[0-9a-f]{16}|[0-9a-f]{64}")
OF_TESTS = "made up for tests: opens nothing outside a test's own database"
WORDS = "words that people read, or names in code"
NO_SECRETS = {
    **dict.fromkeys(
        (
            *("cows graze by the river", "river cows by graze", "a guess", "a wrong guess", "guess", "elevenchars"),
            *("not used", "not-the-password", "something else", "short", "Wrong.", "between the two", "here"),
            *("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "fedcba9876543210", "AB1234567", "Only the team may know this."),
            "hunter2",
            *("only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-1", "only-for-drills-", "only-for-old-versions-"),
            *("only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-2", "made-up-", "opennrm", "secret"),
        ),
        OF_TESTS,
    ),
    **dict.fromkeys(
        (
            *("Check your address and your password: they do not belong together here.", "This is not your password."),
            *("Enter the password you have now.", "password", "password_and_passkey", "passwordShown", "age1"),
            *("opennrm.web.codes.NewPasswordForm", "signing", "how a key is read", "PGPASSWORD"),
        ),
        WORDS,
    ),
    "0123456789ABCDEFGHJKMNPQRSTVWXYZ": "the letters that references are written in",
    "made-up-people-only": "the password of the demonstration's people, printed for everybody; refused outside one",
    # Expected hashes of made-up texts.
    **dict.fromkeys(
        (
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
            "2809f0107c7bab003f76be54daa3d570b0406aa31503d9729e04d540085449d8",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        ),
        "the hash of a made-up text, which a test expects",
    ),
}
"""Values that look like secrets and are none, with the reason."""
Found = tuple[str, int, str, str]


def tracked() -> list[str]:
    """The path of every file that git knows, but for those that are made from others."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [
        path for path in listed.stdout.split("\0") if path and path not in DOCUMENTS and not path.endswith(PICTURES)
    ]


def found_in(root: Path, paths: Iterable[str]) -> Iterator[Found]:
    """Path, line, kind and value of everything that looks like a secret. Nobody outside is asked about it."""
    plugins = [{"name": each.__name__} for each in get_mapping_from_secret_type_to_class().values()]
    heuristics = [{"path": f"detect_secrets.filters.heuristic.{name}"} for name in FALSE_ALARMS]
    with transient_settings({"plugins_used": plugins, "filters_used": heuristics}):
        for path in paths:
            for each in scan_file(str(root / path)):
                yield path, each.line_number, each.type, each.secret_value or ""


def is_known(found: Found) -> bool:
    """A published hash, or a value of the list below."""
    path, _line, _kind, value = found
    return value in NO_SECRETS or (any(path.startswith(each) for each in HASHES) and bool(DIGEST.fullmatch(value)))


@pytest.mark.proves("OPS-05", "13.3.1")
def test_no_file_holds_a_secret() -> None:
    told = [f"{each[0]}:{each[1]}: {each[2]}" for each in found_in(ROOT, tracked()) if not is_known(each)]
    assert not told, "\n".join(told)


KEY = "9f3a 1c77 b2d8 4e06 a5c1 f0d2 e4b6 9788".replace(" ", "")
PLANTED = {
    "key.pem": "-----BEGIN EC PRIVATE " + "KEY-----\nMHcCAQEEIA==",
    "settings.py": 'SMTP_PASSWORD = "hunter' + '2-is-my-word"\n',
    "environment": "OPENNRM_SECRET_KEY=" + KEY,
    "notes.md": "Sign in with https://root:Tr0ub4dor" + "@db.example/x",
    "ci.yml": "token: gh" + "p_" + "16C7 e42F 292c 6912 E771 0c83 8347 Ae17 8B4a".replace(" ", ""),
    "published.json": '{"hash": "' + KEY + '"}',
}


@pytest.mark.proves("OPS-05", "OPS-08")
@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_secret_is_found(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PLANTED[name])
    assert [each for each in found_in(tmp_path, [name]) if not is_known(each)]


def test_no_value_is_let_through_that_nobody_has_any_more() -> None:
    there = b"\n".join((ROOT / path).read_bytes() for path in tracked() if not path.endswith("test_no_secrets.py"))
    assert [value for value in NO_SECRETS if value.encode() not in there] == []
