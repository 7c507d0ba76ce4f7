"""Who has a part in a case is who the history gave one; what was changed behind its back is found."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.cases.actions.parties import add_party, end_party
from opennrm.cases.models import Party
from opennrm.cases.party_verification import check_parties
from tests.factories import cases as made
from tests.factories import partners

pytestmark = pytest.mark.django_db
FOUND = "who has a part in it is not who the history gave one"


def test_parts_that_were_given_and_ended_hold() -> None:
    reference, force, by = made.referred(), partners.organisation("Elsewhere Police"), made.officer("caseworker")
    given = {"audience": "police", "organisation_id": force.id, "because": "investigates"}
    for _ in range(2):
        party_id = add_party(reference, **given, by=by, at=timezone.now())  # type: ignore[arg-type]
        end_party(reference, party_id, because="asked_to_end", by=by, at=timezone.now())
    add_party(reference, **given, by=by, at=timezone.now())  # type: ignore[arg-type]
    counted: list[int] = []
    assert check_parties(counted.append) == []
    assert counted == [1]


@pytest.mark.parametrize("planted", ["another organisation", "another part", "gone", "ended"])
def test_what_was_changed_behind_the_history_is_found(planted: str) -> None:
    reference = made.referred()
    rows = Party.objects.filter(case__reference=reference)
    if planted == "another organisation":
        rows.update(organisation=partners.organisation())
    elif planted == "another part":
        rows.update(audience="support_provider")
    elif planted == "gone":
        rows.delete()
    else:
        rows.update(until_at=timezone.now(), until_by=made.officer("caseworker").account_id)
    assert [(found.reference, found.what) for found in check_parties()] == [(reference, FOUND)]
