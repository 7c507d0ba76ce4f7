"""The comparison of groups in a browser, with many people in it: nothing for axe to find, nothing cut off."""

from __future__ import annotations

import pytest

from tests.assurance.crowd import Crowd
from tests.browser.watching import look
from tests.stories.people import MANAGER, House

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_manager_sees_that_one_group_waits_longer(house: House, scripts: bool) -> None:
    crowd = Crowd(house.has_case())
    crowd.decided(60)
    crowd.decided(40, "negative", nationality="vietnamese", days=lambda each: 60 + each)
    crowd.decided(3, gender="male", nationality="albanian")
    manager = house.at_work(MANAGER, **({} if scripts else {"java_script_enabled": False}))
    manager.opens("/consistency/").sees("no proof")
    if scripts:
        look(manager.page, "consistency")
