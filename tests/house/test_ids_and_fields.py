"""Ids of others in every address and every field change and show nothing; nor do names of columns sent along."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import islice
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from opennrm.cases.actions.allocation import take_case
from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.actions.notes import write_note
from opennrm.cases.actions.parties import add_party
from opennrm.cases.actions.tasks import add_task
from opennrm.cases.models import Case, CaseAccess, Emergency, Evidence, Note, Party, Task
from opennrm.notifications.models import Letter
from opennrm.partners.models import Account, Team
from opennrm.web.third_party import Address, policies
from tests.factories import cases as made
from tests.factories import partners

pytestmark = [pytest.mark.django_db]
AUTHORITIES = (
    "single-competent-authority",
    "immigration-enforcement-competent-authority",
    "uk-visas-and-immigration",
)
ROLES = ("caseworker", "second_officer", "manager")
OF_CASES = [
    a for a in policies(get_resolver().url_patterns) if a.pattern.startswith("/cases/<") and a.name != "letter_preview"
]
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
NAMED = re.compile(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"')


NOTHING = UUID(int=1)
"""Stands for what these cases have none of."""


class Place:
    """An authority with three cases, each with something of every kind in it, and one person in each role."""

    def __init__(self, slug: str) -> None:
        team = made.authority_team(of=slug)
        Team.objects.filter(id=team.id).update(receives=True)
        self.people = {role: partners.account(role, in_team=team, name=f"{role} {slug}") for role in ROLES}
        self.cases = [self._case(team) for _ in range(3)]

    def _case(self, team: Team) -> dict[str, Any]:
        reference = made.referred()
        by, at = partners.actor(self.people["caseworker"]), timezone.now()
        case = Case.objects.get(reference=reference)
        CaseAccess.objects.filter(case=case).update(grantee=team.id)
        authority = team.organisation.slug.replace(
            "-", "_"
        )  # of immigration: cases of its own authority, and no others
        Case.objects.filter(id=case.id).update(owner_team=team, authority=authority)
        take_case(reference, seen=case.version, by=by, at=at)
        add_evidence(reference, kind="police", text=f"Secret of {team.id}.", source="", by=by, at=at)
        write_note(reference, text=f"Note of {team.id}.", visibility="team", mentioned=(), by=by, at=at)
        force = partners.organisation()
        told = {"audience": "police", "organisation_id": force.id, "because": "investigates"}
        row = CaseAccess.objects.create(case=case, grantee=self.people["manager"].id, from_at=at, because="colleague")
        CaseAccess.objects.create(case=case, grantee=self.people["second_officer"].id, from_at=at, because="colleague")
        return {
            "reference": reference,
            "task_id": add_task(reference, title="Ring.", to=by.account_id, due_on=None, by=by, at=at),
            "evidence_id": Evidence.objects.get(case=case).id,
            "party_id": add_party(reference, **told, by=by, at=at),
            "access_id": row.id,
            "letter_id": UUID(int=1),
            "request_id": UUID(int=1),
            "representation_id": UUID(int=1),
            "number": 1,
            "outcome": "positive",
        }


@pytest.fixture
def places() -> list[Place]:
    return [Place(slug) for slug in AUTHORITIES]


def path_of(address: Address, parts: dict[str, Any], **others: Any) -> str:
    names = re.findall(r"<\w+:(\w+)>", address.pattern)
    return reverse(address.name, kwargs={name: (parts | others).get(name, NOTHING) for name in names})


def rows_of_cases() -> list[Any]:
    """Every row of cases, tasks, evidence, notes, parties and access, as they stand."""
    tables: tuple[type[models.Model], ...] = (Case, Task, Evidence, Note, Party, CaseAccess, Letter, Emergency)
    return [sorted(map(str, table.objects.values_list())) for table in tables]  # type: ignore[attr-defined]


@pytest.mark.proves("AZ-03")
def test_ids_of_another_organisation_open_and_change_nothing_in_any_address(places: list[Place]) -> None:
    mine, *others = places
    before, tried = rows_of_cases(), []
    for address in OF_CASES:
        for place in others:
            for theirs, own in zip(place.cases, mine.cases, strict=True):
                paths = {path_of(address, theirs)}
                for name in set(re.findall(r"<\w+:(\w+)>", address.pattern)) - {"reference", "number", "outcome"}:
                    paths.add(path_of(address, own, **{name: theirs.get(name, NOTHING)}))
                    paths.add(path_of(address, theirs, **{name: own.get(name, NOTHING)}))
                tried += [_refused(partners.client_for(_who_may(address, mine)), path) for path in paths]
    assert rows_of_cases() == before
    assert len(tried) > 300


def _who_may(address: Address, place: Place) -> Account:
    """Somebody of a place whose role opens such an address, so that only the object is refused."""
    assert address.policy is not None
    may = (who for who in place.people.values() if address.policy.refusal(partners.actor(who)) is None)
    return next(may, place.people["manager"])


def _refused(client: Client, path: str) -> None:
    for answer in (client.get(path), client.post(path, {"version": "1", "text": "Typed.", "who": str(UUID(int=2))})):
        assert answer.status_code in (403, 404, 405), (path, answer.status_code)
        assert b"Secret of" not in answer.content


@pytest.mark.proves("AZ-03")
def test_ids_of_another_organisation_in_any_field_of_a_form_are_taken_for_nothing(places: list[Place]) -> None:
    mine, *others = places
    theirs = {str(account.id) for place in others for account in place.people.values()}
    theirs |= {str(value) for place in others for case in place.cases for value in case.values()}
    theirs |= {str(id_) for id_ in Team.objects.exclude(id__in=_teams(mine)).values_list("id", flat=True)}
    foreign = [case["reference"] for place in others for case in place.cases]
    before = {reference: _rows_about(reference) for reference in foreign}
    tried = 0
    secrets = [f"Secret of {team}" for place in others for team in _teams(place)]
    for address in OF_CASES:
        client = partners.client_for(_who_may(address, mine))
        path = path_of(address, mine.cases[0])
        page = client.get(path)
        if page.status_code != 200 or "text/html" not in page.headers["Content-Type"]:
            continue
        html = page.content.decode()
        assert not _ids_offered(html) & theirs, path
        for field in set(NAMED.findall(html)) - {"csrfmiddlewaretoken", "q"}:
            for place in others:
                answer = client.post(path, _filled(html) | {field: _foreign_value(field, place)})
                assert answer.status_code < 500, (path, field)
                assert not any(secret in answer.content.decode(errors="replace") for secret in secrets)
                tried += 1
    assert {reference: _rows_about(reference) for reference in foreign} == before
    strangers = {account.id for place in others for account in place.people.values()}
    assert not Case.objects.filter(reference__in=[c["reference"] for c in mine.cases], owner_id__in=strangers).exists()
    assert not Task.objects.filter(case__reference=mine.cases[0]["reference"], assignee_id__in=strangers).exists()
    assert not CaseAccess.objects.filter(case__reference=mine.cases[0]["reference"], grantee__in=strangers).exists()
    assert tried > 100


def _teams(place: Place) -> list[UUID]:
    organisation = place.people["manager"].organisation_id
    return list(Team.objects.filter(organisation_id=organisation).values_list("id", flat=True))


def _ids_offered(html: str) -> set[str]:
    return set(re.findall(r'value="([0-9a-f-]{36})"', html)) | set(re.findall(r"NRM-\w{4}-\w{4}-\w{2}", html))


def _filled(html: str) -> dict[str, Any]:
    """The form as the page shows it, with the first choice of each field and some words in each text."""
    sent: dict[str, Any] = {name: "Typed in at least twenty letters." for name in NAMED.findall(html)}
    for name, value in re.findall(r'name="([^"]+)" type="(?:radio|checkbox)" value="([^"]+)"', html):
        sent[name] = unescape(value)
    return sent | {name: unescape(value) for name, value in HIDDEN.findall(html)}


def _foreign_value(field: str, place: Place) -> str:
    case = place.cases[0]
    if field in ("duplicate_of", "original", "reference"):
        return str(case["reference"])
    return str(case.get(field) or place.people["caseworker"].id)


def _rows_about(reference: str) -> Any:
    case = Case.objects.get(reference=reference)
    tables: tuple[type[models.Model], ...] = (Task, Evidence, Note, Party, CaseAccess)
    related = [sorted(map(str, table.objects.filter(case=case).values_list())) for table in tables]  # type: ignore[attr-defined]
    return Case.objects.values().get(id=case.id), related


def columns() -> dict[str, str]:
    """The name of every column of every table of ours, with a value that would raise whoever could set it."""
    hostile = {"is_active": "on", "role": "manager", "stage": "closed", "restricted": "on", "state": "served"}
    found: dict[str, str] = {}
    for table in apps.get_models():
        if table.__module__.startswith("opennrm."):
            for field in table._meta.local_fields:
                for name in (field.name, field.attname):
                    found[name] = hostile.get(name, str(UUID(int=7)) if name.endswith("_id") else "1")
    return found


@pytest.mark.proves("AZ-11", "15.3.3")
def test_the_name_of_a_column_sent_with_any_form_sets_nothing(places: list[Place]) -> None:
    place, tried = places[0], 0
    everything = columns()
    for address in OF_CASES:
        if address.name == "why_opened":  # its answer holds for the session, so sent again it adds nothing
            continue
        path = path_of(address, place.cases[0])
        client = partners.client_for(_who_may(address, place))
        page = client.get(path)
        if page.status_code != 200 or "text/html" not in page.headers["Content-Type"]:
            continue
        own = _filled(page.content.decode())
        shown = {name.split("-")[0] for name in own}
        more = {name: value for name, value in everything.items() if name not in shown}
        alone = _what_changes(client, path, own)
        for some in batched(more.items()):  # a form of more than 300 fields is refused as such
            assert alone == _what_changes(client, path, own | some), path
        tried += 1
    assert tried > 40


def batched(items: Iterable[tuple[str, str]], size: int = 200) -> Iterator[dict[str, str]]:
    """These items, some at a time."""
    left = iter(items)
    while some := dict(islice(left, size)):
        yield some


def _what_changes(client: Client, path: str, sent: dict[str, Any]) -> Counter[str]:
    """What a form sent changes in every table, without ids, moments and hashes, which differ each time; then undone."""
    sid = transaction.savepoint()
    before = _state()
    client.post(path, sent)
    after = _state()
    transaction.savepoint_rollback(sid)
    return Counter({row: count for row, count in after.items() if count != before[row]})


LASTING = (models.CharField, models.BooleanField, models.IntegerField, models.DateField)
OTHER_EACH_TIME = frozenset({"token", "session", "session_key", "result", "seq"})
NOT_COMPARED = frozenset({"audit_event", "audit_head", "partners_session"})


def _state() -> Counter[str]:
    counted: Counter[str] = Counter()
    for table in apps.get_models():
        if not table.__module__.startswith("opennrm.") or table._meta.db_table in NOT_COMPARED:
            continue
        names = [
            field.name
            for field in table._meta.local_fields
            if isinstance(field, LASTING)
            and not isinstance(field, models.DateTimeField | models.AutoField)
            and field.name not in OTHER_EACH_TIME
            and not field.name.endswith("hash")
        ]
        if names:
            counted.update(f"{table._meta.db_table} {row}" for row in table.objects.values_list(*names))  # type: ignore[attr-defined]
    return counted
