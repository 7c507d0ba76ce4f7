"""Is every referral what its history says was sent, and did every sent draft become exactly one?

Call it within one transaction that sees one moment. Referrals are compared a few hundred at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q

from opennrm.audit.findings import AT_ONCE, MOST, Difference, Told, first, in_batches, nobody
from opennrm.audit.queries import Happened, cases_told_of, events_of_cases
from opennrm.referrals.models import Draft, Referral
from opennrm.vault.hashes import keyed_hash

SENT, CONSENTED = "ReferralSubmitted", "ConsentRecorded"


def check_referrals(told: Told = nobody, most: int = MOST) -> list[Difference]:
    """What does not hold in the referrals, at most `most`; `told` hears how many were compared so far."""
    return first(_all_differences(told), most)


def _all_differences(told: Told) -> Iterator[Difference]:
    referrals = Referral.objects.select_related("draft").prefetch_related("consents").order_by("reference")
    count = 0
    for batch in in_batches(referrals.iterator(chunk_size=AT_ONCE)):
        events = events_of_cases([referral.reference for referral in batch], (SENT, CONSENTED))
        for referral in batch:
            for what in differences(referral, events[referral.reference]):
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


def differences(referral: Referral, events: Sequence[Happened]) -> list[str]:
    """What a referral says otherwise than its events do, each as the end of a sentence about it."""
    sent = [event.facts for event in events if event.kind == SENT]
    if len(sent) != 1:
        return [f"the history says {len(sent)} times that it was sent"]
    return (
        [
            f"the history says {by_history} of {what}, the row says {by_row}"
            for what, by_history, by_row in _compared(referral, sent[0], events)
            if by_history != by_row
        ]
        + ([] if sent[0].get("answers_hash") == referral.answers_hash else ["other answers were sent than it holds"])
        + ([] if referral.answers_hash == _hash_now(referral) else ["its answers were changed behind their hash"])
        + ([] if referral.draft.sent_at else ["its draft says that it was not sent"])
    )


def _compared(
    referral: Referral, sent: dict[str, Any], events: Sequence[Happened]
) -> Iterator[tuple[str, object, object]]:
    yield "the kind", sent.get("referral_kind"), referral.kind
    yield "the age", sent.get("age_answer"), referral.age_answer
    yield "the nation", sent.get("nation"), referral.nation
    yield "the day of receipt", sent.get("received_on"), referral.received_on.isoformat()
    recorded = [event.facts for event in events if event.kind == CONSENTED]
    scopes = sorted(recorded[-1]["scopes"]) if recorded else []
    standing = sorted(consent.scope for consent in referral.consents.all() if consent.given and not consent.ended_at)
    yield "what was consented to", scopes, standing


def _hash_now(referral: Referral) -> str:
    return keyed_hash("answers", referral.answers)
