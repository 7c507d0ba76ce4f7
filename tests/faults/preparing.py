"""Run as a program: a house with people in it, an officer signed in, and many drafts ready to be sent.

Prints one JSON object: the cookies of the officer, and the ids of the drafts.
"""

from __future__ import annotations

import json
import sys

import django


def main(count: int) -> None:
    """Make the tables and `count` drafts: one written by the real actions, the others copies of its row."""
    django.setup()
    from django.db import connection
    from django.utils import timezone

    from opennrm.console.house import settle_tables
    from opennrm.demo.answers import adult_answers, write_referral
    from opennrm.demo.load import people
    from opennrm.mechanism.calendar import legal_day
    from opennrm.partners.actors import actor_of
    from opennrm.partners.models import Account
    from tests.factories.partners import client_for

    settle_tables()
    at = timezone.now()
    people(at)
    officer = actor_of("officer@marshland.police.example", at)
    written = write_referral(adult_answers(legal_day(at)), by=officer, at=at)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE copy AS SELECT d.* FROM referrals_draft d, generate_series(1, %s) WHERE d.id = %s",
            [count, written],
        )
        cursor.execute("UPDATE copy SET id = gen_random_uuid()")
        cursor.execute("INSERT INTO referrals_draft SELECT * FROM copy RETURNING id")
        drafts = [str(row[0]) for row in cursor.fetchall()]
    cookies = {
        name: morsel.value for name, morsel in client_for(Account.objects.get(id=officer.account_id)).cookies.items()
    }
    print(json.dumps({"cookies": cookies, "drafts": drafts}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
