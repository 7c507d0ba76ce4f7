"""Is every referral what its history says was sent, and did every sent draft become exactly one?

Call it within one transaction that sees one moment. Referrals are compared a few hundred at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from opennrm.audit.access import ENDED, GIVEN, access_by_history, access_by_rows
from opennrm.audit.findings import AT_ONCE, MOST, Difference, Told, first, in_batches, nobody
from opennrm.audit.queries import Happened, cases_told_of, events_of_cases
from opennrm.questions.facts import facts_of
from opennrm.referrals.correcting import hash_of_reason
from opennrm.referrals.models import Consent, Correction, Draft, Person, Referral, ReferralAccess, SafeContact
from opennrm.referrals.same_person import hash_of_birth
from opennrm.referrals.sending import hash_of_contact, hash_of_paper
from opennrm.vault.hashes import keyed_hash
from opennrm.vault.unreadable import ERASED, is_erased, reading_past_unreadable, still_says

SENT, CONSENTED = "ReferralSubmitted", "ConsentRecorded"
CONTACT, CONTACT_ENDED = "SafeContactRecorded", "SafeContactEnded"
AGE_DECIDED = "AgeDecided"
CORRECTED = "ReferralCorrected"

KINDS = (SENT, CONSENTED, CONTACT, CONTACT_ENDED, GIVEN, ENDED, AGE_DECIDED, CORRECTED)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a referral that its history is compared with; `consented` are the scopes that stand, in order."""

    referral: Referral
    consented: Sequence[str]
    contacts: Sequence[SafeContact]
    access: Sequence[ReferralAccess]
    corrections: Sequence[Correction] = ()


def check_referrals(told: Told = nobody, most: int = MOST) -> list[Difference]:
    """What does not hold in the referrals, at most `most`; `told` hears how many were compared so far."""
    with reading_past_unreadable():
        return first(_all_differences(told), most)


def _all_differences(told: Told) -> Iterator[Difference]:
    referrals = Referral.objects.order_by("reference").defer("submitted_at").select_related("person")
    count = 0
    for batch in in_batches(referrals.iterator(chunk_size=AT_ONCE)):
        events = events_of_cases([referral.reference for referral in batch], KINDS)
        unsent = _unsent_drafts(batch)
        for rows in _rows_of(batch):
            referral = rows.referral
            found = differences(rows, events[referral.reference])
            found += ["its draft says that it was not sent"] if referral.draft_id in unsent else []
            for what in found:
                yield Difference(referral.reference, what)
        count += len(batch)
        told(count)
    for references in in_batches(cases_told_of(SENT)):
        kept = set(Referral.objects.filter(reference__in=references).values_list("reference", flat=True))
        for reference in references:
            if reference not in kept:
                yield Difference(reference, "the history says that it was sent, and there is no such referral")
    lost = Draft.objects.filter(Q(sent_at__isnull=False), referral__isnull=True)
    for draft_id in lost.values_list("id", flat=True).iterator():
        yield Difference(str(draft_id), "this draft was sent, and no referral came of it")


def _rows_of(referrals: Sequence[Referral]) -> Iterator[Rows]:
    consented = _standing_consents(referrals)
    people = [referral.person_id for referral in referrals]
    contacts, access = defaultdict(list), defaultdict(list)
    for contact in SafeContact.objects.filter(person_id__in=people, ended_at=None).defer("recorded_at"):
        contacts[contact.person_id].append(contact)
    for row in ReferralAccess.objects.filter(referral__in=[referral.id for referral in referrals]):
        access[row.referral_id].append(row)
    corrections = defaultdict(list)
    for corrected in Correction.objects.filter(referral__in=[each.id for each in referrals]).order_by("number"):
        corrections[corrected.referral_id].append(corrected)
    for each in referrals:
        yield Rows(each, consented[each.id], contacts[each.person_id], access[each.id], corrections[each.id])


def _standing_consents(referrals: Sequence[Referral]) -> dict[UUID, list[str]]:
    rows = Consent.objects.filter(referral__in=[referral.id for referral in referrals], given=True, ended_at=None)
    scopes: dict[UUID, list[str]] = defaultdict(list)
    for referral_id, scope in rows.order_by("scope").values_list("referral_id", "scope"):
        scopes[referral_id].append(scope)
    return scopes


def _unsent_drafts(referrals: Sequence[Referral]) -> set[UUID]:
    rows = Draft.objects.filter(id__in=[referral.draft_id for referral in referrals], sent_at=None)
    return set(rows.values_list("id", flat=True))


def differences(rows: Rows, events: Sequence[Happened]) -> list[str]:
    """What the rows of a referral say otherwise than its events do, each as the end of a sentence about it."""
    referral = rows.referral
    sent = [event.facts for event in events if event.kind == SENT]
    if len(sent) != 1:
        return [f"the history says {len(sent)} times that it was sent"]
    return (
        [
            f"the history says {by_history} of {what}, the row says {by_row}"
            for what, by_history, by_row in _compared(rows, sent[0], events)
            if by_history != by_row
        ]
        + list(_not_as_recorded(rows, events))
        + ([] if sent[0].get("answers_hash") == referral.answers_hash else ["other answers were sent than it holds"])
        + (
            []
            if still_says(sent[0].get("paper_hash") or "", hash_of_paper(referral) or "")
            else ["its paper is another one"]
        )
        + list(_otherwise_than_answered(rows, events))
        + list(_otherwise_than_corrected(rows.corrections, events))
    )


def _compared(rows: Rows, sent: dict[str, Any], events: Sequence[Happened]) -> Iterator[tuple[str, object, object]]:
    referral = rows.referral
    yield "the kind", sent.get("referral_kind"), referral.kind
    yield "the age", sent.get("age_answer"), referral.age_answer
    yield "the nation", sent.get("nation"), referral.nation
    yield "the day of receipt", sent.get("received_on"), referral.received_on.isoformat()
    recorded = [event.facts for event in events if event.kind == CONSENTED]
    scopes = sorted(recorded[-1]["scopes"]) if recorded else []
    yield "what was consented to", scopes, sorted(rows.consented)


def _not_as_recorded(rows: Rows, events: Sequence[Happened]) -> Iterator[str]:
    """What differs in more than a word: how decisions reach the person, and who may see the referral."""
    if not _same_ways(_contacts_standing(events), _contacts_kept(rows.contacts)):
        yield "the safe way to send decisions is not the one that was recorded"
    if access_by_history(events, "referral") != access_by_rows(rows.access):
        yield "who may see it is not who the history gave access to"


def _otherwise_than_answered(rows: Rows, events: Sequence[Happened]) -> Iterator[str]:
    """What the answers, known by their hash, do not say: other answers, or another person than they tell of.

    A correction changes how the person is called; their date of birth stays as sent, or as it was decided.
    """
    referral, last = rows.referral, rows.corrections[-1].answers if rows.corrections else None
    if not still_says(referral.answers_hash, _hash_now(referral)):
        yield "its answers were changed behind their hash"
    elif is_erased(referral.answers, last):
        return
    elif not _is_as_answered(referral.person, _told_of_person(referral.answers, last), _birth_found(events)):
        yield "the person is not who its answers tell of"


def _told_of_person(sent: dict[str, Any], corrected: dict[str, Any] | None) -> dict[str, Any]:
    if corrected is None:
        return sent
    rest = {key: value for key, value in corrected.items() if key != "date_of_birth"}
    return {**rest, **{key: sent[key] for key in ("date_of_birth",) if key in sent}}


def _otherwise_than_corrected(corrections: Sequence[Correction], events: Sequence[Happened]) -> Iterator[str]:
    """What the versions after the first do not say as their events do."""
    told = [event.facts for event in events if event.kind == CORRECTED]
    by_history = [(facts["version"], facts["answers_hash"], facts["reason_hash"]) for facts in told]
    if by_history != [(each.number, each.answers_hash, each.reason_hash) for each in corrections]:
        yield "its corrections are not those that its history tells of"
    for each in corrections:
        hashes = (
            (keyed_hash("answers", each.answers), each.answers_hash),
            (hash_of_reason(each.reason), each.reason_hash),
        )
        if not all(still_says(kept, now) for now, kept in hashes):
            yield f"what version {each.number} says was changed behind its hash"


def _birth_found(events: Sequence[Happened]) -> str | None:
    """The hash of the date of birth that a decision on age found after the referral was sent."""
    found = [event.facts.get("birth_hash") for event in events if event.kind == AGE_DECIDED]
    return next((str(each) for each in reversed(found) if each), None)


def _is_as_answered(person: Person, answers: dict[str, Any], birth_found: str | None) -> bool:
    facts = facts_of(answers)
    born = facts.date_of_birth.isoformat() if facts.date_of_birth else None
    if birth_found is not None and birth_found == _hash_of_birth(person):
        born = person.date_of_birth
    answered = (facts.first_name, facts.last_name, facts.other_names, born, facts.gender or "", facts.nationality or "")
    kept = (person.first_name, person.last_name, person.other_names, person.date_of_birth)
    return answered == (*kept, person.gender, person.nationality) and (
        facts.interpreter_language or "",
        facts.interpreter_needed,
    ) == (person.language, person.interpreter_needed)


def _hash_of_birth(person: Person) -> str:
    return hash_of_birth(person.id, person.date_of_birth, person.birth_salt)


def _contacts_standing(events: Sequence[Happened]) -> list[tuple[str, ...]]:
    """The ways that were recorded and have not ended since."""
    names = ("audience", "channel", "confirmed_safe", "contact_hash")
    standing: list[tuple[str, ...]] = []
    for event in events:
        if event.kind == CONTACT:
            standing.append(tuple(str(event.facts.get(name)) for name in names))
        elif event.kind == CONTACT_ENDED:
            standing = [way for way in standing if way[-1] != event.facts.get("contact_hash")]
    return sorted(standing)


def _contacts_kept(contacts: Iterable[SafeContact]) -> list[tuple[str, ...]]:
    return sorted(
        (contact.audience, contact.channel, str(contact.confirmed_safe), hash_of_contact(contact))
        for contact in contacts
    )


def _same_ways(by_history: list[tuple[str, ...]], by_rows: list[tuple[str, ...]]) -> bool:
    """Are the ways those that the history tells of? What was erased is not compared."""
    if any(way[-1] == ERASED.why for way in by_rows):
        return sorted(way[:-1] for way in by_history) == sorted(way[:-1] for way in by_rows)
    return by_history == by_rows


def _hash_now(referral: Referral) -> str:
    return keyed_hash("answers", referral.answers)
