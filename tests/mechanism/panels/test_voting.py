"""Votes are sealed until the end, counted once, and come to what was voted; each promise is seen to break."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from opennrm.mechanism.panels import voting
from opennrm.mechanism.panels.members import Agency
from opennrm.mechanism.panels.quorum import OnTie
from opennrm.mechanism.panels.voting import ABSTAIN, Ballot, Hearing, State
from opennrm.mechanism.refusal import Refusal, Refused
from tests.mechanism.panels.made import CHAIR, OF_THE_PILOT, OF_THREE_PARTNERS, hearing, member
from tests.mechanism.panels.walks import Walk

BOUNDED = settings(max_examples=2_000, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck))
HUNTING = settings(
    BOUNDED, max_examples=1_000, derandomize=True, database=None, phases=(Phase.generate,), print_blob=False
)
SEEN_AT_LEAST = {
    "decided, by simple_majority": 250,
    "decided, by majority_of_partners": 300,
    "tied, by simple_majority": 50,
    "without_quorum, by simple_majority": 50,
    "without_quorum, by majority_of_partners": 10,
    "closed by the chair": 40,
    "casting votes": 10,
    "dissents": 25,
    "late votes": 2_000,
    "members left": 80,
    "votes void": 10,
}
"""Of each about a third of what two thousand walks had when they were counted, and less where there is little."""


def test_whatever_people_do_the_promises_hold_and_all_of_it_was_seen() -> None:
    Walk.seen.clear()
    run_state_machine_as_test(Walk, settings=BOUNDED)
    assert {name: Walk.seen[name] for name, least in SEEN_AT_LEAST.items() if Walk.seen[name] < least} == {}


def voted(begun: Hearing, votes: str) -> Hearing:
    """The members vote in turn: `+`, `-` or `0` for an abstention."""
    for number, sign in enumerate(votes):
        vote = {"+": "positive", "-": "negative", "0": ABSTAIN}[sign]
        begun = voting.vote(begun, Ballot(f"member-{number}", vote))
    return begun


@pytest.mark.parametrize(
    ("votes", "choice"), [("+++++---", "positive"), ("---++-0-", "negative"), ("+0000000", "positive")]
)
def test_the_last_vote_closes_and_the_majority_decides(votes: str, choice: str) -> None:
    before = voted(hearing(), votes[:-1])
    assert before.state is State.OPEN
    assert before.result is None
    after = voted(hearing(), votes)
    assert after.state is State.DECIDED
    assert after.result is not None
    assert after.result.choice == choice
    assert after.result.votes == (votes.count("+"), votes.count("-"))
    assert after.result.abstained == votes.count("0")
    assert after.result.unanimous == ("-" not in votes)


@pytest.mark.parametrize("votes", ["++++----", "00000000"])
def test_a_tie_waits_for_the_chair_who_gives_reasons(votes: str) -> None:
    tied = voted(hearing(), votes)
    assert tied.state is State.TIED
    assert tied.result is not None
    assert tied.result.choice == ""
    with pytest.raises(Refused, match="no_reasons"):
        voting.cast(tied, Ballot(CHAIR, "positive", " "))
    with pytest.raises(Refused, match="not_the_chair"):
        voting.cast(tied, Ballot("member-1", "positive", "I am sure."))
    decided = voting.cast(tied, Ballot(CHAIR, "positive", "The indicators weigh more."))
    assert decided.result is not None
    assert decided.result.choice == "positive"
    assert decided.casting == Ballot(CHAIR, "positive", "The indicators weigh more.")


def test_the_chair_may_close_early_and_whoever_did_not_vote_is_not_heard() -> None:
    closed = voting.close(voted(hearing(), "+++--"), CHAIR)
    assert closed.result is not None
    assert closed.result.votes == (3, 2)
    with pytest.raises(Refused, match="closed"):
        voting.vote(closed, Ballot("member-7", "negative"))


def test_closing_with_too_few_counts_nothing() -> None:
    closed = voting.close(voted(hearing(), "++++"), CHAIR)
    assert (closed.state, closed.result) == (State.WITHOUT_QUORUM, None)
    assert voting.ballots_shown(closed, CHAIR) == ()


def test_a_conflict_found_late_takes_the_vote_out_and_the_quorum_is_of_the_others() -> None:
    five = voted(hearing(), "+++++")
    aside = voting.stand_aside(five, "member-0")
    assert voting.close(aside, CHAIR).state is State.WITHOUT_QUORUM
    assert voting.close(five, CHAIR).state is State.DECIDED
    with pytest.raises(Refused, match="closed"):
        voting.stand_aside(voting.close(five, CHAIR), "member-0")


def test_who_leaves_is_not_waited_for_and_what_they_voted_stands() -> None:
    seven = voted(hearing(), "+++++--")
    gone = voting.leave(seven, "member-0")
    assert (gone.state, gone.ballots, gone.left) == (State.OPEN, seven.ballots, {"member-0"})
    with pytest.raises(Refused, match="no_member"):
        voting.vote(gone, Ballot("member-0", "negative"))
    assert voting.leave(gone, "member-7").state is State.DECIDED, "the last who had not voted left"
    assert voting.leave(seven, "a-stranger") == seven


def test_a_chair_with_a_conflict_does_nothing_more_until_another_takes_over() -> None:
    tied = voted(hearing(chair="member-0"), "++++----")
    aside = voting.stand_aside(tied, "member-0")
    assert voting.ballots_shown(aside, "member-0") == ()
    with pytest.raises(Refused, match="not_the_chair"):
        voting.cast(aside, Ballot("member-0", "negative", "Because."))
    with pytest.raises(Refused, match="stood_aside"):
        voting.with_chair(aside, "member-0")
    decided = voting.cast(voting.with_chair(aside, "deputy"), Ballot("deputy", "positive", "The dates fit."))
    assert decided.state is State.DECIDED
    with pytest.raises(Refused, match="closed"):
        voting.with_chair(decided, "another")
    with pytest.raises(Refused, match="not_the_chair"):
        voting.close(voting.stand_aside(voted(hearing(), "+++++"), CHAIR), CHAIR)


def test_nobody_else_sees_the_votes_and_nothing_that_is_printed_holds_one() -> None:
    decided = voted(hearing(), "+++++---")
    assert len(voting.ballots_shown(decided, "member-7")) == 8
    assert voting.ballots_shown(decided, "a-stranger") == ()
    begun = voting.vote(voted(hearing(), "+-"), Ballot("member-2", "negative", "He was locked in."))
    assert "negative" not in repr(begun).replace(repr(begun.rules), "")
    assert "locked" not in repr(begun)
    assert [each.account for each in voted(hearing(), "+++").ballots] == ["member-0", "member-1", "member-2"]


def test_nobody_has_two_votes_or_one_that_counts_for_nothing() -> None:
    with pytest.raises(ValueError, match="one vote"):
        replace(hearing(), members=(member(1), member(1)))
    with pytest.raises(ValueError, match="Only the partners"):
        replace(hearing(rules=OF_THREE_PARTNERS), members=(member(1, Agency.CHARITY),))


def test_a_vote_can_be_changed_while_it_is_open_and_counts_once() -> None:
    changed = voting.vote(voted(hearing(), "+++++"), Ballot("member-0", "negative"))
    assert len(changed.ballots) == 5
    closed = voting.close(changed, CHAIR)
    assert closed.result is not None
    assert closed.result.votes == (4, 1)


def test_who_was_outvoted_may_say_why_and_nobody_else() -> None:
    decided = voted(hearing(), "+++++---")
    assert voting.minority(decided) == {"member-5", "member-6", "member-7"}
    noted = voting.dissent(voting.dissent(decided, "member-5", "No."), "member-5", "The dates do not fit.")
    assert [(each.account, each.reasons) for each in noted.dissents] == [("member-5", "The dates do not fit.")]
    with pytest.raises(Refused, match="no_dissent"):
        voting.dissent(decided, "member-0", "I agree.")


@pytest.mark.parametrize(
    ("votes", "choice", "voices"),
    [
        (("+", "+", "-"), "positive", (2, 1)),
        (("+", "-", "-"), "negative", (1, 2)),
        (("+-", "-", "+"), "positive", (1, 1)),  # a partner of two minds has no voice; a tie protects
        (("++-", "-", "0"), "positive", (1, 1)),
        (("--", "-", "+++++"), "negative", (1, 2)),  # five of one partner are one voice
    ],
)
def test_each_partner_of_a_childs_panel_has_one_voice(
    votes: tuple[str, ...], choice: str, voices: tuple[int, int]
) -> None:
    agencies = [agency for agency, own in zip(OF_THREE_PARTNERS.required, votes, strict=True) for _ in own]
    members = tuple(member(number, agency) for number, agency in enumerate(agencies))
    decided = voted(replace(hearing(rules=OF_THREE_PARTNERS), members=members), "".join(votes))
    assert decided.result is not None
    assert (decided.state, decided.result.choice, decided.result.voices) == (State.DECIDED, choice, voices)


def test_a_review_that_is_even_asks_to_reconsider() -> None:
    rules = replace(OF_THE_PILOT, choices=("reconsider", "satisfied"), quorum=2, on_tie=OnTie.PROTECTS)
    first = voting.vote(hearing(2, rules), Ballot("member-0", "satisfied"))
    decided = voting.vote(first, Ballot("member-1", "reconsider"))
    assert decided.result is not None
    assert decided.result.choice == "reconsider"


def always_enough(*_: Any) -> None:
    """A rule that somebody broke."""


def keeps_the_vote(begun: Hearing, account: str) -> Hearing:
    """Standing aside that forgets the ballot."""
    if begun.state is not State.OPEN:
        raise Refused(Refusal("closed", "Closed.", "house"))
    return replace(begun, members=tuple(each for each in begun.members if each.account != account))


def shows_all(begun: Hearing, _to: str) -> tuple[Ballot, ...]:
    """Ballots that are not sealed."""
    return begun.ballots


def never_closes(begun: Hearing) -> Hearing:
    """The last vote closes nothing."""
    return begun


def takes_it_late(begun: Hearing) -> None:
    """A vote after the close is taken."""


def anybody(_begun: Hearing, _by: str) -> None:
    """Whoever asks is the chair."""


def by_heads(rules: Any, _heard: Any, given: dict[str, str]) -> tuple[int, int]:
    """Partners are counted by heads."""
    votes = list(given.values())
    return votes.count(rules.choices[0]), votes.count(rules.choices[1])


def everybody(begun: Hearing) -> frozenset[str]:
    """Whoever voted may dissent."""
    return frozenset(each.account for each in begun.ballots) if begun.state is State.DECIDED else frozenset()


def tells_who_voted(begun: Hearing, account: str) -> Hearing:
    """Who leaves without a vote vanishes, and who had voted does not."""
    if begun.state is not State.OPEN:
        raise Refused(Refusal("closed", "Closed.", "house"))
    there = {each.account for each in begun.ballots}
    return replace(
        begun, members=tuple(each for each in begun.members if each.account in there or each.account != account)
    )


@pytest.mark.proves("OPS-08")
@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("refusal_for_want_of_quorum", always_enough),
        ("stand_aside", keeps_the_vote),
        ("ballots_shown", shows_all),
        ("_closed_if_all_voted", never_closes),
        ("_refuse_unless_open", takes_it_late),
        ("_refuse_unless_chair", anybody),
        ("_voices", by_heads),
        ("minority", everybody),
        ("leave", tells_who_voted),
    ],
)
def test_a_rule_broken_on_purpose_is_found(
    monkeypatch: pytest.MonkeyPatch, name: str, broken: Callable[..., Any]
) -> None:
    monkeypatch.setattr(voting, name, broken)
    with pytest.raises((AssertionError, KeyError)):
        run_state_machine_as_test(Walk, settings=HUNTING)


def test_under_a_chair_who_stood_aside_nothing_is_counted_until_another_is_named() -> None:
    begun = voting.stand_aside(hearing(), CHAIR)
    after = voted(begun, "++++++--")
    assert (after.state, after.result) == (State.OPEN, None)
    named = voting.with_chair(after, "deputy")
    assert named.state is State.DECIDED
    assert named.chair == "deputy"
    assert named.result is not None
    assert named.result.choice == "positive"
