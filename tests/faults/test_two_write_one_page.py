"""Two colleagues save the same page of one draft at the same moment, many times: nothing that one typed is lost.

Each round both saw the page as it was. What each typed is afterwards in the draft, or they were told that it clashes
and have it in their form. A planted fault, by which the last one wins, must be found.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from opennrm.partners.access import Actor
from opennrm.questions.catalogue import CATALOGUE
from opennrm.referrals import actions
from opennrm.referrals.actions import Saved, save_page, start_draft
from opennrm.referrals.merging import Merged, what_is_shown
from opennrm.referrals.queries import draft_for
from tests.factories import referrals
from tests.faults.together import together

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
ROUNDS = 40
PAGE = "your-role"
FORM = {"referrer_role": ["Constable"], "referrer_phone": ["07700 900000"]}


def _typed(number: int, round_: int) -> dict[str, list[str]]:
    """In every other round both change the same answer, in the others each their own."""
    if round_ % 2 and number:
        return {**FORM, "referrer_phone": [f"07700 90000{number}"]}
    return {**FORM, "referrer_role": [f"Inspector {number}"]}


def _race(writers: tuple[Actor, Actor]) -> list[str]:
    """Whose words were lost, and in which round."""
    drafts = []
    for _round in range(ROUNDS):
        draft_id = start_draft(by=writers[0], at=timezone.now())
        save_page(draft_id, "age", {"age_answer": ["under_18"]}, by=writers[0], at=timezone.now())
        answers = save_page(draft_id, PAGE, FORM, by=writers[0], at=timezone.now()).answers
        drafts.append((draft_id, what_is_shown(draft_id, CATALOGUE.page(PAGE), answers, 2)))

    def write(number: int, now: Callable[[], object]) -> list[Saved]:
        saved = []
        for round_, (draft_id, shown) in enumerate(drafts):
            now()
            sent = _typed(number, round_)
            saved.append(save_page(draft_id, PAGE, sent, by=writers[number], at=timezone.now(), shown=shown))
        return saved

    lost = []
    for round_, pair in enumerate(zip(*together(2, write), strict=True)):
        kept = draft_for(writers[0], drafts[round_][0]).answers
        for number, saved in enumerate(pair):
            key = next(key for key, (text,) in _typed(number, round_).items() if [text] != FORM[key])
            typed = _typed(number, round_)[key][0]
            told = any(clash.mine == typed for clash in saved.clashes)
            lost += [] if told or kept[key] == typed else [f"{number} in round {round_}"]
        assert sum(bool(saved.clashes) for saved in pair) == (round_ + 1) % 2  # one of two is asked, and only then
    return lost


def _writers() -> tuple[Actor, Actor]:
    house = referrals.house()
    return house.actor("officer"), house.actor("colleague")


def test_of_two_who_save_at_once_neither_loses_a_word() -> None:
    assert _race(_writers()) == []


def test_a_fault_by_which_the_last_one_wins_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "merged", lambda *_of_what, mine, **_more: Merged(dict(mine)))
    with pytest.raises(AssertionError):
        assert _race(_writers()) == []
