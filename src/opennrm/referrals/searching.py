"""Finding people whose names are sealed: by tokens that tell nothing to somebody without the key, and by opening few.

A token is the beginning of a keyed hash of a word of a name, of how that word sounds, of a phone number or of another
body's reference. Of a hash so few bits are kept that at least two people share each token by chance alone: at most
log2(people / 2). There is none of sex, nationality or a day. docs/explanation/searching-sealed-names.md says what the
tokens tell a thief.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import phonenumbers
from django.db import connection

from opennrm.questions.facts import facts_of
from opennrm.referrals.models import Person, PersonToken, Referral, SearchToken
from opennrm.referrals.names import likeness, sound_of, words_of
from opennrm.vault.hashes import keyed_hash
from opennrm.vault.marks import marked, set_mark
from opennrm.vault.unreadable import is_erased, reading_past_unreadable

WORD, SOUND, PHONE, REFERENCE = 1, 2, 3, 4
_WEIGHT = {WORD: 2, SOUND: 3, PHONE: 12, REFERENCE: 12}
"""A word that is the same sounds the same too, so that it counts for both."""
MOST_BITS = 15
TOKENS = "people findable"
"""The mark that everybody kept by an earlier version has their tokens."""
_KIND = 32
"""Bits behind which a token says of what kind it is."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed, read as a name, a phone number or a reference: whichever it can be."""

    words: tuple[str, ...]
    phone: str | None
    reference: str | None

    @property
    def told(self) -> dict[int, set[str]]:
        """What is looked for, by kind."""
        found = by_name(self.words) if not self.phone else {}
        found |= {PHONE: {self.phone}} if self.phone else {}
        return found | ({REFERENCE: {self.reference}} if self.reference else {})


@dataclass(frozen=True, slots=True)
class Opened:
    """A person who may be meant, opened: how they are called, and how alike that is to what was typed."""

    person_id: UUID
    name: str
    likeness: float


def read_typed(typed: str) -> Typed:
    """What was typed, as what can be looked for."""
    reference = _plain_reference(typed)
    has_digits = sum(letter.isdigit() for letter in typed) >= 4
    return Typed(words_of(typed), _phone(typed), reference if has_digits else None)


def keep_search_tokens(person: Person, referral: Referral) -> None:
    """Keep the tokens of a person, inside the command that keeps their referral, in place of any that stood."""
    told = by_name(words_of(person.first_name, person.last_name, person.other_names))
    answers = referral.answers
    facts = facts_of(answers)
    references = (facts.home_office_reference, facts.crime_reference, _text(answers.get("earlier_reference")))
    told[REFERENCE] = {plain for each in references if each and (plain := _plain_reference(each))}
    told[PHONE] = _phones_in(answers)
    keep_tokens(person.id, told, bits_now())


def keep_tokens(person_id: UUID, told: dict[int, set[str]], bits: int) -> None:
    """Keep the tokens of what is told of a person, of so many bits, in place of any that stood."""
    SearchToken.objects.filter(person_id=person_id).delete()
    SearchToken.objects.bulk_create(
        SearchToken(person_id=person_id, token=token) for token in sorted(tokens_of(told, bits))
    )


def forget_person(person_id: UUID) -> None:
    """Remove everything by which a person could be found, inside the caller's command."""
    SearchToken.objects.filter(person_id=person_id).delete()
    PersonToken.objects.filter(person_id=person_id).delete()


def lacks_tokens() -> bool:
    """May there be people whom an earlier version kept without tokens? Asked apart from whether all is sealed, since
    what makes both may be cut off between the two."""
    return not marked(TOKENS)


def keep_missing_tokens() -> int:
    """Make the tokens of people whom an earlier version kept without any; gives of how many. Cut off, it goes on."""
    count = 0
    with reading_past_unreadable():
        missing = Referral.objects.filter(person__search_tokens__isnull=True).select_related("person").order_by("id")
        for referral in missing.iterator(chunk_size=500):
            if not is_erased(referral.answers, referral.person.first_name, referral.person.last_name):
                keep_search_tokens(referral.person, referral)
                count += 1
    set_mark(TOKENS)
    return count


def bits_now() -> int:
    """How many bits of a hash are kept of whom is written now: few enough that two people share them by chance.

    The number of people is what the database last counted. That lags behind, and so errs towards fewer bits.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'referrals_person'::regclass")
        (people,) = cursor.fetchone()
    return bits_for(int(people))


def bits_for(people: int) -> int:
    """The bits of a token among so many people: at most log2(people / 2), and `MOST_BITS`."""
    return max(0, min(MOST_BITS, (max(people, 2) // 2).bit_length() - 1))


def tokens_of(told: dict[int, set[str]], bits: int) -> set[int]:
    """The tokens, of so many bits, of what is told of a person. A token says its kind and how many bits it has."""
    return {_token(kind, text, bits) for kind, texts in told.items() for text in texts}


def wanted(typed: Typed) -> dict[int, int]:
    """Every token that somebody who is meant may have, of any number of bits, and how much it tells."""
    return {
        _token(kind, text, bits): _WEIGHT[kind] * max(bits, 1)
        for kind, texts in typed.told.items()
        for text in texts
        for bits in range(MOST_BITS + 1)
    }


def opened(people: Sequence[UUID], typed: Typed, least: float) -> list[Opened]:
    """Of these people those who are meant, the likeliest first: opened, and compared with what was typed."""
    exactly = _with_number(people, typed) if typed.phone or typed.reference else set()
    found = []
    with reading_past_unreadable():
        rows = Person.objects.filter(id__in=list(people)).values_list("id", "first_name", "last_name", "other_names")
        for person_id, *names in rows:
            if not all(name is None or isinstance(name, str) for name in names):
                continue
            like = 1.0 if person_id in exactly else likeness(typed.words, words_of(*names))
            if like >= least:
                name = " ".join(name for name in names[:2] if name) or "Name not known"
                found.append(Opened(person_id, name, like))
    return sorted(found, key=lambda each: (-each.likeness, each.name, str(each.person_id)))


def _with_number(people: Iterable[UUID], typed: Typed) -> set[UUID]:
    """Of these people those whose answers hold the very phone number or reference."""
    looked_for = typed.told
    referrals = Referral.objects.filter(person_id__in=list(people))
    found = set()
    with reading_past_unreadable():
        # By what was sent, and by every correction: who was found by a number stays found by it.
        sent = [*referrals.values_list("person_id", "answers")]
        corrected = [*referrals.filter(corrections__isnull=False).values_list("person_id", "corrections__answers")]
        for person_id, answers in (*sent, *corrected):
            if isinstance(answers, dict):
                references = ("home_office_reference", "crime_reference", "earlier_reference")
                has = {_plain_reference(_text(answers.get(key)) or "") for key in references}
                if has & looked_for.get(REFERENCE, set()) or _phones_in(answers) & looked_for.get(PHONE, set()):
                    found.add(person_id)
    return found


def _phones_in(answers: Mapping[str, Any]) -> set[str]:
    """The phone numbers that answers hold: for support, and those of the list, which link one case to another."""
    listed = [entry.get("phone_number") for entry in answers.get("phones", ())]
    given = [_text(each) for each in (answers.get("support_phone"), *listed)]
    return {phone for each in given if each and (phone := _phone(each))}


def by_name(words: tuple[str, ...]) -> dict[int, set[str]]:
    """What the words of a name tell, by kind."""
    return {WORD: set(words), SOUND: {sound_of(word) for word in words}}


def _token(kind: int, text: str, bits: int) -> int:
    digest = int(keyed_hash(f"search {kind}", text)[:8], 16)
    return (kind << _KIND) | (1 << bits) | (digest >> (32 - bits) if bits else 0)


def _phone(text: str) -> str | None:
    """A phone number in E.164, read as one of the United Kingdom where it names no country; None for anything else."""
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _plain_reference(text: str) -> str:
    return re.sub(r"[^0-9a-z]", "", text.lower())


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
