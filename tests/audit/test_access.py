"""Access as the history gave it and as rows allow it, side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from opennrm.audit.access import access_by_history, access_by_rows
from opennrm.audit.queries import Happened

AT = datetime(2026, 3, 9, 12, tzinfo=UTC)
ONE, TWO = UUID(int=1), UUID(int=2)


@dataclass
class Row:
    grantee: UUID
    because: str = "referrer"
    from_at: datetime = AT
    until_at: datetime | None = None


def given(grantee: UUID, record: str = "referral") -> Happened:
    facts = {"grantee": str(grantee), "record": record, "because": "referrer"}
    return Happened(1, "AccessGiven", "C1", "C1", facts, AT, None)


def ended(grantee: UUID, at: datetime) -> Happened:
    facts = {"grantee": str(grantee), "record": "referral", "because": "referrer"}
    return Happened(2, "AccessEnded", "C1", "C1", facts, at, None)


def test_the_same_access_is_the_same_in_any_order() -> None:
    events = [given(TWO), given(ONE)]
    assert access_by_history(events, "referral") == access_by_rows([Row(ONE), Row(TWO)])


def test_access_to_the_other_record_and_other_events_do_not_count() -> None:
    viewed = Happened(2, "CaseViewed", "C1", "C1", {}, AT, None)
    assert access_by_history([given(ONE, "case"), viewed], "referral") == []
    assert len(access_by_history([given(ONE, "case"), viewed], "case")) == 1


def test_a_row_that_ends_or_begins_at_another_moment_is_not_what_was_given() -> None:
    told = access_by_history([given(ONE)], "referral")
    assert access_by_rows([Row(ONE, until_at=AT)]) != told
    assert access_by_rows([Row(ONE, from_at=AT.replace(hour=13))]) != told
    assert access_by_rows([Row(ONE, because="owner_team")]) != told


def test_access_that_ended_and_was_given_again_is_two_rows() -> None:
    later, latest = AT.replace(hour=13), AT.replace(hour=14)
    again = replace(given(ONE), at=latest)
    rows = [Row(ONE, until_at=later), Row(ONE, from_at=latest)]
    assert access_by_history([given(ONE), ended(ONE, later), again], "referral") == access_by_rows(rows)
    assert access_by_history([given(ONE), again], "referral") != access_by_rows(rows)


def test_an_end_of_what_never_began_is_no_row() -> None:
    assert access_by_history([ended(ONE, AT)], "referral") != []
