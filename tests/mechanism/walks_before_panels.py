"""A case that walks at random where a panel decides the second time, and what nobody may see happen there."""

from __future__ import annotations

from collections import Counter

from hypothesis.stateful import invariant

from opennrm.mechanism import events as happened
from opennrm.mechanism.decisions import Check
from opennrm.mechanism.events import Event
from opennrm.mechanism.panels.deciding import PanelResult
from opennrm.mechanism.stages import Move
from opennrm.mechanism.vocabulary import Outcome
from tests.mechanism.law import Chance
from tests.mechanism.walked_events import CASE, submitted_under
from tests.mechanism.walks import DECIDING, PEOPLE, SECOND, Walk

CHAIR, *SAT = (f"00000000-0000-4000-8000-0000000001{number:02}" for number in range(9))
SEEN: Counter[str] = Counter()
"""What all walks came to, so that a test can say that they came to it at all."""


class WalkBeforePanel(Walk):
    """The same people, and a panel of eight with its chair."""

    deciding = (*DECIDING, "_before_panel", "_panel_decided")

    def begin(self) -> None:
        """A case is opened whose profile is known, so that its history is held to that profile's panels."""
        super().begin()
        self.rules_told = {"profile": self.version.profile, "profile_version": self.version.version}
        self.result: PanelResult | None = None
        self.heard: list[tuple[int, Outcome]] = []
        self.history.insert(0, submitted_under(self.version))

    def go(self, move: Move, event: Event, by: str) -> None:
        if move in (Move.ACCEPT_RECONSIDERATION, Move.RESUME):
            self.result = None
        super().go(move, event, by)

    def somebody_goes_on_with_the_decision(self, chance: Chance, by: str) -> None:
        if self.kind is not SECOND:
            super().somebody_goes_on_with_the_decision(chance, by)
        elif self.is_at("_pending"):
            self.the_unit_puts_it_before_a_panel(by)
        elif self.is_at("_before_panel"):
            how_many = chance.of([8, 7, 5, 5, 4, 0])
            if how_many:
                self.the_panel_decides(chance.of(tuple(Outcome)), how_many)
            else:
                self.the_unit_takes_it_back(by)
        elif self.is_at("_panel_decided"):
            self.the_unit_writes_it_down(chance.of([None, *Outcome]), by)
        elif self.is_at("_to_check"):
            agrees = chance.of([True, True, False, None])
            who = chance.of([CHAIR, SAT[0], *PEOPLE])
            self.its_author_takes_it_back() if agrees is None else self.somebody_checks(who, agrees)
        else:
            edit = chance.of([None, None, "anew"])
            self.somebody_serves(by) if edit is None else self.its_author_edits_it(in_place=False)

    def the_unit_puts_it_before_a_panel(self, by: str) -> None:
        put = happened.CasePutBeforePanel(**CASE, decision=SECOND.value, agencies=("police", "health"))
        self.forget_what_was_written()
        self.result = None
        self.go(Move.PUT_BEFORE_PANEL_CONCLUSIVE_GROUNDS, put, by)

    def the_unit_takes_it_back(self, by: str) -> None:
        taken = happened.CaseTakenFromPanel(**CASE, decision=SECOND.value, because="new_information")
        self.go(Move.TAKE_FROM_PANEL_CONCLUSIVE_GROUNDS, taken, by)
        SEEN["taken back"] += 1

    def the_panel_decides(self, outcome: Outcome, how_many: int) -> None:
        panel = self.version.conclusive_grounds.panel
        assert panel is not None
        sat = tuple(SAT[:how_many])
        if self.law.refusal_of_hearing(panel, len(sat), frozenset({"police"})):
            SEEN["too few"] += 1
            return
        self.result = PanelResult(outcome, CHAIR, frozenset(sat))
        self.heard.append((how_many, outcome))
        decided = happened.PanelDecided(
            **CASE,
            decision=SECOND.value,
            outcome=outcome.value,
            hearing="00000000-0000-4000-8000-000000000200",
            chair=CHAIR,
            heard=sat,
            agencies=("police",),
        )
        self.go(Move.DECIDE_BY_PANEL_CONCLUSIVE_GROUNDS, decided, sat[-1])

    def the_unit_writes_it_down(self, outcome: Outcome | None, by: str) -> None:
        """What the panel came to, or (an outcome) what whoever writes would rather have."""
        assert self.result is not None
        wanted = outcome or self.result.outcome
        if self.law.refusal_without_panel(self.version.conclusive_grounds, wanted, self.result) is not None:
            SEEN["something else was written"] += 1
            return
        self.somebody_writes(wanted, "As the panel said.", by)
        self.its_author_puts_it_forward()

    def somebody_checks(self, by: str, agrees: bool) -> None:
        if self.kind is SECOND:
            refusal = self.law.refusal_to_confirm(self.version.conclusive_grounds, by, self.result)
            if refusal is not None:
                SEEN["agreed to by nobody who was there"] += 1
                return
        super().somebody_checks(by, agrees)
        if self.is_at("_panel_decided"):
            self.forget_what_was_written()

    def its_author_takes_it_back(self) -> None:
        super().its_author_takes_it_back()
        if self.is_at("_panel_decided"):
            self.forget_what_was_written()

    def its_author_edits_it(self, in_place: bool) -> None:
        super().its_author_edits_it(in_place)
        if self.kind is SECOND and not in_place:
            self.written, self.checks = None, ()

    def somebody_serves(self, by: str) -> None:
        written, before = self.written, len(self.seen.went_out)
        if written is None:
            return
        checks: tuple[Check, ...] = self.checks
        super().somebody_serves(by)
        if len(self.seen.went_out) == before or written.kind is not SECOND:
            return
        assert self.result is not None, "served without a panel"
        assert self.heard[-1][0] >= 5, "served after a panel without its quorum"
        assert self.heard[-1][1] is written.outcome, "served otherwise than the panel decided"
        assert {check.by for check in checks} & {CHAIR, *SAT}, "agreed to by nobody who was there"
        SEEN[f"served {written.outcome.value}"] += 1

    @invariant()
    def nobody_writes_before_a_panel_decided(self) -> None:
        if self.kind is SECOND and self.written is not None:
            assert self.result is not None, "written down before a panel decided"
