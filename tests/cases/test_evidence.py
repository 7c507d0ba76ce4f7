"""Evidence is kept exactly as written, with a hash in its event and never a word; what is wrong names its field."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.actions.lengths import LONGEST
from opennrm.cases.evidence import evidence_of, latest_evidence, piece_of_evidence
from opennrm.cases.models import Evidence
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_evidence_is_kept_as_written_and_its_event_says_only_the_kind() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    add_evidence(reference, kind="police", text=" A notebook.\r\n", source="", by=by, at=timezone.now())
    kept = evidence_of(made.seen(reference, by).id)
    assert [(piece.text, piece.source, piece.added_by) for piece in kept] == [(" A notebook.\r\n", "", "Sam Okoro")]
    event = events_of_case(reference)[-1]
    assert event.facts == {"evidence_kind": "police", "text_hash": Evidence.objects.get().text_hash}
    assert made.seen(reference, by).version == 0


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "rumour"}, "kind"),
        ({"text": " \n"}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"source": "x" * (LONGEST + 1)}, "source"),
    ],
)
def test_what_is_wrong_names_its_field(wrong: dict[str, str], field: str) -> None:
    given = {"kind": "police", "text": "A notebook.", "source": ""} | wrong
    with pytest.raises(Refused) as refused:
        add_evidence(made.referred(), **given, by=made.officer("caseworker"), at=timezone.now())
    assert refused.value.refusal.field == field


def test_a_case_of_another_team_does_not_take_evidence() -> None:
    reference = made.referred()
    stranger = made.officer("caseworker", in_team=made.authority_team("Z"))
    with pytest.raises(NotYours):
        add_evidence(reference, kind="police", text="x", source="", by=stranger, at=timezone.now())


def test_the_latest_stand_first_and_a_piece_is_found_in_its_own_case_only() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    for text in ("One.", "Two.", "Three."):
        add_evidence(reference, kind="police", text=text, source="", by=by, at=timezone.now())
    case_id = made.seen(reference, by).id
    latest = latest_evidence(case_id, 2).alone()
    assert [piece.text for piece in latest] == ["Three.", "Two."]
    assert piece_of_evidence(case_id, latest[0].id) == latest[0]
    with pytest.raises(NotYours):
        piece_of_evidence(made.seen(made.referred(), by).id, latest[0].id)


def test_what_is_sent_twice_with_the_token_of_its_form_is_added_once() -> None:
    reference, by, at = made.referred(), made.officer("caseworker"), timezone.now()
    for _twice in range(2):
        add_evidence(reference, kind="police", text="x", source="", by=by, at=at, token="a-token")
    assert Evidence.objects.count() == 1
    with pytest.raises(Refused, match="first_was_kept"):
        add_evidence(reference, kind="police", text="y", source="", by=by, at=at, token="a-token")
