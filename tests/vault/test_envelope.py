"""A data key opens what it sealed, in its place and under its scope; a wrapped one is bound too."""

from __future__ import annotations

from uuid import uuid4

import pytest

from opennrm.vault.envelope import (
    DataKey,
    WrappingKey,
    new_data_key,
    place_of,
    refuse_unsealed,
    unwrap,
    wrap,
    wrapped_by,
)
from opennrm.vault.refusing import NotSealed, Tampered, WrongKeys

SCOPE, ROW = uuid4(), uuid4()
KEY = WrappingKey("0a1b2c3d", bytes(range(32)))
PLACE = place_of("referrals_person", "first_name", ROW)


def test_a_former_generation_opens_and_the_newest_seals() -> None:
    first, second = new_data_key(), new_data_key()
    old = DataKey(SCOPE, [(0, first)])
    kept = old.seal(b"Linh", PLACE)
    both = DataKey(SCOPE, [(1, second), (0, first)])
    assert both.open(kept, PLACE) == b"Linh"
    assert both.seal(b"Linh", PLACE)[1] == 1
    with pytest.raises(Tampered):
        DataKey(SCOPE, [(1, second)]).open(kept, PLACE)


@pytest.mark.proves("CR-03")
def test_a_wrapped_key_is_bound_to_scope_key_and_number() -> None:
    wrapped = wrap([(1, new_data_key()), (0, new_data_key())], SCOPE, KEY)
    assert [number for number, _ in unwrap(wrapped, SCOPE, KEY)] == [1, 0]
    assert wrapped_by(wrapped) == KEY.id
    last = bytes((wrapped[-1] ^ 1,))
    for wrong in (wrapped[:-1], wrapped[:9], wrapped[:9] + b"\x02" + wrapped[10:], wrapped[:-1] + last):
        with pytest.raises(Tampered):
            unwrap(wrong, SCOPE, KEY)
    with pytest.raises(Tampered):
        unwrap(wrapped, uuid4(), KEY)
    with pytest.raises(Tampered):
        unwrap(wrapped, SCOPE, WrappingKey(KEY.id, bytes(32)))
    with pytest.raises(WrongKeys, match=KEY.id):
        unwrap(wrapped, SCOPE, WrappingKey("ffffffff", KEY.key))
    with pytest.raises(Tampered):
        wrapped_by(b"")


def test_what_was_never_sealed_is_told_from_what_nobody_knows() -> None:
    with pytest.raises(NotSealed):
        refuse_unsealed(b'\x00"Linh"')
    for kept in (b"", b"\x01", b"\x01" + bytes(40), b"\x09" + bytes(80)):
        with pytest.raises(Tampered):
            refuse_unsealed(kept)
