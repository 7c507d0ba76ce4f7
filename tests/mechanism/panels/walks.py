"""Hearings in which people do whatever comes to their mind, and what somebody who trusts no rule remembers of them."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from opennrm.mechanism.panels import voting
from opennrm.mechanism.panels.members import Member
from opennrm.mechanism.panels.quorum import Constitution, DecidesBy
from opennrm.mechanism.panels.voting import ABSTAIN, Ballot, Hearing, State
from opennrm.mechanism.refusal import Refused
from tests.mechanism.panels.made import CHAIR, OF_THE_PILOT, OF_THREE_PARTNERS, hearing

MOST = 10
PEOPLE = (*(f"member-{number}" for number in range(MOST)), CHAIR, "a-stranger")
VOTES = ("positive", "negative", ABSTAIN)


class Walk(RuleBasedStateMachine):
    """A panel, its chair, a stranger; one hearing after the other."""

    @initialize(members=st.integers(3, MOST), rules=st.sampled_from((OF_THE_PILOT, OF_THREE_PARTNERS)))
    def begins(self, members: int, rules: Constitution) -> None:
        """A hearing begins."""
        self.now = hearing(members, rules)
        self.came = {member.account: member for member in self.now.members}
        self.voted: dict[str, str] = {}
        self.aside: set[str] = set()
        self.ended: Hearing | None = None
        self.cast_by_chair = ""

    @rule(members=st.integers(3, MOST), rules=st.sampled_from((OF_THE_PILOT, OF_THREE_PARTNERS)))
    def another_begins(self, members: int, rules: Constitution) -> None:
        """The next case, if this one is through."""
        if self.now.state in (State.DECIDED, State.WITHOUT_QUORUM):
            self.begins(members, rules)

    @rule(who=st.sampled_from(PEOPLE), choice=st.sampled_from((*VOTES, "perhaps")))
    def votes(self, who: str, choice: str) -> None:
        """Anybody votes, at any time."""
        was_open = self.now.state is State.OPEN
        try:
            self.now = voting.vote(self.now, Ballot(who, choice))
        except Refused:
            assert not was_open or who not in self.came or choice not in VOTES
            return
        assert was_open, "a vote after the close was taken"
        assert who in self.came, "somebody voted who was not there"
        assert choice in VOTES
        self.voted[who] = choice

    @rule(who=st.sampled_from(PEOPLE))
    def stands_aside(self, who: str) -> None:
        """A conflict comes up."""
        try:
            self.now = voting.stand_aside(self.now, who)
        except Refused:
            assert self.ended is not None
            return
        self.came.pop(who, None)
        self.voted.pop(who, None)
        self.aside.add(who)

    @rule(who=st.sampled_from(PEOPLE))
    def leaves(self, who: str) -> None:
        """Somebody has to go."""
        try:
            self.now = voting.leave(self.now, who)
        except Refused:
            assert self.ended is not None
            return
        if who not in self.voted:
            self.came.pop(who, None)

    @rule(who=st.sampled_from((CHAIR, CHAIR, "member-1", "a-stranger")), is_meant=st.integers(0, 5))
    def closes(self, who: str, is_meant: int) -> None:
        """The chair closes, rarely; somebody else tries to."""
        if who == CHAIR and is_meant:
            return
        try:
            self.now = voting.close(self.now, who)
        except Refused:
            assert who != CHAIR or self.ended is not None
            return
        assert who == CHAIR

    @rule(who=st.sampled_from((CHAIR, "member-1")), choice=st.sampled_from(VOTES), reasons=st.sampled_from(("", "So.")))
    def casts(self, who: str, choice: str, reasons: str) -> None:
        """The chair breaks a tie, or tries to."""
        was_tied = self.now.state is State.TIED
        try:
            self.now = voting.cast(self.now, Ballot(who, choice, reasons))
        except Refused:
            assert not was_tied or who != CHAIR or choice == ABSTAIN or not reasons
            return
        assert was_tied
        assert who == CHAIR
        assert reasons
        self.cast_by_chair = choice
        self.ended = self.now

    @rule(who=st.sampled_from(PEOPLE), reasons=st.sampled_from((" ", "I would not.")))
    def dissents(self, who: str, reasons: str) -> None:
        """Somebody would have it in the minutes that they voted otherwise."""
        result = self.now.result
        try:
            self.now = voting.dissent(self.now, who, reasons)
        except Refused:
            return
        assert result is not None
        assert self.voted[who] not in (result.choice, ABSTAIN), "who agreed, or said nothing, does not dissent"
        assert reasons.strip()

    @invariant()
    def nothing_is_told_before_the_end(self) -> None:
        """While it is open everybody sees their own vote alone."""
        for who in PEOPLE:
            seen = {ballot.account: ballot.vote for ballot in voting.ballots_shown(self.now, who)}
            if self.now.state is State.DECIDED or (self.now.state is State.TIED and who == CHAIR):
                assert seen == self.voted
            else:
                assert seen == {name: vote for name, vote in self.voted.items() if name == who}
        if self.now.state in (State.OPEN, State.WITHOUT_QUORUM):
            assert self.now.result is None, "something was counted"

    @invariant()
    def what_was_decided_stays(self) -> None:
        """Once it ended nothing but dissents is added."""
        if self.ended is not None:
            same = (self.now.state, self.now.result, self.now.ballots, self.now.members)
            assert same == (self.ended.state, self.ended.result, self.ended.ballots, self.ended.members)
        elif self.now.state is not State.OPEN:
            self.ended = self.now
        if self.now.state is State.OPEN:
            assert not self.came or len(self.voted) < len(self.came), "all have voted, and it is not closed"

    @invariant()
    def it_comes_to_what_was_voted(self) -> None:
        """Counted again from memory, with none of the product's own counting."""
        if self.now.state is State.OPEN:
            return
        assert not self.aside & set(self.voted)
        heard = [self.came[who] for who in self.voted]
        if not enough(self.now.rules, heard):
            assert self.now.state is State.WITHOUT_QUORUM
            return
        positive, negative = counted(self.now.rules, heard, self.voted)
        if positive != negative:
            expected = "positive" if positive > negative else "negative"
        else:
            expected = self.cast_by_chair if self.now.rules is OF_THE_PILOT else "positive"
        assert self.now.result is not None
        assert self.now.result.choice == expected
        assert (self.now.state is State.DECIDED) == bool(expected)


def enough(rules: Constitution, heard: list[Member]) -> bool:
    """Were enough heard?"""
    agencies = {member.agency for member in heard}
    return len(heard) >= rules.quorum and all(agency in agencies for agency in rules.required)


def counted(rules: Constitution, heard: list[Member], voted: dict[str, str]) -> tuple[int, int]:
    """How much was voted for either choice."""
    if rules.by is DecidesBy.SIMPLE_MAJORITY:
        votes = Counter(voted.values())
        return votes["positive"], votes["negative"]
    voices = [0, 0]
    for agency in rules.required:
        own = [voted[member.account] for member in heard if member.agency is agency]
        more = own.count("positive") - own.count("negative")
        voices[0] += more > 0
        voices[1] += more < 0
    return voices[0], voices[1]
