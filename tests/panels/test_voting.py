"""Eight people vote on whether somebody was exploited, and nobody learns anything of a vote before the end."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection

from opennrm.audit.queries import latest_events
from opennrm.mechanism.refusal import Refused
from opennrm.panels.actions.declaring import declare, leave_hearing
from opennrm.panels.actions.voting import cast, close, dissent, name_chair, open_hearing, vote
from opennrm.panels.attending import minutes_of, own_hearing, own_vote, votes_of, votes_to_break, was_outvoted
from opennrm.panels.models import Counted, Hearing, Sitting, Vote
from opennrm.partners.access import NotYours
from tests.behind import asked_by
from tests.panels.pilot import Pilot

pytestmark = pytest.mark.django_db


def seen_by(unit: Pilot, who: object, row: Hearing) -> int:
    """How many votes of a hearing the database shows to somebody."""
    with asked_by(unit.actor(who)):  # type: ignore[arg-type]
        return Vote.objects.filter(hearing=row).count()


def test_nothing_of_a_vote_is_seen_before_the_last_and_then_those_who_sat_see_all(unit: Pilot) -> None:
    row = unit.begun()
    case_id = row.case_id
    assert {reader for case, reader in unit.cases.reading if case == case_id} == {
        each.id for each in (*unit.members, unit.chair)
    }
    before = latest_events(1)[0].seq
    unit.votes(row, "positive", "positive", "negative", "abstain")
    vote(row.id, choice="positive", by=unit.actor(unit.members[0]), at=unit.at)
    assert latest_events(1)[0].seq == before  # that somebody voted is no event
    assert [seen_by(unit, each, row) for each in (*unit.members, unit.chair, unit.convener)] == [1, 1, 1, 1, 0, 0, 0]
    with asked_by(unit.actor(unit.chair)):
        assert votes_of(row.id) == []
        assert Counted.objects.count() == 0
    with pytest.raises(NotYours):
        minutes_of(unit.actor(unit.convener), row.id)
    columns = {field.name for field in Vote._meta.get_fields()}
    assert columns == {"id", "hearing", "account", "content"}  # and so no row tells when

    unit.votes(row, "", "", "", "", "positive")
    (case, choice, facts), *none = unit.cases.decided
    assert (case, choice, none) == (case_id, "positive", [])
    assert set(facts.heard) == {each.id for each in unit.members}
    assert facts.chair == unit.chair.id
    ended = latest_events(1)[0]
    assert (ended.kind, ended.by) == ("HearingEnded", None)  # or it would tell whose vote was the last
    assert [seen_by(unit, each, row) for each in (*unit.members, unit.chair, unit.convener)] == [5] * 6 + [0]
    with asked_by(unit.actor(unit.convener)):
        told = minutes_of(unit.actor(unit.convener), row.id)
    assert told.result is not None
    assert (told.result.votes, told.result.abstained) == ((3, 1), 1)
    with pytest.raises(Refused, match="closed"):
        unit.votes(row, "negative")
    vote(row.id, choice="positive", by=unit.actor(unit.members[4]), at=unit.at)  # sent again: nothing happens


def test_a_vote_is_sealed_in_its_row_and_in_no_event(unit: Pilot) -> None:
    row = unit.begun()
    vote(row.id, choice="negative", reasons="Nobody owed her a debt.", by=unit.actor(unit.members[0]), at=unit.at)
    close(row.id, by=unit.actor(unit.chair), at=unit.at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM panels_vote")
        (content,) = cursor.fetchone()
        cursor.execute("SELECT string_agg(body::text, ' ') FROM audit_event")
        (history,) = cursor.fetchone()
    assert b"negative" not in bytes(content)
    assert "debt" not in history
    kept = [json.loads(row.content) for row in Vote.objects.all()]
    assert kept == [{"vote": "negative", "reasons": "Nobody owed her a debt."}]


def test_a_chair_who_closes_too_early_wastes_the_sitting_and_learns_nothing(unit: Pilot) -> None:
    row = unit.begun()
    unit.votes(row, "positive", "positive", "positive", "positive")
    assert close(row.id, by=unit.actor(unit.chair), at=unit.at) == "without_quorum"
    assert close(row.id, by=unit.actor(unit.chair), at=unit.at) == "without_quorum"
    assert unit.cases.reading == set()
    assert (unit.cases.decided, Counted.objects.count()) == ([], 0)
    assert seen_by(unit, unit.chair, row) == 0


def test_a_tie_waits_for_the_chair_who_gives_reasons_and_whoever_was_outvoted_dissents(small_unit: Pilot) -> None:
    unit = small_unit
    row = unit.begun()
    chair = unit.actor(unit.chair)
    unit.votes(row, "positive", "negative", "positive", "negative")
    assert Hearing.objects.get(id=row.id).state == "tied"
    assert unit.cases.decided == []
    with asked_by(chair):
        assert [each.vote for _name, each in votes_to_break(chair, row.id)] == ["positive", "negative"] * 2
    assert seen_by(unit, unit.members[0], row) == 1
    with pytest.raises(Refused, match="no_reasons"):
        cast(row.id, choice="positive", reasons=" ", by=chair, at=unit.at)
    with pytest.raises(NotYours):
        cast(row.id, choice="positive", reasons="So.", by=unit.actor(unit.other_chair), at=unit.at)
    for _again in range(2):
        cast(row.id, choice="positive", reasons="The debt was shown.", by=chair, at=unit.at)
    assert [choice for _case, choice, _facts in unit.cases.decided] == ["positive"]
    outvoted, winner = unit.actor(unit.members[1]), unit.actor(unit.members[0])
    with asked_by(outvoted):
        assert was_outvoted(outvoted, row.id)
    with pytest.raises(Refused, match="no_dissent"):
        dissent(row.id, reasons="I agree.", by=winner, at=unit.at)
    for words in ("Too little was shown.", "It was not shown.", "It was not shown."):
        dissent(row.id, reasons=words, by=outvoted, at=unit.at)
    with asked_by(winner):
        told = minutes_of(winner, row.id)
    assert [(said.name, said.words) for said in told.dissents] == [("Member 1", "It was not shown.")]
    assert told.casting is not None
    assert told.casting.words == "The debt was shown."


def test_who_leaves_is_waited_for_no_longer_and_who_learns_of_an_interest_is_out_with_their_vote(
    small_unit: Pilot,
) -> None:
    unit = small_unit
    row = unit.begun()
    gone, aside = unit.members[0], unit.members[1]
    unit.votes(row, "negative", "negative", "positive")
    for _again in range(2):
        leave_hearing(row.id, by=unit.actor(gone), at=unit.at)
        assert not declare(row.id, has_interest=True, by=unit.actor(aside), at=unit.at)
    assert Hearing.objects.get(id=row.id).state == "open"
    with asked_by(unit.actor(aside)):
        assert own_vote(unit.actor(aside), row.id) is None
    with pytest.raises(NotYours):
        vote(row.id, choice="positive", by=unit.actor(aside), at=unit.at)
    unit.votes(row, "", "", "", "positive")
    assert [choice for _case, choice, _facts in unit.cases.decided] == ["positive"]
    assert seen_by(unit, aside, row) == 1  # the empty row of their own
    with asked_by(unit.actor(unit.members[3])):
        told = minutes_of(unit.actor(unit.members[3]), row.id)
    assert (told.aside, told.left) == ([("Member 1", "declared_interest")], ["Member 0"])
    with pytest.raises(NotYours), asked_by(unit.actor(aside)):
        minutes_of(unit.actor(aside), row.id)


def test_a_case_is_opened_at_its_time_by_its_chair_with_enough_who_declared(unit: Pilot) -> None:
    row = unit.listed()
    chair = unit.actor(unit.chair)
    with pytest.raises(Refused, match="not_declared"):
        open_hearing(row.id, by=chair, at=unit.at)
    declare(row.id, has_interest=False, by=chair, at=unit.at)
    with pytest.raises(Refused, match="not_yet"):
        open_hearing(row.id, by=chair, at=unit.at)
    Sitting.objects.filter(id=row.sitting_id).update(starts_at=unit.at - timedelta(minutes=1))
    for each in unit.members[:4]:
        declare(row.id, has_interest=False, by=unit.actor(each), at=unit.at)
    with pytest.raises(Refused, match="too_few"):
        open_hearing(row.id, by=chair, at=unit.at)
    with pytest.raises(NotYours):
        open_hearing(row.id, by=unit.actor(unit.members[0]), at=unit.at)
    declare(row.id, has_interest=False, by=unit.actor(unit.members[4]), at=unit.at)
    for _again in range(2):
        open_hearing(row.id, by=chair, at=unit.at)
    with asked_by(unit.actor(unit.members[0])):
        assert own_hearing(unit.actor(unit.members[0]), row.id).sits


def test_another_chair_takes_over_and_breaks_the_tie(small_unit: Pilot) -> None:
    unit = small_unit
    row = unit.begun()
    unit.votes(row, "positive", "negative", "positive", "negative")
    assert not declare(row.id, has_interest=True, by=unit.actor(unit.chair), at=unit.at)
    with pytest.raises(Refused):
        cast(row.id, choice="negative", reasons="So.", by=unit.actor(unit.chair), at=unit.at)
    convener, other = unit.actor(unit.convener), unit.actor(unit.other_chair)
    with pytest.raises(Refused, match="declared_interest"):
        name_chair(row.id, str(unit.chair.id), by=convener, at=unit.at)
    with pytest.raises(Refused, match="no_chair"):
        name_chair(row.id, str(unit.members[0].id), by=convener, at=unit.at)
    name_chair(row.id, str(unit.other_chair.id), by=convener, at=unit.at)
    assert declare(row.id, has_interest=False, by=other, at=unit.at)
    cast(row.id, choice="negative", reasons="Not shown.", by=other, at=unit.at)
    assert [(choice, facts.chair) for _case, choice, facts in unit.cases.decided] == [("negative", unit.other_chair.id)]
