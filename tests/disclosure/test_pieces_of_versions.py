"""She asks for her data: what was written of her first, what it was corrected to, and why, is all of it hers."""

from __future__ import annotations

import pytest

from opennrm.disclosure.gathering import record_of_case
from opennrm.disclosure.pieces_of_versions import pieces_of_versions
from opennrm.disclosure.safe_addresses import WHOLE
from opennrm.referrals.correcting import correct_page
from opennrm.referrals.queries import referral_read
from opennrm.referrals.versions import versions_of
from tests.factories import referrals

pytestmark = pytest.mark.django_db
SUPPORT = {"support_wanted": ["yes"], "support_contact": ["their_phone"], "support_phone": ["07700 900555"]}


def test_what_stood_before_and_why_it_was_corrected_are_pieces_of_the_record() -> None:
    house = referrals.house()
    reference = house.adult()
    by, at = house.actor("officer"), house.at
    sent = {"first_name": ["Lin"], "last_name": ["Exemple"]}
    correct_page(reference, "name", sent, reason="A slip.", seen=1, token="one", by=by, at=at)
    correct_page(reference, "support-wanted", SUPPORT, reason="A new one.", seen=2, token="two", by=by, at=at)
    found = {piece.key: piece for piece in record_of_case(house.case(reference), house.actor("caseworker")).pieces}
    assert found["answer:first_name"].text == "Lin"
    assert found["answer:first_name:1"].text == "Linh"
    assert found["correction:2"].text == "A slip."
    told = {each.key: each for each in pieces_of_versions(referral_read(reference).catalogue, versions_of(reference))}
    assert told["answer:support_phone:2"].text == "07700 900123"
    safe = [each for each in told.values() if each.ruled == WHOLE]
    assert {each.key for each in safe} <= {"answer:support_phone:2"}


def test_a_referral_that_nobody_corrected_has_none() -> None:
    house = referrals.house()
    reference = house.adult()
    assert list(pieces_of_versions(referral_read(reference).catalogue, versions_of(reference))) == []
