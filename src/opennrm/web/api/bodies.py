"""What a program sent, read: one JSON object in UTF-8, of a size and depth that answers have; or a piece of a file.

JSON leaves open what a name that comes twice means, how large a number may be, and whether half a character is text
(RFC 8259). Two programs that read such a thing would read it differently, so none of them is taken.
"""

from __future__ import annotations

import json
import math
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import UnreadablePostError

from opennrm.evidence.quotas import PIECE
from opennrm.questions.wrong import LONE_SURROGATE
from opennrm.web.problems import Problem

DEEPEST = 8
"""Objects and lists within each other; answers need three."""
LONGEST_NUMBER = 15
"""Digits; beyond these some programs read another number."""
PIECES = "application/octet-stream"
TYPE, BODY = "Content-Type", "body"


def object_in(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent. Raises `Problem` (400, 413 or 415) that says what to send instead."""
    if request.content_type != "application/json" or not _is_utf_8(request):
        raise Problem(
            415, "not_json", "Send one JSON object in UTF-8, with Content-Type: application/json.", field=TYPE
        )
    if "Content-Encoding" in request.headers:
        raise _encoded()
    try:
        sent = json.loads(
            request.body.decode(),
            object_pairs_hook=_object,
            parse_constant=_no_constant,
            parse_int=_whole,
            parse_float=_fraction,
        )
    except RequestDataTooBig as large:
        raise Problem(
            413, "too_large", "Send less: docs/reference/limits.md says how much is taken.", field=BODY
        ) from large
    except (UnreadablePostError, UnicodeDecodeError) as broken:
        raise Problem(400, "not_utf_8", "Send the whole of one JSON object, in UTF-8.", field=BODY) from broken
    except json.JSONDecodeError as wrong:
        where = f"line {wrong.lineno}, column {wrong.colno}"
        raise Problem(400, "not_json", f"This is no JSON: look at {where}.", field=BODY) from wrong
    except RecursionError as deep:
        raise _too_deep() from deep
    _look_through(sent)
    if not isinstance(sent, dict):
        raise Problem(400, "no_object", "Send one JSON object.", field=BODY)
    return sent


def answers_in(sent: dict[str, Any]) -> dict[str, Any]:
    """The answers by question key that stand in what was sent. Raises `Problem` where there are none, or more."""
    unknown = sorted(set(sent) - {"answers"})
    if unknown or not isinstance(sent.get("answers"), dict):
        told = 'Send {"answers": {...}}, the answers by question key, and nothing beside it.'
        raise Problem(400, "no_answers", told, field="".join(unknown[:1])[:100] or "answers")
    return dict(sent["answers"])


def version_in(sent: dict[str, Any]) -> int | None:
    """Take the version of the draft that was read out of what was sent; None where it has none. Raises `Problem`."""
    if "version" not in sent:
        return None
    version = sent.pop("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 0:
        raise Problem(
            400, "no_version", "Send the version of the draft that you read, a whole number.", field="version"
        )
    return version


def nothing_in(request: HttpRequest) -> None:
    """See that nothing was sent where nothing is asked for. Raises `Problem`."""
    try:
        sent = request.body
    except (RequestDataTooBig, UnreadablePostError):
        sent = b"?"
    if sent:
        raise Problem(400, "not_empty", "Send this request without a body.", field=BODY)


def piece_in(request: HttpRequest) -> bytes:
    """The piece of a file that was sent. Raises `Problem` (400, 413 or 415) that says what to send instead."""
    if request.content_type != PIECES:
        raise Problem(415, "no_piece", f"Send the bytes of the piece, with Content-Type: {PIECES}.", field=TYPE)
    if "Content-Encoding" in request.headers:
        raise _encoded()
    try:
        piece = request.body
    except RequestDataTooBig as large:
        raise _too_long() from large
    except UnreadablePostError as broken:
        raise Problem(400, "cut_off", "Not all of the piece arrived. Send it again.", field=BODY) from broken
    if len(piece) > PIECE:
        raise _too_long()
    if not piece:
        raise Problem(400, "empty_piece", "Send at least one byte of the file.", field=BODY)
    return piece


def _is_utf_8(request: HttpRequest) -> bool:
    return (request.content_params or {}).get("charset", "utf-8").lower() in ("utf-8", "utf8")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        told = "A name stands twice in one object, so nobody can say which of the two counts."
        raise Problem(400, "name_twice", told, field=BODY)
    return found


def _no_constant(text: str) -> Any:
    raise Problem(400, "no_number", "NaN and Infinity are no JSON: leave the answer out.", field=BODY)


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise _long_number()
    return int(text)


def _fraction(text: str) -> float:
    if len(text) > LONGEST_NUMBER or not math.isfinite(number := float(text)):
        raise _long_number()
    return number


def _look_through(sent: Any) -> None:
    level, depth = [sent], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise _too_deep()
        texts = [each for each in level if isinstance(each, str)]
        texts += [name for each in level if isinstance(each, dict) for name in each]
        if any(LONE_SURROGATE.search(text) for text in texts):
            told = "A text holds half a character (a lone surrogate): take it out."
            raise Problem(400, "half_a_character", told, field=BODY)
        level = [inner for each in level for inner in _within(each)]


def _within(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []


def _too_deep() -> Problem:
    return Problem(400, "too_deep", f"Objects and lists may stand {DEEPEST} deep in each other.", field=BODY)


def _too_long() -> Problem:
    return Problem(413, "piece_too_long", f"Send pieces of at most {PIECE:,} bytes.", field=BODY)


def _encoded() -> Problem:
    return Problem(415, "encoded", "Send it as it is, without a Content-Encoding.", field="Content-Encoding")


def _long_number() -> Problem:
    return Problem(400, "long_number", f"A number may have {LONGEST_NUMBER} digits.", field=BODY)
