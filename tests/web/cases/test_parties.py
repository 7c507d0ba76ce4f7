"""The pages of who has a part in a case."""

from __future__ import annotations

import pytest
from django.test import Client

from opennrm.cases.models import Party
from tests.factories import partners as made
from tests.factories.referrals import House, house

pytestmark = pytest.mark.django_db


def opened(here: House, who: str = "caseworker") -> Client:
    return made.client_for(getattr(here, who))


def test_an_organisation_is_given_a_part_and_it_is_ended() -> None:
    here = house()
    reference, force = here.adult(), made.organisation("Elsewhere Police")
    client, path = opened(here), f"/cases/{reference}/parties/"
    sent = {"audience": "police", "organisation": str(force.id), "because": "investigates"}
    assert client.post(f"{path}add/", sent).headers["Location"] == path
    page = client.get(path).content.decode()
    assert "Elsewhere Police" in page
    party = Party.objects.get(organisation=force)
    assert f"{path}{party.id}/end/" in page
    assert client.post(f"{path}{party.id}/end/", {"because": "no_longer_involved"}).headers["Location"] == path
    assert "Elsewhere Police" not in client.get(path).content.decode()


def test_what_was_not_chosen_is_asked_for_and_what_was_is_kept() -> None:
    here = house()
    reference, force = here.adult(), made.organisation("Elsewhere Police")
    sent = {"audience": "police", "organisation": str(force.id)}
    response = opened(here).post(f"/cases/{reference}/parties/add/", sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Choose why it has a part in the case." in page
    assert f'value="{force.id}" selected' in page


def test_whoever_does_not_decide_sees_who_is_told_and_cannot_change_it() -> None:
    here = house()
    path = f"/cases/{here.adult()}/parties/"
    page = opened(here, "second_officer").get(path).content.decode()
    assert "First responder" in page
    assert "add/" not in page
    assert opened(here, "second_officer").get(f"{path}add/").status_code == 403
