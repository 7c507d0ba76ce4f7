"""A case is found by any part of its reference, in one's own teams only, without reading the whole table."""

from __future__ import annotations

import pytest
from django.db import connection

from opennrm.cases import finding
from opennrm.cases.finding import find_cases
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_every_part_of_three_letters_and_more_finds_the_case() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    made.referred()
    letters = reference.replace("-", "")[3:]
    for start in range(8):
        for end in range(start + 3, 11):
            assert reference in [row.reference for row in find_cases(by, letters[start:end])], letters[start:end]
    for whole in (reference, reference.lower(), f" {letters} ", reference.replace("-", " ")):
        assert [row.reference for row in find_cases(by, whole)] == [reference]
    assert find_cases(by, letters[:2]) == find_cases(by, "") == find_cases(by, letters + "0") == ()


def test_what_is_not_theirs_is_found_no_more_than_what_is_not_there() -> None:
    reference = made.referred()
    assert find_cases(made.officer("caseworker", in_team=made.authority_team("Z")), reference) == ()
    assert find_cases(made.referrer(), reference) == ()


def test_the_index_has_the_expression_that_is_asked_for() -> None:
    threes = finding.THREES.replace("c.", "")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE INDEX case_part_again ON cases_case USING gin (({threes}))")
        cursor.execute("SELECT pg_get_indexdef('case_part'::regclass), pg_get_indexdef('case_part_again'::regclass)")
        there, wanted = cursor.fetchone()
    assert there == wanted.replace("case_part_again", "case_part")
