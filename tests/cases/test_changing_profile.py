"""Two administrators change the rules together, having seen what that would have meant; nobody does it alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from opennrm.audit.queries import latest_events
from opennrm.cases.actions.changing_profile import propose_profile, settle_profile, try_profile
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.notifications.models import Message
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.founding import found_authorities
from opennrm.partners.models import ProfileChange
from opennrm.partners.profile_changes import agreed_adoptions
from opennrm.referrals.rules import authorities_adopted, needed_by, reviewers_adopted, rules_for_new_case
from tests.factories import cases, referrals
from tests.factories import partners as made

pytestmark = pytest.mark.django_db
WHY = "The agreement of the partnership of November."


@pytest.fixture
def house() -> referrals.House:
    return referrals.house()


@pytest.fixture
def one(house: referrals.House) -> Actor:
    return made.actor(made.account("administrator", of=cases.authority_team().organisation, name="Ada Keep"))


@pytest.fixture
def second(house: referrals.House) -> Actor:
    return made.actor(made.account("administrator", of=cases.authority_team().organisation, name="Abe Mill"))


def found_what_it_needs(day: date, house: referrals.House) -> None:
    needed = authorities_adopted(with_waiting=True)
    found_authorities(needed, starts_on=legal_day(house.at), at=house.at)
    reviewing = reviewers_adopted(day, with_waiting=True)
    found_authorities(reviewing, starts_on=legal_day(house.at), at=house.at, kind=OrganisationType.OVERSIGHT)


def refused(told: str, what: Any, *args: Any, **kwargs: Any) -> str | None:
    with pytest.raises(Refused) as found:
        what(*args, **kwargs)
    assert told in found.value.refusal.because
    return found.value.refusal.field


def test_two_administrators_change_the_rules_and_cases_that_are_here_keep_theirs(
    house: referrals.House, one: Actor, second: Actor
) -> None:
    reference = house.adult()
    today = legal_day(house.at)
    day = today + timedelta(days=30)
    before = try_profile("single_authority_2019", day, by=one, at=house.at)
    assert (before.cases, before.changed) == (1, 0), "of what is not decided nothing can be told but its way"
    assert try_profile("central_2009", day, by=one, at=house.at).parts["route"] == 1
    assert not ProfileChange.objects.exists(), "trying keeps nothing"

    change_id = propose_profile("single_authority_2019", day, reason=WHY, by=one, at=house.at)
    told = {message.recipient_id for message in Message.objects.filter(line="you_have_work")}
    assert second.account_id in told
    assert one.account_id not in told
    assert ProfileChange.objects.get().simulated == before.counts(), "whoever confirms it sees the same"
    assert rules_for_new_case(day).profile == "borders_act_2023", "nothing is changed by proposing"
    assert refused("Somebody else", settle_profile, change_id, answer="confirm", by=one, at=house.at) == "answer"
    confirmed: dict[str, Any] = {"answer": "confirm", "by": second, "at": house.at}
    assert refused("assurance panel", settle_profile, change_id, **confirmed) == "answer", "nobody works there yet"

    found_what_it_needs(day, house)
    settle_profile(change_id, **confirmed)
    assert rules_for_new_case(day - timedelta(days=1)).profile == "borders_act_2023"
    assert rules_for_new_case(day).profile == "single_authority_2019"
    assert house.case(reference).profile == "borders_act_2023"
    assert latest_events(1)[0].kind == "ProfileChangeSettled"
    with pytest.raises(NotYours):
        settle_profile(change_id, answer="refuse", by=second, at=house.at)


def test_what_is_proposed_can_be_refused_or_taken_back_and_one_waits_at_a_time(
    house: referrals.House, one: Actor, second: Actor
) -> None:
    day = legal_day(house.at) + timedelta(days=2)
    first = propose_profile("central_2009", day, reason=WHY, by=one, at=house.at)
    assert refused("Another change waits", propose_profile, "central_2009", day, reason=WHY, by=second, at=house.at)
    settle_profile(first, answer="refuse", by=one, at=house.at)
    again = propose_profile("central_2009", day, reason=WHY, by=second, at=house.at)
    settle_profile(again, answer="refuse", by=one, at=house.at)
    assert agreed_adoptions() == ()
    assert needed_by(agreed_adoptions(), day) == {}


def test_nobody_confirms_a_change_whose_day_has_come(house: referrals.House, one: Actor, second: Actor) -> None:
    day = legal_day(house.at) + timedelta(days=1)
    change_id = propose_profile("central_2009", day, reason=WHY, by=one, at=house.at)
    late = house.at + timedelta(days=2)
    assert refused("after today", settle_profile, change_id, answer="confirm", by=second, at=late) == "answer"
    settle_profile(change_id, answer="refuse", by=second, at=late)


@pytest.mark.parametrize(
    ("profile", "days", "reason", "told", "field"),
    [
        ("feudal_1066", 5, WHY, "Choose one", "profile"),
        ("borders_act_2023", 5, WHY, "already", "profile"),
        ("central_2009", 0, WHY, "after today", "from_day-day"),
        ("central_2009", -400, WHY, "after today", "from_day-day"),
        ("central_2009", 5, "  ", "Write why", "reason"),
        ("central_2009", 5, "x" * 501, "at most 500", "reason"),
    ],
)
def test_what_is_wrong_with_a_change_is_named(
    house: referrals.House, one: Actor, profile: str, days: int, reason: str, told: str, field: str
) -> None:
    day = legal_day(house.at) + timedelta(days=days)
    assert refused(told, propose_profile, profile, day, reason=reason, by=one, at=house.at) == field


def test_neither_who_reads_cases_nor_an_administrator_of_another_organisation_changes_rules(
    house: referrals.House,
) -> None:
    day = legal_day(house.at) + timedelta(days=5)
    elsewhere = made.actor(made.account("administrator", of=made.organisation()))
    officer = made.actor(made.account("manager", in_team=cases.authority_team()))
    for who in (elsewhere, officer):
        with pytest.raises(Refused):
            propose_profile("central_2009", day, reason=WHY, by=who, at=house.at)


def test_the_database_itself_lets_nobody_confirm_their_own(house: referrals.House, one: Actor) -> None:
    day = legal_day(house.at) + timedelta(days=5)
    change_id = propose_profile("central_2009", day, reason=WHY, by=one, at=house.at)
    own = {"settled_at": house.at, "settled_by_id": one.account_id, "confirmed": True}
    with pytest.raises(IntegrityError), transaction.atomic():
        ProfileChange.objects.filter(id=change_id).update(**own)
