"""Are hearings, who sat on them, and what was counted as the history says? A changed vote or dissent is found.

Call it within one transaction that sees one moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from opennrm.audit.findings import MOST, Difference, Told, first, in_batches, nobody
from opennrm.audit.queries import cases_told_of, events_of_cases, events_of_kinds, head
from opennrm.panels.lawful import votes_hash, words_hash
from opennrm.panels.models import Counted, Dissent, Hearing, Seat, Vote
from opennrm.vault.unreadable import reading_past_unreadable, still_says

PUT, OFF, OPENED, CHAIRED = "CasePutToSitting", "CaseTakenOffSitting", "HearingOpened", "HearingChairNamed"
ENDED, CAST, ASIDE, LEFT = "HearingEnded", "HearingCastingVoteGiven", "PanelMemberStoodAside", "PanelMemberLeftHearing"
DECLARED, DISSENTED = "PanelMemberDeclared", "HearingDissentRecorded"


def check_panels(told: Told = nobody, most: int = MOST) -> list[Difference]:
    """What does not hold of them, at most `most`; `told` hears how many cases were compared so far."""
    return first(_all_differences(told), most)


def _all_differences(told: Told) -> Iterator[Difference]:
    kept = set(Hearing.objects.values_list("reference", flat=True).distinct())
    count = 0
    for references in in_batches(sorted({*cases_told_of(PUT)} | kept)):
        kinds = (PUT, OFF, OPENED, CHAIRED, ENDED, CAST, ASIDE, LEFT, DECLARED)
        events = events_of_cases(references, kinds)
        for reference in references:
            yield from _of_case(reference, events[reference])
        count += len(references)
        told(count)
    yield from _dissents()


def _of_case(reference: str, events: list[Any]) -> Iterator[Difference]:
    rows = {str(row.id): row for row in Hearing.objects.filter(reference=reference)}
    told: dict[str, dict[str, Any]] = {}
    for event in events:
        _take(told, event.kind, event.facts)
    if set(told) != set(rows):
        yield Difference(reference, "the panels that it was put before are not those that the history says")
        return
    for id_, row in rows.items():
        by_history = told[id_]
        if row.state != by_history["state"] or by_history.get("chair", str(row.chair_id)) != str(row.chair_id):
            yield Difference(reference, "a hearing of a panel does not stand as the history says")
        if _seats(row) != by_history["seats"]:
            yield Difference(reference, "who sat on a panel is not who the history says")
        yield from _counted(row, by_history)


def _take(told: dict[str, dict[str, Any]], kind: str, facts: dict[str, Any]) -> None:
    found = told.setdefault(facts["hearing"], {"state": "listed", "seats": {}})
    if kind == OFF:
        found["state"] = "off"
    elif kind == OPENED:
        found["state"], found["chair"] = "open", facts["chair"]
        for member in facts["members"]:
            found["seats"][member] = "votes"
    elif kind == CHAIRED:
        found["chair"] = facts["chair"]
    elif kind == ENDED:
        found["state"], found["votes"] = facts["state"], facts["votes_hash"]
    elif kind == CAST:
        found["state"], found["cast"] = "decided", facts["text_hash"]
    elif kind in (DECLARED, ASIDE, LEFT):
        found["seats"][facts["member"]] = {DECLARED: "declared", LEFT: "left"}.get(kind, facts.get("because", ""))


def _seats(row: Hearing) -> dict[str, str]:
    def stands(seat: Seat) -> str:
        return seat.aside or ("left" if seat.has_left else "votes" if seat.votes else "declared")

    return {str(seat.account_id): stands(seat) for seat in Seat.objects.filter(hearing=row)}


def _counted(row: Hearing, by_history: dict[str, Any]) -> Iterator[Difference]:
    counted, told = Counted.objects.filter(hearing=row).first(), by_history.get("votes")
    if (counted is not None) != bool(told):
        yield Difference(row.reference, "what a panel counted is not what the history says")
        return
    if counted is None:
        return
    sat = Seat.objects.filter(hearing=row, votes=True, aside="").values_list("account_id", flat=True)
    with reading_past_unreadable():
        votes = list(Vote.objects.filter(hearing=row, account_id__in=list(sat)))
        said = votes_hash(row.id, [(str(each.account_id), each.content) for each in votes])
        if counted.votes_hash != told or not still_says(str(told), said):
            yield Difference(row.reference, "the votes of a panel are not those that were counted")
        cast = by_history.get("cast", "")
        now = words_hash(row.id, str(counted.cast_by_id), counted.cast_because) if counted.cast_by_id else ""
        if bool(now) != bool(cast) or (cast and not still_says(cast, now)):
            yield Difference(row.reference, "the casting vote of a panel is not what the history says")


def _dissents() -> Iterator[Difference]:
    known: dict[tuple[str, str], str] = {}
    for event in events_of_kinds((DISSENTED,), after=0, until=head()[0]):
        known[event.subject, str(event.by)] = event.facts["text_hash"]
    with reading_past_unreadable():
        for row in Dissent.objects.select_related("hearing").order_by("id"):
            said = known.pop((str(row.hearing_id), str(row.account_id)), "")
            if not said or not still_says(said, words_hash(row.hearing_id, str(row.account_id), row.reasons)):
                yield Difference(row.hearing.reference, "a dissent is not what the history says was recorded")
    if known:
        yield Difference(next(iter(known))[0], "a dissent was recorded, and is not there")
