"""The report of patterns reads the history and no record: what people did on the pages is found in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.audit.snooping import patterns_between
from opennrm.cases.actions.allocation import take_case
from opennrm.cases.actions.restricting import restrict_case
from opennrm.mechanism.references import reference_from
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.snooping import Found
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners.models import Account, OwnAddress
from opennrm.partners.own_address import keep_own_address, own_address_of
from opennrm.referrals.models import SafeContact
from tests.factories import partners
from tests.factories.partners import client_for, explained
from tests.factories.referrals import House, house

pytestmark = [pytest.mark.django_db, pytest.mark.proves("AUD-07")]


def found() -> list[Found]:
    now = timezone.now()
    return patterns_between(now - timedelta(days=1), now + timedelta(seconds=1))


def kinds() -> list[str]:
    return [each.pattern.value for each in found()]


def held(here: House, **changed: str) -> str:
    reference = here.adult(**changed)
    take_case(reference, seen=here.case(reference).version, by=here.actor("caseworker"), at=timezone.now())
    return reference


def opens(who: Account, reference: str) -> None:
    assert explained(client_for(who), reference).get(f"/cases/{reference}/").status_code == 200


@pytest.fixture
def here() -> House:
    return house()


def test_a_colleague_who_opens_a_record_with_their_own_surname_is_found_and_others_are_not(here: House) -> None:
    namesake, other = held(here, last_name="LÓCK"), held(here, last_name="Marsh")
    for reference in (other, namesake):
        opens(here.second_caseworker, reference)
    (one,) = found()
    assert (one.pattern, one.by, one.records) == ("same_surname", (str(here.second_caseworker.id),), (namesake,))
    client_for(here.caseworker).get(f"/cases/{namesake}/")
    assert len(found()) == 1


def test_a_record_of_ones_own_address_is_found_by_a_hash_alone(here: House) -> None:
    reference = held(here)
    by = here.actor("second_caseworker")
    keep_own_address("12 Mill Lane, Lincoln, ln1 1aa", by=by, at=timezone.now())
    token = OwnAddress.objects.get().token
    assert len(token) == 64
    assert own_address_of(by.account_id) == token
    lines = ["12 Mill Lane", "Lincoln", "LN1 1AA"]
    for contact in SafeContact.objects.filter(person_id=here.case(reference).person_id):
        contact.lines = lines
        contact.save()
    opens(here.second_caseworker, reference)
    assert kinds() == ["own_address"]


def test_an_address_without_postcode_is_refused_and_an_empty_one_takes_it_away(here: House) -> None:
    by = here.actor("caseworker")
    with pytest.raises(Refused) as refused:
        keep_own_address("Mill Lane", by=by, at=timezone.now())
    assert refused.value.refusal.field == "address"
    client = client_for(here.caseworker)
    assert client.post("/account/own-address/", {"address": "12, LN1 1AA"}).status_code == 302
    assert "A hash is kept now." in client.get("/account/own-address/").content.decode()
    assert client.post("/account/own-address/", {"address": "nowhere"}).status_code == 422
    assert client.post("/account/own-address/", {"address": ""}).status_code == 302
    assert own_address_of(here.caseworker.id) == ""


def test_tries_at_a_restricted_case_and_at_references_one_after_the_other_are_found(here: House) -> None:
    reference, client = here.adult(), client_for(here.second_officer)
    restrict_case(
        reference,
        because="famous_person",
        people={here.manager.id},
        seen=here.case(reference).version,
        by=here.actor("manager"),
        at=timezone.now(),
    )
    client.get(f"/cases/{reference}/")
    assert kinds() == []
    client.get(f"/cases/{reference}/timeline/")
    assert kinds() == ["restricted"]
    for number in range(6):
        client_for(here.second_caseworker).get(f"/cases/{reference_from(bytes([number] * 7))}/")
    assert kinds() == ["restricted", "sequential"]


@pytest.mark.proves("14.2.6")
def test_whoever_makes_a_list_of_where_people_are_is_found_though_they_work_on_each(here: House) -> None:
    client = client_for(here.caseworker)
    for reference in [held(here) for _ in range(10)]:
        assert kinds() == []
        shown = client.post(f"/cases/{reference}/whereabouts/", {"what": "address"})
        assert "Lantern House" in shown.content.decode()
    (one,) = found()
    assert (one.pattern, one.by, len(one.records)) == ("whereabouts", (str(here.caseworker.id),), 10)
    home = partners.organisation(kind=OrganisationType.OVERSIGHT, may_refer=False)
    page = client_for(partners.account("auditor", of=home)).get("/history/patterns/").content.decode()
    assert "Asked where many people can be found" in page
    assert "Lantern" not in page


def test_the_auditor_sees_patterns_and_who_looked_and_no_content(here: House) -> None:
    reference = held(here, last_name="Lock")
    opens(here.second_caseworker, reference)
    home = partners.organisation(kind=OrganisationType.OVERSIGHT, may_refer=False)
    client = client_for(partners.account("auditor", of=home))
    page = client.get("/history/patterns/").content.decode()
    assert "Opened a record with their own surname" in page
    assert "Bea Lock" in page
    looks = client.get(f"/history/{reference}/").content.decode()
    assert "Bea Lock" in looks
    assert "I am on duty today" in looks
    assert client.get(f"/cases/{reference}/").status_code == 403
    assert client.get("/history/Ana-Lock/").status_code == 404
