"""A first responder gives the person beside them a page; later a caseworker closes it, since the paper is lost."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.audit.models import EventRow
from opennrm.cases.actions.own_pages import Offer, end_own_page, offer_own_page
from opennrm.cases.actions.transferring import transfer_case
from opennrm.cases.models import CaseAccess, OwnPage
from opennrm.cases.own_pages import own_page_of
from opennrm.cases.verification import check_cases
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from tests.cases.test_transferring import OTHER
from tests.factories import cases as made
from tests.factories import partners
from tests.factories.own_pages import CHOSEN, offered
from tests.factories.referrals import House, house

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> House:
    return house()


def kinds(reference: str) -> list[str]:
    rows = EventRow.objects.filter(case_reference=reference, kind__startswith="OwnPage").order_by("seq")
    return [row.kind for row in rows]


def test_who_referred_gives_a_page_and_only_hashes_are_kept(here: House) -> None:
    reference = here.adult()
    code = offered(reference, by=here.actor("officer"), at=here.at)
    row = OwnPage.objects.get()
    assert row.second_hash.startswith("argon2")
    kept = " ".join(str(value) for value in OwnPage.objects.values().get().values())
    events = " ".join(EventRow.objects.values_list("body", flat=True))
    for secret in (code, code.replace("-", ""), CHOSEN):
        assert secret not in kept
        assert secret not in events
    assert kinds(reference) == ["OwnPageOffered"]
    assert CaseAccess.objects.get(grantee=row.id).because == "own_page"


def test_a_new_code_closes_the_one_before(here: House) -> None:
    reference = here.adult()
    by = here.actor("caseworker")
    offered(reference, by=here.actor("officer"), at=here.at)
    offered(reference, by=by, at=here.at, referred=False)
    before, now = OwnPage.objects.order_by("ended_at").all()
    assert (before.ended_because, now.ended_at) == ("renewed", None)
    assert list(CaseAccess.objects.filter(because="own_page", until_at=None).values_list("grantee")) == [(now.id,)]
    assert kinds(reference) == ["OwnPageOffered", "OwnPageEnded", "OwnPageOffered"]


def test_it_is_closed_at_once_for_a_reason(here: House) -> None:
    reference = here.adult()
    told: dict[str, Any] = {"referred": False, "by": here.actor("caseworker"), "at": here.at}
    with pytest.raises(Refused, match="no_own_page"):
        end_own_page(reference, because="not_safe", **told)
    offered(reference, by=here.actor("officer"), at=here.at)
    with pytest.raises(Refused, match="no_reason"):
        end_own_page(reference, because="", **told)
    end_own_page(reference, because="not_safe", **told)
    row = own_page_of(reference)
    assert row is not None
    assert (row.ended_at, row.ended_because) == (here.at, "not_safe")


@pytest.mark.parametrize("referred", [True, False])
def test_nobody_gives_a_page_in_a_record_that_is_not_theirs(here: House, referred: bool) -> None:
    reference = here.adult()
    for role in ("first_responder",) if referred else ("caseworker", "manager"):
        stranger = partners.actor(partners.account(role, in_team=partners.team(partners.organisation())))
        with pytest.raises(NotYours):
            offered(reference, by=stranger, at=here.at, referred=referred)
    assert not OwnPage.objects.exists()


def test_what_stands_in_the_referral_is_not_taken(here: House) -> None:
    reference = here.adult(first_name="Linh", date_of_birth="1990-03-07")
    for kind, chosen in (("word", "linh"), ("date", "7/3/1990"), ("number", "07031990")):
        with pytest.raises(Refused) as refused:
            offered(reference, by=here.actor("officer"), at=here.at, kind=kind, chosen=chosen)
        assert refused.value.refusal.code == "fact_is_known"


def test_sent_twice_there_is_one_page_and_no_second_look_at_the_code(here: House) -> None:
    reference, by = here.adult(), here.actor("officer")
    offer = Offer(agreed=True, how="spoken", kind="word", chosen=CHOSEN)
    offer_own_page(reference, offer, token="one-token", referred=True, by=by, at=here.at)
    with pytest.raises(Refused) as refused:
        offer_own_page(reference, offer, token="one-token", referred=True, by=by, at=here.at)
    assert refused.value.refusal.code == "shown_once"
    assert OwnPage.objects.count() == 1


def test_the_page_goes_along_when_the_case_is_passed_on() -> None:
    there = made.authority_team(of=OTHER.replace("_", "-"))
    reference, worker, at = made.referred(), made.officer("caseworker"), made.days_ago(0)
    offered(reference, by=worker, at=at, referred=False)
    seen = made.seen(reference, worker).version
    transfer_case(reference, to_authority=OTHER, seen=seen, by=worker, at=at)
    assert CaseAccess.objects.get(because="own_page").until_at is None
    assert CaseAccess.objects.get(grantee=there.id).until_at is None
    assert check_cases() == []
