"""Many drafts alike, where only the sending of them is looked at."""

from __future__ import annotations

from copy import copy
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import transaction


def copies_of(draft_id: UUID, count: int) -> list[UUID]:
    """Copies of a draft's row; their writing is not in the history, as it is when the real actions write them.

    Each is about somebody born on another day: two alike would be held as perhaps the same person.
    """
    from opennrm.referrals.models import Draft

    draft, drafts = Draft.objects.get(id=draft_id), []
    for number in range(count):
        copied, born_on = copy(draft), date(1960, 1, 1) + timedelta(days=number)
        copied.id, copied.answers = uuid4(), {**draft.answers, "date_of_birth": born_on.isoformat()}
        drafts.append(copied)
    with transaction.atomic():
        Draft.objects.bulk_create(drafts)
    return [each.id for each in drafts]
