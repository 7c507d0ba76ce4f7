"""Every kind of letter has its form, and each form says how it is named in lists."""

from __future__ import annotations

from opennrm.mechanism.serving import AGENCIES
from opennrm.notifications.kinds import LetterKind
from opennrm.notifications.letter_forms import FORMS, HEAD, TO_WHOM_A_DECISION_GOES


def test_every_kind_of_letter_has_a_form_with_a_title_of_its_own() -> None:
    assert set(FORMS) == set(LetterKind)
    assert len({form.title for form in FORMS.values()}) == len(FORMS)


def test_a_letter_is_for_those_who_receive_papers_or_for_agencies() -> None:
    for form in FORMS.values():
        assert form.audiences <= TO_WHOM_A_DECISION_GOES or form.audiences <= AGENCIES


def test_no_gap_is_named_twice() -> None:
    for form in FORMS.values():
        gaps = (*HEAD, *form.gaps, *form.optional, *form.together)
        assert len(gaps) == len(set(gaps))
        assert form.lists <= set(gaps)
