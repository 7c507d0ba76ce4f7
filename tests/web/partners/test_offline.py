"""The switch for writing without a network, on the pages of an administrator."""

from __future__ import annotations

import pytest

from opennrm.partners.models import Organisation
from opennrm.partners.second_factor import give_second_factor
from tests.factories import partners
from tests.factories.partners import client_for
from tests.web.test_confirming import SECRET, answer, confirmed_long_ago

pytestmark = pytest.mark.django_db


def test_the_switch_is_shown_kept_and_told() -> None:
    who = partners.account("administrator")
    client = client_for(who)
    assert "with a network only" in client.get("/people/").content.decode()
    assert client.post("/people/offline/", {}).status_code == 422
    assert client.post("/people/offline/", {"offline": "on"}).status_code == 302
    assert Organisation.objects.get(id=who.organisation_id).works_offline
    assert "without a network, on their own devices" in client.get("/people/").content.decode()


def test_it_is_confirmed_before_it_counts() -> None:
    who = partners.account("administrator")
    give_second_factor(who.id, SECRET)
    client = client_for(who)
    confirmed_long_ago(client)
    asked = client.post("/people/offline/", {"offline": "on"})
    assert asked.status_code == 403
    assert not Organisation.objects.get(id=who.organisation_id).works_offline
    assert client.post("/people/offline/", {"offline": "on", **answer()}).status_code == 302
    assert Organisation.objects.get(id=who.organisation_id).works_offline
