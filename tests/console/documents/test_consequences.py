"""The page of consequences says what each thing that follows does."""

from __future__ import annotations

import pytest

from opennrm.console.documents.consequences import consequences_page, first_sentence


def test_what_follows_is_told_with_its_own_words() -> None:
    page = consequences_page()
    assert "- `cases.actions.intake.open_case`: Open the case of a referral that was just sent." in page
    assert "| `CaseViewed` | Somebody opened a case: as their own work, for a reason that they gave" in page


def test_a_function_that_says_nothing_of_itself_is_refused() -> None:
    def silent() -> None: ...

    with pytest.raises(ValueError, match="silent"):
        first_sentence(silent)
