"""Who was told a part of a referral stands in the record of its person; who never read one does not."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.utils import timezone

from opennrm.cases.parts import PartRow
from opennrm.disclosure.pieces_of_consents import pieces_of_parts
from opennrm.mechanism.disclosing import ALWAYS_HELD_BACK, Purpose
from opennrm.mechanism.receivers import PartState, Receiver
from opennrm.web.disclosure.marking import _readable
from tests.disclosure.records import Example
from tests.factories import cases as made

LIMITS = "Nothing to her uncle in Hull."


def _part(state: PartState) -> PartRow:
    row = (uuid4(), uuid4(), "NRM-0000-0000-00", Receiver.POLICE_HERE, state, "", "Marshland Police")
    return PartRow(*row, timezone.now(), None, "")


def test_only_who_could_read_a_part_is_named() -> None:
    told = list(pieces_of_parts([_part(PartState.WAITING), _part(PartState.HELD), _part(PartState.NOT_ROUTED)]))
    assert [piece.title for piece in told] == ["Told a part: Marshland Police"]


@pytest.mark.django_db
@pytest.mark.proves("RED-03", "PRIV-08")
def test_what_linh_asked_not_to_share_is_given_to_her_and_to_nobody_else() -> None:
    here = Example(made.referred(sharing_agreed="yes", sharing_limits=LIMITS),
                   made.officer("records_officer"), made.officer("manager"))  # fmt: skip
    stands = [piece for piece in here.pieces() if LIMITS in piece.text]
    assert [piece.key for piece in stands] == ["answer:sharing_limits", "ledger:4"]  # and in no row, where no mark is
    assert not any(LIMITS in said for piece in here.pieces() for _what, said in piece.rows)
    assert LIMITS in _readable(stands[1], 0, len(stands[1].text))  # whoever prepares it reads it
    for purpose, is_given in (("court", False), ("police", False), ("subject_access", True)):
        made_of = here.would(here.prepared(purpose), *sorted(ALWAYS_HELD_BACK[Purpose(purpose)])).made
        told = json.dumps(made_of.sections)
        assert (LIMITS in told, "the person asked not to share it" in told) == (is_given, not is_given), purpose
        held = [each["key"] for each in made_of.withheld if each["mark"] == "not_shared"]
        assert held == ([] if is_given else [piece.key for piece in stands])
        assert "Said of the consent: Sharing" in told
