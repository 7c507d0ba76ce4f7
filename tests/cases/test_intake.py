"""A sent referral is a case of the authority's team at once, in the same transaction."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.audit.queries import events_of_case
from opennrm.cases.models import Case, CaseAccess
from opennrm.cases.verification import check_cases
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
    assert given == [{"grantee": str(team.id), "record": "case", "because": "owner_team", "until": None}]


def test_triage_is_the_systems_own_and_told_in_the_history() -> None:
    by = made.referrer()
    events = {event.kind: event.by for event in events_of_case(made.referred(by))}
    assert events["CaseOpened"] == by.account_id
    assert events["CaseAccepted"] is None


def test_an_adult_in_immigration_detention_goes_to_the_authority_that_takes_them() -> None:
    there = made.authority_team(of="immigration-enforcement-competent-authority")
    reference = made.referred(detained="yes", detained_where="immigration_detention")
    case = Case.objects.get(reference=reference)
    assert (case.authority, case.owner_team_id) == ("immigration_enforcement_competent_authority", there.id)
    sent = next(event for event in events_of_case(reference) if event.kind == "ReferralSubmitted")
    assert "detained_for_immigration" in sent.facts["situations"]


def test_where_that_authority_has_no_team_the_other_one_is_asked_to_look() -> None:
    reference = made.referred(detained="yes", detained_where="immigration_detention")
    case = Case.objects.get(reference=reference)
    assert (case.authority, case.stage) == ("single_competent_authority", "triage")
    held = next(event for event in events_of_case(reference) if event.kind == "CaseHeldForTriage")
    assert held.facts["reasons"] == ["authority_without_team"]


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({"referred_before": "yes", "earlier_reference": "NRM-0000-0000-00"}, ["earlier_reference"]),
        ({"detained": "yes", "detained_where": "not_known"}, ["authority_unsure"]),
        ({"referred_before": "not_known", "detained": "not_known", "person_in_uk": "not_known"}, None),
    ],
)
def test_what_speaks_for_it_holds_a_case_at_triage(changed: dict[str, Any], reasons: list[str] | None) -> None:
    reference = made.referred(**changed)
    held = [event.facts["reasons"] for event in events_of_case(reference) if event.kind == "CaseHeldForTriage"]
    assert held == ([reasons] if reasons else [])
    assert (Case.objects.get().stage == "triage") is bool(reasons)
    assert Case.objects.get().due_on is not None
    assert check_cases() == []


def test_a_likeness_is_proposed_of_open_cases_and_nothing_is_merged() -> None:
    born = "1994-05-17"
    first, second = made.referred(date_of_birth=born), made.referred(date_of_birth=born)
    held = next(event for event in events_of_case(second) if event.kind == "CaseHeldForTriage")
    assert held.facts == {"reasons": ["same_person_suspected"], "like": [first]}
    assert Case.objects.values("person_id").distinct().count() == 2
    Case.objects.update(stage="closed")
    assert Case.objects.get(reference=made.referred(date_of_birth=born)).stage == "reasonable_grounds_pending"
