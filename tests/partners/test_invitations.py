"""The secret in an invitation's link."""

from __future__ import annotations

from uuid import uuid4

import pytest

from opennrm.partners.invitations import hash_of, secret_of


@pytest.mark.proves("6.4.1", "11.5.1")
def test_a_secret_has_256_bits_and_belongs_to_one_invitation() -> None:
    one, other = uuid4(), uuid4()
    assert len(secret_of(one)) == 43
    assert secret_of(one) == secret_of(one)
    assert secret_of(one) != secret_of(other)


def test_what_is_kept_is_only_its_hash() -> None:
    secret = secret_of(uuid4())
    assert secret not in hash_of(secret)
    assert len(hash_of(secret)) == 64
