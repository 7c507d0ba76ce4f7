"""Hearings between their rows and the law (`mechanism.panels.voting`), which alone says what may follow from what.

`loaded` reads all of a hearing, its sealed votes too: for actions, as the house, and never for a page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from opennrm.mechanism.panels import voting as law
from opennrm.mechanism.panels.members import Agency, HadPart, Member, Reach, conflict
from opennrm.mechanism.panels.quorum import Constitution, DecidesBy, OnTie
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.panels.models import Counted, Dissent, Hearing, Invitation, Seat, Vote
from opennrm.vault.hashes import keyed_hash

LIVE = ("listed", "open", "tied")
"""States of a hearing that is not over."""
NOT_OPEN = Refusal("not_open", "The chair has not opened this case, or it is heard here no longer.", "house")
OF_THE_LAW = ("open", "tied", "decided", "without_quorum")
DECLARED = "declared_interest"
"""Why somebody stands aside who said so themselves; the other reasons are codes of `mechanism.panels.members`."""


def member_of(row: Invitation | Seat) -> Member:
    """Somebody who was asked for an agency, as the law knows them."""
    return Member(str(row.account_id), str(row.organisation_id), Agency(row.agency))


def reach_of(rules: Constitution) -> Reach:
    """How far a part in the case reaches: the partners of a child's own area are always those who know the child."""
    return Reach.PERSON if rules.by is DecidesBy.MAJORITY_OF_PARTNERS else Reach.ORGANISATION


def refusal_to_sit(
    asked: Invitation, rules: Constitution, parts: Iterable[HadPart], aside: Iterable[str]
) -> Refusal | None:
    """Why somebody who was asked may not sit on a case; None if nothing is known against it."""
    return conflict(member_of(asked), parts, aside, reach_of(rules))


def with_an_interest(case_id: UUID) -> frozenset[str]:
    """The accounts of those who declared an interest in a case, at whichever of its hearings."""
    rows = Seat.objects.filter(hearing__case_id=case_id, aside=DECLARED).values_list("account_id", flat=True)
    return frozenset(str(each) for each in rows)


def rules_kept(rules: Constitution) -> dict[str, Any]:
    """A constitution as it is kept with a hearing."""
    return {
        "choices": list(rules.choices),
        "quorum": rules.quorum,
        "required": [agency.value for agency in rules.required],
        "by": rules.by.value,
        "on_tie": rules.on_tie.value,
        "source": rules.source,
    }


def rules_read(kept: dict[str, Any]) -> Constitution:
    """The constitution that was kept."""
    protects, other = kept["choices"]
    return Constitution(
        choices=(protects, other),
        quorum=kept["quorum"],
        required=tuple(Agency(each) for each in kept["required"]),
        by=DecidesBy(kept["by"]),
        on_tie=OnTie(kept["on_tie"]),
        source=kept["source"],
    )


def loaded(row: Hearing) -> law.Hearing:
    """A hearing that was opened, with every vote of it. For the house alone. Raises `Refused` where it was not."""
    if row.state not in OF_THE_LAW:
        raise Refused(NOT_OPEN)
    seats = list(Seat.objects.filter(hearing=row).order_by("account_id"))
    sits = [seat for seat in seats if seat.votes and not seat.aside]
    accounts = {seat.account_id for seat in sits}
    votes = Vote.objects.filter(hearing=row, account_id__in=accounts).order_by("account_id")
    ballots = tuple(ballot_of(each) for each in votes)
    counted = Counted.objects.filter(hearing=row).first()
    dissents = Dissent.objects.filter(hearing=row).order_by("account_id")
    voted = {each.account: each.vote for each in ballots}
    return law.Hearing(
        rules=rules_read(row.rules or {}),
        chair=str(row.chair_id),
        members=tuple(member_of(seat) for seat in sits),
        state=law.State(row.state),
        ballots=ballots,
        casting=_casting(counted),
        dissents=tuple(law.Ballot(str(d.account_id), voted[str(d.account_id)], d.reasons) for d in dissents),
        result=result_of(counted),
        left=frozenset(str(seat.account_id) for seat in sits if seat.has_left),
        stood_aside=frozenset(str(seat.account_id) for seat in seats if seat.aside),
    )


def ballot_of(row: Vote) -> law.Ballot:
    """A vote, opened."""
    said = json.loads(row.content)
    return law.Ballot(str(row.account_id), said["vote"], said["reasons"])


def content_of(ballot: law.Ballot) -> str:
    """What is sealed of a vote."""
    return json.dumps({"vote": ballot.vote, "reasons": ballot.reasons}, ensure_ascii=False)


def result_of(row: Counted | None) -> law.Result | None:
    """What votes came to; None before they were counted."""
    if row is None:
        return None
    protects, other, abstained = row.votes
    voices = (row.voices[0], row.voices[1]) if row.voices else None
    return law.Result(choice=row.choice, votes=(protects, other), abstained=abstained, voices=voices)


def votes_hash(hearing_id: UUID, votes: Iterable[tuple[str, str]]) -> str:
    """The keyed hash by which the history knows which votes were counted: their contents, in the order of accounts."""
    said = [part for pair in sorted(votes, key=lambda pair: pair[0]) for part in pair]
    return keyed_hash("votes", [str(hearing_id), *said])


def words_hash(hearing_id: UUID, account: str, words: str) -> str:
    """The keyed hash by which the history knows a dissent, or the reasons of a casting vote."""
    return keyed_hash("panel_words", [str(hearing_id), account, words])


def _casting(row: Counted | None) -> law.Ballot | None:
    if row is None or row.cast_by_id is None:
        return None
    return law.Ballot(str(row.cast_by_id), row.choice, row.cast_because)
