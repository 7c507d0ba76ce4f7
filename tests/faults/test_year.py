"""Two hundred cases go through the real actions while mail fails, connections are cut and people are away.

The same is held against them as against simulated years (docs/reference/simulation.md): by their history, with rows,
letters and clocks beside it; and `verify` finds nothing.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.holidays import add_holiday, recount_clocks
from opennrm.cases.holidays import calendar_now
from opennrm.cases.models import Clock
from opennrm.console.verify import look
from opennrm.mechanism.calendar import count_working_days, legal_day
from opennrm.mechanism.fold import BrokenHistory, Entry
from opennrm.mechanism.stages import SETTLED_STAGES
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import Nation, ReferralKind
from opennrm.notifications import delivery
from opennrm.notifications.channels.port import Undelivered
from opennrm.notifications.kinds import Channel
from opennrm.notifications.models import Message
from tests.cases.histories import MONDAY, Walked, house_for
from tests.faults.test_crashes import emptied
from tests.faults.year import ARRIVE_IN, DAYS, Server, Year
from tests.simulation import worlds
from tests.simulation.cases import Case
from tests.simulation.mail import Mail
from tests.simulation.onlooker import WAITS_FOR, Found, Onlooker
from tests.simulation.people import Person, Staff

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
CASES, SEED, FEW = 200, 20, 16
EVERY = timedelta(days=5)


@pytest.fixture(autouse=True)
def alone(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One profile, an empty database, and letters that nobody prints: how they look is shown elsewhere."""
    settings.PROFILES_ADOPTED = [("borders_act_2023", "2023-01-30")]
    monkeypatch.setattr(delivery, "pdf_of_message", lambda _: b"%PDF")
    emptied()
    yield
    emptied()


def lived(cases: int) -> tuple[Year, Server]:
    """So many cases, day after day, with all that goes wrong."""
    chance = Random(SEED)  # noqa: S311 - it must come out the same again
    year, server = Year(house_for("borders_act_2023"), chance), Server(chance)
    year.make_absences()
    arrivals = sorted(MONDAY + timedelta(days=int(chance.random() * ARRIVE_IN)) for _ in range(cases))
    at = MONDAY
    while at < MONDAY + timedelta(days=DAYS):
        while len(year.walks) < cases and arrivals[len(year.walks)] <= at:
            year.refer(len(year.walks), arrivals[len(year.walks)])
        year.next(at)
        server.down = chance.random() < 0.2
        carriers = {Channel.POST: server, Channel.EMAIL: server}
        delivery.deliver(at, 1_000, carriers=carriers)
        if at == MONDAY + 20 * EVERY:
            a_holiday_is_added(year, at)
        at += EVERY
    return year, server


def a_holiday_is_added(year: Year, at: Any) -> None:
    """A day is proclaimed on the day before it, and every open clock is counted anew."""
    before = {clock.case_id: clock.due_on for clock in open_clocks()}
    day = legal_day(at) + timedelta(days=1)
    add_holiday([each.value for each in Nation], day, "A day", reason="", by=year.house.administrator, at=at)
    year.seen["clocks counted anew"] += recount_clocks(at).cases
    calendar = calendar_now()
    for clock in open_clocks():
        anew = count_working_days(clock.starts_on, 5, Nation(clock.case.nation), calendar).ends_on
        assert clock.due_on == anew, "a clock was not counted anew"
        assert clock.due_on >= before[clock.case_id], "a clock was counted to an earlier day"


def open_clocks() -> list[Clock]:
    """The clocks that count working days and wait for something."""
    rule = Rule.REASONABLE_GROUNDS_DECISION.value
    return list(Clock.objects.filter(rule=rule, ended_at=None).select_related("case"))


def looked_over(walk: Walked, onlooker: Onlooker) -> Case:
    """Its history, event by event, before somebody who trusts no rule."""
    facts = walk.facts
    case = Case(
        reference=walk.reference,
        profile=facts.profile or "",
        kind=ReferralKind(facts.referral_kind),
        nation=Nation(facts.nation or ""),
        situations=frozenset(),
        received_on=facts.received_on or walk.today,
        addresses=(),
    )
    for event in events_of_case(walk.reference):
        day, told = legal_day(event.at), event.facts
        if told.get("rule") == Rule.RECOVERY_PERIOD.value and event.kind == "ClockStarted":
            bar = legal_day(event.at) + timedelta(days=worlds.recovery_days(case.profile, day))
            if told["due_on"] != bar.isoformat():
                raise Found("recovery", f"{walk.reference}: {told['due_on']} and not {bar}")
            case.memory.bar = bar
        elif told.get("rule") == Rule.RECOVERY_PERIOD.value and event.kind == "ClockMoved" and case.memory.bar:
            moved = case.memory.bar.fromisoformat(told["due_on"])
            assert moved > case.memory.bar, "recovery was shortened"
            case.memory.bar = moved
        entry = Entry(event.kind, told, event.at, str(event.by) if event.by else None)
        onlooker.saw(case, entry, day)
    return case


def onlooker_of(year: Year) -> Onlooker:
    """Somebody who knows who was away."""
    away = {str(who): Person(str(who), "officer", frozenset(days)) for who, days in year.away.items()}

    class Those(Staff):
        def is_away(self, account: str, day: Any) -> bool:
            return account in away and day in away[account].away and day > legal_day(MONDAY)

    return Onlooker(Those({}), Mail(year.chance))


def hold(year: Year, server: Server) -> Counter[str]:
    """Everything that has to hold; gives what was looked at. Raises `AssertionError`."""
    onlooker = onlooker_of(year)
    running = Counter(Clock.objects.filter(ended_at=None).values_list("case__reference", flat=True))
    for walk in year.walks:
        looked_over(walk, onlooker)
        ended = walk.stage in SETTLED_STAGES
        waits = any(word in walk.stage.value for word in WAITS_FOR)
        assert ended or running[walk.reference] or waits, f"{walk.told()}: nobody knows what it waits for"
    for message in Message.objects.filter(channel__in=["post", "email"]):
        came = server.carried[message.id] > 0
        assert came if message.state == "sent" else message.state in ("waiting", "dead", "ended"), (
            "a message is neither"
        )
    letters = Counter(Message.objects.exclude(letter=None).values_list("letter_id", flat=True))
    assert set(letters.values()) <= {1}, "a letter waits twice"
    return onlooker.counted


def test_two_hundred_cases_with_everything_that_fails(record_property: Callable[[str, object], None]) -> None:
    year, server = lived(CASES)
    counted = hold(year, server)
    told = {**counted, **year.seen, **server.seen, "cases": len(year.walks)}
    sys.stdout.write(f"seed {SEED}: {told}\n")
    for name in ("cases", "events", "cut off"):
        record_property(name, told[name])
    assert year.seen["cut off"] >= 20
    assert year.seen["clocks counted anew"] >= 1
    assert server.seen["down"]
    assert server.seen["receipt lost"]
    assert counted["reasonable_grounds negative"] >= 20
    assert counted["conclusive_grounds negative"] >= 10
    assert list(look([], {})["findings"]) == []


def sent_all_the_same(message: Message, _: Undelivered, now: datetime) -> delivery.Delivered:
    """The planted bug: a letter that failed is marked as one that left."""
    return delivery._mark_sent(message, now)


def nobody_is_asked(*_: object) -> None:
    """The planted bug: whoever wrote a decision may check it."""


@pytest.mark.parametrize(
    ("where", "bug", "found"),
    [
        ("opennrm.notifications.delivery._mark_failed", sent_all_the_same, "a message is neither"),
        ("opennrm.cases.actions.checking.refusal_to_check", nobody_is_asked, "their own decision|own_decision"),
    ],
)
def test_a_planted_bug_is_found(where: str, bug: object, found: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(where, bug)
    with pytest.raises((AssertionError, BrokenHistory), match=found):
        hold(*lived(FEW))
