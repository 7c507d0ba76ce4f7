"""Making facts out of the events that have not been looked at yet."""

from __future__ import annotations

from itertools import islice

from django.db import connection, transaction

from opennrm.audit.asking import as_the_house
from opennrm.audit.queries import events_of_kinds, head
from opennrm.mechanism.calendar import legal_day
from opennrm.statistics.facts import CONCLUSIVE_GROUNDS, COUNTED, REASONABLE_GROUNDS, RECONSIDERATION, REVIEWS, fact_of
from opennrm.statistics.models import Fact, Progress

BATCH = 2000


@as_the_house()  # figures are made of the whole history, and show no record of it
def catch_up() -> int:
    """Make the facts of every event since the last time. Gives how many were made; may be called by many at once."""
    with transaction.atomic():
        progress, _ = Progress.objects.select_for_update().get_or_create(id=1)
        last, _hash = head()
        if progress.seq == last:
            return 0
        made = 0
        events = events_of_kinds(COUNTED, after=progress.seq, until=last)
        while batch := list(islice(events, BATCH)):
            rows = []
            for event in batch:
                fact = fact_of(event.kind, event.facts, legal_day(event.at))
                rows.append(
                    Fact(
                        seq=event.seq,
                        reference=event.subject,
                        what=fact.what,
                        on_day=fact.on_day,
                        quarter=fact.quarter,
                        age=fact.age,
                        kind=fact.kind,
                        outcome=fact.outcome,
                        days=fact.days,
                        exploitation=fact.exploitation,
                        organisation_type=fact.organisation_type,
                    )
                )
            Fact.objects.bulk_create(rows)
            made += len(rows)
        _take_kind_from_referral()
        progress.seq = last
        progress.save(update_fields=["seq"])
    return made


def start_again() -> int:
    """Throw every fact away and make them again from the history; the figures must come out the same."""
    with transaction.atomic():
        Fact.objects.all().delete()
        Progress.objects.update_or_create(id=1, defaults={"seq": 0})
        return catch_up()


def _take_kind_from_referral() -> None:
    """A decision, and what is asked of it, is counted by the age and kind of its referral."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE statistics_fact d SET age = r.age, kind = r.kind FROM statistics_fact r"
            " WHERE d.what = ANY(%s) AND d.kind = ''"
            " AND r.what = 'referral' AND r.reference = d.reference",
            [[REASONABLE_GROUNDS, CONCLUSIVE_GROUNDS, *REVIEWS, RECONSIDERATION]],
        )
