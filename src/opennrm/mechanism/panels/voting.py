"""One case before a panel: sealed votes, who leaves or stands aside, closing, ties, dissent, and what it comes to.

Nothing of a vote is told before all who attend have voted or the chair has closed: no count, no order, no hint. So the
chair may close at any time, and learns only then whether there were enough; a hearing that lacked them ends without its
votes being counted, and the case comes before another. What was counted once is never counted again: somebody whose
conflict is found later is a ground to look at the decision again, and changes no result.
Sources: RTB (five members, independent chair), DDM-DIFF (three partners); how votes are counted, who gives a casting
vote and that abstaining is allowed are assumptions of this product.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

from opennrm.mechanism.panels.members import Member
from opennrm.mechanism.panels.quorum import Constitution, DecidesBy, OnTie, refusal_for_want_of_quorum
from opennrm.mechanism.refusal import Refusal, Refused

ABSTAIN = "abstain"


class State(StrEnum):
    """How a hearing stands."""

    OPEN = "open"
    TIED = "tied"
    """Closed; the chair owes a casting vote."""
    DECIDED = "decided"
    WITHOUT_QUORUM = "without_quorum"
    """Closed with too few; nothing was counted."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What a member voted: one of the two choices, or `ABSTAIN`. Reasons may be given with it."""

    account: str
    vote: str
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What the votes came to. `votes` are in the order of the choices; `voices` is what was counted of partners.

    `choice` is empty as long as the chair owes a casting vote.
    """

    choice: str
    votes: tuple[int, int]
    abstained: int
    voices: tuple[int, int] | None
    by_casting_vote: bool

    @property
    def unanimous(self) -> bool:
        """Did nobody vote for the other choice?"""
        return 0 in self.votes


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """A case before a panel. `members` are those who came and may vote; the chair votes only if they are one of them.

    `ballots` holds the newest of each member.
    """

    rules: Constitution
    chair: str
    members: tuple[Member, ...]
    state: State = State.OPEN
    ballots: tuple[Ballot, ...] = ()
    dissents: tuple[Ballot, ...] = ()
    result: Result | None = None
    stood_aside: frozenset[str] = frozenset()


def vote(hearing: Hearing, ballot: Ballot) -> Hearing:
    """A member votes, or votes anew; with the last of them the hearing is closed. Raises `Refused`."""
    _refuse_unless_open(hearing)
    if ballot.account not in _accounts(hearing):
        raise _refused("no_member", "Only members who attend, and did not stand aside, vote on this case.")
    if ballot.vote not in (*hearing.rules.choices, ABSTAIN):
        told = f"Choose one of these: {', '.join(hearing.rules.choices)}, {ABSTAIN}."
        raise Refused(Refusal("no_choice", told, "house", "vote"))
    kept = tuple(each for each in hearing.ballots if each.account != ballot.account)
    return _closed_if_all_voted(replace(hearing, ballots=(*kept, ballot)))


def stand_aside(hearing: Hearing, account: str) -> Hearing:
    """A conflict comes up: the member is out, their vote is void, and the quorum is that of the others.

    Raises `Refused` once it is closed: a result is not taken apart.
    """
    _refuse_unless_open(hearing)
    gone = replace(
        hearing,
        members=tuple(member for member in hearing.members if member.account != account),
        ballots=tuple(each for each in hearing.ballots if each.account != account),
        stood_aside=hearing.stood_aside | {account},
    )
    return _closed_if_all_voted(gone)


def leave(hearing: Hearing, account: str) -> Hearing:
    """A member has to go. What they voted stands; without a vote they are no longer there. Raises `Refused`."""
    _refuse_unless_open(hearing)
    if account in {each.account for each in hearing.ballots}:
        return hearing
    there = tuple(member for member in hearing.members if member.account != account)
    return _closed_if_all_voted(replace(hearing, members=there))


def close(hearing: Hearing, by: str) -> Hearing:
    """The chair closes, however many have voted: who has not, is not heard. Raises `Refused`."""
    _refuse_unless_open(hearing)
    if by != hearing.chair:
        raise _refused("not_the_chair", "Only the chair closes the vote.")
    return _counted(hearing)


def cast(hearing: Hearing, ballot: Ballot) -> Hearing:
    """The chair breaks a tie, with reasons. Raises `Refused`."""
    if hearing.state is not State.TIED or hearing.result is None:
        raise _refused("no_tie", "There is no tie to break.")
    if ballot.account != hearing.chair:
        raise _refused("not_the_chair", "Only the chair gives a casting vote.")
    if ballot.vote not in hearing.rules.choices:
        told = f"Choose one of these: {', '.join(hearing.rules.choices)}."
        raise Refused(Refusal("no_choice", told, "house", "vote"))
    if not ballot.reasons.strip():
        raise Refused(Refusal("no_reasons", "Write why: a casting vote has reasons.", "house", "reasons"))
    result = replace(hearing.result, choice=ballot.vote, by_casting_vote=True)
    return replace(hearing, state=State.DECIDED, result=result)


def dissent(hearing: Hearing, account: str, reasons: str) -> Hearing:
    """Who voted for the other choice says why, for the minutes; written anew, it replaces. Raises `Refused`."""
    if account not in minority(hearing):
        raise _refused("no_dissent", "Only a member whose vote was not the result records a dissent.")
    if not reasons.strip():
        raise Refused(Refusal("no_reasons", "Write why you dissent.", "house", "reasons"))
    own = next(each for each in hearing.ballots if each.account == account)
    others = tuple(each for each in hearing.dissents if each.account != account)
    return replace(hearing, dissents=(*others, replace(own, reasons=reasons)))


def minority(hearing: Hearing) -> frozenset[str]:
    """The accounts of those who voted for the choice that was not taken; of nobody before it is decided."""
    if hearing.state is not State.DECIDED or hearing.result is None:
        return frozenset()
    return frozenset(each.account for each in hearing.ballots if each.vote not in (hearing.result.choice, ABSTAIN))


def ballots_shown(hearing: Hearing, to: str) -> tuple[Ballot, ...]:
    """The ballots that somebody may see: their own while it is open or ended uncounted, each once it is decided.

    Of a tie all are shown to the chair, who has to break it. They stand in the order of the accounts, so that nothing
    tells who voted first.
    """
    all_seen = hearing.state is State.DECIDED or (hearing.state is State.TIED and to == hearing.chair)
    seen = hearing.ballots if all_seen else (each for each in hearing.ballots if each.account == to)
    return tuple(sorted(seen, key=lambda each: each.account))


def _accounts(hearing: Hearing) -> frozenset[str]:
    return frozenset(member.account for member in hearing.members)


def _closed_if_all_voted(hearing: Hearing) -> Hearing:
    if hearing.ballots and len(hearing.ballots) == len(hearing.members):
        return _counted(hearing)
    return hearing


def _counted(hearing: Hearing) -> Hearing:
    voted = {each.account: each.vote for each in hearing.ballots}
    heard = [member for member in hearing.members if member.account in voted]
    if refusal_for_want_of_quorum(hearing.rules, heard) is not None:
        return replace(hearing, state=State.WITHOUT_QUORUM)
    protects, other = hearing.rules.choices
    tally = Counter(voted.values())
    votes, voices = (tally[protects], tally[other]), None
    if hearing.rules.by is DecidesBy.MAJORITY_OF_PARTNERS:
        voices = _voices(hearing.rules, heard, voted)
    counted = voices or votes
    owed = counted[0] == counted[1] and hearing.rules.on_tie is OnTie.CASTING_VOTE
    result = Result(
        choice="" if owed else protects if counted[0] >= counted[1] else other,
        votes=votes,
        abstained=tally[ABSTAIN],
        voices=voices,
        by_casting_vote=False,
    )
    return replace(hearing, state=State.TIED if owed else State.DECIDED, result=result)


def _voices(rules: Constitution, heard: list[Member], voted: dict[str, str]) -> tuple[int, int]:
    """One voice for each partner, for what more of its members voted; none where they are even."""
    protects, other = rules.choices
    found = Counter[str]()
    for agency in rules.required:
        own = Counter(voted[member.account] for member in heard if member.agency is agency)
        if own[protects] != own[other]:
            found[protects if own[protects] > own[other] else other] += 1
    return found[protects], found[other]


def _refuse_unless_open(hearing: Hearing) -> None:
    if hearing.state is not State.OPEN:
        raise _refused("closed", "The vote on this case is closed.")


def _refused(code: str, because: str) -> Refused:
    return Refused(Refusal(code, because, "house"))
