"""A search for the person of a restricted case: the searcher can tell nothing, and those on its list are told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions import hidden_searches, searching
from opennrm.cases.actions.hidden_searches import tell_of_searches
from opennrm.cases.actions.restricting import restrict_case
from opennrm.cases.actions.searching import search_cases
from opennrm.cases.models import Search
from opennrm.notifications.models import Message
from opennrm.partners.access import Actor
from tests.behind import asked_by
from tests.factories import cases as made

pytestmark = pytest.mark.django_db
NAME = "Zdravka Kovac"


def restricted(to: Actor, first_name: str = "Zdravka", last_name: str = "Kova\u010d") -> str:
    reference = made.referred(first_name=first_name, last_name=last_name)
    seen = made.seen(reference, to).version
    restrict_case(reference, because="operation", people={to.account_id}, seen=seen, by=to, at=timezone.now())
    return reference


def told_in(reference: str) -> list[Any]:
    return [event.by for event in events_of_case(reference) if event.kind == "HiddenPersonSearched"]


@pytest.mark.proves("AZ-05")
def test_a_search_that_means_the_person_of_a_restricted_case_finds_nothing_and_tells_those_on_its_list() -> None:
    manager, by = made.officer("manager", name="Mina Grove"), made.officer("caseworker")
    reference, other = restricted(manager), restricted(manager, "Arben", "Hoxha")
    Message.objects.all().delete()
    assert search_cases(NAME, by=by, at=timezone.now()) == ()
    assert (told_in(reference), Message.objects.count()) == ([], 0)
    assert tell_of_searches(timezone.now()) == 1
    assert (told_in(reference), told_in(other)) == ([by.account_id], [])
    assert list(Message.objects.values_list("recipient_id", flat=True)) == [manager.account_id]
    assert tell_of_searches(timezone.now()) == 0
    assert len(search_cases(NAME, by=manager, at=timezone.now())) == 1
    assert tell_of_searches(timezone.now()) == 1
    assert told_in(reference) == [by.account_id]


def done_by(search: Callable[[], object]) -> list[str]:
    """Every statement that a search sends, without what is in it."""
    with CaptureQueriesContext(connection) as sent:
        search()
    return [re.sub(r"'[^']*'|\d+", "?", each["sql"])[:120] for each in sent]


@pytest.mark.proves("AZ-05")
def test_a_search_does_the_same_whether_its_person_is_hidden_or_was_never_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    manager, by = made.officer("manager"), made.officer("caseworker")
    restricted(manager)
    search_cases("Nobody Atall", by=by, at=timezone.now())
    absent = done_by(lambda: search_cases("Nobody Atall", by=by, at=timezone.now()))
    assert done_by(lambda: search_cases(NAME, by=by, at=timezone.now())) == absent
    assert any('INSERT INTO "cases_search"' in each for each in absent)
    # A search that does one thing more on a match, as it once did, is found out.
    real = hidden_searches.keep_search

    def does_more_for_some(typed: str, *, by: Actor, at: Any) -> None:
        real(typed, by=by, at=at)
        if typed == NAME:
            Message.objects.exists()

    monkeypatch.setattr(searching, "keep_search", does_more_for_some)
    planted = done_by(lambda: search_cases(NAME, by=by, at=timezone.now()))
    assert planted != done_by(lambda: search_cases("Nobody Atall", by=by, at=timezone.now()))


def test_what_was_typed_lies_sealed_and_is_gone_once_it_was_compared() -> None:
    by = made.officer("caseworker")
    search_cases(NAME, by=by, at=timezone.now())
    kept = Search.objects.get()
    assert (kept.home_id, kept.searched_by_id) == (by.organisation_id, by.account_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT typed, (SELECT count(*) FROM vault_key k WHERE k.id = s.id) FROM cases_search s")
        lies, keys = cursor.fetchone()
    assert (kept.typed, keys) == (NAME, 1)
    assert not re.search(rb"zdravka|kova", bytes(lies), re.IGNORECASE)
    tell_of_searches(timezone.now())
    assert not Search.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM vault_key WHERE id = %s", [kept.id])
        assert cursor.fetchone() == (0,)


def test_nobody_reads_back_what_anybody_searched_for() -> None:
    by = made.officer("caseworker")
    search_cases(NAME, by=by, at=timezone.now())
    assert Search.objects.count() == 1
    with asked_by(by), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Search.objects.count()
    with asked_by(by), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Search.objects.all().delete()


def test_the_history_says_when_it_was_searched_and_not_only_when_that_was_found_out() -> None:
    manager, by = made.officer("manager"), made.officer("caseworker")
    reference = restricted(manager)
    at_night = timezone.now()
    search_cases(NAME, by=by, at=at_night)
    tell_of_searches(at_night + timedelta(hours=12))
    (event,) = [each for each in events_of_case(reference) if each.kind == "HiddenPersonSearched"]
    assert event.facts["searched_at"] == at_night.isoformat()


def test_who_searched_before_the_case_was_restricted_found_it_and_nobody_is_told() -> None:
    manager, by = made.officer("manager"), made.officer("caseworker")
    reference = made.referred(first_name="Zdravka", last_name="Kovac")
    assert len(search_cases(NAME, by=by, at=timezone.now())) == 1
    seen = made.seen(reference, manager).version
    restrict_case(reference, because="operation", people={manager.account_id}, seen=seen, by=manager, at=timezone.now())
    tell_of_searches(timezone.now())
    assert told_in(reference) == []


def test_one_that_cannot_be_opened_is_named_and_waits_and_keeps_no_other_from_being_told() -> None:
    manager, by = made.officer("manager"), made.officer("caseworker")
    reference = restricted(manager)
    for _ in range(2):
        search_cases(NAME, by=by, at=timezone.now())
    broken = Search.objects.order_by("searched_at")[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT typed FROM cases_search WHERE id = %s", [broken.id])
        (as_it_was,) = cursor.fetchone()
        cursor.execute("UPDATE cases_search SET typed = substr(typed, 1, 40) WHERE id = %s", [broken.id])
    failed: dict[str, str] = {}
    assert tell_of_searches(timezone.now(), failed) == 1
    assert (told_in(reference), set(failed)) == ([by.account_id], {str(broken.id)})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_search SET typed = %s WHERE id = %s", [as_it_was, broken.id])
    assert tell_of_searches(timezone.now()) == 1
    assert told_in(reference) == [by.account_id] * 2


def test_one_that_fails_is_named_and_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    search_cases(NAME, by=made.officer("caseworker"), at=timezone.now())
    monkeypatch.setattr(hidden_searches, "opened", lambda *of: 1 / 0)
    failed: dict[str, str] = {}
    assert tell_of_searches(timezone.now(), failed) == 0
    assert failed == {str(Search.objects.get().id): "ZeroDivisionError"}
