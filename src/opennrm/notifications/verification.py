"""Is every letter what its history says was written, and does it leave by the way it was written for?

Call it within one transaction that sees one moment. The letters of a few hundred cases are compared at a time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from opennrm.audit.findings import MOST, Difference, Told, first, in_batches, nobody
from opennrm.audit.queries import Happened, cases_told_of, events_of_cases
from opennrm.notifications.letters import hash_of_address, hash_of_letter
from opennrm.notifications.models import Letter, Message
from opennrm.notifications.resending import lines_of
from opennrm.vault.unreadable import ERASED, is_erased, reading_past_unreadable, still_says

WRITTEN = "LetterWritten"
AGAIN = "LetterSentAgain"
STOPPED = "LetterStopped"

Seal = tuple[str, str, str, str, str]
"""Kind, audience, channel, hash and organisation: what makes a letter the one that was written."""


def check_letters(told: Told = nobody, most: int = MOST) -> list[Difference]:
    """What does not hold in the letters, at most `most`; `told` hears how many were compared so far."""
    with reading_past_unreadable():
        return first(_all_differences(told), most)


def _all_differences(told: Told) -> Iterator[Difference]:
    count = 0
    kept = Letter.objects.order_by("case_reference").values_list("case_reference", flat=True).distinct()
    for references in in_batches(kept.iterator()):
        letters = _letters_of(references)
        yield from _differences_of(references, letters)
        count += sum(map(len, letters.values()))
        told(count)
    for references in in_batches(cases_told_of(WRITTEN)):
        held = set(Letter.objects.filter(case_reference__in=references).values_list("case_reference", flat=True))
        for reference in references:
            if reference not in held:
                yield Difference(reference, "the history says that a letter was written, and there is none")


def _differences_of(references: list[str], letters: dict[str, list[Letter]]) -> Iterator[Difference]:
    events = events_of_cases(references, (WRITTEN, AGAIN, STOPPED))
    messages = _messages_of(references)
    for reference in references:
        happened = events[reference]
        for what in differences(letters[reference], [event for event in happened if event.kind == WRITTEN]):
            yield Difference(reference, what)
        again = [event for event in happened if event.kind == AGAIN]
        if not _as_said(_sent_again(letters[reference], messages), Counter(_said_again(each.facts) for each in again)):
            yield Difference(reference, "letters are sent again otherwise than the history says")
        said_stopped = Counter(_said_stopped(event.facts) for event in happened if event.kind == STOPPED)
        if _stopped(letters[reference], messages) != said_stopped:
            yield Difference(reference, "letters were stopped otherwise than the history says")
        for letter in letters[reference]:
            for what in _changed(letter, messages[letter.id]):
                yield Difference(reference, what)


def _letters_of(references: Sequence[str]) -> dict[str, list[Letter]]:
    letters: dict[str, list[Letter]] = defaultdict(list)
    rows = Letter.objects.filter(case_reference__in=references).order_by("written_at", "id").defer("written_at")
    for letter in rows:
        letters[letter.case_reference].append(letter)
    return letters


def _messages_of(references: Sequence[str]) -> dict[UUID, list[Message]]:
    """What carries each letter in the outbox: the first time, then each time it was sent again."""
    messages: dict[UUID, list[Message]] = defaultdict(list)
    for message in Message.objects.filter(letter__case_reference__in=references).order_by("number"):
        if message.letter_id is not None:
            messages[message.letter_id].append(message)
    return messages


def _sent_again(letters: Sequence[Letter], messages: dict[UUID, list[Message]]) -> Counter[Seal]:
    return Counter(
        (
            letter.kind,
            letter.audience,
            message.channel,
            letter.text_hash,
            f"{message.because} {hash_of_address(lines_of(message, letter))}",
        )
        for letter in letters
        for message in messages[letter.id][1:]
    )


def _as_said(by_rows: Counter[Seal], by_history: Counter[Seal]) -> bool:
    """Are letters sent again as the history says? Where an address was erased, addresses are not compared."""
    if not any(seal[-1].endswith(f" {ERASED.why}") for seal in by_rows):
        return by_rows == by_history
    return _without_addresses(by_rows) == _without_addresses(by_history)


def _without_addresses(seals: Counter[Seal]) -> list[tuple[str, ...]]:
    return sorted((*seal[:-1], seal[-1].partition(" ")[0]) for seal in seals.elements())


def _said_again(facts: dict[str, Any]) -> Seal:
    kind, audience, channel, text_hash, because, address_hash = (
        str(facts.get(name)) for name in ("letter_kind", "audience", "channel", "text_hash", "because", "address_hash")
    )
    return kind, audience, channel, text_hash, f"{because} {address_hash}"


def _stopped(letters: Sequence[Letter], messages: dict[UUID, list[Message]]) -> Counter[Seal]:
    return Counter(
        (letter.kind, letter.audience, message.channel, letter.text_hash, message.stopped_because)
        for letter in letters
        for message in messages[letter.id]
        if message.stopped_because
    )


def _said_stopped(facts: dict[str, Any]) -> Seal:
    kind, audience, channel, text_hash, because = (
        str(facts.get(name)) for name in ("letter_kind", "audience", "channel", "text_hash", "because")
    )
    return kind, audience, channel, text_hash, because


def differences(letters: Sequence[Letter], events: Sequence[Happened]) -> list[str]:
    """What the letters of a case are otherwise than its events say, each as the end of a sentence about the case."""
    written = Counter(_written(event.facts) for event in events)
    kept = Counter(_kept(letter) for letter in letters)
    return [
        f"the history says that {_word(seal)} was written, and no row is so" for seal in (written - kept).elements()
    ] + [
        f"there is {_word(seal)}, and the history does not say that it was written"
        for seal in (kept - written).elements()
    ]


def _written(facts: dict[str, Any]) -> Seal:
    kind, audience, channel, text_hash = (
        str(facts.get(name)) for name in ("letter_kind", "audience", "channel", "text_hash")
    )
    return kind, audience, channel, text_hash, str(facts.get("organisation") or "")


def _kept(letter: Letter) -> Seal:
    return letter.kind, letter.audience, letter.channel, letter.text_hash, str(letter.organisation_id or "")


def _changed(letter: Letter, messages: Sequence[Message]) -> Iterator[str]:
    """What is wrong with a letter by itself: its text, its address, its way out."""
    what = f"the letter {letter.kind.replace('_', ' ')}"
    said = letter.content if isinstance(letter.content, dict) else {}
    if not still_says(letter.text_hash, hash_of_letter(letter.template_version, letter.content)):
        yield f"the text of {what} was changed behind its hash"
    if letter.addressee != said.get("addressee_lines") and not is_erased(letter.addressee, letter.content):
        yield f"{what} is addressed otherwise than it says"
    if letter.referral_reference != letter.case_reference:
        yield f"{what} belongs to another referral than its case"
    first = messages[0] if messages else None
    if first is None or first.because or first.channel != letter.channel:
        way = first.channel if first else "nothing"
        yield f"{what} was written for {letter.channel}, and the outbox carries it by {way}"
    elif first.addressee is not None:
        yield f"{what} is addressed otherwise than it says"


def _word(seal: Seal) -> str:
    kind, audience, channel, text_hash, _organisation = seal
    return f"a letter {kind} to {audience} by {channel} ({text_hash[:8]}…)".replace("_", " ")
