"""Hearings in which people do whatever comes to their mind, and what somebody who trusts no rule remembers of them."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from opennrm.mechanism.panels import voting
from opennrm.mechanism.panels.members import Member
from opennrm.mechanism.panels.quorum import Constitution, DecidesBy
from opennrm.mechanism.panels.voting import ABSTAIN, Ballot, Hearing, State
from opennrm.mechanism.refusal import Refused
from tests.mechanism.panels.made import CHAIR, OF_THE_PILOT, OF_THREE_PARTNERS, hearing

MOST = 10
PEOPLE = (*(f"member-{number}" for number in range(MOST)), CHAIR, "another-chair", "a-stranger")
VOTES = ("positive", "negative", ABSTAIN)
SELDOM = st.integers(0, 7).map(lambda number: number == 7)
RULES = st.sampled_from((OF_THE_PILOT, OF_THREE_PARTNERS))
CHAIRS = st.sampled_from((CHAIR, CHAIR, "member-0"))


class Walk(RuleBasedStateMachine):
    """A panel, its chair, a stranger; one hearing after the other. `seen` counts what happened in all walks."""

    seen: ClassVar[Counter[str]] = Counter()

    @initialize(members=st.integers(4, MOST), rules=RULES, chair=CHAIRS)
    def begins(self, members: int, rules: Constitution, chair: str) -> None:
        """A hearing begins."""
        self.now = hearing(members, rules, chair)
        self.came = {member.account: member for member in self.now.members}
        self.voted: dict[str, str] = {}
        self.gone: set[str] = set()
        self.aside: set[str] = set()
        self.chair = chair
        self.ended: Hearing | None = None
        self.cast_by_chair = ""

    @rule(members=st.integers(4, MOST), rules=RULES, chair=CHAIRS)
    def another_begins(self, members: int, rules: Constitution, chair: str) -> None:
        """The next case, if this one is through."""
        if self.now.state in (State.DECIDED, State.WITHOUT_QUORUM):
            self.begins(members, rules, chair)

    @rule(which=st.integers(0, MOST - 1), choice=st.sampled_from(VOTES))
    def a_member_votes(self, which: int, choice: str) -> None:
        """Most of what happens."""
        if self.came:
            self.votes(sorted(self.came)[which % len(self.came)], choice)

    @rule(choices=st.lists(st.sampled_from(VOTES), min_size=MOST, max_size=MOST))
    def all_vote(self, choices: list[str]) -> None:
        """A round in which each who is there votes."""
        for who, choice in zip(sorted(set(self.came) - self.gone), choices, strict=False):
            if self.now.state is State.OPEN:
                self.votes(who, choice)

    @rule(who=st.sampled_from(PEOPLE), choice=st.sampled_from((*VOTES, "perhaps")))
    def votes(self, who: str, choice: str) -> None:
        """Anybody votes, at any time."""
        may = self.now.state is State.OPEN and who in self.came and who not in self.gone and choice in VOTES
        try:
            self.now = voting.vote(self.now, Ballot(who, choice))
        except Refused:
            assert not may, "a vote was not taken"
            self.seen["late votes"] += self.ended is not None
            return
        assert may, "a vote was taken that may not be"
        self.voted[who] = choice

    @rule(who=st.sampled_from(PEOPLE), is_meant=SELDOM)
    def stands_aside(self, who: str, is_meant: bool) -> None:
        """A conflict comes up, seldom."""
        if not is_meant:
            return
        may = self.now.state is State.OPEN or (self.now.state is State.TIED and who == self.now.chair)
        try:
            self.now = voting.stand_aside(self.now, who)
        except Refused:
            assert not may
            return
        assert may
        if self.ended is None:
            self.came.pop(who, None)
            self.seen["votes void"] += self.voted.pop(who, None) is not None
        self.aside.add(who)

    @rule(who=st.sampled_from(PEOPLE), is_meant=SELDOM)
    def leaves(self, who: str, is_meant: bool) -> None:
        """Somebody has to go, seldom; who looks on cannot tell whether they had voted."""
        if not is_meant:
            return
        try:
            then = voting.leave(self.now, who)
        except Refused:
            assert self.ended is not None
            return
        assert then.members == self.now.members
        assert (who in then.left) == (who in self.came), "leaving tells who had voted"
        self.now = then
        if who in self.came:
            self.gone.add(who)
            self.seen["members left"] += 1

    @rule(who=st.sampled_from((CHAIR, "another-chair", "member-0", "a-stranger")), is_meant=SELDOM)
    def closes(self, who: str, is_meant: bool) -> None:
        """Somebody closes, or tries to."""
        if not is_meant:
            return
        may = self.now.state is State.OPEN and who == self.chair and who not in self.aside
        try:
            self.now = voting.close(self.now, who)
        except Refused:
            assert not may
            return
        assert may, "somebody closed who is not the chair"
        self.seen["closed by the chair"] += 1

    @rule(who=st.sampled_from(("another-chair", "member-1")), is_meant=SELDOM)
    def takes_over(self, who: str, is_meant: bool) -> None:
        """Another chair is named, where the one there was stood aside."""
        if not is_meant or self.chair not in self.aside:
            return
        try:
            self.now = voting.with_chair(self.now, who)
        except Refused:
            assert who in self.aside or self.now.state not in (State.OPEN, State.TIED)
            return
        assert who not in self.aside
        self.chair = who

    @rule(who=st.sampled_from((CHAIR, "another-chair", "member-0")), choice=st.sampled_from(VOTES), why=st.booleans())
    def casts(self, who: str, choice: str, why: bool) -> None:
        """The chair breaks a tie, or somebody tries to."""
        is_chair = who == self.chair and who not in self.aside
        may = self.now.state is State.TIED and is_chair and choice != ABSTAIN and why
        try:
            self.now = voting.cast(self.now, Ballot(who, choice, "So." if why else " "))
        except Refused:
            assert not may
            return
        assert may, "a casting vote was taken that may not be"
        assert self.now.casting == Ballot(who, choice, "So.")
        self.cast_by_chair, self.ended = choice, self.now
        self.seen["casting votes"] += 1

    @rule(who=st.sampled_from(PEOPLE), reasons=st.sampled_from((" ", "I would not.")))
    def dissents(self, who: str, reasons: str) -> None:
        """Somebody would have it in the minutes that they voted otherwise."""
        decided = self.now.result.choice if self.now.state is State.DECIDED and self.now.result else ""
        may = bool(decided) and self.voted.get(who, decided) not in (decided, ABSTAIN) and bool(reasons.strip())
        try:
            self.now = voting.dissent(self.now, who, reasons)
        except Refused:
            assert not may
            return
        assert may, "who agreed, or said nothing, does not dissent"
        assert who in {each.account for each in self.now.dissents}
        self.seen["dissents"] += 1

    @invariant()
    def nothing_is_told_before_the_end(self) -> None:
        """While it is open everybody sees their own vote alone, and what it holds is in no order but that of names."""
        is_decided = self.now.state is State.DECIDED
        for who in PEOPLE:
            seen = {ballot.account: ballot.vote for ballot in voting.ballots_shown(self.now, who)}
            sees_all = (is_decided and who in self.came) or (
                self.now.state in (State.TIED, State.DECIDED) and who == self.chair
            )
            own = {name: vote for name, vote in self.voted.items() if name == who}
            assert seen == ({} if who in self.aside else self.voted if sees_all else own)
        assert [each.account for each in self.now.ballots] == sorted(self.voted)
        assert "positive" not in repr(self.now.ballots)
        if self.now.state in (State.OPEN, State.WITHOUT_QUORUM):
            assert self.now.result is None, "something was counted"

    @invariant()
    def what_was_decided_stays(self) -> None:
        """Once it ended nothing but dissents, and who stands aside from a tie, is added."""
        if self.ended is not None:
            same = (self.now.state, self.now.result, self.now.ballots, self.now.members, self.now.casting)
            ended = self.ended
            assert same == (ended.state, ended.result, ended.ballots, ended.members, ended.casting)
        elif self.now.state is not State.OPEN:
            self.ended = self.now
            self.seen[f"{self.now.state}, by {self.now.rules.by}"] += 1
        elif self.voted and self.now.chair not in self.now.stood_aside:
            assert set(self.came) - self.gone - set(self.voted), "all have voted, and it is not closed"

    @invariant()
    def it_comes_to_what_was_voted(self) -> None:
        """Counted again from memory, with none of the product's own counting."""
        if self.now.state is State.OPEN:
            return
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
