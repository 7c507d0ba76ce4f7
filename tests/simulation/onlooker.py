"""Somebody who watches an office for years, trusts no rule of it, and says what they would never accept."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from opennrm.mechanism.calendar import Calendar, count_working_days, in_words, legal_day
from opennrm.mechanism.deadlines import CALENDAR_DAYS, Deadline
from opennrm.mechanism.fold import Entry, fold
from opennrm.mechanism.stages import DECIDED_STAGES, SETTLED_STAGES, Stage
from opennrm.mechanism.time_limits import Rule, Unit
from opennrm.mechanism.vocabulary import DecisionKind, Outcome
from tests.simulation import worlds
from tests.simulation.cases import Case
from tests.simulation.mail import Letter, Mail
from tests.simulation.people import Staff

INVARIANTS = {
    "reviewed": "No negative is served unreviewed where the profile has it reviewed: three people, and these words.",
    "second_officer": "No decision that must be checked is served without a second officer who agreed to its words.",
    "own_check": "Nobody checks their own decision.",
    "own_review": "Nobody reviews a decision that they wrote or checked.",
    "panel": "Where a panel decides, five at least were heard, it is served as decided, and one of them agrees.",
    "recovery": "No recovery ends, and nothing is decided conclusively, before the bar, but by leave for that bar.",
    "test": "A first decision applies the test that is in force on its day.",
    "once": "A decision is served once, until somebody asks for it to be looked at again and is heard.",
    "letters": "Each letter arrives exactly once, or is known as failed, or waits with a day on which it is tried.",
    "papers": "No papers are served on a child, and no case is decided without somebody who is told.",
    "away": "Nobody acts who is on leave or ill.",
    "day": "Each moment falls on the legal day on which it happened, in summer time too.",
    "clock_explains": "Each clock says from when it is counted, until when, by which calendar, and what it left out.",
    "clock_recounted": "A bank holiday that is added counts open clocks anew, to no earlier day, and says why.",
    "way_on": "Each case has ended, or a clock of it runs, or it is known what it waits for; none is forgotten.",
    "history": "The history of each case, folded, is where its office keeps it: event by event, some at once.",
}
"""What has to hold all along, in the words of the docs."""
FORGOTTEN_AFTER = 75
FROM_THE_START = 4
"""Of so many cases, the history of one is folded once more in the end, from its first event."""
WAITS_FOR = {
    "returned_for_information": "information",
    "_before_panel": "a panel",
    "_panel_decided": "the text of what a panel decided",
    "_to_check": "a second officer",
    "_checked": "who serves it",
    "_under_review": "reviewers",
    "_reviewed": "who serves it",
    "_reconsideration": "an answer",
    "suspended": "the day on which it is looked at again",
    "recovery": "the end of recovery",
    "_pending": "a decision",
}
"""What a case waits for without a clock, by a word in the name of its stage: as after a resumption."""


class Found(AssertionError):
    """Something that must never be; `key` names the invariant."""

    def __init__(self, key: str, told: str) -> None:
        super().__init__(f"{key}: {told}")
        self.key = key


def must(holds: bool, key: str, case: Case, told: str) -> None:
    """Raise `Found` where it does not hold."""
    if not holds:
        raise Found(key, f"{told} ({case.reference}, {case.profile}, at {case.stage.value})")


class Onlooker:
    """What was seen, and what would never be accepted; `counted` says how often each was looked at."""

    def __init__(self, staff: Staff, mail: Mail) -> None:
        self.staff, self.mail = staff, mail
        self.counted: Counter[str] = Counter()

    def saw(self, case: Case, entry: Entry, day: date) -> None:
        """Something happened."""
        self.counted["events"] += 1
        must(legal_day(entry.at) == day, "day", case, f"{entry.at} is not on {day}")
        if entry.by is not None:
            must(not self.staff.is_away(entry.by, day), "away", case, f"{entry.kind} by one who is away")
        look = getattr(self, f"_{entry.kind}", None)
        if look is not None:
            look(case, entry, day)

    def _put_forward(self, case: Case, entry: Entry, day: date) -> None:
        case.memory.author[entry.facts["text_hash"]] = entry.by or ""

    _ReasonableGroundsPutForward = _ConclusiveGroundsPutForward = _put_forward

    def _DecisionCountersigned(self, case: Case, entry: Entry, day: date) -> None:
        text = entry.facts["text_hash"]
        must(case.memory.author.get(text) != entry.by, "own_check", case, "somebody checked their own")
        case.memory.checked.add((entry.by or "", text))

    def _reviewed(self, case: Case, entry: Entry, day: date) -> None:
        text, reviewers = entry.facts["text_hash"], frozenset(entry.facts["reviewers"])
        had_part = {case.memory.author.get(text), *(who for who, seen in case.memory.checked if seen == text)}
        must(not reviewers & had_part, "own_review", case, "somebody reviewed what they had a part in")
        if entry.kind == "IndependentReviewGiven":
            case.memory.reviewed[text] = reviewers

    _IndependentReviewGiven = _IndependentReviewSentBack = _reviewed

    def _CasePutBeforePanel(self, case: Case, entry: Entry, day: date) -> None:
        case.memory.panel = None

    def _PanelDecided(self, case: Case, entry: Entry, day: date) -> None:
        heard = frozenset(entry.facts["heard"])
        must(len(heard) >= worlds.PANEL_OF, "panel", case, f"{len(heard)} were heard")
        case.memory.panel = (entry.facts["outcome"], heard | {entry.facts["chair"]})

    def _BarOverridden(self, case: Case, entry: Entry, day: date) -> None:
        case.memory.leave = case.memory.bar

    def _RecoveryEnded(self, case: Case, entry: Entry, day: date) -> None:
        self._recovery_is_over(case, day)

    def _ReconsiderationAccepted(self, case: Case, entry: Entry, day: date) -> None:
        memory = case.memory
        memory.stands.pop(entry.facts["decision"], None)
        memory.reviewed, memory.checked, memory.panel = {}, set(), None

    def _recovery_is_over(self, case: Case, day: date) -> None:
        bar = case.memory.bar
        must(bar is not None and (day >= bar or case.memory.leave == bar), "recovery", case, f"{day}, before {bar}")

    def _served(self, case: Case, entry: Entry, day: date) -> None:
        first = entry.kind.startswith("Reasonable")
        kind = DecisionKind.REASONABLE_GROUNDS if first else DecisionKind.CONCLUSIVE_GROUNDS
        outcome, text, memory = Outcome(entry.facts["outcome"]), entry.facts["text_hash"], case.memory
        self.counted[f"{kind.value} {outcome.value}"] += 1
        must(kind.value not in memory.stands, "once", case, f"{kind.value} was served twice")
        memory.stands[kind.value] = outcome.value
        agreed = {who for who, words in memory.checked if words == text}
        if worlds.must_be_checked(case.profile, kind, outcome, case.received_on):
            must(bool(agreed - {memory.author.get(text)}), "second_officer", case, f"{kind.value} was not checked")
        if worlds.must_be_reviewed(case.profile, kind, outcome, day):
            reviewers = memory.reviewed.get(text, frozenset())
            must(len(reviewers) >= worlds.REVIEWERS, "reviewed", case, f"a negative {kind.value} was not reviewed")
            self.counted["negatives that were reviewed"] += 1
        if worlds.panel_decides(case.profile, kind):
            came_to, there = memory.panel or ("", frozenset())
            must(came_to == outcome.value and bool(agreed & there), "panel", case, "not what a panel decided")
            self.counted["decisions of panels"] += 1
        if first and case.written is not None:
            must(case.written.standard == worlds.first_test(case.profile, day), "test", case, case.written.standard)
        if not first:
            self._recovery_is_over(case, day)

    _ReasonableGroundsDecided = _ConclusiveGroundsDecided = _served

    def told(self, case: Case, what: str, audiences: list[str]) -> None:
        """Letters of a decision were written to these."""
        is_child = case.kind.value == "child"
        must(bool(audiences) and not (is_child and "person" in audiences), "papers", case, f"{what} to {audiences}")
        case.memory.letters += [(what, audience) for audience in audiences]

    def clock_began(self, case: Case, clock: Deadline) -> None:
        """A clock begins."""
        if clock.rule is Rule.RECOVERY_PERIOD:
            days = worlds.recovery_days(case.profile, max(clock.starts_on, case.received_on))
            case.memory.bar, case.memory.leave = clock.starts_on + timedelta(days=days), None
            must(clock.due_on == case.memory.bar, "recovery", case, f"{clock.due_on} and not {case.memory.bar}")
        self.explains(case, clock)

    def clock_moved(self, case: Case, before: Deadline, clock: Deadline) -> None:
        """A clock moves."""
        must(clock.cause is not None, "clock_explains", case, "a clock moved silently")
        if clock.rule is Rule.RECOVERY_PERIOD and before.due_on and clock.due_on and case.memory.bar:
            case.memory.bar += clock.due_on - before.due_on
        self.explains(case, clock)

    def clock_recounted(self, case: Case, before: Deadline, after: Deadline, calendar: Calendar) -> None:
        """A bank holiday was added, and this is what became of a clock."""
        self.counted["clocks looked at for a holiday"] += 1
        if before.due_on is None or before.unit is not Unit.WORKING_DAYS or before.kind.value == "none":
            must(after.due_on == before.due_on, "clock_recounted", case, "a clock moved that counts no working days")
            return
        anew = count_working_days(before.starts_on, before.length, case.nation, calendar).ends_on
        must(after.due_on == anew >= before.due_on, "clock_recounted", case, f"{after.due_on}, and it is {anew}")
        must(anew == before.due_on or after.cause == "holiday_added", "clock_recounted", case, "it does not say why")

    def explains(self, case: Case, clock: Deadline) -> None:
        """Does a clock tell of itself what anybody needs to count it again?"""
        self.counted["clocks explained"] += 1
        said = clock.explain()
        must(in_words(clock.starts_on) in said, "clock_explains", case, "not from when")
        must(
            clock.calendar_version in said or clock.calendar_version == CALENDAR_DAYS, "clock_explains", case, "by what"
        )
        if clock.due_on is not None:
            must(in_words(clock.due_on) in said, "clock_explains", case, "not until when")
            between = (clock.due_on - clock.starts_on).days
            must(between == len(clock.counted) + len(clock.skipped), "clock_explains", case, "days are left out unsaid")

    def stands(self, case: Case) -> None:
        """Does the history lead to where the office keeps it?"""
        must(case.facts.stage is case.stage, "history", case, f"its history says {case.facts.stage}")

    def waits(self, case: Case, day: date) -> None:
        """Has it ended, or is it known what it waits for, and does somebody look at it now and then?"""
        self.counted["open cases looked over"] += 1
        if case.stage in SETTLED_STAGES:
            ended = case.stage in DECIDED_STAGES or bool(case.ended_because)
            must(ended, "way_on", case, "it ended for no reason")
            return
        known = bool(case.running) or any(word in case.stage.value for word in WAITS_FOR)
        must(known, "way_on", case, "nobody knows what it waits for")
        must(case.stage is not Stage.TRIAGE or bool(case.running), "way_on", case, "no clock runs")
        forgotten = (day - case.looked_on).days > FORGOTTEN_AFTER
        must(not forgotten, "way_on", case, f"nobody looked at it since {case.looked_on}")

    def at_last(self, cases: list[Case], day: date) -> None:
        """After the last day: every clock, every letter, and some histories anew from their first event."""
        for number, case in enumerate(cases):
            self.waits(case, day)
            self.stands(case)
            if number % FROM_THE_START == 0:
                must(fold(case.entries) == case.facts, "history", case, "folded at once it is another")
            for rule, clock in case.clocks.items():
                kept, runs = case.facts.clocks[rule.value], rule in case.running
                same = (kept.due_on, kept.is_running) == (clock.due_on, runs)
                must(same, "history", case, f"its history has another {rule.value}")
            for what, audience in case.memory.letters:
                count = self.mail.arrived[case.reference, what, audience]
                must(count <= 1, "letters", case, f"{what} arrived {count} times")
        by_case = {case.reference: case for case in cases}
        for letter in self.mail.letters:
            self._letter(by_case[letter.case], letter, day)
        written = sum(len(case.memory.letters) for case in cases)
        assert written == len(self.mail.letters), "a letter was lost before it was sent"

    def _letter(self, case: Case, letter: Letter, day: date) -> None:
        self.counted[f"letters {letter.state}"] += 1
        count = self.mail.arrived[letter.case, letter.what, letter.audience]
        known = letter.state == "failed" or (letter.state == "waiting" and letter.next_on > day)
        must(count == 1 or known, "letters", case, f"{letter.what} arrived {count} times and is {letter.state}")
