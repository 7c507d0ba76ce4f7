"""What is said to a program when something is not as hoped: problem details (RFC 9457), with a remedy at each field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import JsonResponse

from opennrm.mechanism.refusal import Refusal
from opennrm.questions.answers import AnswerError
from opennrm.questions.catalogue import CATALOGUE

FOR_PROGRAMS = "/api/"
"""Beneath it everything is answered in JSON, and each address says itself which methods it has."""
CONTENT_TYPE = "application/problem+json"
TITLES = {
    400: "The request cannot be read",
    401: "A token is needed",
    403: "The token does not let you do this",
    404: "There is nothing here",
    405: "This method is not there",
    409: "Something else was there before",
    410: "This was erased",
    413: "This is too large",
    415: "This type of content is not taken",
    422: "Something is to be corrected",
    429: "Too many requests",
    500: "A fault of ours",
    503: "Try again in a little while",
}
WRONG_ANSWERS = "wrong_answers"


class Problem(Exception):
    """A problem to be told: its status, a code for programs, and a sentence that a person can act on."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        field: str = "",
        errors: Iterable[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.detail = status, code, detail
        self.errors, self.headers = list(errors), dict(headers or {})
        if field:  # the one thing to put right: a field of what was sent, a header, or `body` for the whole of it
            self.errors.append({"field": field, "detail": detail})

    def answer(self) -> JsonResponse:
        """The answer that tells it."""
        body: dict[str, Any] = {
            "type": f"urn:opennrm:problem:{self.code}",
            "title": TITLES.get(self.status, TITLES[500]),
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
        }
        if self.errors:
            body["errors"] = self.errors
        headers = {"Cache-Control": "no-store", **self.headers}
        return JsonResponse(body, status=self.status, content_type=CONTENT_TYPE, headers=headers)


def not_there() -> Problem:
    """The same for what is hidden, for what never was, and for an address that nobody has."""
    return Problem(404, "not_there", "There is nothing here that this token lets you see.")


def at_large(status: int) -> Problem:
    """What is said where no address for programs answered: the request was not even brought to one."""
    if status == 404:
        return not_there()
    return Problem(
        status, "not_answered", f"{TITLES.get(status, TITLES[500])}: docs/reference/api.md says what is taken."
    )


def of_refusal(refusal: Refusal, status: int) -> Problem:
    """A refusal of a rule; its field, where it speaks of one, is named."""
    if refusal.field not in CATALOGUE.questions:
        return Problem(status, refusal.code, refusal.because, field=refusal.field or "")
    errors = [error_of(refusal.field, refusal.field, refusal.because)]
    return Problem(status, refusal.code, refusal.because, errors=errors)


def of_answers(errors: Iterable[AnswerError]) -> Problem:
    """Every answer that is to be corrected, each with what to do."""
    told = [error_of(each.question_key, each.field_id, each.message) for each in errors]
    return Problem(422, WRONG_ANSWERS, "Some answers are missing or to be corrected: see errors.", errors=told)


def error_of(question: str, field_id: str, detail: str) -> dict[str, str]:
    """One error: where in what was sent, the part of the answer that it is about, and what to do."""
    pointer = "/answers/" + question.replace("~", "~0").replace("/", "~1")
    return {"pointer": pointer, "field": field_id or "answers", "detail": detail}  # an answer may stand under ""
