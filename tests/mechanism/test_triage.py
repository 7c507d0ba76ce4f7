"""A case is looked at by hand only where something speaks for it, and then it says what."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.mechanism.triage import Sign, TriageFacts, reasons_to_look


@pytest.mark.parametrize(
    ("facts", "signs"),
    [
        ({}, ()),
        ({"earlier_reference": True}, (Sign.EARLIER_REFERENCE,)),
        ({"same_person_open": True}, (Sign.SAME_PERSON_SUSPECTED,)),
        ({"exploited_in_uk": False, "is_in_uk": False}, (Sign.OUTSIDE_JURISDICTION,)),
        ({"exploited_in_uk": False, "is_in_uk": None}, ()),
        ({"exploited_in_uk": None, "is_in_uk": False}, ()),
        ({"exploited_in_uk": True, "is_in_uk": False}, ()),
        ({"detained": True, "detained_where_known": False}, (Sign.AUTHORITY_UNSURE,)),
        ({"detained": None, "detained_where_known": False}, ()),
        ({"authority_has_team": False}, (Sign.AUTHORITY_WITHOUT_TEAM,)),
        (
            {"same_person_open": True, "earlier_reference": True},
            (Sign.EARLIER_REFERENCE, Sign.SAME_PERSON_SUSPECTED),
        ),
    ],
)
def test_what_speaks_for_looking(facts: dict[str, Any], signs: tuple[Sign, ...]) -> None:
    assert reasons_to_look(TriageFacts(**facts)) == signs


@pytest.mark.parametrize("sign", Sign)
def test_every_sign_is_a_sentence_to_act_on(sign: Sign) -> None:
    assert sign.because.endswith(".")
