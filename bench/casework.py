"""The page of a case that much happened to, every list with its end, and a long dossier."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from bench.browser import Browser, csrf_in, session_of
from bench.pages import WARM, Request, getting
from bench.patterns import People, Walk, people
from bench.stack import Database, NotAsExpected, serving
from bench.timing import Stopwatch
from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.actions.flags import set_flags
from opennrm.cases.actions.notes import write_note
from opennrm.cases.actions.tasks import add_task, finish_task
from opennrm.partners.actors import actor_of

FEW, MANY = 20, 500
"""Events of the two cases whose pages are compared."""
LONG_PAGES = 200
MEASURED = 60
MEASURED_DOSSIERS = 3
PARAGRAPH = "The account given on the two days differs about where the person worked and for whom. " * 12
PIECES, PARAGRAPHS = 100, 8
"""Of evidence, which make a dossier of more than `LONG_PAGES` pages."""
PAGE_OF_PDF = re.compile(rb"/Type\s*/Page\b")
BEYOND = {
    "work list": "/cases/?after=9999-12-31~Z",
    "work list, narrowed": "/cases/?kind=child&received_from=2020-01-01&after=9999-12-31~Z",
    "tasks": f"/tasks/?after=9999-12-31~{UUID(int=2**128 - 1)}",
    "for you": "/for-you/?before=0",
}

OF_A_MANAGER = {"load": "/load/", "post": "/post/", "delivery": "/delivery/", "bank holidays": "/bank-holidays/"}
OF_OTHERS = {
    "officer@marshland.police.example": {"referrals": "/referrals/", "notifications": "/duty-to-notify/"},
    "triage@marshland.police.example": {"notifications received": "/duty-to-notify/received/"},
    "liaison@lighthouse.example": {"letters to us": "/letters/"},
}
"""Lists that a caseworker does not see, by who of the demonstration sees them."""


def measure_casework(data: Path, database: Database, now: datetime) -> dict[str, Any]:
    """Everything about one case that may cost more the more there is of it, and the statements of every list."""
    who = people(now)
    few, many, long = (_busy(who, now, FEW), _busy(who, now, MANY), _long(who, now))
    session, manager = session_of(who.caseworker), session_of(actor_of("manager@authority.example", now))
    others = [(session_of(actor_of(email, now)), asked) for email, asked in OF_OTHERS.items()]
    paths = {f"case page, {FEW} events": f"/cases/{few}/", f"case page, {MANY} events": f"/cases/{many}/"}
    with serving(data) as server:
        watch, browser = Stopwatch(server, database), Browser(server.port, session)
        pages: dict[str, dict[str, Any]] = {
            name: watch.measure(getting(browser, path, MEASURED + WARM), warm=WARM).told()
            for name, path in paths.items()
        }
        dossier = watch.measure(_dossiers(browser, long), warm=1).told() | {"pages": _pages_of(browser, long)}
        beyond = {name: _status(browser, path) for name, path in {**BEYOND, **_beyond_of(many)}.items()}
    with serving(data, logged=database) as server:
        watch = Stopwatch(server, database)
        lists: dict[str, int] = {}
        ours = _lists(many) | {"find": Browser(server.port, session).found(many[4:8])}
        for own, asked in ((session, ours), (manager, OF_A_MANAGER), *others):
            browser = Browser(server.port, own)
            for name, path in {**asked, **(paths if own == session else {})}.items():
                browser.get(path)
                lists[name] = watch.statements(lambda browser=browser, path=path: browser.get(path))  # type: ignore[misc]
    for name in paths:
        pages[name]["statements"] = lists.pop(name)
    return {"pages": pages, "lists": lists, "beyond": beyond, "dossier": dossier}


def _busy(who: People, now: datetime, events: int) -> str:
    """A case to which so many things happened: evidence, notes, tasks and flags in turn."""
    walk = Walk(who, now - timedelta(days=30)).take()
    reference, by = walk.reference, who.caseworker
    at = walk.at
    while (left := events - len(events_of_case(reference))) > 0:
        at += timedelta(minutes=30)
        told: dict[str, Any] = {"by": by, "at": at}
        add_evidence(reference, kind="police", text=PARAGRAPH, source="Marshland Police", **told)
        if left > 4:
            write_note(reference, text="Read what came today.", visibility="team", mentioned=(), **told)
            task = add_task(reference, title="Ring the council.", to=by.account_id, due_on=at.date(), **told)
            finish_task(reference, task, **told)
    set_flags(reference, raised=["detained"], lowered=(), by=by, at=at)
    return reference


def _long(who: People, now: datetime) -> str:
    """A case whose dossier is long."""
    walk = Walk(who, now - timedelta(days=30)).take()
    for _ in range(PIECES):
        text = "\n\n".join([PARAGRAPH] * PARAGRAPHS)
        add_evidence(walk.reference, kind="medical", text=text, source="", by=who.caseworker, at=walk.at)
    return walk.reference


def _dossiers(browser: Browser, reference: str) -> Iterator[Request]:
    for _ in range(MEASURED_DOSSIERS + 1):
        form = _form(browser, reference)
        yield lambda form=form: browser.post(f"/cases/{reference}/dossier/", form, expect=200)  # type: ignore[misc]


def _pages_of(browser: Browser, reference: str) -> int:
    pdf = browser.post(f"/cases/{reference}/dossier/", _form(browser, reference), expect=200).body
    pages = len(PAGE_OF_PDF.findall(pdf))
    if pages < LONG_PAGES:
        raise NotAsExpected(f"The dossier that is measured has {pages} pages instead of {LONG_PAGES}.")
    return pages


def _form(browser: Browser, reference: str) -> dict[str, list[str]]:
    return csrf_in(browser.get(f"/cases/{reference}/dossier/")) | {"form": ["pdf"]}


def _lists(reference: str) -> dict[str, str]:
    return {
        "work list": "/cases/",
        "work list, narrowed": "/cases/?kind=child&nation=england&flag=detained&due_within=30",
        "work list, by receipt": "/cases/?received_from=2020-01-01",
        "queues": "/queues/",
        "tasks": "/tasks/",
        "for you": "/for-you/",
        "saved lists": "/work-lists/",
        "absences": "/absences/",
        "for review": "/cases/for-review/",
        "requests of a case": f"/cases/{reference}/requests/",
        "parties of a case": f"/cases/{reference}/parties/",
        "timeline": f"/cases/{reference}/timeline/",
        "evidence": f"/cases/{reference}/evidence/all/",
        "notes": f"/cases/{reference}/notes/",
        "tasks of a case": f"/cases/{reference}/tasks/",
    }


def _beyond_of(reference: str) -> dict[str, str]:
    return {
        "timeline": f"/cases/{reference}/timeline/?before=1",
        "notes": f"/cases/{reference}/notes/?before={UUID(int=1)}",
        "evidence": f"/cases/{reference}/evidence/all/?before={UUID(int=1)}",
        "tasks of a case": f"/cases/{reference}/tasks/?page=999999",
    }


def _status(browser: Browser, path: str) -> int:
    try:
        return browser.get(path, expect=404).status
    except NotAsExpected:
        return 0
