"""A refusal is a value, and raises only when asked to."""

from __future__ import annotations

import pytest

from opennrm.mechanism.refusal import Refusal, Refused, refuse_if

NO = Refusal("no", "Not now.", "house")


def test_a_refusal_is_raised_with_its_sentence_kept() -> None:
    with pytest.raises(Refused) as raised:
        refuse_if(NO)
    assert raised.value.refusal is NO
    assert str(raised.value) == "no"


def test_no_refusal_raises_nothing() -> None:
    refuse_if(None)
