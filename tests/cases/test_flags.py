"""Flags are raised and lowered, each once, and the timeline says so."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.flags import set_flags
from opennrm.cases.flags import flags_of
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_a_flag_is_raised_once_and_lowered_once() -> None:
    reference, by = made.referred(), made.officer("second_officer")
    for raised, lowered in (
        (("detained", "dependants"), ()),
        (("detained",), ()),
        ((), ("detained",)),
        ((), ("detained",)),
    ):
        set_flags(reference, raised=raised, lowered=lowered, by=by, at=timezone.now())
    case_id = made.seen(reference, by).id
    assert [(flag.words, flag.raised_by) for flag in flags_of(case_id).alone()] == [("Dependants", "Sam Okoro")]
    told = [(event.kind, event.facts["flag"]) for event in events_of_case(reference)[-3:]]
    assert told == [("FlagRaised", "dependants"), ("FlagRaised", "detained"), ("FlagLowered", "detained")]


def test_only_flags_of_the_list_in_cases_of_ones_own_team() -> None:
    reference = made.referred()
    with pytest.raises(Refused, match="unknown_flag"):
        set_flags(reference, raised=("rich",), lowered=(), by=made.officer("caseworker"), at=timezone.now())
    stranger = made.officer("caseworker", in_team=made.authority_team("Z"))
    with pytest.raises(NotYours):
        set_flags(reference, raised=("detained",), lowered=(), by=stranger, at=timezone.now())
