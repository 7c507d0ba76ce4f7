"""A demonstration's people do not outlive the demonstration."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.config.fault import Fault
from opennrm.config.left_over import refuse_left_over_demonstration
from opennrm.demo.people import PEOPLE
from opennrm.partners.models import Account
from tests.factories import partners as made

pytestmark = pytest.mark.django_db


def test_made_up_people_keep_the_pages_from_being_served(settings: Any) -> None:
    settings.MADE_UP_PEOPLE, settings.DEMONSTRATION = "opennrm.demo.people.PEOPLE", False
    who = made.account("administrator")
    refuse_left_over_demonstration()
    Account.objects.filter(id=who.id).update(email=PEOPLE[0].email)
    with pytest.raises(Fault, match="fresh database"):
        refuse_left_over_demonstration()
    settings.DEMONSTRATION = True
    refuse_left_over_demonstration()
    settings.DEMONSTRATION = False
    Account.objects.filter(id=who.id).update(is_active=False)
    refuse_left_over_demonstration()
