"""Many people who were referred and decided upon in a year, as rows: copies of one referral that was really sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from uuid import uuid4

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from opennrm.referrals.models import Draft, Person, Referral
from opennrm.statistics.facts import Counted
from opennrm.statistics.models import Fact, Progress
from tests.factories import referrals

FAR = count(1_000_000)
"""Numbers of events that never happened, far behind those that did."""


class Crowd:
    """Adds people to a year that is over; `at` is today."""

    def __init__(self, like: str = "") -> None:
        """`like` is the reference of a referral that is there already."""
        self.at = timezone.now()
        self.year = self.at.year - 1
        self.like = Referral.objects.get(reference=like or referrals.house().adult())
        Progress.objects.get_or_create(id=1)

    def decided(
        self,
        how_many: int,
        outcome: str = "positive",
        *,
        days: Callable[[int], int] = lambda each: 10 + each % 20,
        what: str = "reasonable_grounds",
        authority: str = "one-authority",
        year: int = 0,
        age: str = "adult",
        paused: int = 0,
        reviewed: bool = False,
        by_a_panel: bool = False,
        **person: str,
    ) -> list[str]:
        """So many people, each decided once; gives their references."""
        day, found, facts = date(year or self.year, 6, 1), [], []
        for each in range(how_many):
            reference = f"NRM-CR0W-{next(FAR):07d}"
            person_id, draft_id = uuid4(), uuid4()
            made = {"gender": "female", "nationality": "british"} | person
            _copy(Person, self.like.person_id, id=person_id, **made)
            _copy(Draft, self.like.draft_id, id=draft_id)
            _copy(Referral, self.like.id, id=uuid4(), draft_id=draft_id, person_id=person_id, reference=reference)
            happened = [Counted("authority", day - timedelta(days=90), outcome=authority)]
            if paused:
                happened += [Counted("standing", day - timedelta(days=paused), outcome="suspended")]
                happened += [Counted("standing", day, outcome="goes_on")]
            happened += [Counted(f"panel_of_{what}", day, outcome=outcome)] if by_a_panel else []
            happened += [Counted(f"review_of_{what}", day, outcome="let_go_on", days=3)] if reviewed else []
            happened += [Counted(what, day, age=age, kind="adult", outcome=outcome, days=days(each))]
            facts += [_fact(reference, one) for one in happened]
            found.append(reference)
        Fact.objects.bulk_create(facts)
        return found


def _fact(reference: str, one: Counted) -> Fact:
    said = {name: getattr(one, name) for name in ("what", "on_day", "quarter", "age", "kind", "outcome", "days")}
    return Fact(seq=next(FAR), reference=reference, **said)


def _copy(table: type[Model], of: object, **changed: object) -> None:
    """A row like another, but for what is changed; what is sealed in it stays what it was, and opens for nobody."""
    columns = [column.column for column in table._meta.local_concrete_fields]
    kept = ", ".join("%s" if column in changed else column for column in columns)
    given = [changed[column] for column in columns if column in changed]
    statement = f"INSERT INTO {table._meta.db_table} ({', '.join(columns)}) SELECT {kept}"
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} FROM {table._meta.db_table} WHERE id = %s", [*given, of])
