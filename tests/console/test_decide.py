"""The verb `decide`: written, checked and served by the same rules as on the pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.console.conftest import Run
from tests.factories import cases as made
from tests.factories.cases import account_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reasons(tmp_path: Path) -> str:
    path = tmp_path / "reasons.txt"
    path.write_text(made.REASONS)
    return str(path)


def stage(told: dict[str, str]) -> str:
    return told["stage"]


def test_a_negative_is_written_checked_and_served(opennrm: Run, reasons: str) -> None:
    reference = made.referred()
    author, second = (account_of(made.officer(role)).email for role in ("caseworker", "second_officer"))
    negative = ("decide", reference, "--as", author, "--outcome", "negative", "--reasons-file", reasons, "--json")
    assert stage(opennrm(*negative)[1]) == "reasonable_grounds_to_check"
    read = opennrm("case", reference, "--as", second, "--reasons", "--json")[1]["decisions"][0]["text_hash"]
    agree = ("decide", reference, "--as", second, "--check", "agree", "--read", read, "--json")
    assert stage(opennrm(*agree)[1]) == "reasonable_grounds_checked"
    code, told = opennrm("decide", reference, "--as", author, "--serve")
    assert code == 0
    assert told.startswith(f"{reference} stands at: reasonable grounds negative")


def test_a_positive_is_served_at_once(opennrm: Run) -> None:
    reference, by = made.referred(), account_of(made.officer("caseworker")).email
    assert stage(opennrm("decide", reference, "--as", by, "--outcome", "positive", "--json")[1]) == "recovery"


def test_a_negative_without_reasons_is_refused_with_the_rule(opennrm: Run) -> None:
    reference, by = made.referred(), account_of(made.officer("caseworker")).email
    code, told = opennrm("decide", reference, "--as", by, "--outcome", "negative")
    assert (code, told) == (2, "Write the reasons: they go with every negative decision.\n")


def test_nobody_checks_a_text_that_they_did_not_name(opennrm: Run, reasons: str) -> None:
    reference = made.referred()
    author, second = made.officer("caseworker"), account_of(made.officer("second_officer")).email
    made.decided(reference, "negative", by=author)
    code, told = opennrm("decide", reference, "--as", second, "--check", "agree")
    assert code == 2
    assert "--read HASH" in told
    code, told = opennrm("decide", reference, "--as", second, "--check", "agree", "--read", "0" * 64)
    assert (code, told) == (2, "The decision reads differently now. Read it again.\n")


def test_a_returned_decision_needs_a_remark_from_a_file(opennrm: Run, reasons: str) -> None:
    reference = made.referred()
    author, second = made.officer("caseworker"), account_of(made.officer("second_officer")).email
    made.decided(reference, "negative", by=author)
    read = opennrm("case", reference, "--as", second, "--json")[1]["decisions"][0]["text_hash"]
    returned = ("decide", reference, "--as", second, "--check", "return", "--read", read)
    assert opennrm(*returned) == (2, "Write what should be looked at again.\n")
    assert stage(opennrm(*returned, "--remark-file", reasons, "--json")[1]) == "reasonable_grounds_pending"


def test_a_case_that_changed_meanwhile_is_not_decided(opennrm: Run, reasons: str) -> None:
    reference, by = made.referred(), account_of(made.officer("caseworker")).email
    stale = ("decide", reference, "--as", by, "--outcome", "negative", "--reasons-file", reasons, "--seen", "7")
    code, told = opennrm(*stale)
    assert code == 2
    assert "The case changed while you had it open" in told


def test_there_is_no_such_case_for_a_stranger(opennrm: Run) -> None:
    reference = made.referred()
    stranger = account_of(made.officer("caseworker", in_team=made.authority_team("Other"))).email
    code, told = opennrm("decide", reference, "--as", stranger, "--outcome", "positive")
    assert (code, told) == opennrm("decide", "NRM-0000-0000", "--as", stranger, "--outcome", "positive")
    assert code == 2


def test_the_second_decision_is_refused_while_recovery_runs_and_named_by_its_grounds(opennrm: Run) -> None:
    reference, by = made.referred(), account_of(made.officer("caseworker")).email
    opennrm("decide", reference, "--as", by, "--outcome", "positive")
    code, told = opennrm("decide", reference, "--as", by, "--grounds", "conclusive", "--outcome", "positive")
    assert code == 2
    assert "This must wait until" in told
