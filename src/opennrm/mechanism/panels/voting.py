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
from dataclasses import dataclass, field, replace
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
    """What a member voted: one of the two choices, or `ABSTAIN`. Reasons may be given with it.

    Neither is told by whatever prints it, so that no report of a fault holds a vote.
    """

    account: str
    vote: str = field(repr=False)
    reasons: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Result:
    """What the votes came to. `votes` are in the order of the choices; `voices` is what was counted of partners.

    `choice` is empty as long as the chair owes a casting vote.
    """

    choice: str
    votes: tuple[int, int]
    abstained: int
    voices: tuple[int, int] | None

    @property
    def unanimous(self) -> bool:
        """Did somebody vote for one choice, and nobody for the other?"""
        return self.votes.count(0) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """A case before a panel. `members` are those who may vote on it; the chair votes only if they are one of them.

    `ballots` holds the newest of each member, by account and not in the order in which they came. `left` are those who
    had to go: whether they had voted is told by nothing. `casting` is the chair's vote on a tie.
    """

    rules: Constitution
    chair: str
    members: tuple[Member, ...]
    state: State = State.OPEN
    ballots: tuple[Ballot, ...] = field(default=(), repr=False)
    casting: Ballot | None = field(default=None, repr=False)
    dissents: tuple[Ballot, ...] = ()
    result: Result | None = None
    left: frozenset[str] = frozenset()
    stood_aside: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Raise `ValueError` where somebody would have two votes, or one that counts for nothing."""
        if len(_accounts(self)) != len(self.members):
            raise ValueError("Each member has one vote.")
        if self.rules.by is DecidesBy.MAJORITY_OF_PARTNERS:
            others = {member.agency for member in self.members} - set(self.rules.required)
            if others:
                raise ValueError("Only the partners vote; whoever else joins is heard and has no vote.")


def vote(hearing: Hearing, ballot: Ballot) -> Hearing:
    """A member votes, or votes anew; with the last of them the hearing is closed. Raises `Refused`."""
    _refuse_unless_open(hearing)
    if ballot.account not in _accounts(hearing) - hearing.left:
        raise _refused("no_member", "Only members who attend, and did not stand aside, vote on this case.")
    if ballot.vote not in (*hearing.rules.choices, ABSTAIN):
        told = f"Choose one of these: {', '.join(hearing.rules.choices)}, {ABSTAIN}."
        raise Refused(Refusal("no_choice", told, "house", "vote"))
    kept = [each for each in hearing.ballots if each.account != ballot.account]
    return _closed_if_all_voted(replace(hearing, ballots=_by_account([*kept, ballot])))


def stand_aside(hearing: Hearing, account: str) -> Hearing:
    """A conflict comes up: the member is out, their vote is void, and the quorum is that of the others.

    A chair who stands aside does nothing more until another was named with `with_chair`; they may also while the chair
    owes a casting vote. Raises `Refused` once it is closed: a result is not taken apart.
    """
    if hearing.state is State.TIED and account == hearing.chair:
        return replace(hearing, stood_aside=hearing.stood_aside | {account})
    _refuse_unless_open(hearing)
    gone = replace(
        hearing,
        members=tuple(member for member in hearing.members if member.account != account),
        ballots=tuple(each for each in hearing.ballots if each.account != account),
        stood_aside=hearing.stood_aside | {account},
    )
    return _closed_if_all_voted(gone)


def leave(hearing: Hearing, account: str) -> Hearing:
    """A member has to go. What they voted stands; without a vote they are waited for no longer. Raises `Refused`."""
    _refuse_unless_open(hearing)
    return _closed_if_all_voted(replace(hearing, left=hearing.left | ({account} & _accounts(hearing))))


def with_chair(hearing: Hearing, account: str) -> Hearing:
    """Another chair takes over, before it is decided. Raises `Refused` for somebody who stood aside, or too late."""
    if hearing.state not in (State.OPEN, State.TIED):
        raise _refused("closed", "The vote on this case is closed.")
    if account in hearing.stood_aside:
        raise Refused(Refusal("stood_aside", "They stood aside from this case: name another.", "house", "chair"))
    with_another = replace(hearing, chair=account)
    return _closed_if_all_voted(with_another) if hearing.state is State.OPEN else with_another


def close(hearing: Hearing, by: str) -> Hearing:
    """The chair closes, however many have voted: who has not, is not heard. Raises `Refused`."""
    _refuse_unless_open(hearing)
    _refuse_unless_chair(hearing, by)
    return _counted(hearing)


def cast(hearing: Hearing, ballot: Ballot) -> Hearing:
    """The chair breaks a tie, with reasons. Raises `Refused`."""
    if hearing.state is not State.TIED or hearing.result is None:
        raise _refused("no_tie", "There is no tie to break.")
    _refuse_unless_chair(hearing, ballot.account)
    if ballot.vote not in hearing.rules.choices:
        told = f"Choose one of these: {', '.join(hearing.rules.choices)}."
        raise Refused(Refusal("no_choice", told, "house", "vote"))
    if not ballot.reasons.strip():
        raise Refused(Refusal("no_reasons", "Write why: a casting vote has reasons.", "house", "reasons"))
    result = replace(hearing.result, choice=ballot.vote)
    return replace(hearing, state=State.DECIDED, result=result, casting=ballot)


def dissent(hearing: Hearing, account: str, reasons: str) -> Hearing:
    """Who voted for the other choice says why, for the minutes; written anew, it replaces. Raises `Refused`."""
    if account not in minority(hearing):
        raise _refused("no_dissent", "Only a member whose vote was not the result records a dissent.")
    if not reasons.strip():
        raise Refused(Refusal("no_reasons", "Write why you dissent.", "house", "reasons"))
    own = next(each for each in hearing.ballots if each.account == account)
    others = [each for each in hearing.dissents if each.account != account]
    return replace(hearing, dissents=_by_account([*others, replace(own, reasons=reasons)]))


def minority(hearing: Hearing) -> frozenset[str]:
    """The accounts of those who voted for the choice that was not taken; of nobody before it is decided."""
    if hearing.state is not State.DECIDED or hearing.result is None:
        return frozenset()
    return frozenset(each.account for each in hearing.ballots if each.vote not in (hearing.result.choice, ABSTAIN))


def ballots_shown(hearing: Hearing, to: str) -> tuple[Ballot, ...]:
    """The ballots that somebody may see: their own while it is open or ended uncounted, each once it is decided.

    Then the members and the chair see all, and nobody else; nobody who stood aside sees any. Of a tie all are shown to
    the chair, who has to break it.
    """
    if to in hearing.stood_aside:
        return ()
    is_chair = to == hearing.chair
    all_seen = hearing.state is State.DECIDED and (is_chair or to in _accounts(hearing))
    if all_seen or (hearing.state is State.TIED and is_chair):
        return hearing.ballots
    return tuple(each for each in hearing.ballots if each.account == to)


def _accounts(hearing: Hearing) -> frozenset[str]:
    return frozenset(member.account for member in hearing.members)


def _by_account(ballots: list[Ballot]) -> tuple[Ballot, ...]:
    return tuple(sorted(ballots, key=lambda each: each.account))


def _closed_if_all_voted(hearing: Hearing) -> Hearing:
    """Under a chair who stood aside nothing is counted: it waits until another is named."""
    voted = {each.account for each in hearing.ballots}
    if hearing.chair in hearing.stood_aside:
        return hearing
    return _counted(hearing) if voted and _accounts(hearing) - hearing.left <= voted else hearing


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


def _refuse_unless_chair(hearing: Hearing, by: str) -> None:
    if by != hearing.chair or by in hearing.stood_aside:
        raise _refused("not_the_chair", "Only the chair does this, and only as long as they did not stand aside.")


def _refuse_unless_open(hearing: Hearing) -> None:
    if hearing.state is not State.OPEN:
        raise _refused("closed", "The vote on this case is closed.")


def _refused(code: str, because: str) -> Refused:
    return Refused(Refusal(code, because, "house"))
