"""A case is found by any part of its reference, in one's own teams only, without reading the whole table."""

from __future__ import annotations

import pytest
from django.db import connection

from opennrm.cases import finding
from opennrm.cases.models import Case
from opennrm.cases.worklists import WorkRow
from opennrm.partners.access import Actor
from tests.behind import asked_by
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def find_cases(actor: Actor, typed: str) -> tuple[WorkRow, ...]:
    """What is found by somebody who asks from behind the wall, as they always do."""
    with asked_by(actor):
        return finding.find_cases(actor, typed)


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


def threes_asked_for() -> str:
    """The expression that the function asks the index for, as its source has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'cases_with_letters'")
        source = cursor.fetchone()[0]
    return source[source.index("ARRAY[") : source.index("] @>") + 1].replace("c.", "")


def test_the_index_has_the_expression_that_is_asked_for() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE INDEX case_part_again ON cases_case USING gin (({threes_asked_for()}))")
        cursor.execute("SELECT pg_get_indexdef('case_part'::regclass), pg_get_indexdef('case_part_again'::regclass)")
        there, wanted = cursor.fetchone()
    assert there == wanted.replace("case_part_again", "case_part")


def test_the_function_tells_nobody_of_a_case_that_they_may_not_see() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    letters = reference.replace("-", "")[3:]

    def told(actor: Actor | None = None) -> int:
        with asked_by(actor), connection.cursor() as cursor:
            cursor.execute("SELECT cases_with_letters(%s, %s)", [[letters[:3]], letters])
            return len(cursor.fetchall())

    assert (told(by), told(made.officer("caseworker", in_team=made.authority_team("Z"))), told()) == (1, 0, 0)
    Case.objects.filter(reference=reference).update(restricted=True, restricted_because="safety")
    assert (told(by), told(made.officer("caseworker"))) == (0, 0)
