"""I sent a name with a slip in it: I put it right with my reason, what I sent stays, and the authority sees both."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.audit.models import EventRow
from opennrm.cases.models import Case, Task
from opennrm.cases.verification import check_cases
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.models import Letter
from opennrm.partners.access import NotYours
from opennrm.referrals.correcting import LONGEST_REASON, changed_keys, correct_page
from opennrm.referrals.models import Consent, Correction, Person, Referral, SafeContact
from opennrm.referrals.queries import referral_for
from opennrm.referrals.verification import check_referrals
from opennrm.referrals.versions import versions_of
from tests.factories import partners, referrals
from tests.walls.made import seen_by

pytestmark = pytest.mark.django_db
NAME = {"first_name": ["Lin"], "last_name": ["Exemple"]}
REASON = "She spelt it for me on Tuesday."


@pytest.fixture
def house() -> referrals.House:
    return referrals.house()


def _correct(house: referrals.House, reference: str, slug: str, sent: dict[str, list[str]], **other: Any) -> Any:
    given = {"reason": REASON, "seen": 1, "token": "one", "by": house.actor("colleague"), "at": house.at} | other
    return correct_page(reference, slug, sent, **given)


def test_a_correction_is_a_new_version_and_what_was_sent_stays(house: referrals.House) -> None:
    reference = house.adult()
    sent_hash, letters = Referral.objects.get().answers_hash, Letter.objects.count()
    assert _correct(house, reference, "name", NAME).version == 2
    assert _correct(house, reference, "name", NAME).version == 2  # sent again: done once
    first, second = versions_of(reference)
    assert (first.answers["first_name"], second.answers["first_name"]) == ("Linh", "Lin")
    assert changed_keys(first.answers, second.answers) == ["first_name"]
    assert (second.by, second.reason) == ("Tamsin Reed", REASON)
    read = referral_for(house.actor("officer"), reference, at=house.at)
    assert (read.version, read.answers["first_name"], read.name) == (2, "Lin", "Lin Exemple")
    assert Referral.objects.get().answers_hash == sent_hash == read.answers_hash
    assert Letter.objects.count() == letters
    said = " ".join(EventRow.objects.values_list("body", flat=True))
    assert "spelt" not in said
    assert "Exemple" not in said
    assert not Task.objects.exists()
    assert check_referrals() == check_cases() == []


def test_what_was_acted_upon_is_a_task_and_is_not_changed_by_itself(house: referrals.House) -> None:
    reference = house.adult()
    case, consents = Case.objects.get(), list(Consent.objects.values_list("scope", "given"))
    ways = list(SafeContact.objects.values_list("id", "channel"))
    born = Person.objects.get().date_of_birth
    sent = {"date_of_birth-day": ["3"], "date_of_birth-month": ["4"], "date_of_birth-year": ["1991"]}
    _correct(house, reference, "date-of-birth", sent)
    _correct(house, reference, "support-wanted", {"support_wanted": ["no"]}, seen=2, token="two")
    assert sorted(task.title for task in Task.objects.all()) == [
        "The referral was corrected: look at the consent again. Nothing was changed by itself.",
        "The referral was corrected: look at the person's age again. Nothing was changed by itself.",
    ]
    assert set(Task.objects.values_list("assignee__organisation", flat=True)) == {house.caseworker.organisation_id}
    after = Case.objects.get()
    assert (after.age_answer, after.kind, after.authority) == (case.age_answer, case.kind, case.authority)
    assert list(Consent.objects.values_list("scope", "given")) == consents
    assert list(SafeContact.objects.values_list("id", "channel")) == ways
    assert Person.objects.get().date_of_birth == born
    assert check_referrals() == check_cases() == []


def test_what_tells_where_the_person_is_stays_where_nothing_is_typed_for_it(house: referrals.House) -> None:
    reference = house.adult()
    sent = {"support_wanted": ["yes"], "support_contact": ["other_phone"], "support_phone_whose": ["Ana, a friend"]}
    _correct(house, reference, "support-wanted", {**sent, "support_phone": [""]})
    first, second = versions_of(reference)
    assert set(changed_keys(first.answers, second.answers)) == {"support_contact", "support_phone_whose"}
    assert second.answers["support_phone"] == first.answers["support_phone"] == "07700 900123"


def test_two_who_correct_at_once_do_not_undo_each_other(house: referrals.House) -> None:
    reference = house.adult()
    _correct(house, reference, "name", NAME)
    with pytest.raises(Refused, match="changed_meanwhile"):
        _correct(house, reference, "name", {**NAME, "last_name": ["Example"]}, token="two")
    assert Correction.objects.count() == 1


@pytest.mark.parametrize(
    ("slug", "sent", "reason", "code"),
    [
        ("name", NAME, " ", "no_reason"),
        ("name", NAME, "x" * (LONGEST_REASON + 1), "too_long"),
        ("name", {"first_name": ["Linh"], "last_name": ["Exemple"]}, REASON, "nothing_new"),
        ("consent", {"consent_to_referral": ["refused"]}, REASON, "no_referral"),
        (
            "date-of-birth",
            {"date_of_birth-day": ["3"], "date_of_birth-month": ["4"], "date_of_birth-year": ["2020"]},
            REASON,
            "contradiction",
        ),
    ],
)
def test_what_cannot_be_a_correction_is_refused(
    house: referrals.House, slug: str, sent: dict[str, list[str]], reason: str, code: str
) -> None:
    reference = house.adult()
    with pytest.raises(Refused, match=code):
        _correct(house, reference, slug, sent, reason=reason)
    assert not Correction.objects.exists()


def test_an_error_keeps_nothing_and_the_form_can_be_sent_again(house: referrals.House) -> None:
    reference = house.adult()
    wrong = _correct(house, reference, "name", {"first_name": [""], "last_name": ["Exemple"]})
    assert wrong.version is None
    assert [error.field_id for error in wrong.page.errors] == ["first_name"]
    assert _correct(house, reference, "name", NAME).version == 2


def test_nobody_else_corrects_or_reads_a_version(house: referrals.House) -> None:
    reference = house.adult()
    _correct(house, reference, "name", NAME)
    next_door = partners.actor(
        partners.account("first_responder", in_team=partners.team(house.officer.organisation, "South"))
    )
    with pytest.raises(NotYours):
        _correct(house, reference, "name", NAME, seen=2, token="two", by=next_door)
    with pytest.raises(Refused):
        _correct(house, reference, "name", NAME, seen=2, token="two", by=house.actor("caseworker"))
    for who, count in ((next_door, 0), (house.actor("officer"), 1), (house.actor("caseworker"), 1)):
        with seen_by(who):
            assert Correction.objects.count() == count


@pytest.mark.parametrize("change", ["answers", "reason", "gone"])
def test_a_version_that_was_changed_behind_the_history_is_found(house: referrals.House, change: str) -> None:
    reference = house.adult()
    _correct(house, reference, "name", NAME)
    kept = Correction.objects.get()
    if change == "gone":
        kept.delete()
    else:
        setattr(kept, change, {**kept.answers, "other_names": "Ann"} if change == "answers" else "Another reason.")
        kept.save()
    found = [each.what for each in check_referrals()]
    assert any("corrections are not" in what or "version 2" in what for what in found), found
