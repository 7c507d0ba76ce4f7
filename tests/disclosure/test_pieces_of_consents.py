"""Who was told a part of a referral stands in the record of its person; who never read one does not."""

from __future__ import annotations

from uuid import uuid4

from django.utils import timezone

from opennrm.cases.parts import PartRow
from opennrm.disclosure.pieces_of_consents import pieces_of_parts
from opennrm.mechanism.receivers import PartState, Receiver


def _part(state: PartState) -> PartRow:
    row = (uuid4(), uuid4(), "NRM-0000-0000-00", Receiver.POLICE_HERE, state, "", "Marshland Police")
    return PartRow(*row, timezone.now(), None, "")


def test_only_who_could_read_a_part_is_named() -> None:
    told = list(pieces_of_parts([_part(PartState.WAITING), _part(PartState.HELD), _part(PartState.NOT_ROUTED)]))
    assert [piece.title for piece in told] == ["Told a part: Marshland Police"]
