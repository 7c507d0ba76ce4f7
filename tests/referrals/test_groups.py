"""Two sisters were held in one house: I begin the second one's referral from the house, and not from the first."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from opennrm.audit.models import EventRow
from opennrm.demo.answers import adult_answers, write_referral
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.access import NotYours
from opennrm.questions.groups import SHARED
from opennrm.referrals.actions import discard_draft, submit_referral
from opennrm.referrals.groups import (
    group_of,
    others_of_group,
    references_in_group,
    start_after_draft,
    start_after_referral,
    taken_over,
)
from opennrm.referrals.models import Draft, Referral
from opennrm.referrals.queries import draft_for
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> referrals.House:
    return referrals.house()


def _written(house: referrals.House, **changed: Any) -> UUID:
    return write_referral(adult_answers(legal_day(house.at)) | changed, by=house.actor("officer"), at=house.at)


def _group(house: referrals.House, who: str, draft_id: UUID, but: UUID | str) -> set[UUID | str]:
    group = Draft.objects.get(id=draft_id).same_group or draft_id
    found = others_of_group(house.actor(who), group, but=but, at=house.at)
    return {each.reference or each.draft_id for each in found}


def test_the_next_person_starts_from_what_is_shared_and_nothing_else(house: referrals.House) -> None:
    first = _written(house)
    second = start_after_draft(first, token="one", by=house.actor("colleague"), at=house.at)
    assert start_after_draft(first, token="one", by=house.actor("colleague"), at=house.at) == second
    suggested = taken_over(second)
    assert suggested
    assert set(suggested) <= SHARED
    assert draft_for(house.actor("officer"), second).answers == {}  # nothing is an answer before somebody saved it
    for own in ("Linh", "Exemple", "07700 900123"):
        assert own not in str(suggested)
    third = start_after_draft(second, token="two", by=house.actor("officer"), at=house.at)
    assert {Draft.objects.get(id=each).same_group for each in (second, third)} == {first}
    assert _group(house, "officer", third, third) == {first, second}
    assert str(first) in EventRow.objects.get(kind="DraftStarted", subject=str(second)).body


def test_after_a_referral_that_was_sent_both_show_each_other(house: referrals.House) -> None:
    sent = house.adult()
    draft_id = start_after_referral(sent, token="one", by=house.actor("officer"), at=house.at)
    assert _group(house, "officer", draft_id, draft_id) == {sent}
    found = others_of_group(house.actor("officer"), group_of(sent), but=sent, at=house.at)
    assert [each.draft_id for each in found] == [draft_id]


def test_sent_they_stay_of_one_group_and_what_was_taken_over_is_gone(house: referrals.House) -> None:
    first = _written(house)
    reference = submit_referral(first, token="one", by=house.actor("officer"), at=house.at)
    second = _written(house, date_of_birth="1991-05-06")
    Draft.objects.filter(id=second).update(same_group=first)
    other = submit_referral(second, token="two", by=house.actor("officer"), at=house.at)
    assert group_of(reference) == group_of(other) == first
    assert set(references_in_group(reference)) == {other}
    assert set(references_in_group(other)) == {reference}
    assert Draft.objects.get(id=second).taken_over is None
    assert Referral.objects.get(reference=other).same_group == first


def test_who_may_not_see_the_other_is_told_nothing(house: referrals.House) -> None:
    first = _written(house)
    second = start_after_draft(first, token="one", by=house.actor("officer"), at=house.at)
    next_door = partners.actor(
        partners.account("first_responder", in_team=partners.team(house.officer.organisation, "South"))
    )
    assert others_of_group(next_door, first, but=second, at=house.at) == []
    with pytest.raises(NotYours):
        start_after_draft(first, token="one", by=next_door, at=house.at)
    with pytest.raises(NotYours):
        start_after_referral(house.adult(), token="one", by=next_door, at=house.at)


def test_the_group_outlives_the_draft_with_which_it_began(house: referrals.House) -> None:
    first = _written(house)
    others = [start_after_draft(first, token=token, by=house.actor("officer"), at=house.at) for token in "ab"]
    discard_draft(first, by=house.actor("officer"), at=house.at)
    assert _group(house, "officer", others[0], others[0]) == {others[1]}
    assert taken_over(others[0])
