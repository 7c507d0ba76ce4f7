"""Two referrals of one person: whoever sees both cases is told, and nobody learns of a case that they may not see."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.audit.timeline import latest_of_case
from opennrm.cases.actions.allocation import take_case
from opennrm.cases.actions.closing import close_case
from opennrm.cases.actions.restricting import restrict_case, unrestrict_case
from opennrm.cases.models import Case
from opennrm.cases.same_person import without_hidden_likeness
from opennrm.cases.verification import check_cases
from opennrm.console.acting import case_as_seen
from opennrm.evidence.dossier import make_dossier_with_files as make_dossier
from opennrm.notifications.models import Message
from opennrm.partners.access import Actor
from opennrm.web.cases import timeline
from tests.factories import cases as made
from tests.factories.partners import client_for

pytestmark = pytest.mark.django_db
BORN = "1994-05-17"
SIGN = "same name and date of birth"


@pytest.fixture
def manager() -> Actor:
    return made.officer("manager", name="Mina Grove")


@pytest.fixture
def caseworker() -> Actor:
    return made.officer("caseworker", name="Bea Lock")


def restricted(reference: str, by: Actor) -> None:
    case = made.seen(reference, by)
    people = {by.account_id, case.owner_id or by.account_id}
    restrict_case(reference, because="threat_to_life", people=people, seen=case.version, by=by, at=timezone.now())


def pages(reference: str, who: Actor) -> str:
    client = client_for(made.account_of(who))
    return "".join(client.get(f"/cases/{reference}/{page}").content.decode() for page in ("", "timeline/"))


def printed(reference: str, who: Actor) -> str:
    """What `opennrm case` prints of a case for somebody."""
    return str(case_as_seen(reference, with_reasons=True, by=who, at=timezone.now()))


def dossier(reference: str, who: Actor) -> bytes:
    """All that stands in the files of a dossier."""
    with ZipFile(BytesIO(make_dossier(reference, form="zip", by=who, at=timezone.now()).content)) as files:
        return b"".join(files.read(name) for name in files.namelist())


def restricted_as_the_newer_came(manager: Actor) -> tuple[str, str]:
    """Two cases of one person: the older was restricted as the newer came, and is open to its team again."""
    older = made.referred(date_of_birth=BORN)
    restricted(older, manager)
    newer = made.referred(date_of_birth=BORN)
    unrestrict_case(older, seen=made.seen(older, manager).version, by=manager, at=timezone.now())
    return older, newer


@pytest.mark.proves("8.2.2")
def test_a_referral_of_somebody_whose_case_is_restricted_tells_its_team_nothing_and_whoever_is_on_the_list(
    manager: Actor, caseworker: Actor
) -> None:
    hidden = made.referred(date_of_birth=BORN)
    restricted(hidden, manager)
    Message.objects.all().delete()
    new = made.referred(date_of_birth=BORN)
    assert Case.objects.get(reference=new).stage == "reasonable_grounds_pending"
    assert hidden not in str(events_of_case(new))
    page = pages(new, caseworker)
    assert hidden not in page
    assert SIGN not in page
    assert "same person" not in page
    shown = client_for(made.account_of(manager)).get(f"/cases/{hidden}/").content.decode()
    assert "Later referral that may be of the same person" in shown
    assert new in shown
    assert manager.account_id in set(Message.objects.values_list("recipient_id", flat=True))
    assert check_cases() == []


@pytest.mark.proves("8.2.2")
def test_a_case_of_another_authority_is_not_named_to_the_team_and_its_holder_is_told(caseworker: Actor) -> None:
    there = made.authority_team(of="immigration-enforcement-competent-authority")
    holder = made.officer("caseworker", in_team=there, name="Noor Dale")
    other = made.referred(date_of_birth=BORN, detained="yes", detained_where="immigration_detention")
    take_case(other, seen=made.seen(other, holder).version, by=holder, at=timezone.now())
    Message.objects.all().delete()
    new = made.referred(date_of_birth=BORN)
    page = pages(new, caseworker)
    assert other not in page
    assert SIGN not in page
    told = [event for event in events_of_case(other) if event.kind == "SamePersonReferred"]
    assert [event.facts for event in told] == [{"like": new}]
    assert holder.account_id in set(Message.objects.values_list("recipient_id", flat=True))


@pytest.mark.proves("8.2.2")
def test_a_case_that_is_restricted_later_is_no_longer_named_to_those_who_were_told_of_it(
    manager: Actor, caseworker: Actor
) -> None:
    first = made.referred(date_of_birth=BORN)
    second = made.referred(date_of_birth=BORN)
    assert Case.objects.get(reference=second).stage == "triage"
    page = pages(second, caseworker)
    assert first in page
    assert SIGN in page
    restricted(first, manager)
    page = pages(second, caseworker)
    assert first not in page
    assert SIGN not in page
    assert "same person" not in page
    assert first.encode() not in dossier(second, caseworker)
    assert first in pages(second, manager)


def test_a_later_case_that_is_restricted_afterwards_is_no_longer_named_in_the_older_one(
    manager: Actor, caseworker: Actor
) -> None:
    """The older case was restricted as the newer one came, and is open to its team again; now the newer one is."""
    older, newer = restricted_as_the_newer_came(manager)
    assert newer in pages(older, caseworker)
    restricted(newer, manager)
    page = pages(older, caseworker)
    assert newer not in page
    assert "same person" not in page
    assert newer.encode() not in dossier(older, caseworker)
    assert newer in pages(older, manager)


def test_the_case_that_this_one_was_a_duplicate_of_is_no_longer_named_once_it_is_restricted(
    manager: Actor, caseworker: Actor
) -> None:
    original, duplicate = made.referred(), made.referred()
    version = made.seen(duplicate, manager).version
    close_case(duplicate, reason="duplicate", duplicate_of=original, seen=version, by=manager, at=timezone.now())
    assert original in pages(duplicate, caseworker)
    restricted(original, manager)
    assert original not in pages(duplicate, caseworker)
    assert "closed" in pages(duplicate, caseworker).lower(), "that it was closed is its own"
    assert original.encode() not in dossier(duplicate, caseworker)
    assert original in pages(duplicate, manager)


def test_a_page_of_the_history_from_which_something_is_left_out_still_leads_on(
    manager: Actor, caseworker: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    older, newer = restricted_as_the_newer_came(manager)
    restricted(newer, manager)
    monkeypatch.setattr("opennrm.web.cases.timeline.ON_A_PAGE", 3)
    client = client_for(made.account_of(caseworker))
    address, rows = f"/cases/{older}/timeline/", []
    while address:
        page = client.get(address).content.decode()
        assert newer not in page
        rows.append(page.count("nrm-timeline__when"))
        led = re.search(r'href="([^"]*before=[^"]*)"', page)
        address = unescape(led[1]) if led else ""
    told = latest_of_case(older, 1000, only=timeline.kinds_shown("")).alone()
    assert sum(rows) == len(told) - 1
    assert set(rows[:-1]) == {3}, "a page with an entry less says that something hidden stood there"
    # Nor does the page of the case have one less than the most that it shows.
    monkeypatch.setattr("opennrm.web.cases.timeline.ON_THE_CASE", 4)
    assert client.get(f"/cases/{older}/").content.decode().count("nrm-timeline__when") == 4


def test_the_command_line_tells_of_no_hidden_case_either(manager: Actor, caseworker: Actor) -> None:
    older, newer = restricted_as_the_newer_came(manager)
    assert newer in printed(older, caseworker)
    restricted(newer, manager)
    shown = printed(older, caseworker)
    assert newer not in shown
    assert "same person" not in shown
    assert newer in printed(older, manager)


def test_nothing_is_asked_of_the_database_where_no_case_was_held_for_its_likeness(
    caseworker: Actor, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    events = events_of_case(made.referred())
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert without_hidden_likeness(events, caseworker, timezone.now()) == events
