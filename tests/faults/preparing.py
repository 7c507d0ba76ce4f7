"""Run as a program: a house with people in it, an officer signed in, and many drafts ready to be sent.

Prints one JSON object: the cookies of the officer, the ids of the drafts, and their version.
"""

from __future__ import annotations

import json
import sys

import django


def main(count: int) -> None:
    """Make the tables and `count` drafts: one written by the real actions, the others copies of its row."""
    django.setup()
    from django.utils import timezone

    from opennrm.config.database_roles import bring_over_embedded
    from opennrm.console.house import settle_tables
    from opennrm.demo.answers import adult_answers, write_referral
    from opennrm.demo.load import people
    from opennrm.mechanism.calendar import legal_day
    from opennrm.partners.actors import actor_of
    from opennrm.partners.models import Account
    from opennrm.referrals.queries import draft_for
    from tests.factories.drafts import copies_of
    from tests.factories.partners import client_for

    settle_tables()
    bring_over_embedded()
    at = timezone.now()
    people(at)
    officer = actor_of("officer@marshland.police.example", at)
    written = write_referral(adult_answers(legal_day(at)), by=officer, at=at)
    drafts = [str(draft_id) for draft_id in copies_of(written, count)]
    jar = client_for(Account.objects.get(id=officer.account_id)).cookies
    version = draft_for(officer, written).version
    cookies = {name: morsel.value for name, morsel in jar.items()}
    sys.stdout.write(json.dumps({"cookies": cookies, "drafts": drafts, "version": version}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
