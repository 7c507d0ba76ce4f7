"""Random histories of edits through the real actions: what the rows of a referral hold, as it was sent and in every
version that a correction made of it, are exactly the answers that apply.

Thousands more, of the rules alone: tests/questions/test_edit_histories.py.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from opennrm.demo.answers import write_referral
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.contradictions import contradictions
from opennrm.questions.journey import pages_that_apply
from opennrm.questions.question import Page
from opennrm.referrals.actions import save_page, start_draft, submit_referral
from opennrm.referrals.correcting import correct_entry, correct_page
from opennrm.referrals.entries import remove_entry, save_entry
from opennrm.referrals.models import Referral
from opennrm.referrals.queries import draft_for, referral_for
from opennrm.referrals.versions import versions_of
from tests.factories import referrals
from tests.factories.cases import another_birthday
from tests.questions.edits import adult, child
from tests.questions.steps import BEGUN, Step, steps, sure_correction
from tests.questions.test_edit_histories import JOURNEYS, QUICKLY, assert_exactly_what_applies, steered
from tests.stories.referring import inputs_of

pytestmark = pytest.mark.django_db
EACH = 20
"""Histories for each journey that ends in a referral."""
TOLD = st.tuples(st.sampled_from(BEGUN), st.lists(steps(), max_size=10), st.lists(steps(), max_size=4))


def done(draft_id: Any, step: Step, by: Actor) -> None:
    """A step in a draft; an entry of a list that is not asked for is refused."""
    told: dict[str, Any] = {"by": by, "at": timezone.now()}
    if not step.entry:
        save_page(draft_id, step.page.slug, step.submitted, **told)
    elif step.is_removed:
        remove_entry(draft_id, step.page.slug, step.entry, **told)
    else:
        with suppress(Refused):
            save_entry(draft_id, step.page.slug, step.entry, step.submitted, **told)


def written(begun: dict[str, Any], history: list[Step], wanted: dict[str, Any], by: Actor) -> Any:
    """A draft that was edited so and is complete in the end; where its days contradict, they are put right."""
    at = timezone.now()
    draft_id = write_referral(begun, by=by, at=at) if begun else start_draft(by=by, at=at)
    for step in history:
        done(draft_id, step, by)
    good = child() if wanted["age_answer"] == "under_18" else adult(date_of_birth=another_birthday())
    answers = steered(draft_for(by, draft_id).answers, good | wanted)
    for page in pages_that_apply(CATALOGUE, answers):
        assert save_page(draft_id, page.slug, inputs_of(page, answers), by=by, at=at).page.errors == []
    for error in contradictions(answers, legal_day(at)):
        page = page_of(error.question_key)
        save_page(draft_id, page.slug, inputs_of(page, answers | good), by=by, at=at)
    return draft_id


def page_of(key: str) -> Page:
    return next(placed.page for placed in CATALOGUE.placed if placed.question.key == key)


def corrected(reference: str, corrections: list[Step], by: Actor) -> int:
    """What was sent is corrected so, and last in a way that is sure to change it; gives how many versions there are."""
    made = 1
    for number, chosen in enumerate((*corrections, None)):
        step = chosen or sure_correction(referral_for(by, reference, at=timezone.now()).answers)
        told: dict[str, Any] = {"reason": "They told us more.", "seen": made, "token": str(number)}
        told |= {"by": by, "at": timezone.now()}
        try:
            if step.entry:
                asked = pages_that_apply(CATALOGUE, referral_for(by, reference, at=told["at"]).answers)
                if step.page not in asked:
                    continue
                sent = correct_entry(
                    reference, step.page.slug, step.entry, step.submitted, is_removed=step.is_removed, **told
                )
            elif step.page.entries is None:
                sent = correct_page(reference, step.page.slug, step.submitted, **told)
            else:
                continue
        except Refused:
            continue
        made = sent.version or made
    return made


@pytest.mark.parametrize("journey", ["adult", "child", "unsure"])
def test_the_rows_of_a_referral_hold_exactly_what_applies_in_every_version(journey: str) -> None:
    house = referrals.house()
    by, counted = house.actor("officer"), Counter[str]()

    @given(TOLD)
    @settings(QUICKLY, max_examples=EACH)
    def holds_after(told: Any) -> None:
        begun, history, corrections = told
        draft_id = written(begun, history, JOURNEYS[journey][0], by)
        typed = draft_for(by, draft_id).answers
        reference = submit_referral(draft_id, token=str(draft_id), by=by, at=timezone.now())
        assert Referral.objects.get(reference=reference).answers == typed
        made = corrected(reference, corrections, by)
        versions = versions_of(reference)
        assert (versions[0].answers, len(versions)) == (typed, made)
        for version in versions:
            assert_exactly_what_applies(version.answers)
        assert referral_for(by, reference, at=timezone.now()).answers == versions[-1].answers
        counted.update(sent=1, corrected=made - 1)

    holds_after()
    assert counted["sent"] >= EACH
    assert counted["corrected"] >= EACH / 2
