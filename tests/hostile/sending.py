"""Sends hostile requests through the whole of the product, and writes down each that was not refused as it must be."""

from __future__ import annotations

import ctypes
import gc
import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

from django.db import transaction
from django.test import Client
from django.test.client import FakePayload
from lxml import html

from tests.hostile.texts import BOUNDARY, CREDENTIALS, DATE_PARTS, HEADERS, broken_bodies, encoded, multipart, some_text

SLOW = 2.0
"""Seconds."""
OF_THE_PAGE = re.compile(
    "Nobody can .+ while the case stands at: |No letter waits for the post|The case waits for this answer: "
    "|No review of recovery is due|No recovery period runs|This case has had no recovery period"
    "|Nothing leaves before a second person has released it|This case is not restricted"
    "|Local panels decide for children only|It is not certain how old|The child turns 18|There is no local panel"
    "|This installation works with no local panels|The rules of this case know|A decision on this case has been begun"
    "|The case is with no local panel|No local panel has decided|What came of leave to stay is recorded once"
    "|Only a person with a positive decision|No proposal waits to be checked"
    # A list with nothing on it has no input to choose with.
    "|Choose the records that you decide on|Choose whether they go"
    # The guard links it to the input of that name; here the name was made up as well.
    "|What you sent held a character that no computer can show|A field was sent twice"
)
"""Refusals that are about what the page does as a whole, whatever was typed."""
PASSKEYS = frozenset({"credential", "confirm-passkey"})
FORM = "application/x-www-form-urlencoded"
ASKED = (
    *("after", "before", "kind", "of", "on", "one", "other", "page", "search", "year"),
    *("late", "team", "change", "next"),
)
"""What addresses are asked with behind the question mark."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One request: how, where, and what with; enough to send it again."""

    method: str
    path: str
    query: str = ""
    body: bytes = b""
    content_type: str = FORM
    headers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        told = [f"{name}: {value[:60]!r}" for name, value in self.headers.items()]
        what = [f"{self.path[:120]!r}?{self.query[:120]!r}", self.content_type[:60], repr(self.body[:200]), *told]
        return " ".join([self.method, *what])


@dataclass
class Hostile:
    """Somebody who sends what nobody should, from a seed: the same again for the same seed."""

    client: Client
    seed: int
    sent: int = 0
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client.raise_request_exception = False
        self.chance = Random(self.seed)  # noqa: S311 - to be the same again, not to be secret

    def tries(self, path: str, times: int) -> None:
        """Open a page, and send `times` hostile requests to it and to its form."""
        shown = self.client.get(path)
        has_form = shown.status_code == 200 and b"<form" in shown.content
        fields = [(name, value) for name, _kind, value in form_fields(shown.content)] if has_form else None
        for _ in range(times):
            self.send(self._to_form(path, fields) if fields is not None else self._to_address(path))

    def send(self, sent: Sent) -> Any:
        """Send one, undo what it did, and note what it broke."""
        answer, seconds = self._answered(sent)
        for _again in range(2):
            if seconds > SLOW:  # once more: the machine has others to serve
                answer, seconds = self._answered(sent)
        self.sent += 1
        if answer.status_code >= 500:
            raised = getattr(answer, "exc_info", None)
            self.faults.append(
                f"{answer.status_code} {raised[1]!r:.200} {sent}" if raised else f"{answer.status_code} {sent}"
            )
        if seconds > SLOW:
            self.faults.append(f"{seconds:.1f} s: {sent}")
        if answer.status_code == 422 and sent.method != "HEAD":  # which is answered without a page
            told = (text for text in unnamed(answer.content) if not OF_THE_PAGE.match(text))
            self.faults += [f"names no field: {text} {sent}" for text in told]
        return answer

    def _answered(self, sent: Sent) -> tuple[Any, float]:
        asked: dict[str, Any] = {
            "REQUEST_METHOD": sent.method,
            "PATH_INFO": sent.path,
            "QUERY_STRING": sent.query,
            **sent.headers,
        }
        if sent.method == "POST":
            asked |= {"CONTENT_TYPE": sent.content_type, "CONTENT_LENGTH": str(len(sent.body))}
            asked["wsgi.input"] = FakePayload(sent.body)
        kept = self.client.cookies.copy()
        began = time.perf_counter()
        before = transaction.savepoint()
        answer = self.client.request(**asked)
        took = time.perf_counter() - began
        transaction.savepoint_rollback(before)
        self.client.cookies = kept
        return answer, took

    def _to_address(self, path: str) -> Sent:
        kind = self.chance.random()
        if kind < 0.2:
            name, value = self.chance.choice(HEADERS)
            return Sent("GET", path, headers={name: value})
        if kind < 0.4:
            return Sent("GET", _with_part_replaced(path, some_text(self.chance), self.chance))
        names = [self.chance.choice((*ASKED, some_text(self.chance)[:50])) for _ in range(self.chance.randrange(1, 4))]
        pairs = [f"{quote(name)}={quote(some_text(self.chance)[:20_000])}" for name in names]
        return Sent(self.chance.choice(("GET", "GET", "HEAD")), path, query="&".join(pairs))

    def _to_form(self, path: str, fields: list[tuple[str, str]]) -> Sent:
        kind, chance = self.chance.random(), self.chance
        if kind < 0.2:
            return self._to_address(path)
        if kind < 0.35:
            content_type, body = broken_bodies(chance)
            return Sent("POST", path, body=body, content_type=content_type)
        changed = self._changed(fields)
        if kind < 0.45:
            body = multipart(changed, file=chance.random() < 0.3)
            return Sent("POST", path, body=body, content_type=f"multipart/form-data; boundary={BOUNDARY}")
        headers = dict([chance.choice(HEADERS)]) if chance.random() < 0.1 else {}
        return Sent("POST", path, body=encoded(changed), headers=headers)

    def _changed(self, fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
        chance = self.chance
        kind = chance.random()
        if kind < 0.45 and fields:  # one field hostile, the others as they were shown
            place = chance.randrange(len(fields))
            return [(name, _hostile(name, chance) if at == place else value) for at, (name, value) in enumerate(fields)]
        if kind < 0.7:
            fields = [(name, _hostile(name, chance)[:30_000]) for name, _value in fields]
        elif kind < 0.8:  # twice, or left out
            fields = [pair for pair in fields for _ in range(chance.randrange(3))]
        elif kind < 0.9:
            fields = [
                *fields,
                *[(some_text(chance)[:80], some_text(chance)[:80]) for _ in range(chance.randrange(1, 9))],
            ]
        return _with_dates(fields, chance)


def _hostile(name: str, chance: Random) -> str:
    """What goes into a field; half of the time of its own kind where it takes what a passkey answers."""
    if name in PASSKEYS and chance.random() < 0.5:
        return chance.choice(CREDENTIALS)
    return some_text(chance)


def _with_dates(fields: list[tuple[str, str]], chance: Random) -> list[tuple[str, str]]:
    parts = dict(zip(("day", "month", "year"), chance.choice(DATE_PARTS), strict=True))
    return [(name, parts.get(name.rpartition("-")[2], value)) for name, value in fields]


def _with_part_replaced(path: str, text: str, chance: Random) -> str:
    """The path with one of its parts replaced, in the bytes that a server hands on."""
    parts = path.strip("/").split("/")
    parts[chance.randrange(len(parts))] = text[:4_000]
    return "/" + "/".join(parts).encode("utf-8", "replace").decode("latin-1") + "/"


def form_fields(page: bytes) -> list[tuple[str, str, str]]:
    """Name, kind and value of each input of the forms within the page's main part; a choice brings its first value."""
    tree, found = html.fromstring(page), {}
    for box in tree.xpath("//main//form//*[@name]"):
        if box.get("name") != "csrfmiddlewaretoken":
            value = box.get("value") or "".join(box.xpath("(.//option[@value != '']/@value)[1]")) or (box.text or "")
            found.setdefault(box.get("name"), (box.get("type") or box.tag, value.strip()))
    return [(name, kind, value) for name, (kind, value) in found.items()]


def unnamed(page: bytes) -> list[str]:
    """What the summary of problems says without a link to an input that is there; one sentence if it says nothing."""
    tree = html.fromstring(page)
    ids, told = set(tree.xpath("//@id")), tree.xpath('//*[contains(@class,"error-summary")]//li')
    if not told:
        return ["the page says nothing of what is wrong"]
    links = [
        (each.text_content().strip(), [link.removeprefix("#") for link in each.xpath(".//a/@href")]) for each in told
    ]
    return [text for text, targets in links if not targets or not set(targets) <= ids]


def resident_bytes() -> int:
    """What this process holds in memory now; 0 where the system does not tell.

    What it holds free is given back first: in a process that has run thousands of tests that alone comes and goes by
    tens of megabytes (what a leak keeps is not free, and stays).
    """
    gc.collect()
    give_back = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it
    if give_back is not None:
        give_back(0)
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if statm.exists() else 0
