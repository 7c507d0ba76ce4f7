"""Two colleagues add to one list at once, and neither loses what the other wrote; what was sent stays as it is."""

from __future__ import annotations

import pytest

from opennrm.demo.answers import adult_answers, write_referral
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from opennrm.referrals.actions import submit_referral
from opennrm.referrals.entries import remove_entry, save_entry
from opennrm.referrals.queries import draft_for
from tests.factories import cases as made
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def test_two_people_add_to_one_list() -> None:
    house = referrals.house()
    officer, colleague = house.actor("officer"), house.actor("colleague")
    answers = adult_answers(legal_day(house.at)) | {"vehicles_told": "yes"}
    draft = write_referral(answers, by=officer, at=house.at)
    save_entry(draft, "vehicles", "aa", {"vehicle_colour": ["Red"]}, by=officer, at=house.at)
    save_entry(draft, "vehicles", "bb", {"vehicle_colour": ["Blue"]}, by=colleague, at=house.at)
    expected = [{"id": "aa", "vehicle_colour": "Red"}, {"id": "bb", "vehicle_colour": "Blue"}]
    assert draft_for(officer, draft).answers["vehicles"] == expected
    remove_entry(draft, "vehicles", "aa", by=colleague, at=house.at)
    assert draft_for(officer, draft).answers["vehicles"] == expected[1:]
    remove_entry(draft, "vehicles", "aa", by=officer, at=house.at)
    assert "vehicles" not in remove_entry(draft, "vehicles", "bb", by=officer, at=house.at)


def test_an_entry_with_an_error_is_not_kept() -> None:
    house = referrals.house()
    officer = house.actor("officer")
    answers = adult_answers(legal_day(house.at)) | {"vehicles_told": "yes"}
    draft = write_referral(answers, by=officer, at=house.at)
    saved = save_entry(draft, "vehicles", "aa", {"vehicle_kind": ["hovercraft"]}, by=officer, at=house.at)
    assert [error.field_id for error in saved.page.errors] == ["vehicle_kind"]
    assert "vehicles" not in draft_for(officer, draft).answers


def test_a_stranger_and_a_sent_referral_are_refused() -> None:
    house = referrals.house()
    officer = house.actor("officer")
    answers = adult_answers(legal_day(house.at)) | {"vehicles_told": "yes"}
    draft = write_referral(answers, by=officer, at=house.at)
    red = {"vehicle_colour": ["Red"]}
    with pytest.raises(NotYours):
        save_entry(draft, "vehicles", "aa", red, by=made.referrer(), at=house.at)
    with pytest.raises(NotYours):
        save_entry(draft, "vehicles", "A!", red, by=officer, at=house.at)
    submit_referral(draft, token="one", by=officer, at=house.at)
    with pytest.raises(Refused, match="already_sent"):
        save_entry(draft, "vehicles", "aa", red, by=officer, at=house.at)
    with pytest.raises(Refused, match="already_sent"):
        remove_entry(draft, "vehicles", "aa", by=officer, at=house.at)
