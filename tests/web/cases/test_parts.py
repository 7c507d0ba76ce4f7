"""The consents of a case show who has which part of the referral, and where somebody has to choose."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.cases.models import Part
from opennrm.cases.part_verification import check_parts
from opennrm.cases.verification import check_cases
from opennrm.mechanism.vocabulary import OrganisationType
from tests.factories import cases
from tests.factories import partners as made
from tests.factories import parts as there

pytestmark = pytest.mark.django_db


def test_each_part_stands_there_with_its_organisation_and_nothing_of_what_it_says() -> None:
    there.kent()
    reference = there.adult(support_wanted="no", first_name="Kanarivex")
    client = made.client_for(cases.account_of(cases.officer("caseworker")))
    page = client.get(f"/cases/{reference}/consents/").content.decode()
    assert "Kent Police" in page
    assert "Police of where it happened" in page
    assert "Kanarivex" not in page


def test_where_nobody_was_found_somebody_is_chosen_and_a_choice_left_open_is_asked_for() -> None:
    reference = there.adult(police_contact_agreed="no")
    lighthouse, part = there.support(), Part.objects.get()
    client = made.client_for(cases.account_of(cases.officer("caseworker")))
    consents = f"/cases/{reference}/consents/"
    path = f"/cases/{reference}/parts/{part.id}/"
    assert path in client.get(consents).content.decode()
    refused = client.post(path, {"organisation": ""})
    assert refused.status_code == 422
    assert 'href="#organisation"' in refused.content.decode()
    assert client.post(path, {"organisation": str(lighthouse.organisation.id)}).headers["Location"] == consents
    assert "Waits there since" in client.get(consents).content.decode()
    assert client.get(path).status_code == 404


def test_whoever_only_checks_decisions_is_not_asked_to_choose() -> None:
    reference, part = there.adult(police_contact_agreed="no"), Part.objects.get()
    client = made.client_for(cases.account_of(cases.officer("second_officer")))
    path = f"/cases/{reference}/parts/{part.id}/"
    assert path not in client.get(f"/cases/{reference}/consents/").content.decode()
    assert client.get(path).status_code == 403


def test_whom_a_stand_in_stands_for_is_said_to_who_sent_it_and_to_who_has_it(settings: Any) -> None:
    settings.FORCES_STAND_IN = "stand-in"
    stand_in = there.receives(OrganisationType.POLICE, "stand-in", "Marshland Police")
    reference = there.adult(support_wanted="no", exploitation_uk_towns=["dover", "aberaeron"])
    sender = made.client_for(cases.account_of(cases.officer("caseworker")))
    page = sender.get(f"/cases/{reference}/consents/").content.decode()
    assert "For Kent Police, who cannot open it here" in page
    assert "For what happened in Aberaeron, whose force is not known here" in page
    there_is = made.client_for(stand_in.account)
    part = Part.objects.get(receiver="police_of_the_exploitation", organisation=stand_in.organisation)
    read = there_is.get(f"/parts/{part.id}/").content.decode()
    assert "You receive this in the place of Kent Police" in read
    assert check_parts() == check_cases() == []


def test_a_village_is_read_by_its_name_where_somebody_says_who_is_told_and_by_the_force_that_is() -> None:
    reference = there.adult(support_wanted="no", exploitation_uk_towns=["abbey_dore"])
    west_mercia, by = there.receives(OrganisationType.POLICE, "west-mercia-police"), cases.officer("caseworker")
    sender = made.client_for(cases.account_of(by))
    page = sender.get(f"/cases/{reference}/consents/").content.decode()
    assert "For what happened in Abbey Dore, whose force is not known here" in page
    part = Part.objects.get(receiver="police_of_the_exploitation")
    sender.post(f"/cases/{reference}/parts/{part.id}/", {"organisation": str(west_mercia.organisation.id)})
    read = made.client_for(west_mercia.account).get(f"/parts/{part.id}/").content.decode()
    assert "It is also for what happened in Abbey Dore" in read
    assert "abbey_dore" not in page + read


def test_a_force_that_receives_its_own_is_not_said_to_stand_in_for_itself() -> None:
    kent = there.kent()
    reference = there.adult(support_wanted="no")
    sender = made.client_for(cases.account_of(cases.officer("caseworker")))
    assert "who cannot open it here" not in sender.get(f"/cases/{reference}/consents/").content.decode()
    part = Part.objects.get(receiver="police_of_the_exploitation")
    assert "in the place of" not in made.client_for(kent.account).get(f"/parts/{part.id}/").content.decode()
