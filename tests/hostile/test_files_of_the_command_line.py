"""Hostile files handed to the command line: refused in one sentence that names what to correct, and nothing is kept."""

from __future__ import annotations

import json
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import transaction

from opennrm.referrals.models import Referral
from tests.console.conftest import Run, opennrm
from tests.factories import cases as made
from tests.factories.cases import account_of
from tests.hostile.sending import SLOW, resident_bytes
from tests.hostile.texts import DATE_PARTS, LONG, TEXTS, deep, some_text

__all__ = ["opennrm"]
pytestmark = pytest.mark.django_db
SEED = 20261122
FILES = 400
REASONS = 40
GROWS_LESS_THAN = 50 * 1024 * 1024
WHOLE: tuple[bytes, ...] = (
    b"",
    b"\x00" * 1000,
    b"\xff\xfe{\x00}\x00",
    b"\xed\xa0\x80",
    b"[]",
    b"null",
    b'"text"',
    b"{" * 100_000,
    deep(100_000).encode(),
    b'{"a":' * 50_000,
    b'{"first_names": 1, "first_names": 2}',
    b'{"a": NaN, "b": Infinity, "c": -Infinity, "d": 1e999}',
    b'{"a": ' + b"9" * 5_000 + b"}",
    b'{"a": "\\ud800", "\\udfff": "b"}',
    b'\xef\xbb\xbf{"a": 1}',
    b"{" + b",".join(b'"k%d": 1' % place for place in range(50_000)) + b"}",
)


def hostile_answers(chance: Random) -> bytes:
    """A file of answers with some of them hostile, or with ones that nobody asked for."""
    if chance.random() < 0.15:
        return chance.choice(WHOLE)
    answers: dict[str, Any] = made.answers()
    kinds: tuple[Any, ...] = (
        lambda: some_text(chance),
        lambda: chance.choice(LONG),
        lambda: chance.choice((-1, 0, 10**30, 1.5, -0.0, True, None)),
        lambda: [some_text(chance)] * chance.randrange(500),
        lambda: {"not_known": some_text(chance)},
        lambda: {some_text(chance): {"a": []}},
        lambda: json.loads(deep(200)),
        lambda: "-".join(reversed(chance.choice(DATE_PARTS))),
        lambda: "\ud800",
    )
    for key in chance.sample(sorted(answers), chance.randrange(1, 4)):
        answers[key] = chance.choices(kinds, (6, 0.2, 2, 1, 1, 1, 1, 3, 1))[0]()
    if chance.random() < 0.1:
        answers[chance.choice(TEXTS)[:200] or "made_up"] = "x"
    return json.dumps(answers).encode()


WARM = 40
"""Files after which memory is measured."""


@pytest.mark.proves("INJ-05", "1.5.3")
def test_no_file_of_answers_breaks_slows_down_or_grows(opennrm: Run, tmp_path: Path) -> None:
    made.authority_team()
    who, chance, path = account_of(made.referrer()).email, Random(SEED), tmp_path / "answers.json"  # noqa: S311
    refused = before = 0
    for number in range(FILES - REASONS):
        if number == WARM:  # by now everything that is read once is read
            before = resident_bytes()
        path.write_bytes(hostile_answers(chance))
        began, undo = time.process_time(), transaction.savepoint()
        code, told = opennrm("refer", str(path), "--as", who, "--json")
        transaction.savepoint_rollback(undo)
        assert time.process_time() - began < SLOW, number
        assert code in (0, 2), (number, told)
        if code:
            refused += 1
            assert told["error"]
            assert all(each["field"] and each["message"] for each in told.get("errors", [])), (number, told)
    assert refused > FILES / 2
    assert not Referral.objects.exists()
    assert resident_bytes() - before < GROWS_LESS_THAN


@pytest.mark.proves("INJ-05")
def test_no_file_of_reasons_breaks_it(opennrm: Run, tmp_path: Path) -> None:
    made.authority_team()
    reference, who = made.referred(), account_of(made.officer("caseworker")).email
    chance, path = Random(SEED), tmp_path / "reasons"  # noqa: S311
    for number in range(REASONS):
        path.write_bytes(chance.choice(WHOLE) if number % 4 == 0 else some_text(chance).encode())
        began, undo = time.process_time(), transaction.savepoint()
        words = ("--as", who, "--outcome", "negative", "--reasons-file", str(path), "--json")
        code, told = opennrm("decide", reference, *words)
        transaction.savepoint_rollback(undo)
        assert time.process_time() - began < SLOW, number
        assert code in (0, 1, 2), (number, told)
        assert code == 0 or told["error"]
