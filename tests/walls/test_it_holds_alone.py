"""With the policy layer open to everybody, the pages of another's records still show nothing: the second wall holds.

Every function that asks who may see is replaced by one that lets everybody; without the wall the same pages then show
what they should not, which is the planted bug.
"""

from __future__ import annotations

import sys
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from opennrm.duty_to_notify import queries as notification_queries
from opennrm.notifications.models import Letter
from opennrm.partners.access import Actor
from opennrm.partners.models import Account
from opennrm.referrals import queries as referral_queries
from tests import behind
from tests.factories import notifications
from tests.factories import partners as people
from tests.house.examples.cases import OF_A_CASE
from tests.walls.made import Side, seen_by, side, way_confirmed_later

pytestmark = [pytest.mark.django_db, pytest.mark.proves("AZ-03")]


@pytest.fixture
def sides() -> tuple[Side, Side]:
    return side("North"), side("South")


@pytest.fixture
def open_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is asked who may see: every record is everybody's, for all that the program says."""

    def everywhere(name: str, instead: Any) -> None:
        for module in [module for key, module in sys.modules.items() if key.startswith("opennrm.")]:
            if name in vars(module):
                monkeypatch.setattr(module, name, instead)

    everywhere("visible_to", lambda *_, **__: Q())
    everywhere("is_own_work_of", lambda *_: Q(id__isnull=False))
    everywhere("referral_for", lambda _actor, reference, **_: referral_queries.referral_read(reference))
    everywhere("referrals_of", lambda *_, **__: [])
    draft = referral_queries.DRAFT.replace("AND d.shared_with = ANY(%s)", "AND (true OR d.shared_with = ANY(%s))")
    monkeypatch.setattr(referral_queries, "DRAFT", draft)
    one = notification_queries._one
    monkeypatch.setattr(notification_queries, "_one", lambda _filters, reference: one({}, reference))


@pytest.fixture(params=[True, False], ids=["walled", "not walled"])
def is_walled(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Behind the wall; and, as the planted bug, as the owner of the tables."""
    if not request.param:
        monkeypatch.setattr(behind, "_become", lambda _role: None)
    return bool(request.param)


def browser(actor: Actor) -> Client:
    return people.client_for(Account.objects.get(id=actor.account_id))


def shown(client: Client, addresses: list[str]) -> list[str]:
    """The addresses that answer with anything but "there is nothing here", or "not with your role"."""
    return [address for address in addresses if client.get(address).status_code not in (403, 404)]


def test_another_teams_case_shows_nothing(sides: tuple[Side, Side], open_policy: None, is_walled: bool) -> None:
    mine, other = sides
    first = [
        "reasonable_grounds",
        "case",
        "case_timeline",
        "evidence_list",
        "tasks_of_case",
        "notes_of_case",
        "dossier",
    ]
    names = [*first, *(name for name in OF_A_CASE if name not in first)] if is_walled else first
    client = browser(mine.officer)
    assert shown(client, [reverse("case", args=[mine.case])]) != []
    found = shown(client, [reverse(name, args=[other.case]) for name in names])
    assert (found == []) is is_walled
    letter = Letter.objects.filter(case_reference=other.case).latest("written_at")
    found = shown(client, [reverse("letter", args=[other.case, letter.id])])
    assert (found == []) is is_walled


def test_anothers_referral_and_its_letters_show_nothing(
    sides: tuple[Side, Side], open_policy: None, is_walled: bool
) -> None:
    mine, other = sides
    client = browser(mine.referrer)
    assert shown(client, [reverse("referral", args=[mine.case])]) != []
    addresses = [reverse(name, args=[other.case]) for name in ("referral", "referral_sent", "referral_receipt")]
    found = shown(client, addresses)
    assert len(found) == (0 if is_walled else len(addresses))


def test_anothers_draft_shows_nothing(sides: tuple[Side, Side], open_policy: None, is_walled: bool) -> None:
    mine, other = sides
    client = browser(mine.referrer)
    assert shown(client, [reverse("draft", args=[mine.draft])]) != []
    found = shown(client, [reverse(name, args=[other.draft]) for name in ("draft", "discard_draft")])
    assert (found == []) is is_walled


def test_anothers_notifications_show_nothing(sides: tuple[Side, Side], open_policy: None, is_walled: bool) -> None:
    mine, other = sides
    client = browser(mine.referrer)
    for reference in (other.anonymous, other.named):
        found = shown(client, [reverse(name, args=[reference]) for name in ("notification", "notification_sent")])
        assert (found == []) is is_walled
    assert shown(client, [reverse("notification", args=[mine.named])]) != []
    elsewhere = browser(notifications.triage(people.organisation()))
    found = shown(elsewhere, [reverse("received_notification", args=[other.named])])
    assert (found == []) is is_walled


OF_THE_CASE = {
    "notifications_letter": "organisation_id",
    "notifications_message": "recipient_id",
    "audit_event": "actor",
    "referrals_safe_contact": "recorded_by_id",
}
"""Tables in which whoever referred is named in some rows of a case, and which column names them."""


@pytest.mark.parametrize("table", sorted(OF_THE_CASE))
def test_of_what_a_case_holds_a_referrer_sees_only_the_rows_that_name_them(
    sides: tuple[Side, Side], is_walled: bool, table: str
) -> None:
    mine = sides[0]
    way_confirmed_later(mine)
    others = f"SELECT count(*) FROM {table} m WHERE coalesce({OF_THE_CASE[table]} <> ALL(%s), true)"  # noqa: S608
    if table == "notifications_message":  # one that carries a letter names whom the letter is for
        others += " AND NOT EXISTS (SELECT 1 FROM notifications_letter l WHERE l.id = m.letter_id"
        others += " AND l.organisation_id = ANY(%s))"
    with seen_by(mine.referrer), connection.cursor() as cursor:
        cursor.execute(others, [list(mine.referrer.grantees)] * others.count("%s"))
        assert (cursor.fetchone() == (0,)) is is_walled


def test_a_post_into_anothers_case_changes_nothing(
    sides: tuple[Side, Side], open_policy: None, is_walled: bool
) -> None:
    mine, other = sides
    told = {"title": "Planted", "to": str(mine.officer.account_id), "version": "1"}
    answer = browser(mine.officer).post(reverse("tasks_of_case", args=[other.case]), told)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_task")
        (tasks,) = cursor.fetchone()
    if is_walled:
        assert (answer.status_code, tasks) == (404, 0)
