"""Is every referral what its history says was sent, and did every sent draft become exactly one?

Call it within one transaction that sees one moment. Referrals are compared a few hundred at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from opennrm.audit.findings import AT_ONCE, MOST, Difference, Told, first, in_batches, nobody
from opennrm.audit.queries import Happened, cases_told_of, events_of_cases
from opennrm.referrals.models import Consent, Draft, Referral
from opennrm.vault.hashes import keyed_hash

SENT, CONSENTED = "ReferralSubmitted", "ConsentRecorded"


def check_referrals(told: Told = nobody, most: int = MOST) -> list[Difference]:
    """What does not hold in the referrals, at most `most`; `told` hears how many were compared so far."""
    return first(_all_differences(told), most)


def _all_differences(told: Told) -> Iterator[Difference]:
    referrals = Referral.objects.order_by("reference").defer("submitted_at")
    count = 0
    for batch in in_batches(referrals.iterator(chunk_size=AT_ONCE)):
        events = events_of_cases([referral.reference for referral in batch], (SENT, CONSENTED))
        consented = _standing_consents(batch)
        unsent = _unsent_drafts(batch)
        for referral in batch:
            found = differences(referral, consented[referral.id], events[referral.reference])
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


def _standing_consents(referrals: Sequence[Referral]) -> dict[UUID, list[str]]:
    rows = Consent.objects.filter(referral__in=[referral.id for referral in referrals], given=True, ended_at=None)
    scopes: dict[UUID, list[str]] = defaultdict(list)
    for referral_id, scope in rows.order_by("scope").values_list("referral_id", "scope"):
        scopes[referral_id].append(scope)
    return scopes


def _unsent_drafts(referrals: Sequence[Referral]) -> set[UUID]:
    rows = Draft.objects.filter(id__in=[referral.draft_id for referral in referrals], sent_at=None)
    return set(rows.values_list("id", flat=True))


def differences(referral: Referral, consented: Sequence[str], events: Sequence[Happened]) -> list[str]:
    """What a referral says otherwise than its events do, each as the end of a sentence about it.

    `consented` are the scopes of the consents that stand, in order.
    """
    sent = [event.facts for event in events if event.kind == SENT]
    if len(sent) != 1:
        return [f"the history says {len(sent)} times that it was sent"]
    return (
        [
            f"the history says {by_history} of {what}, the row says {by_row}"
            for what, by_history, by_row in _compared(referral, consented, sent[0], events)
            if by_history != by_row
        ]
        + ([] if sent[0].get("answers_hash") == referral.answers_hash else ["other answers were sent than it holds"])
        + ([] if referral.answers_hash == _hash_now(referral) else ["its answers were changed behind their hash"])
    )


def _compared(
    referral: Referral, consented: Sequence[str], sent: dict[str, Any], events: Sequence[Happened]
) -> Iterator[tuple[str, object, object]]:
    yield "the kind", sent.get("referral_kind"), referral.kind
    yield "the age", sent.get("age_answer"), referral.age_answer
    yield "the nation", sent.get("nation"), referral.nation
    yield "the day of receipt", sent.get("received_on"), referral.received_on.isoformat()
    recorded = [event.facts for event in events if event.kind == CONSENTED]
    scopes = sorted(recorded[-1]["scopes"]) if recorded else []
    yield "what was consented to", scopes, sorted(consented)


def _hash_now(referral: Referral) -> str:
    return keyed_hash("answers", referral.answers)
