"""Who convenes puts a case before a panel and takes it back; one who was there agrees to what was written down."""

from __future__ import annotations

import re
from typing import Any

import pytest

from opennrm.mechanism.vocabulary import DecisionKind, Outcome
from tests.factories import partners
from tests.factories.pilot import MIX, Pilot, pilot

pytestmark = pytest.mark.django_db
SECOND = DecisionKind.CONCLUSIVE_GROUNDS


@pytest.fixture
def people(settings: Any) -> Pilot:
    settings.PROFILES_ADOPTED = [("pilot_2015", "2015-08-03")]
    return pilot()


def hidden(page: str) -> dict[str, str]:
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("text_hash", "version")}
    return {name: match[1] for name, match in found.items() if match}


def test_a_case_is_put_before_a_panel_with_the_mix_chosen_for_it(people: Pilot) -> None:
    people, reference = people.to_conclusive_grounds()
    people.consults(reference)
    client = partners.client_for(people.convener)
    assert "Put before a panel" in client.get(f"/cases/{reference}/").content.decode()
    address = f"/cases/{reference}/panel/"
    asked = client.get(address).content.decode()
    assert "At least 5 and at most 10 members" in asked
    for wrong, told in (
        ({"police": "4"}, "Ask for at least 5 members"),
        ({"police": "four"}, "whole number"),
        ({"health": "11"}, "Ask for at most 10 members"),
    ):
        refused = client.post(address, {**hidden(asked), **wrong})
        assert refused.status_code == 422
        said = refused.content.decode()
        assert told in said
        assert f'value="{next(iter(wrong.values()))}"' in said, "nothing that was typed is lost"
    put = client.post(address, {**hidden(asked), **{agency: str(count) for agency, count in MIX.items()}})
    assert put.status_code == 302
    page = client.get(f"/cases/{reference}/").content.decode()
    assert "Conclusive grounds: before a panel" in page
    assert "Decide on conclusive grounds" not in page
    taking = f"/cases/{reference}/panel/take-back/"
    assert client.post(taking, hidden(client.get(taking).content.decode())).status_code == 422
    form = {**hidden(client.get(taking).content.decode()), "because": "new_information"}
    assert client.post(taking, form).status_code == 302
    assert "Put before a panel" in client.get(f"/cases/{reference}/").content.decode()


def test_one_who_was_there_agrees_and_nobody_else_can(people: Pilot) -> None:
    people, reference = people.before_panel()
    people.panel_decides(reference, Outcome.POSITIVE)
    unit = partners.client_for(people.convener)
    assert "Write down what the panel decided" in unit.get(f"/cases/{reference}/").content.decode()
    written = unit.get(f"/cases/{reference}/conclusive-grounds/").content.decode()
    assert "A panel decided this" in written
    assert re.search(r'value="positive"\s+checked', written), "what it came to is chosen already"
    refused = unit.post(
        f"/cases/{reference}/conclusive-grounds/", {**hidden(written), "outcome": "negative", "reasons": "No."}
    )
    assert "The panel decided: positive" in refused.content.decode()
    people.decides(reference, people.convener, "positive", SECOND)
    address = f"/cases/{reference}/panel/confirm/"
    for other in (people.convener, people.colleague):
        assert partners.client_for(other).get(address).status_code == 404
        assert partners.client_for(other).post(address, {"agreed": "yes"}).status_code == 404
    chair = partners.client_for(people.chair)
    assert "Say whether this is what the panel decided" in chair.get(f"/cases/{reference}/").content.decode()
    read = chair.get(address).content.decode()
    assert "Is this what the panel decided?" in read
    assert chair.post(address, hidden(read)).status_code == 422
    assert chair.post(address, {**hidden(read), "agreed": "yes"}).status_code == 302
    served = unit.post(
        f"/cases/{reference}/conclusive-grounds/serve/", hidden(unit.get(f"/cases/{reference}/").content.decode())
    )
    assert served.status_code == 302
    assert chair.get(f"/cases/{reference}/").status_code == 404, "nobody of the panel reads on"


def test_a_lead_who_referred_on_is_shown_their_work_list(people: Pilot) -> None:
    reference = people.refers()
    lead = partners.client_for(people.lead)
    form = hidden(lead.get(f"/cases/{reference}/reasonable-grounds/").content.decode())
    decided = lead.post(
        f"/cases/{reference}/reasonable-grounds/", {**form, "outcome": "positive", "reasons": "What was seen."}
    )
    assert (decided.status_code, decided["Location"]) == (302, "/cases/")
    assert lead.get(f"/cases/{reference}/").status_code == 404


def test_where_one_person_decides_there_is_no_panel(people: Pilot) -> None:
    reference = people.refers()
    lead = partners.client_for(people.lead)
    assert "Put before a panel" not in lead.get(f"/cases/{reference}/").content.decode()
    assert lead.get(f"/cases/{reference}/panel/").status_code == 404
