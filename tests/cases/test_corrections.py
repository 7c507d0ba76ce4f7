"""A case that nobody holds has the correction looked at by somebody who decides in its team."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.cases.actions.corrections import TITLES
from opennrm.cases.actions.tasks import hash_of_task
from opennrm.cases.casework_verification import check_casework
from opennrm.cases.models import Case, Task
from opennrm.questions.matters import Matter
from opennrm.referrals.correcting import correct_page
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def test_every_matter_has_words_that_name_nobody() -> None:
    assert set(TITLES) == set(Matter)


@pytest.mark.parametrize("is_held", [True, False])
def test_somebody_of_the_team_looks(is_held: bool) -> None:
    house = referrals.house()
    reference = house.adult()
    Case.objects.update(owner=house.second_caseworker if is_held else None)
    why: Any = {"reason": "A slip.", "seen": 1, "token": "one"}
    correct_page(reference, "support-wanted", {"support_wanted": ["no"]}, **why, by=house.actor("officer"), at=house.at)
    task = Task.objects.get(text_hash=hash_of_task(TITLES[Matter.CONSENT]))  # beside one for parts with nobody found
    assert task.title == TITLES[Matter.CONSENT]
    deciders = {house.caseworker.id, house.second_caseworker.id}
    assert task.assignee_id in ({house.second_caseworker.id} if is_held else deciders)
    assert check_casework() == []
