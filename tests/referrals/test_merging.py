"""Two of us write one page at the same time: what each of us typed is there afterwards, or we are asked."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from uuid import UUID

import pytest
from django.utils import timezone

from opennrm.mechanism.refusal import Refused
from opennrm.questions.catalogue import CATALOGUE
from opennrm.referrals.actions import Saved, save_page, start_draft
from opennrm.referrals.merging import OTHERS, Merged, merged, read_shown, what_is_shown
from opennrm.referrals.queries import draft_for
from tests.factories import referrals

PAGE = CATALOGUE.page("danger-now")
CHILD = {"age_answer": ["under_18"]}
ADULT = {"age_answer": ["adult"], "under_18_during_exploitation": ["no"]}
GIVEN = {"consent_to_referral": ["given"]}


def _merged(before: dict[str, str], stored: dict[str, str], mine: dict[str, str], chosen: dict[str, str]) -> Merged:
    draft = UUID(int=7)
    shown = read_shown(what_is_shown(draft, PAGE, before, 1))
    return merged(draft, CATALOGUE, PAGE, stored=stored, mine=mine, shown=shown, written={}, chosen=chosen)


@pytest.mark.parametrize(("before", "theirs", "mine"), list(product(("", "a", "b"), ("", "a", "b"), ("", "a", "b"))))
def test_one_answer_in_every_way_in_which_two_people_can_write_it(before: str, theirs: str, mine: str) -> None:
    def answer(text: str) -> dict[str, str]:
        return {"danger_now": text} if text else {}

    got = _merged(answer(before), answer(theirs), answer(mine), {})
    if theirs not in (before, mine) and mine != before:
        assert [(clash.mine, clash.theirs) for clash in got.clashes] == [(mine or None, theirs or None)]
        against = got.clashes[0].choice or "none"
        for choice, kept in (("mine", mine), ("theirs", theirs)):
            chosen = {"danger_now": f"{choice}-{against}"}
            assert _merged(answer(before), answer(theirs), answer(mine), chosen) == Merged(answer(kept))
        # A choice that was made against another answer of theirs is none.
        assert _merged(answer(before), answer(theirs), answer(mine), {"danger_now": "mine-0000"}).clashes
    else:
        assert got == Merged(answer(mine if mine != before else theirs))


def test_no_question_is_called_as_the_choice_between_pages_is() -> None:
    assert OTHERS not in CATALOGUE.questions


@pytest.mark.parametrize("text", ["", "x", "12345678901", "1|", "-1|a:b", "1|first_name:", "|||::::"])
def test_a_form_that_says_nothing_we_know_showed_nothing(text: str) -> None:
    read = read_shown(text)
    assert read.version in (-1, 1)
    assert "danger_now" not in read.hashes


@pytest.fixture
def house() -> referrals.House:
    return referrals.house()


def _shown(house: referrals.House, draft_id: UUID, slug: str) -> str:
    read = draft_for(house.actor("officer"), draft_id)
    return what_is_shown(draft_id, CATALOGUE.page(slug), read.answers, read.version)


def _save(
    house: referrals.House, who: str, draft_id: UUID, slug: str, sent: Mapping[str, list[str]], shown: str
) -> Saved:
    return save_page(draft_id, slug, sent, by=house.actor(who), at=timezone.now(), shown=shown)


@pytest.mark.django_db
def test_other_answers_of_one_page_are_put_together(house: referrals.House) -> None:
    draft_id = start_draft(by=house.actor("officer"), at=house.at)
    page = "your-role"
    _save(house, "officer", draft_id, "age", CHILD, "")
    _save(house, "officer", draft_id, page, {"referrer_role": ["Constable"], "referrer_phone": ["020 7946 0123"]}, "")
    shown = _shown(house, draft_id, page)
    both = [
        ("officer", {"referrer_role": ["Inspector"], "referrer_phone": ["020 7946 0123"]}),
        ("colleague", {"referrer_role": ["Constable"], "referrer_phone": ["020 7946 0999"]}),
    ]
    for who, sent in both:
        assert _save(house, who, draft_id, page, sent, shown).clashes == ()
    assert draft_for(house.actor("officer"), draft_id).answers == {
        "age_answer": "under_18",
        "referrer_role": "Inspector",
        "referrer_phone": "020 7946 0999",
    }


@pytest.mark.django_db
def test_the_same_answer_is_never_overwritten_and_who_wrote_it_is_told(house: referrals.House) -> None:
    draft_id = start_draft(by=house.actor("officer"), at=house.at)
    shown = _shown(house, draft_id, "danger-now")
    assert _save(house, "colleague", draft_id, "danger-now", {"danger_now": ["yes"]}, shown).clashes == ()
    saved = _save(house, "officer", draft_id, "danger-now", {"danger_now": ["no"]}, shown)
    (clash,) = saved.clashes
    assert (clash.mine, clash.theirs, clash.by) == ("no", "yes", house.colleague.id)
    assert clash.at
    assert draft_for(house.actor("officer"), draft_id).answers == {"danger_now": "yes"}
    chosen = {"danger_now": ["no"], "choose-danger_now": [f"mine-{clash.choice}"]}
    assert _save(house, "officer", draft_id, "danger-now", chosen, shown).clashes == ()
    assert draft_for(house.actor("officer"), draft_id).answers == {"danger_now": "no"}


@pytest.mark.django_db
def test_what_a_colleague_answered_on_another_page_is_not_removed_unasked(house: referrals.House) -> None:
    draft_id = start_draft(by=house.actor("officer"), at=house.at)
    _save(house, "officer", draft_id, "age", ADULT, "")
    shown = _shown(house, draft_id, "age")
    _save(house, "colleague", draft_id, "consent", GIVEN, _shown(house, draft_id, "consent"))
    (clash,) = _save(house, "officer", draft_id, "age", CHILD, shown).clashes
    assert (clash.key, set(clash.theirs), clash.by) == (OTHERS, {"consent_to_referral"}, house.colleague.id)
    for choice, kept in (("theirs", "adult"), ("mine", "under_18")):
        sent = {**CHILD, "choose-others": [f"{choice}-{clash.choice}"]}
        assert _save(house, "officer", draft_id, "age", sent, shown).clashes == ()
        assert draft_for(house.actor("officer"), draft_id).answers["age_answer"] == kept


@pytest.mark.django_db
def test_what_is_no_longer_asked_is_not_dropped_in_silence(house: referrals.House) -> None:
    draft_id = start_draft(by=house.actor("officer"), at=house.at)
    _save(house, "officer", draft_id, "age", ADULT, "")
    shown = _shown(house, draft_id, "consent")
    _save(house, "colleague", draft_id, "age", CHILD, _shown(house, draft_id, "age"))
    with pytest.raises(Refused, match="changed_meanwhile"):
        _save(house, "officer", draft_id, "consent", GIVEN, shown)
