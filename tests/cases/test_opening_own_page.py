"""The code and the second fact open one page; whoever has only one of them is told nothing, and is counted."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection

from opennrm.audit.asking import asking
from opennrm.audit.models import EventRow
from opennrm.cases.actions.opening_own_page import leave_own_page, open_own_page
from opennrm.cases.actions.own_pages import end_own_page
from opennrm.cases.actions.restricting import restrict_case
from opennrm.cases.models import Case, OwnPage
from opennrm.cases.own_pages import OwnStanding, own_standing
from opennrm.mechanism.own_page import MOST_WRONG, VISIT_AT_MOST, code_in, new_code
from tests.behind import as_pages
from tests.factories.own_pages import CHOSEN, offered
from tests.factories.referrals import House, house

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> House:
    return house()


def plain(code: str) -> str:
    return code_in(code) or ""


def opened(code: str, chosen: str = CHOSEN, *, at: datetime) -> str | None:
    """As the page does it: behind the wall, and asked by nobody."""
    with as_pages(), asking():
        return open_own_page(plain(code), chosen, at=at)


def shown(visit: str | None, *, at: datetime) -> OwnStanding | None:
    with as_pages(), asking():
        return own_standing(visit or "", at=at)


def test_both_open_the_page_and_it_sees_one_case_whatever_is_asked(here: House) -> None:
    other = here.adult()
    reference = here.adult()
    visit = opened(offered(reference, by=here.actor("officer"), at=here.at), " Window  SEAT", at=here.at)
    assert visit is not None
    with as_pages(), asking():
        standing = own_standing(visit, at=here.at)
        assert standing is not None
        assert (standing.reference, standing.stage) == (reference, Case.objects.get(reference=reference).stage)
        assert list(Case.objects.values_list("reference", flat=True)) == [reference], other
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM audit_event WHERE case_reference = %s", [other])
            assert cursor.fetchone() == (0,)
    assert [row.kind for row in EventRow.objects.filter(kind="OwnPageOpened")] == ["OwnPageOpened"]


@pytest.mark.parametrize("what", ["other code", "wrong fact", "closed"])
def test_anything_else_opens_nothing(here: House, what: str) -> None:
    reference = here.adult()
    code, chosen = offered(reference, by=here.actor("officer"), at=here.at), CHOSEN
    if what == "other code":
        code = new_code()
    elif what == "wrong fact":
        chosen = "window seats"
    else:
        end_own_page(reference, because="asked", referred=True, by=here.actor("officer"), at=here.at)
    assert opened(code, chosen, at=here.at) is None
    assert not EventRow.objects.filter(kind="OwnPageOpened").exists()


def test_every_try_costs_one_slow_hash_whatever_the_code(here: House, monkeypatch: pytest.MonkeyPatch) -> None:
    reference, officer = here.adult(), here.actor("officer")
    closed = offered(reference, by=officer, at=here.at)
    code = offered(reference, by=officer, at=here.at)
    asked: list[str] = []

    def counted(typed: str, kept: str) -> bool:
        asked.append(kept.partition("$")[0])
        return check_password(typed, kept)

    monkeypatch.setattr("opennrm.cases.actions.opening_own_page.check_password", counted)
    for tried in (new_code(), closed, code):
        assert opened(tried, "wrong", at=here.at) is None
    assert asked == ["argon2"] * 3


def test_the_case_of_a_list_of_people_is_seen_by_its_own_person_too(here: House) -> None:
    reference, manager = here.adult(), here.actor("manager")
    code = offered(reference, by=here.actor("officer"), at=here.at)
    told = {"because": "threat_to_life", "people": [manager.account_id], "seen": here.case(reference).version}
    restrict_case(reference, **told, by=manager, at=here.at)  # type: ignore[arg-type]
    assert shown(opened(code, at=here.at), at=here.at) is not None


def test_after_many_wrong_tries_the_page_closes_itself(here: House) -> None:
    reference = here.adult()
    code = offered(reference, by=here.actor("officer"), at=here.at)
    for _ in range(MOST_WRONG - 1):
        assert opened(code, "wrong", at=here.at) is None
    assert opened(code, at=here.at) is not None, "one that is right begins the count anew"
    for _ in range(MOST_WRONG):
        opened(code, "wrong", at=here.at)
    assert opened(code, at=here.at) is None
    row = OwnPage.objects.get()
    assert (row.ended_because, row.ended_by_id) == ("too_many_tries", None)


def test_a_visit_ends_when_it_is_left_by_itself_by_the_next_and_when_the_page_is_closed(here: House) -> None:
    reference, officer = here.adult(), here.actor("officer")
    code = offered(reference, by=officer, at=here.at)
    first = opened(code, at=here.at)
    assert shown(first, at=here.at + VISIT_AT_MOST - timedelta(seconds=1)) is not None
    assert shown(first, at=here.at + VISIT_AT_MOST) is None
    second = opened(code, at=here.at)
    assert shown(first, at=here.at) is None
    assert shown(second, at=here.at) is not None
    with as_pages(), asking():
        leave_own_page(second or "")
    assert shown(second, at=here.at) is None
    third = opened(code, at=here.at)
    end_own_page(reference, because="not_safe", referred=True, by=officer, at=here.at)
    assert shown(third, at=here.at) is None
