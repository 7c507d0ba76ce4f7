"""What in a text could identify somebody is found before an anonymous notification leaves, and little else is."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from opennrm.questions.identifying import DETECTORS, Detector, Trace, plainly, traces_of_identity

PLANTED = Path(__file__).parent / "planted"
LENGTH = 15_000
SECONDS = 0.1
HOSTILE = (
    *("a@", "a.b@", "0 ", "00", "A ", "Aa ", "Ana ", "A\n", "AA11 ", "A1", "a.", "+1 ", "0(.)", "one ", "1 Jan "),
    *("born ", "passport no ", "case number is ", "12 a ", "at a dot ", "@a", "http://a", "www.", "name is ", "Mr. "),
    *("12/12/", "///a.", "Flat 1 ", "1.1111 ", "snap name on ", "É’", "\u200b", "\uff21", "(", " ", "Xu-Li Wei "),
)


def planted() -> list[dict[str, str]]:
    with (PLANTED / "identifiers.csv").open(encoding="utf-8", newline="") as kept:
        return list(csv.DictReader(kept))


def harmless() -> list[str]:
    return (PLANTED / "harmless.txt").read_text(encoding="utf-8").splitlines()


def is_flagged(row: dict[str, str], detectors: tuple[Detector, ...] = DETECTORS) -> bool:
    """Whether what was planted is pointed at, wholly or in part; other words of the sentence do not count."""
    wanted = squeezed(row["planted"])
    found = [squeezed(trace.words) for trace in traces_of_identity(row["sentence"], detectors)]
    return any(words in wanted or wanted in words for words in found)


def squeezed(text: str) -> str:
    return "".join(plainly(text).split())


def test_of_200_planted_identifiers_at_least_99_per_cent_are_flagged() -> None:
    rows = planted()
    assert len(rows) == len({row["sentence"] for row in rows if row["planted"] in row["sentence"]}) == 200
    missed = [row["sentence"] for row in rows if not is_flagged(row)]
    assert len(missed) <= 2, missed


def test_of_200_harmless_sentences_at_most_3_per_cent_are_flagged() -> None:
    sentences = harmless()
    assert len(set(sentences)) == 200
    flagged = [(sentence, traces_of_identity(sentence)) for sentence in sentences if traces_of_identity(sentence)]
    assert len(flagged) <= 6, flagged


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda each: each.code)
def test_a_detector_that_is_switched_off_is_noticed(detector: Detector) -> None:
    """The planted bug: without any one of them something that was planted is found by no other."""
    others = tuple(each for each in DETECTORS if each is not detector)
    of_its_kind = [row for row in planted() if row["kind"] == detector.code]
    assert len(of_its_kind) >= 6
    assert not all(is_flagged(row, others) for row in of_its_kind)


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_takes_long(piece: str) -> None:
    text = (piece * LENGTH)[:LENGTH]
    traces_of_identity("Ana")  # lists are read once
    took = []
    for _try in range(3):
        began = time.thread_time()
        traces_of_identity(text)
        took.append(time.thread_time() - began)
    assert min(took) < SECONDS


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("Ring 07700 900123 after six", "phone", "07700 900123"),
        ("Ring 020 7946 0123 after six", "phone", "020 7946 0123"),
        ("Write to a.b@c.example now", "email", "a.b@c.example"),
        ("It is on www.shop.example/ana", "web", "www.shop.example/ana"),
        ("The picture is in scan-3.JPG", "file", "scan-3.JPG"),
        ("They slept at S1 2HH", "postcode", "S1 2HH"),
        ("They slept at ls11ur", "postcode", "ls11ur"),
        ("They slept at 12 high street", "address", "12 high street"),
        ("They slept in 7b Lantern House", "address", "7b Lantern House"),
        ("Passport AB1234567", "document", "Passport AB1234567"),
        ("She was born on 3 May 1990.", "date_of_birth", "born on 3 May 1990"),
    ],
)
def test_what_surely_identifies_has_to_be_taken_out(text: str, code: str, words: str) -> None:
    assert [(trace.code, trace.words, trace.sure) for trace in traces_of_identity(text)] == [(code, words, True)]


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Then Ana Kowalska came.", ["Ana", "Kowalska"]),
        ("Marek told her. He paid.", ["Marek"]),
        ("The Vietnamese women came to England in March.", []),
        ("She was locked in. Locked doors, long hours.", []),
        ("They worked at the Lantern, with O’Neill.", ["Lantern", "O’Neill"]),
        ("The man called mehmet came.", ["mehmet"]),
        ("The man called stupid came.", []),
        ("They lived in Boston.", ["Boston"]),
        ("On 3 March 2025 they left.", ["3 March 2025"]),
        ("From 2019 to 2021, and 2019-2021 again.", []),
        ("Didn’t he say so? It’s so. They’re safe.", []),
    ],
)
def test_what_may_identify_is_pointed_out(text: str, doubtful: list[str]) -> None:
    found = traces_of_identity(text)
    assert [trace.words for trace in found] == doubtful
    assert not any(trace.sure for trace in found)


def test_signs_that_nobody_sees_hide_nothing_and_what_stands_around_is_told() -> None:
    (found,) = traces_of_identity("Ring 0770\u200b0 \uff19\uff10\uff10\uff11\uff12\uff13 after six.")
    assert found == Trace("phone", "a phone number", "07700 900123", True, "Ring ", " after six.")
