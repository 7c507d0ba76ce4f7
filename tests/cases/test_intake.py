"""A sent referral is a case of the authority's team at once, in the same transaction."""

from __future__ import annotations

import pytest

from opennrm.audit.queries import events_of_case
from opennrm.cases.models import Case, CaseAccess
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_a_referral_opens_its_case_with_the_team_that_receives() -> None:
    team = made.authority_team()
    reference = made.referred(child=True)
    case = Case.objects.get(reference=reference)
    assert (case.stage, case.kind, case.owner_team_id) == ("reasonable_grounds_pending", "child", team.id)
    assert (case.authority, case.nation) == ("single_competent_authority", "wales")
    assert list(CaseAccess.objects.values_list("grantee", "because")) == [(team.id, "owner_team")]
    given = [e.facts for e in events_of_case(reference) if e.kind == "AccessGiven" and e.facts["record"] == "case"]
    assert given == [{"grantee": str(team.id), "record": "case", "because": "owner_team"}]


def test_triage_is_the_systems_own_and_told_in_the_history() -> None:
    by = made.referrer()
    events = {event.kind: event.by for event in events_of_case(made.referred(by))}
    assert events["CaseOpened"] == by.account_id
    assert events["CaseAccepted"] is None
