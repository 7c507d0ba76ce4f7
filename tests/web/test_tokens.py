"""A form's token is taken as it was sent if we can have made it; anything else is a new one."""

from __future__ import annotations

import pytest

from opennrm.audit.once import form_token
from opennrm.web.tokens import token_again, token_in


def test_our_own_token_comes_back_as_it_was_sent() -> None:
    token = form_token()
    assert (token_in({"token": token}), token_again({"token": [token]})) == (token, token)


@pytest.mark.parametrize("sent", ["", "x" * 65, "a\x00bcdefgh", "with a space", None])
def test_what_we_never_made_becomes_a_new_one(sent: str | None) -> None:
    found = token_in({} if sent is None else {"token": sent})
    assert found != sent
    assert 16 <= len(found) <= 32
    assert token_again(None) != token_again({})
