"""An officer goes through the points of a case; what they wrote becomes the draft that they edit and others read."""

from __future__ import annotations

import html
import re

import pytest

from opennrm.cases.actions.reasons import add_adverse_point
from opennrm.cases.models import AdversePoint, Decision, PointsWeighed
from opennrm.cases.reasons import points_of
from opennrm.cases.verification import check_cases
from opennrm.disclosure.gathering import record_of_case
from opennrm.mechanism.refusal import Refused
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db


def _hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(version|token)" value="([^"]*)"', page))


def test_each_point_is_addressed_before_a_negative_goes_to_the_second_officer() -> None:
    house = referrals.house()
    reference = house.adult()
    client = partners.client_for(house.caseworker)
    case = f"/cases/{reference}/"
    points, decide = f"{case}reasonable-grounds/points/", f"{case}reasonable-grounds/"

    # She records that two dates differ; without saying from where it comes, it is asked for.
    add = f"{case}adverse-points/add/"
    told = {"kind": "inconsistency", "text": "Two dates differ.", "source": ""}
    asked = client.post(add, {**_hidden(client.get(add).content.decode()), **told})
    assert "Write where this comes from." in asked.content.decode()
    assert "Two dates differ." in asked.content.decode()
    again = _hidden(asked.content.decode())
    for _press in range(2):
        client.post(add, {**again, **told, "source": "The two statements"})
    assert AdversePoint.objects.count() == 1

    # The decision is refused, names what is missing and where to go, and keeps what was typed.
    form = {**_hidden(client.get(decide).content.decode()), "outcome": "negative", "reasons": "Short."}
    refused = client.post(decide, form)
    said = html.unescape(refused.content.decode())
    assert refused.status_code in (409, 422)
    assert "Say first what weight you give to the indicator “" in said
    assert "Short." in said
    assert not Decision.objects.exists()

    # The indicators are addressed together, the dates by themselves.
    keys = [point.key for point in points_of(house.case(reference).id, reference)]
    shown = client.get(points).content.decode()
    empty = client.post(points, {**_hidden(shown), "points": keys[:-1], "text": "They carry weight."})
    assert "Choose on what in the case this rests." in empty.content.decode()
    for some, text in ((keys[:-1], "They carry weight."), (keys[-1:], "Fear explains the dates in part.")):
        token = _hidden(client.get(points).content.decode())
        sent = {**token, "points": some, "text": text, "rests_on": ["referral"], "guidance": "Annex D, 13.2"}
        assert client.post(points, sent).status_code == 302
    assert "Not addressed yet" not in client.get(points).content.decode()

    # What she wrote is the draft of her reasons, and she changes it.
    drafted = html.unescape(client.get(decide).content.decode())
    assert "What speaks against it" in drafted
    assert "Fear explains the dates in part." in drafted
    form = {**_hidden(drafted), "outcome": "negative", "reasons": "My own words."}
    assert client.post(decide, form).status_code == 302
    assert Decision.objects.get().reasons == "My own words."

    # The second officer reads the points beside the text, and may not write of them.
    officer = partners.client_for(house.second_officer)
    checked = html.unescape(officer.get(f"{decide}check/").content.decode())
    assert "Against: Two dates differ. (from The two statements)" in checked
    assert "Fear explains the dates in part." in checked
    assert officer.get(points).status_code == 403

    # The person can be given it, and the history knows each text.
    given = {
        piece.key.partition(":")[0] for piece in record_of_case(house.case(reference), house.actor("caseworker")).pieces
    }
    assert {"adverse", "weighed"} <= given
    assert check_cases() == []
    row = PointsWeighed.objects.order_by("weighed_at").last()
    assert row is not None
    row.text = "Changed behind the house."
    row.save(update_fields=["text"])
    assert [found.reference for found in check_cases()] == [reference]


def test_points_and_evidence_of_another_case_are_refused() -> None:
    house = referrals.house()
    one, other = house.adult(), house.adult()
    by, at = house.actor("caseworker"), house.at
    add_adverse_point(other, kind="other", text="Of the other.", source="A note", by=by, at=at)
    foreign = points_of(house.case(other).id, other)[-1].key
    client = partners.client_for(house.caseworker)
    address = f"/cases/{one}/conclusive-grounds/points/"
    sent = {**_hidden(client.get(address).content.decode()), "text": "Much.", "rests_on": ["referral"]}
    assert "Choose the points that you address." in client.post(address, {**sent, "points": [foreign]}).content.decode()
    with pytest.raises(Refused, match="no_kind"):
        add_adverse_point(one, kind="guess", text="x", source="y", by=by, at=at)
    assert not PointsWeighed.objects.exists()
