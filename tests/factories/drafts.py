"""Many drafts alike, where only the sending of them is looked at."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import connection


def copies_of(draft_id: UUID, count: int) -> list[UUID]:
    """Copies of a draft's row; their writing is not in the history, as it is when the real actions write them.

    Each is about somebody born on another day: two alike would be held as perhaps the same person.
    """
    from opennrm.referrals.models import Draft

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE copy AS SELECT d.* FROM referrals_draft d, generate_series(1, %s) WHERE d.id = %s",
            [count, draft_id],
        )
        cursor.execute("UPDATE copy SET id = gen_random_uuid()")
        cursor.execute("INSERT INTO referrals_draft SELECT * FROM copy RETURNING id")
        made = [row[0] for row in cursor.fetchall()]
        cursor.execute("DROP TABLE copy")
    drafts = list(Draft.objects.filter(id__in=made))
    for number, draft in enumerate(drafts):
        born_on = date(1960, 1, 1) + timedelta(days=number)
        draft.answers = {**draft.answers, "date_of_birth": born_on.isoformat()}
    Draft.objects.bulk_update(drafts, ["answers"], batch_size=500)
    return made
