"""Run as a program: forty made-up values through every flow of a town's installation, mistakes and outages included.

Prints one JSON object: the values by where they were typed, and how the requests ended. With the word `leak` it also
plants what a careless change could bring in: a log line, an e-mail, a temporary file, a column and a session that tell.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack, suppress
from datetime import timedelta
from itertools import cycle
from typing import Any
from unittest.mock import patch

import django

COUNT = 40
CANARIES = [f"Kanari{number:02d}vex" for number in range(COUNT)]

LEFT_OUT = frozenset(
    {
        *("account_logout", "account_change_password", "invite", "invitation"),
        *("add_bank_holiday", "add_to_list", "end_in_list"),
    }
)
"""These would end what the others need, or keep the names of staff, days and lists, which are open on purpose."""
AGENCY = "agency"
"""The name of an organisation, which is open on purpose."""


class Town:
    """The flows, each value put where people type."""

    def __init__(self) -> None:
        self.next, self.used, self.ended = cycle(CANARIES), set[str](), Counter[str]()

    def canary(self) -> str:
        """The next value."""
        given = next(self.next)
        self.used.add(given)
        return given

    def answers(self, before: dict[str, Any]) -> dict[str, Any]:
        """Answers with a value in each text that people type freely."""
        from opennrm.questions.catalogue import CATALOGUE
        from opennrm.questions.question import Kind

        free = {Kind.TEXT, Kind.TEXTAREA}
        typed = {k for k, v in before.items() if isinstance(v, str) and CATALOGUE.question(k).kind in free}
        return before | {key: self.canary() for key in sorted(typed)}

    def form(self, client: Any, path: str) -> None:
        """A form as it is shown, with a value in every text; then the same with nothing else; then in the address."""
        from tests.hostile.sending import form_fields

        shown = client.get(path)
        found = form_fields(shown.content) if shown.status_code == 200 and b"<form" in shown.content else []
        choices = {name for name, kind, _value in found if kind in ("radio", "checkbox", "hidden", "select")}
        choices.add(AGENCY)
        whole = {name: value if name in choices else self.canary() for name, _kind, value in found}
        spoilt = {name: value if kind == "hidden" else self.canary() for name, kind, value in found if name != AGENCY}
        for sent in (whole, spoilt) if found else ():
            self.ended[str(client.post(path, sent).status_code)] += 1
        asked = {name: self.canary() for name in ("q", "of", "next")}
        self.ended[str(client.get(path, asked).status_code)] += 1
        self.ended[str(client.get(f"{path}{self.canary()}/").status_code)] += 1

    def faults(self, client: Any) -> None:
        """500, 503, a constraint of the database, too much, a wrong sign-in and a wrong code."""
        from django.db import DatabaseError, OperationalError, connection, transaction

        for fault in (ValueError, OperationalError):

            def raised(*_: object, fault: type[Exception] = fault, **__: object) -> None:
                raise fault(self.canary())

            with patch("opennrm.web.referrals.drafting.start_draft", raised):
                told = client.post(f"/referrals/start/?{self.canary()}", {"words": self.canary()})
                self.ended[str(told.status_code)] += 1
        for statement in (
            "INSERT INTO partners_account (email, name) VALUES (%s, %s)",
            "SELECT %s::uuid, %s::int",
            "INSERT INTO nowhere VALUES (%s, %s)",
        ):
            with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, [self.canary(), self.canary()])
        email = f"{self.canary().lower()}@marshland.police.example"
        for _ in range(2):
            told = client.post("/sign-in/", {"login": email, "password": self.canary(), "next": f"/{self.canary()}/"})
            self.ended[str(told.status_code)] += 1
        told = client.post("/referrals/start/", {self.canary(): self.canary() * 100_000})
        self.ended[str(told.status_code)] += 1


def main(leak: bool) -> None:
    """Everything, and what it came to."""
    django.setup()
    from django.test import Client
    from django.utils import timezone

    from opennrm.config.logs import lay_logs
    from opennrm.demo import load
    from opennrm.demo.answers import adult_answers, child_answers
    from opennrm.mechanism.calendar import legal_day
    from opennrm.notifications.delivery import deliver
    from tests.browser.every_page import NEWCOMER, NOBODY, PAGES, path_of
    from tests.browser.opened_with import Examples
    from tests.factories.partners import client_for
    from tests.setup.through import NAME
    from tests.stories.people import OFFICER, House

    lay_logs()
    town, now = Town(), timezone.now()
    load.people(now - timedelta(days=60))

    def client_of(who: str) -> Any:
        from opennrm.partners.models import Account

        known = who not in (NOBODY, "")
        made = client_for(Account.objects.get(email=OFFICER if who == NEWCOMER else who)) if known else Client()
        made.raise_request_exception = False
        made.defaults |= {"SERVER_NAME": NAME, "wsgi.url_scheme": "https", "REMOTE_ADDR": "198.51.100.7"}
        return made

    with ExitStack() as leaving:
        house = House("", None, leaving)  # type: ignore[arg-type]  # nobody opens a browser
        for answers in (adult_answers(legal_day(now)), child_answers(legal_day(now))):
            house.has_case(town.answers(answers))
        examples = Examples(house)
        # All are made before the first form is sent, since forms move cases on.
        paths = [(who, path_of(name, examples)) for name, (who, _parts) in PAGES.items() if name not in LEFT_OUT]
        for who, path in paths:
            town.form(client_of(who), path)
    town.faults(client_of(OFFICER))
    deliver(timezone.now() + timedelta(days=2), limit=500)
    if leak:
        plant(town)
    sys.stdout.write(json.dumps({"canaries": sorted(town.used), "ended": town.ended}))


def plant(town: Town) -> None:
    """One careless change for each place that is looked at."""
    from pathlib import Path

    import structlog
    from django.conf import settings
    from django.core.cache import cache
    from django.db import DatabaseError, connection, transaction

    from opennrm.partners.sessions import SessionStore

    structlog.get_logger().info("opened", name=town.canary())
    (Path(settings.DATA) / "mail").mkdir(exist_ok=True)
    (Path(settings.DATA) / "mail/planted.eml").write_text(f"Subject: {town.canary()}\n")
    Path(tempfile.mkstemp()[1]).write_text(town.canary())
    cache.set("planted", {"name": town.canary()})
    session = SessionStore()
    session["planted"] = town.canary()
    session.save()
    with connection.cursor() as cursor:
        one = "UPDATE partners_team SET name = %s WHERE id = (SELECT id FROM partners_team LIMIT 1)"
        cursor.execute(one, [town.canary()])
    with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET log_min_messages = 'error'; SET log_min_error_statement = 'error'")
        cursor.execute("SELECT %s::uuid", [town.canary()])


if __name__ == "__main__":
    main("leak" in sys.argv[1:])
