"""An administrator lets the people of their organisation write without a network, and no longer."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.audit.models import EventRow
from opennrm.mechanism.refusal import Refused
from opennrm.partners.offline import switch_offline, works_offline
from tests.factories import partners

pytestmark = pytest.mark.django_db


def test_it_is_off_until_it_is_switched_on_and_each_change_is_told_once() -> None:
    administrator = partners.actor(partners.account("administrator"))
    home, at = administrator.organisation_id, timezone.now()
    other = partners.actor(partners.account("administrator"))
    assert not works_offline(home)
    for _ in range(2):
        switch_offline(True, by=administrator, at=at)
    assert works_offline(home)
    assert not works_offline(other.organisation_id)
    switch_offline(False, by=administrator, at=at)
    assert not works_offline(home)
    assert EventRow.objects.filter(kind="OfflineSwitched").count() == 2


def test_nobody_else_switches_it_and_not_without_an_answer() -> None:
    at = timezone.now()
    with pytest.raises(Refused, match="not_your_role"):
        switch_offline(True, by=partners.actor(partners.account("first_responder")), at=at)
    with pytest.raises(Refused, match="no_answer"):
        switch_offline(None, by=partners.actor(partners.account("administrator")), at=at)
