"""What every step of a hearing shares: its row locked, so that votes and closing come one after the other, and kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce
from opennrm.cases.actions import panels as in_cases
from opennrm.mechanism.events import HearingEnded
from opennrm.mechanism.panels import voting as law
from opennrm.mechanism.vocabulary import Outcome
from opennrm.panels.lawful import content_of, votes_hash
from opennrm.panels.models import Counted, Hearing, Vote
from opennrm.partners.access import NotYours


def locked_hearing(hearing_id: UUID) -> Hearing:
    """The hearing, locked until the command ends, as the house; its case first. Raises `NotYours`."""
    case_id = Hearing.objects.filter(id=hearing_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotYours
    in_cases.lock_before_panel(case_id)
    return locked_row(hearing_id)


def locked_row(hearing_id: UUID) -> Hearing:
    """The row, locked and as it stands once the lock is held."""
    return Hearing.objects.select_for_update(of=("self",)).get(id=hearing_id)


def keep_ballot(row: Hearing, ballot: law.Ballot) -> None:
    """Keep a vote of a locked hearing: nothing that is kept, and no event, tells when it was given."""
    kept = Vote.objects.filter(hearing=row, account_id=UUID(ballot.account)).first()
    if kept is None:
        Vote.objects.create(hearing=row, account_id=UUID(ballot.account), content=content_of(ballot))
    else:
        kept.content = content_of(ballot)
        kept.save(update_fields=["content"])


def settle(row: Hearing, before: law.Hearing, after: law.Hearing, *, by: UUID | None, at: datetime) -> None:
    """Where a step ended a locked hearing, keep what it came to and hand it on to the case. As the house.

    `by` is the chair who closed; the last vote closes by nobody, or the history would tell whose was the last.
    """
    if after.state is before.state:
        return
    row.state = after.state.value
    ended = after.state is not law.State.TIED
    row.ended_at = at if ended else None
    row.save(update_fields=["state", "ended_at"])
    if after.result is not None:
        _keep_result(row, after)
    counted = _hash_of(row, after) if after.result is not None else None
    told = HearingEnded(
        subject=row.reference, case=row.reference, hearing=str(row.id), state=row.state, votes_hash=counted
    )
    announce(told, at=at, by=by)
    if ended:
        hand_on(row, after, by=by, at=at)


def hand_on(row: Hearing, after: law.Hearing, *, by: UUID | None, at: datetime) -> None:
    """A hearing is over: what was decided goes to the case; without a quorum nobody reads the case for it any longer.

    It is told in the name of the chair where the last vote closed it, or it would tell whose that was.
    """
    if after.state is law.State.WITHOUT_QUORUM or after.result is None:
        in_cases.end_reading(row.case_id, by=by, at=at)
        return
    voted = {each.account for each in after.ballots}
    heard = [member for member in after.members if member.account in voted]
    facts = in_cases.HearingFacts(
        id=row.id,
        chair=row.chair_id,
        heard=tuple(UUID(member.account) for member in heard),
        agencies=tuple(sorted({member.agency.value for member in heard})),
    )
    in_cases.panel_decided(row.case_id, Outcome(after.result.choice), facts, by=by or row.chair_id, at=at)


def _keep_result(row: Hearing, after: law.Hearing) -> None:
    result = after.result
    if result is None:
        return
    Counted.objects.create(
        hearing=row,
        team_id=row.team_id,
        choice=result.choice,
        votes=[*result.votes, result.abstained],
        voices=list(result.voices) if result.voices else None,
        votes_hash=_hash_of(row, after),
    )


def _hash_of(row: Hearing, after: law.Hearing) -> str:
    return votes_hash(row.id, [(each.account, content_of(each)) for each in after.ballots])
