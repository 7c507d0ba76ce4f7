"""Somebody is found by any way of writing their name, in cases one may see; what was typed is kept nowhere."""

from __future__ import annotations

from copy import copy
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.name_variants import KEPT, VARIANTS
from opennrm.audit.queries import latest_events
from opennrm.cases.actions import searching
from opennrm.cases.actions.restricting import restrict_case
from opennrm.cases.actions.searching import search_cases
from opennrm.cases.models import Case, CaseAccess
from opennrm.mechanism.references import reference_from
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor
from opennrm.referrals.correcting import correct_entry
from opennrm.referrals.models import Person, Referral
from opennrm.referrals.names import words_of
from opennrm.referrals.searching import bits_for, by_name, keep_tokens
from opennrm.vault.hashes import keyed_hash
from tests.factories import cases as made
from tests.factories.need import answer
from tests.factories.partners import client_for

pytestmark = pytest.mark.django_db
OTHERS = 700
GIVEN = "Linh Huong Mai Arben Besnik Elira Omar Fatima Yusuf Layla Selam Haile Stefan Ioana Sarah James Mary"
FAMILY = "Tran Le Pham Hoxha Gjoka Hassan Mahmoud Haddad Tekle Kidane Popescu Ionescu Smith Jones Brown Novak"


def people_in_cases(names: list[str]) -> dict[str, UUID]:
    """People of these names, each with a case like one that was really referred."""
    like = Case.objects.get(reference=made.referred())
    sent, referrals = Referral.objects.get(reference=like.reference), []
    access = list(CaseAccess.objects.filter(case=like))
    bits, people, rows, seen = bits_for(len(names)), {}, [], []
    for name in names:
        first, _, last = name.partition(" ")
        person = Person.objects.create(first_name=first, last_name=last)
        keep_tokens(person.id, by_name(words_of(first, last)), bits)
        case = copy(like)
        case.id, case.person_id, case.reference = uuid4(), person.id, reference_from(uuid4().bytes[:7])
        rows.append(case)
        referral = copy(sent)
        referral.id, referral.person_id, referral.reference = uuid4(), person.id, case.reference
        draft = copy(sent.draft)
        draft.id = referral.draft_id = uuid4()
        draft.save(force_insert=True)
        referrals.append(referral)
        seen += [CaseAccess(case=case, grantee=each.grantee, from_at=each.from_at, because="x") for each in access]
        people[name] = person.id
    Referral.objects.bulk_create(referrals)
    Case.objects.bulk_create(rows)
    CaseAccess.objects.bulk_create(seen)
    return people


def names_found(typed: str, by: Actor) -> list[str]:
    return [found.name for found in search_cases(typed, by=by, at=timezone.now())]


@pytest.mark.proves("CR-05")
def test_at_least_95_in_a_hundred_ways_of_writing_a_name_find_who_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    draw, given, family = Random(7), GIVEN.split(), FAMILY.split()  # noqa: S311 - made-up names, the same each time
    others = [f"{draw.choice(given)} {draw.choice(given)} {draw.choice(family)}" for _ in range(OTHERS)]
    people_in_cases([*KEPT, *others])
    with connection.cursor() as cursor:  # what the planner last heard of these tables may be that they are empty
        cursor.execute("ANALYZE referrals_search_token, referrals_person, cases_case, cases_access")
    by = made.officer("caseworker")
    missed = [(typed, kept) for typed, kept in VARIANTS if kept not in names_found(typed, by)]
    assert len(VARIANTS) >= 200
    assert len(missed) <= 0.05 * len(VARIANTS), missed
    # The planted bug: what is looked for is hashed otherwise than what is kept. The same count finds it.
    monkeypatch.setattr("opennrm.referrals.searching.keyed_hash", lambda purpose, value: keyed_hash("other", value))
    assert sum(kept not in names_found(typed, by) for typed, kept in VARIANTS[:20]) > 1


def test_who_was_told_of_by_a_wrong_number_is_found_by_the_corrected_one() -> None:
    told = {"exploiters_told": "no", "vehicles_told": "no", "phones_told": "yes", "online_names_told": "no"}
    who, by = made.referrer(), made.officer("caseworker")
    reference = made.referred(who, phones=[{"id": "one", "phone_number": "07700 900555"}], **told)
    correct_entry(
        reference,
        "phones",
        "one",
        {"phone_number": ["07700 900556"]},
        is_removed=False,
        reason="A digit was wrong.",
        seen=1,
        token="one",
        by=who,
        at=timezone.now(),
    )
    assert [each.row.reference for each in search_cases("07700 900556", by=by, at=timezone.now())] == [reference]


def test_a_phone_number_and_a_reference_have_to_be_the_very_ones() -> None:
    given = {
        "support_wanted": "yes",
        "support_contact": "their_phone",
        "support_phone": "07700 900555",
        "has_home_office_reference": "yes",
        "home_office_reference": "Z7654321",
    }
    reference, by = made.referred(**given), made.officer("caseworker")
    made.referred()
    for typed in ("07700900555", "+44 7700 900555", "(0)7700-900 555", "z7654321", "Z 765 4321"):
        found = search_cases(typed, by=by, at=timezone.now())
        assert [each.row.reference for each in found] == [reference], typed
    for typed in ("07700 900556", "Z7654322", "7700900", "7654321"):
        assert search_cases(typed, by=by, at=timezone.now()) == (), typed


def test_what_is_not_theirs_is_not_found() -> None:
    by, name = made.officer("caseworker"), {"first_name": "Zubrowka", "last_name": "Quill"}
    reference = made.referred(**name)
    found = search_cases("quill zubrowka", by=by, at=timezone.now())
    assert [each.row.reference for each in found] == [reference]
    assert names_found("Quill", made.officer("caseworker", in_team=made.authority_team("Z"))) == []
    with pytest.raises(Refused):
        search_cases("Quill", by=made.referrer(), at=timezone.now())
    Case.objects.filter(reference=reference).update(restricted=True, restricted_because="threat_to_life")
    assert names_found("Quill", by) == []


def test_that_somebody_searched_is_in_the_history_and_what_they_typed_is_not() -> None:
    by = made.officer("caseworker")
    made.referred(first_name="Zubrowka", last_name="Quill")
    names_found("Zubrowka", by)
    event = latest_events(1)[0]
    assert (event.kind, event.by, event.facts) == ("PeopleSearched", by.account_id, {"shown": 1})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_event WHERE body ILIKE '%%zubrowka%%'")
        assert cursor.fetchone()[0] == 0


@pytest.mark.parametrize("typed", ["", "Li", "  a-b ", "x" * 121])
def test_too_little_and_too_much_are_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        search_cases(typed, by=made.officer("caseworker"), at=timezone.now())
    assert "3 to 120 letters" in refused.value.refusal.because


def test_no_more_are_opened_and_shown_than_is_bearable(monkeypatch: pytest.MonkeyPatch) -> None:
    people_in_cases(["Linh Tran"] * 60)
    by = made.officer("caseworker")
    assert len(names_found("Linh Tran", by)) == searching.MOST
    monkeypatch.setattr(searching, "MOST", 1000)
    with CaptureQueriesContext(connection) as asked:  # one of them asks for restricted cases, for those on their lists
        assert len(names_found("Linh Tran", by)) == 60
    assert len([each for each in asked if each["sql"].lstrip().startswith("SELECT")]) <= 6
    assert f"LIMIT {searching.OPENED}" in searching.CANDIDATES


def test_the_page_shows_who_was_found_and_no_address_holds_a_name() -> None:
    officer = made.officer("caseworker")
    client: Client = client_for(made.account_of(officer))
    reference = made.referred(first_name="Zubrowka", last_name="Quill")
    answer = client.post("/find/", {"person": "quil zubrovka"}, follow=True)
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert f'href="/cases/{reference}/"' in shown
    assert "Zubrowka Quill" in shown
    assert "quil zubrovka" in shown
    assert (
        "No case of your teams is about somebody called so"
        in client.post("/find/", {"person": "Nobody"}, follow=True).content.decode()
    )
    refused = client.post("/find/", {"person": "Q"})
    assert refused.status_code == 422
    assert "Enter a name" in refused.content.decode()


@pytest.mark.proves("AZ-05")
def test_the_page_says_the_same_of_the_person_of_a_restricted_case_as_of_nobody() -> None:
    manager, by = made.officer("manager", name="Mina Grove"), made.officer("caseworker")
    reference = made.referred(first_name="Zdravka", last_name="Kova\u010d")
    client = client_for(made.account_of(by))

    def told(name: str) -> tuple[Any, ...]:
        sent = client.post("/find/", {"person": name})
        return answer(client, sent.headers["Location"], reference=name)

    assert told("Zdravka Kovac") != told("Quentin Wold")
    seen = made.seen(reference, manager).version
    restrict_case(reference, because="operation", people={manager.account_id}, seen=seen, by=manager, at=timezone.now())
    hidden, absent = told("Zdravka Kovac"), told("Quentin Wold")
    assert hidden == absent
    assert hidden[0] == 200
