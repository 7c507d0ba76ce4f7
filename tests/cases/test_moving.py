"""A case is locked as it was seen and moves by the table only; whoever comes late is told what changed."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.audit.record import command
from opennrm.cases.actions.allocation import take_case
from opennrm.cases.actions.moving import locked_case, move_case
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.stages import Move
from opennrm.partners.access import NotYours
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_a_late_comer_is_told_who_did_what() -> None:
    reference, by = made.referred(), made.officer("caseworker", name="Bea Lock")
    take_case(reference, seen=0, by=by, at=timezone.now())
    with pytest.raises(Refused) as refused, command():
        locked_case(reference, needs=Permission.DECIDE, seen=0, by=by, at=timezone.now())
    assert refused.value.refusal.code == "changed_meanwhile"
    assert "Bea Lock: The case was allocated to Bea Lock." in refused.value.refusal.because


def test_a_move_that_the_table_has_not_is_refused_with_what_can_be_done() -> None:
    reference, by, at = made.referred(), made.officer("caseworker"), timezone.now()
    with pytest.raises(Refused, match="not_at_this_stage") as refused, command():
        case = locked_case(reference, needs=Permission.DECIDE, seen=0, by=by, at=at)
        move_case(case, Move.END_RECOVERY, rules_for(case.profile, case.received_on, at))
    assert "What can be done now: " in refused.value.refusal.because


def test_the_role_is_asked_before_the_record() -> None:
    at = timezone.now()
    with pytest.raises(Refused, match="not_your_role"), command():
        locked_case("NRM-0000", needs=Permission.DECIDE, seen=None, by=made.referrer(), at=at)
    with pytest.raises(NotYours), command():
        locked_case("NRM-0000", needs=Permission.DECIDE, seen=None, by=made.officer("caseworker"), at=at)
