"""Every form is bounded: none can read on without end (how long they take is measured in `test_identifying`)."""

from __future__ import annotations

import re

import pytest

from opennrm.questions import identifying_forms as forms

PATTERNS = [
    (name, form)
    for name, value in vars(forms).items()
    if isinstance(value, tuple)
    for form in value
    if isinstance(form, re.Pattern)
]


@pytest.mark.parametrize(("name", "form"), PATTERNS, ids=lambda each: each if isinstance(each, str) else "")
def test_no_form_repeats_without_a_bound(name: str, form: re.Pattern[str]) -> None:
    without_classes = re.sub(r"\[(?:\\.|[^\]\\])*\]", "", form.pattern)
    without_signs = re.sub(r"\\.", "", without_classes)
    assert not re.search(r"[*+]|\{\d*,\}", without_signs), name


@pytest.mark.parametrize("amount", ["2019 2020 2021", "2019-2021", "150 000", "15 000 000"])
def test_years_and_amounts_are_no_long_number(amount: str) -> None:
    assert forms.YEARS_OR_AMOUNT.fullmatch(amount)
