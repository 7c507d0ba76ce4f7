"""A case was opened in an emergency and nobody looked at that: the day brings an e-mail, once, and it is reviewed."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.cases.models import Emergency
from opennrm.cases.sweeping import sweep
from opennrm.notifications.delivery import deliver
from opennrm.notifications.kinds import Channel
from opennrm.notifications.models import Message
from tests.factories import partners
from tests.factories.cases import authority_team
from tests.factories.need import WORDS
from tests.notifications.outbox import Recorder
from tests.stories.people import MANAGER, House


@pytest.mark.proves("AZ-07")
def test_an_emergency_nobody_reviewed(house: House) -> None:
    # Given a case of the team, which somebody of another team opened ten days ago because a refuge rang
    reference = house.on_the_day_some_days_ago(10).has_case()
    sol = partners.account("caseworker", in_team=authority_team("Elsewhere"), name="Sol West")
    night = house.at_work(sol.email).opens("/cases/emergency/")
    night.fills({"reference": [reference], "words": [WORDS]}).presses("Open the case")
    night.sees("Linh Exemple")
    Message.objects.all().delete()

    # When nobody has reviewed it by the day they had, the day brings an e-mail to the manager, and only once
    house.on_the_day_some_days_ago(0)
    mail = Recorder()
    told = []
    for _twice in range(2):
        told.append(sweep(timezone.now())["emergencies nobody has reviewed"])
        deliver(timezone.now(), carriers={Channel.EMAIL: mail})
    assert told == [1, 0]
    assert [each.recipient for each in mail.carried] == [MANAGER]

    # And it says that there is work, and neither about whom nor of what
    (said,) = (each.content.decode() for each in mail.carried)
    assert "Subject: You have work in" in said
    assert not [word for word in (reference, "Linh", "Exemple", "Sol", "West", "mergency") if word in said]

    # Then the manager's work list waits for the review, the history says that it was overdue, and the list is back
    manager = house.at_work(MANAGER).opens("/cases/").sees("A review is overdue").follows(f"Review {reference}")
    manager.sees(WORDS).fills({"outcome": ["justified"], "remark": ["He was at the door."]}).presses("Record it")
    manager.opens("/cases/").does_not_see("A review is overdue")
    manager.opens(f"/cases/{reference}/timeline/").sees("The review of an opening in an emergency")
    assert sweep(timezone.now())["emergencies nobody has reviewed"] == 0
    assert Emergency.objects.get().outcome == "justified"
