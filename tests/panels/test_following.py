"""What ends elsewhere ends here: a case is withdrawn while its panel votes, and somebody serves on panels no longer."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from opennrm.audit.asking import as_the_house
from opennrm.audit.record import command
from opennrm.mechanism.events import CaseWithdrawn, RoleEnded
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.models import Message
from opennrm.panels.actions.putting import take_off
from opennrm.panels.actions.sittings import cancel_sitting
from opennrm.panels.following import end_hearing_of_case, release_panel_member
from opennrm.panels.models import Hearing, PoolMember
from opennrm.panels.verification import check_panels
from opennrm.partners.models import RoleHeld
from tests.panels.pilot import Pilot

pytestmark = pytest.mark.django_db


def test_a_case_that_left_is_heard_no_longer_and_nobody_reads_it(unit: Pilot) -> None:
    row = unit.begun()
    unit.votes(row, "positive")
    event = CaseWithdrawn(subject=row.reference, case=row.reference, way="written", withdrawn_on=date(2026, 3, 2))
    with command(), as_the_house():
        end_hearing_of_case(event, unit.at, None)
        end_hearing_of_case(event, unit.at, None)
    assert Hearing.objects.get().state == "off"
    assert unit.cases.reading == set()
    assert check_panels() == []
    with pytest.raises(Refused, match="not_open"):
        unit.votes(row, "", "negative")


def test_who_lost_the_role_is_out_of_the_pool_and_reads_nothing(unit: Pilot) -> None:
    unit.begun()
    gone = unit.members[0]
    event = RoleEnded(subject=str(gone.id), role="panel_member", team=None, organisation=gone.organisation.slug)
    with command(), as_the_house():
        release_panel_member(event, unit.at, None)
        assert PoolMember.objects.filter(account=gone, left_at__isnull=True).exists()  # they hold it still
        RoleHeld.objects.filter(account=gone).update(until_at=timezone.now())
        release_panel_member(event, timezone.now(), None)
    assert not PoolMember.objects.filter(account=gone, left_at__isnull=True).exists()
    assert gone.id not in {who for _case, who in unit.cases.reading}
    assert unit.members[1].id in {who for _case, who in unit.cases.reading}


def test_everybody_who_was_asked_is_told_that_a_sitting_is_cancelled(unit: Pilot) -> None:
    row = unit.listed()
    take_off(row.id, by=unit.actor(unit.convener), at=unit.at)
    Message.objects.all().delete()
    cancel_sitting(row.sitting_id, by=unit.actor(unit.convener), at=unit.at)
    told = set(Message.objects.filter(line="you_have_work").values_list("recipient_id", flat=True))
    assert told == {each.id for each in (*unit.members, unit.chair)}
