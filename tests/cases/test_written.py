"""A decision as rules and rows see it."""

from __future__ import annotations

import pytest

from opennrm.cases.actions.grounds import GROUNDS
from opennrm.cases.actions.written import decision_hash, facts_of, facts_of_new, put_forward_in
from opennrm.cases.models import Case, Decision
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.vocabulary import DecisionKind
from opennrm.referrals.rules import rules_for
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def test_a_row_and_what_was_written_have_the_same_hash() -> None:
    house = referrals.house()
    house.decide(house.adult(), "negative")
    case, row = Case.objects.get(), Decision.objects.get()
    version = rules_for(case.profile, case.received_on, house.at)
    grounds = GROUNDS[DecisionKind.REASONABLE_GROUNDS]
    new = facts_of_new(grounds, version, "negative", row.reasons, str(row.written_by_id))
    assert facts_of(row, version) == new
    assert row.text_hash == decision_hash(new)


@pytest.mark.parametrize("kind", DecisionKind)
def test_an_outcome_must_be_chosen(kind: DecisionKind) -> None:
    house = referrals.house()
    case = Case.objects.get(reference=house.adult())
    with pytest.raises(Refused) as refused:
        facts_of_new(GROUNDS[kind], rules_for(case.profile, case.received_on, house.at), "", "", "")
    assert refused.value.refusal.field == "outcome"
    assert kind.value.replace("_", " ") in refused.value.refusal.because


def test_where_nothing_was_put_forward_the_refusal_says_so() -> None:
    house = referrals.house()
    with pytest.raises(Refused, match="no_decision_put_forward"):
        put_forward_in(Case.objects.get(reference=house.adult()))
