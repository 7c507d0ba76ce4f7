"""An address where it happened is known by its postcode, however it is written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from opennrm.cases.addresses import addresses_of, happened_at
from opennrm.mechanism.serving import Address, Audience
from opennrm.referrals.queries import SafeWay, referral_read
from tests.factories import cases as made

WAY = SafeWay("person", "post", "Linh", ("Office 4", "Marshland", "ZZ99 9ZZ"), True)


@pytest.mark.parametrize("places", ["A flat at 1 High Street, zz99 9zz", "ZZ999ZZ", "first\nthen in ZZ99  9ZZ."])
def test_the_same_postcode_is_the_same_place(places: str) -> None:
    assert happened_at(WAY.lines, places)


@pytest.mark.parametrize("places", ["", "A flat in Marshland", "ZZ99 9ZY", "XZZ99 9ZZ"])
def test_another_place_is_not(places: str) -> None:
    assert not happened_at(WAY.lines, places)


@pytest.mark.django_db
def test_ways_are_seen_as_the_rules_see_them() -> None:
    referral = replace(referral_read(made.referred()), answers={"exploitation_uk_details": "At ZZ99 9ZZ."})
    by_hand = SafeWay("council", "hand_over", "", (), False)
    assert addresses_of([WAY, by_hand], referral) == (
        Address(Audience.PERSON, is_safe=True, exploited_there=True),
        Address(Audience.COUNCIL, is_safe=True),
    )
    for key, listed in (
        ("places", [{"id": "a", "place_postcode": "zz999zz"}]),
        ("places", [{"id": "a", "place_address": {"line_1": "Office 4", "postcode": "ZZ99 9ZZ"}}]),
        ("exploiters", [{"id": "a", "exploiter_in_words": "Lives above the shop, ZZ99 9ZZ."}]),
    ):
        told = replace(referral, answers={key: listed})
        assert addresses_of([WAY], told)[0].exploited_there, key
    not_known = replace(referral, answers={"exploitation_uk_details": {"not_known": "Not asked, ZZ99 9ZZ"}})
    assert not addresses_of([WAY], not_known)[0].exploited_there
