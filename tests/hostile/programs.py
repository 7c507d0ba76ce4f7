"""Sends what no program should to every operation that the interface describes: each a sound request, and then spoilt.

The operations come from the description, so one that is added there is reached by itself; what it takes has to be given
once in `sound_bodies`, or it is made from its schema.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from django.db import transaction
from django.test import Client
from django.test.client import FakePayload

from opennrm.web.api.description import description
from opennrm.web.problems import CONTENT_TYPE
from tests.factories import cases as made
from tests.factories import files
from tests.factories.programs import Program
from tests.hostile.bodies import hostile_text, instance, sound_bodies, with_one_spoilt
from tests.hostile.sending import SLOW
from tests.hostile.test_files_of_the_command_line import WHOLE
from tests.hostile.texts import HEADERS, broken_bodies

PICTURE = files.jpg()
OF_WHAT_STANDS = frozenset({"already_sent", "not_answered"})
"""Codes of refusals that are about where something stands, or of a request that no address was asked."""
NAMES_NOTHING = frozenset({404, 405, 410, 429})
TOKENS = (
    "",
    "Bearer",
    "Bearer ",
    "Bearer nrm_",
    "Basic YTpi",
    "bearer nrm_x",
    "Bearer \x00",
    "Bearer nrm_" + "x" * 9_000,
)
# A length that is no number, and a NUL in a header, are refused by the server before anything is asked.
TYPES = (
    "",
    "application/json; charset=utf-16",
    "application/json; charset=rot13",
    "text/json",
    "a/b;" * 900,
    "multipart/x",
)
METHODS = ("PUT", "DELETE", "TRACE", "OPTIONS", "CONNECT", "POST", "PATCH", "get", "X" * 500)


@dataclass(frozen=True, slots=True)
class Operation:
    """One that is described: how it is asked, where, with which headers, and what in its body."""

    method: str
    path: str
    headers: tuple[str, ...]
    content_type: str = ""
    schema: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, enough to send it again."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""
    query: str = ""

    def __str__(self) -> str:
        told = {name: value[:60] for name, value in self.headers.items() if name != "HTTP_AUTHORIZATION"}
        return f"{self.method} {self.path[:150]!r}?{self.query[:100]!r} {told!r} {self.body[:300]!r}"


def operations(told: Mapping[str, Any] | None = None) -> Iterator[Operation]:
    """Every operation of the description."""
    for path, on in (told or description())["paths"].items():
        for method, how in on.items():
            if method == "parameters":
                continue
            names = [each["name"] for each in how.get("parameters", ()) if each["in"] == "header"]
            content = how.get("requestBody", {}).get("content", {})
            kind = next(iter(content), "")
            yield Operation(method.upper(), path, tuple(names), kind, content.get(kind, {}).get("schema", {}))


def something_to_ask_of(ours: Program) -> dict[str, str]:
    """A draft, a referral that was sent, and a file that has begun with each, by what stands in the paths."""
    draft, other = (ours.begins(made.answers(), f"the-{each}-draft") for each in ("one", "other"))
    reference = ours.ask("POST", f"{other}/submit", key="send-the-other").json()["reference"]
    told = {"name": "room.jpg", "size": len(PICTURE), "sha256": files.sha256(PICTURE)}
    begun = [ours.ask("POST", f"{to}/files", told, key=f"to-{to}"[:60]) for to in (draft, f"referrals/{reference}")]
    hrefs = [each.json()["href"] for each in begun]
    return {
        "/api/v1/drafts/{draft_id}/files/{file_id}": hrefs[0],
        "/api/v1/referrals/{reference}/files/{file_id}": hrefs[1],
        "{draft_id}": draft.removeprefix("drafts/"),
        "{reference}": reference,
    }


@dataclass
class HostileProgram:
    """A program by a token that spoils what it sends, from a seed."""

    token: str
    there: Mapping[str, str]
    seed: int
    faults: list[str] = field(default_factory=list)
    answered: dict[str, Counter[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        self.chance = Random(self.seed)  # noqa: S311 - to be the same again, not to be secret
        self.bodies = sound_bodies()

    def tries(self, operation: Operation, times: int) -> None:
        """Ask once as is described, then `times` spoilt."""
        self.send(operation, self.sound(operation))
        for _ in range(times):
            self.send(operation, self._spoilt(operation))

    def sound(self, operation: Operation) -> Asked:
        """A request as the description has it."""
        path = operation.path
        for name, value in self.there.items():
            path = path.replace(name, value)
        headers = {"HTTP_AUTHORIZATION": f"Bearer {self.token}"}
        for name in operation.headers:
            headers[_environ(name)] = "0" if name == "Upload-Offset" else f"key-{uuid4()}"
        if not operation.content_type:
            return Asked(operation.method, path, headers)
        return Asked(operation.method, path, {**headers, "CONTENT_TYPE": operation.content_type}, self._body(operation))

    def send(self, operation: Operation, asked: Asked) -> Any:
        """Send it, undo what it did, and note what it broke."""
        answer, seconds = self._answer(asked)
        for _again in range(2):
            if seconds > SLOW:  # once more: the machine has others to serve
                answer, seconds = self._answer(asked)
        self.answered.setdefault(str(operation), Counter())[answer.status_code] += 1
        if answer.status_code >= 500:
            raised = getattr(answer, "exc_info", None)
            self.faults.append(f"{answer.status_code} {raised[1]!r:.200} {asked}" if raised else f"503 {asked}")
        elif seconds > SLOW:
            self.faults.append(f"{seconds:.1f} s: {asked}")
        elif answer.status_code >= 400 and (wrong := _wrong_with(answer)):
            self.faults.append(f"{answer.status_code} {wrong}: {answer.content[:200]!r} {asked}")
        return answer

    def _answer(self, asked: Asked) -> tuple[Any, float]:
        environ: dict[str, Any] = {"REQUEST_METHOD": asked.method, "PATH_INFO": asked.path, "QUERY_STRING": asked.query}
        environ |= {"CONTENT_LENGTH": str(len(asked.body)), "wsgi.input": FakePayload(asked.body), **asked.headers}
        before, began = transaction.savepoint(), time.perf_counter()
        answer = self.client.request(**environ)
        took = time.perf_counter() - began
        transaction.savepoint_rollback(before)
        return answer, took

    def _body(self, operation: Operation) -> bytes:
        if operation.content_type != "application/json":
            return PICTURE
        return json.dumps(self._sound_body(operation.schema)).encode()

    def _sound_body(self, schema: Mapping[str, Any]) -> Any:
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        return self.bodies[name] if name in self.bodies else instance(schema)

    def _spoilt(self, operation: Operation) -> Asked:
        asked, chance, kind = self.sound(operation), self.chance, self.chance.random()
        if kind < 0.04:
            return replace(asked, headers={**asked.headers, "HTTP_AUTHORIZATION": _header(chance.choice(TOKENS))})
        if kind < 0.08:
            return replace(asked, method=chance.choice(METHODS))
        if kind < 0.16:
            names = [hostile_text(chance)[:50] for _ in range(chance.randrange(1, 4))]
            return replace(
                asked, query="&".join(f"{_quoted(name)}={_quoted(hostile_text(chance)[:5_000])}" for name in names)
            )
        if kind < 0.28:
            parts = asked.path.split("/")
            parts[chance.randrange(3, len(parts))] = _header(hostile_text(chance)[:4_000])
            return replace(asked, path="/".join(parts))
        if kind < 0.45 or not operation.content_type:
            return replace(asked, headers={**asked.headers, **self._hostile_header(operation)})
        return self._with_body(operation, asked)

    def _hostile_header(self, operation: Operation) -> dict[str, str]:
        chance, kind = self.chance, self.chance.random()
        if operation.headers and kind < 0.6:
            return {_environ(chance.choice(operation.headers)): _header(hostile_text(chance)[:9_000])}
        if kind < 0.7:
            return {"CONTENT_TYPE": chance.choice(TYPES)}
        return dict([("HTTP_CONTENT_ENCODING", "gzip") if kind < 0.85 else chance.choice(HEADERS)])

    def _with_body(self, operation: Operation, asked: Asked) -> Asked:
        chance, kind = self.chance, self.chance.random()
        if kind < 0.15:
            content_type, body = broken_bodies(chance)
            return replace(asked, body=body, headers={**asked.headers, "CONTENT_TYPE": content_type})
        if kind < 0.3:
            return replace(asked, body=chance.choice(WHOLE))
        if operation.content_type != "application/json":
            size = chance.choice((0, 1, 100, len(PICTURE), 524_288, 524_289, 1_000_001))
            return replace(asked, body=chance.choice((PICTURE[:size], chance.randbytes(size), bytes(size))))
        body = with_one_spoilt(json.loads(asked.body), chance)
        return replace(
            asked, body=json.dumps(body, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
        )


def _quoted(text: str) -> str:
    return quote(text, errors="surrogatepass")


def _header(text: str) -> str:
    """As a server hands on the bytes of a header or a path."""
    return text.encode("utf-8", "replace").decode("latin-1")


def _environ(name: str) -> str:
    return f"HTTP_{name.upper().replace('-', '_')}"


def _wrong_with(answer: Any) -> str:
    """What a refusal lacks; nothing where it says in words what to put right, and where."""
    if answer.headers["Content-Type"] != CONTENT_TYPE or answer.headers.get("Cache-Control") != "no-store":
        return "is no problem as described"
    told = answer.json() if answer.content else {"detail": ".", "code": "", "errors": []}
    if not told["detail"].rstrip().endswith((".", "?")):
        return "has no sentence"
    if answer.status_code in NAMES_NOTHING or told["code"] in OF_WHAT_STANDS or not answer.content:
        return ""
    errors = told.get("errors", [])
    return "" if errors and all(each["field"] and each["detail"] for each in errors) else "names no field"
