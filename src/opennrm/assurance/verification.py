"""Is who reviews, and what each of them said, as the history says? A changed opinion is found.

Call it within one transaction that sees one moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from opennrm.assurance.actions.reviewing import opinion_hash
from opennrm.assurance.models import GivenOpinion, Reviewer
from opennrm.audit.findings import AT_ONCE, MOST, Difference, Told, first, in_batches, nobody
from opennrm.audit.queries import cases_told_of, events_of_cases, events_of_kinds, head
from opennrm.vault.unreadable import reading_past_unreadable, still_says

NAMED, ASIDE, GIVEN = "IndependentReviewerNamed", "IndependentReviewerStoodAside", "IndependentOpinionGiven"


def check_reviews(told: Told = nobody, most: int = MOST) -> list[Difference]:
    """What does not hold of them, at most `most`; `told` hears how many cases were compared so far."""
    return first(_all_differences(told), most)


def _all_differences(told: Told) -> Iterator[Difference]:
    kept = set(Reviewer.objects.values_list("review__reference", flat=True).distinct())
    count = 0
    for references in in_batches(sorted({*cases_told_of(NAMED)} | kept)):
        events = events_of_cases(references, (NAMED, ASIDE))
        rows = Reviewer.objects.filter(review__reference__in=references)
        columns = ("review__reference", "review_id", "account_id", "stood_aside_because")
        by_row = {(ref, str(review), str(who), aside) for ref, review, who, aside in rows.values_list(*columns)}
        for reference in references:
            by_history: dict[tuple[str, str], str] = {}
            for each in events[reference]:
                by_history[each.facts["review"], each.facts["reviewer"]] = each.facts.get("because", "")
            said = {(reference, review, who, aside) for (review, who), aside in by_history.items()}
            if said != {row for row in by_row if row[0] == reference}:
                yield Difference(reference, "who reviews it independently is not who the history says")
        count += len(references)
        told(count)
    yield from _opinions()


def _opinions() -> Iterator[Difference]:
    known: dict[tuple[str, UUID | None], str] = {}
    for event in events_of_kinds((GIVEN,), after=0, until=head()[0]):
        known[event.subject, event.by] = event.facts["opinion_hash"]
    with reading_past_unreadable():
        for row in GivenOpinion.objects.select_related("review").order_by("id").iterator(chunk_size=AT_ONCE):
            said = known.pop((str(row.review_id), row.by_id), "")
            if not said or not still_says(said, opinion_hash(row.review_id, row.by_id, row.content)):
                yield Difference(row.review.reference, "an independent opinion is not what the history says was given")
    if known:
        yield Difference(next(iter(known))[0], "an independent opinion was given, and is not there")
