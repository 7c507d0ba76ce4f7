"""One case told as each profile would have it: who takes it, who decides, by when, who looks, who is told.

Nothing is decided here: the outcomes are given, and the same for every profile. Sources: those of each rule that a row
is read from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from opennrm.mechanism.calendar import in_words
from opennrm.mechanism.deadlines import Deadline, deadline_for
from opennrm.mechanism.decisions import needs_second_officer
from opennrm.mechanism.independent_review import review_demanded, who_reviews
from opennrm.mechanism.panels.deciding import panel_of, who_handles
from opennrm.mechanism.panels.members import Agency
from opennrm.mechanism.profiles.overlay import Overlay, overlaid, refusal_of_overlay
from opennrm.mechanism.profiles.profile import Decider, DecisionRules, Panel, ProfileVersion, Situation, SupportStarts
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.routing import route_for
from opennrm.mechanism.serving import Address, Audience, recipients_for
from opennrm.mechanism.time_limits import LimitKind, Rule
from opennrm.mechanism.vocabulary import DecisionKind, Nation, Outcome, ReferralKind

FIRST, SECOND = DecisionKind.REASONABLE_GROUNDS, DecisionKind.CONCLUSIVE_GROUNDS
WHO = {
    Decider.AUTHORITY: "An officer of the authority",
    Decider.SLAVERY_SAFEGUARDING_LEAD: "A Slavery Safeguarding Lead",
    Decider.PANEL: "A multi-disciplinary panel",
    Decider.LOCAL_PANEL: "A panel of the child's own area",
    Decider.NOBODY: "Nobody: a lead refers the person to support and to the panel",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case without its person: what routes it, what its clocks are counted by, and what is decided of it.

    `area` is the code of a police force. `born_on` is None where nobody knows; `age_certain` says whether it is sure.
    `first` and `second` are None for what was not decided: then no row is told that rests on an outcome. `first_on` and
    `second_on` are the days on which that was, None for the last day of each limit.
    """

    kind: ReferralKind
    nation: Nation
    received_on: date
    first: Outcome | None
    second: Outcome | None
    situations: frozenset[Situation] = frozenset()
    area: str = ""
    born_on: date | None = None
    age_certain: bool = True
    first_on: date | None = None
    second_on: date | None = None


@dataclass(frozen=True, slots=True)
class Replayed:
    """One row of a case as a profile has it: `key` is stable, `told` is in words, `source` a key of `sources`."""

    key: str
    what: str
    told: str
    source: str


def laid_over(version: ProfileVersion, overlay: Overlay, case: CaseFile) -> tuple[ProfileVersion, Refusal | None]:
    """The rules with an overlay laid over them, or as they were and why the overlay does not take this case."""
    refusal = refusal_of_overlay(
        overlay, case.kind, case.born_on, age_certain=case.age_certain, area=case.area, on=case.received_on
    )
    return (version if refusal else overlaid(version, overlay)), refusal


def replay(case: CaseFile, version: ProfileVersion) -> tuple[Replayed, ...]:
    """The case under a version of a profile, row by row: each decision is made on its day, if the case has one.

    Otherwise it is made on the last day of its limit, and where none is set, the second as soon as it may be. Raises
    `OutsideCalendar` as `deadline_for` does.
    """
    return tuple(_rows(case, version))


def _rows(case: CaseFile, version: ProfileVersion) -> Iterator[Replayed]:
    route = route_for(version, case.kind, case.situations)
    yield Replayed("route", "Goes to", route.because, route.source)
    starts = version.support_starts is SupportStarts.ON_REFERRAL
    told = "With the referral" if starts else "With the positive decision on reasonable grounds"
    yield Replayed("support", "Support starts", told, version.support_starts_source)
    first = deadline_for(version, Rule.REASONABLE_GROUNDS_DECISION, case.received_on, case.nation)
    on = case.first_on or first.due_on or case.received_on
    yield from _decision(FIRST, case, version, first)
    if version.reasonable_grounds.decider is not Decider.NOBODY:
        yield from _served(FIRST, case.first, case, version, on)
        if case.first is not Outcome.POSITIVE:
            return
    yield from _second(case, version, on, route.authority.key)


def _second(case: CaseFile, version: ProfileVersion, on: date, held_by: str) -> Iterator[Replayed]:
    recovery = deadline_for(version, Rule.RECOVERY_PERIOD, on, case.nation)
    until = recovery.due_on or on
    yield Replayed("recovery", "Recovery period", f"At least until {in_words(until)}", recovery.source)
    handles = who_handles(version, SECOND)
    if SECOND not in next(each for each in version.authorities if each.key == held_by).decides:
        yield Replayed("passes_on", "Passes on to", handles.title, handles.source)
    second = deadline_for(version, Rule.CONCLUSIVE_GROUNDS_DECISION, on, case.nation)
    yield from _decision(SECOND, case, version, second)
    earliest = on if version.both_decisions_in_one_sitting else until
    told = f"{in_words(earliest)}{', in one sitting with the first' if version.both_decisions_in_one_sitting else ''}"
    yield Replayed("earliest", "Not before", told, recovery.source)
    yield from _served(SECOND, case.second, case, version, max(earliest, case.second_on or second.due_on or earliest))


def _decision(kind: DecisionKind, case: CaseFile, version: ProfileVersion, limit: Deadline) -> Iterator[Replayed]:
    rules, name = version.deciding(kind), kind.value.replace("_", " ")
    source = rules.panel.source if rules.panel else rules.standard.source
    yield Replayed(f"{kind.value}.decider", f"Decides on {name}", WHO[rules.decider], source)
    panel = panel_of(rules)
    if panel is not None:
        yield Replayed(f"{kind.value}.quorum", f"Quorum on {name}", _quorum(panel), panel.source)
    by = "No limit is set" if limit.kind is LimitKind.NONE else f"{limit.kind.capitalize()}: {_day(limit.due_on)}"
    yield Replayed(f"{kind.value}.clock", f"Clock of {name}", by, limit.source)
    yield from _looked_at(kind, case.first if kind is FIRST else case.second, rules)


def _looked_at(kind: DecisionKind, outcome: Outcome | None, rules: DecisionRules) -> Iterator[Replayed]:
    if outcome is None or rules.decider is Decider.NOBODY:
        return
    what = f"Before {kind.value.replace('_', ' ')} are told"
    if needs_second_officer(rules, outcome):
        who = "One who was there confirms the text" if rules.decider.is_panel else "A second officer checks it"
        yield Replayed(f"{kind.value}.checked", what, who, rules.second_officer_source)
    review = review_demanded(rules, outcome)
    if review is not None:
        told = f"{review.reviewers} of the {who_reviews(review)} review it independently"
        yield Replayed(f"{kind.value}.reviewed", what, told, review.source)


def _served(
    kind: DecisionKind, outcome: Outcome | None, case: CaseFile, version: ProfileVersion, on: date
) -> Iterator[Replayed]:
    if outcome is None:
        return
    audience = Audience.PERSON if case.kind is ReferralKind.ADULT else Audience.COUNCIL
    known = tuple(Address(each, is_safe=True) for each in (audience, Audience.FIRST_RESPONDER, Audience.POLICE))
    told = recipients_for(kind, outcome, case.kind, known)
    assert not isinstance(told, Refusal)  # noqa: S101 - an address is safe
    others = " and ".join(each.words for each in told.notices_to)
    reasons = "with the reasons" if told.with_reasons else "without the reasons"
    letter = f"{told.letter.words.capitalize()}, to the {told.papers_to.words} {reasons}; {others} told of the outcome"
    yield Replayed(f"{kind.value}.letter", "Letter", letter, "SEF-RGNEG" if kind is FIRST else "SEF-CGNEG")
    if outcome is Outcome.NEGATIVE:
        rules = version.reconsideration
        window = deadline_for(version, Rule.RECONSIDERATION_REQUEST, on, case.nation)
        until = f"until {in_words(window.due_on)}" if window.due_on else "with no time limit"
        who = " or ".join(each.replace("_", " ") for each in rules.who).capitalize()
        yield Replayed("reconsideration", "May ask for reconsideration", f"{who}, {until}", rules.who_source)


def _quorum(panel: Panel) -> str:
    roles = ", ".join(Agency(role).words for role in panel.required_roles)
    heads = f"{panel.quorum} members" if panel.quorum else ""
    return " and ".join(part for part in (heads, roles) if part)


def _day(day: date | None) -> str:
    return in_words(day) if day else "not known yet"
