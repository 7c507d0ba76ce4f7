"""Hostile texts, bodies and headers: a fixed corpus, and mixtures of it made from a seed that can be given again."""

from __future__ import annotations

import json
from random import Random
from urllib.parse import quote, quote_plus

MILLION = 1_000_000
MARKUP = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
SURROGATE = b"\xed\xa0\x80"
"""Half a pair, as UTF-8 may not write it."""

TEXTS: tuple[str, ...] = (
    "\x00",
    "a\x00b",
    "\u202eeht\u202c\u2066x",
    "\u200f\u200e\u061c",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 20,
    "\u200b\u200c\u200d\ufeff",
    "a" + "\u0301" * 5_000,
    "z\u0300\u0301\u0302" * 400,
    "\ufdfa" * 500,
    "\u0130\u0131\u017fK",
    "\x1b[31mred\x07\x08",
    "line\r\nSet-Cookie: a=b\r\n\r\n",
    "\r",
    "\u2028\u2029\x85",
    MARKUP,
    "javascript:alert(1)",
    "{{7*7}}{% debug %}${7*7}#{7*7}",
    "%s%n%x{0}{x.__class__}",
    "' OR 1=1; DROP TABLE audit_event; --",
    "$$; SELECT pg_sleep(9); $$",
    "%27%22%2527&amp;lt;",
    "=1+1",
    " \t=cmd|' /C calc'!A0",
    "@SUM(1)",
    "../../../../etc/passwd\x00.pdf",
    "CON",
    "-1",
    "0",
    "-0",
    "9" * 40,
    "99999999999999999999",
    "2147483648",
    "-9223372036854775809",
    "1e309",
    "NaN",
    "Infinity",
    "0x10",
    "1_000",
    "\u0661\u0662\u0663",
    "\u00bd",
    "\u00b2",
    "true",
    "null",
    "None",
    "[]",
    "{}",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "0000-00-00",
    "2026-02-30",
    "-2026-01-01",
    "2026-W01-1",
    "20260101",
    "24:00",
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "a@b@c",
    '"x y"@[127.0.0.1]',
    "a\nb@c.example",
    "aaaa" * 5_000 + "!",
    " " * 20_000,
    "a " * 10_000,
    "\u00a0",
    "",
)
LONG: tuple[str, ...] = ("x" * MILLION, "\u0301" * 400_000, "\U0001d518" * 250_000, " \t" * 450_000, "9" * 900_000)
"""Too long for a small program to send often."""
DATE_PARTS: tuple[tuple[str, str, str], ...] = (
    ("1", "1", "1"),
    ("31", "12", "9999"),
    ("1", "1", "0001"),
    ("0", "0", "0"),
    ("-1", "-1", "-1"),
    ("30", "2", "2026"),
    ("29", "2", "1900"),
    ("\u0661", "\u0661", "\u0662\u0660\u0662\u0666"),
    ("9" * 30, "9" * 30, "9" * 30),
    ("1.0", "1e0", "2026.0"),
    ("\x00", "\u00b2", "\u00bd"),
)


def some_text(chance: Random) -> str:
    """One of the corpus, two of it together, or any characters of any plane; seldom a very long one."""
    kind = chance.random()
    if kind < 0.01:
        return chance.choice(LONG)
    if kind < 0.75:
        return chance.choice(TEXTS)
    if kind < 0.9:
        return chance.choice(TEXTS) + chance.choice(TEXTS)
    return "".join(chr(_character(chance)) for _ in range(chance.randrange(1, 60)))


def _character(chance: Random) -> int:
    code = chance.choice((chance.randrange(0x20), chance.randrange(0x300), chance.randrange(0x110000)))
    return 0xFFFD if 0xD800 <= code <= 0xDFFF else code


def encoded(fields: list[tuple[str, str]]) -> bytes:
    """As a browser would send a form."""
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in fields).encode()


def deep(levels: int) -> str:
    """JSON nested so deep."""
    return "[" * levels + "]" * levels


BOUNDARY = "xxboundaryxx"


def multipart(fields: list[tuple[str, str]], *, file: bool) -> bytes:
    """As a browser would send a form with files, one of them hostile if `file`."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{quote(name)}"\r\n\r\n{value}\r\n'
        for name, value in fields
    ]
    if file:
        parts.append(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="../../x\x00.php"\r\n'
            "Content-Type: image/svg+xml\r\n\r\n<svg onload=alert(1)>\r\n"
        )
    return ("".join(parts) + f"--{BOUNDARY}--\r\n").encode("utf-8", "replace")


def broken_bodies(chance: Random) -> tuple[str, bytes]:
    """A content type, and a body that does not keep what it promises."""
    form = "application/x-www-form-urlencoded"
    return chance.choice(
        (
            (form, b"a=%ED%A0%80&b=" + SURROGATE),
            (form, b"\xff\xfe\x00=\x00&%00=%00&%=%&=&&&==="),
            (form, b"a=%F0%28%8C%BC&%ZZ=%u0041"),
            (f"{form}; charset=utf-16", "a=\u00fc&csrf=\u00fc".encode("utf-16")),
            (f"{form}; charset=utf-7", b"a=+ADw-script+AD4-"),
            (f"{form}; charset=rot13", b"a=b"),
            (f"{form}; charset=base64", b"a=b"),
            (f"{form}; charset=undefined", b"a=b"),
            (f"{form}; charset=idna", b"a=" + b"x" * 500_000),
            (f"{form}; charset=punycode", b"a=" + b"9" * 200_000),
            (f"multipart/form-data; boundary={BOUNDARY}", b"--other\r\n\r\n"),
            (f"multipart/form-data; boundary={BOUNDARY}", b"--" + BOUNDARY.encode() + b"\r\nContent-Disposition: f"),
            ("multipart/form-data", b"no boundary"),
            (f"multipart/form-data; boundary={'b' * 300}", b""),
            (f"multipart/form-data; boundary={BOUNDARY}", multipart([("a", "b")], file=True)),
            ("application/json", deep(50_000).encode()),
            ("application/json", json.dumps({"a": "\ud800"}).encode()),
            ("text/plain", b'{"a": 1}'),
            ("text/xml", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'),
            ("", b"a=b"),
            ("x" * 5_000, b"a=b"),
            (form, b"&".join(b"f%d=1" % place for place in range(450))),
            (form, b"&".join([b"same=1"] * 450)),
            (form, b"a=" + b"x" * (3 * MILLION)),
        )
    )


HEADERS: tuple[tuple[str, str], ...] = (
    ("HTTP_COOKIE", "session=\x00; csrf=\x00"),
    ("HTTP_COOKIE", "session=" + "a" * 8_000),
    ("HTTP_COOKIE", "session=../../x; session=b; ;=;,"),
    ("HTTP_COOKIE", "csrf=" + "\u00e9" * 32),
    ("HTTP_ACCEPT_LANGUAGE", "x" * 5_000),
    ("HTTP_ACCEPT_LANGUAGE", "en-gb;q=nan, \x00, *;q=-1"),
    ("HTTP_USER_AGENT", "\x1b[31m\r\nforged line"),
    ("HTTP_REFERER", "http://[::1"),
    ("HTTP_ORIGIN", "null"),
    ("HTTP_ORIGIN", "http://[bad"),
    ("HTTP_X_REQUESTED_WITH", "XMLHttpRequest"),
    ("HTTP_RANGE", "bytes=0-0,1-1," * 500),
    ("HTTP_IF_MODIFIED_SINCE", "Thu, 99 Xxx 99999 99:99:99 GMT"),
    ("HTTP_IF_NONE_MATCH", "\x00" * 50),
    ("HTTP_ACCEPT", "*/*;" * 2_000),
    ("HTTP_ACCEPT_ENCODING", "gzip;q=\x00"),
    ("HTTP_CONTENT_LENGTH", "-1"),
    ("HTTP_X_HTTP_METHOD_OVERRIDE", "DELETE"),
    ("HTTP_X_FORWARDED_HOST", "evil.example"),
    ("HTTP_SEC_FETCH_SITE", "nonsense"),
)

_ANSWER = '{"id":"YQ","rawId":"YQ","type":"public-key","clientExtensionResults":{},"response":%s}'
CREDENTIALS: tuple[str, ...] = (
    '{"id":5}',
    "1" * 5_000,
    "[" * 100_000,
    '{"a":' * 5_000,
    "{}",
    "[]",
    "null",
    '"text"',
    '{"response":"text"}',
    '{"response":[]}',
    '{"response":{"userHandle":5}}',
    '{"response":{"userHandle":"////"}}',
    '{"id":"not base64 \u00e9","rawId":"=","type":"public-key","response":{}}',
    _ANSWER % "{}",
    _ANSWER % '{"clientDataJSON":"e30","attestationObject":"oA"}',
    _ANSWER % '{"clientDataJSON":"////","attestationObject":"v_8"}',
    _ANSWER % '{"clientDataJSON":"bnVsbA","attestationObject":"gQ","authenticatorData":"AA","signature":"AA"}',
    _ANSWER % ('{"clientDataJSON":"e30","attestationObject":"%s"}' % ("gYGB" * 3_000)),
    _ANSWER % '{"clientDataJSON":"e30","authenticatorData":"","signature":"","userHandle":"MQ"}',
    '{"id":"' + "a" * 60_000 + '"}',
)
"""In the place of what a passkey answers: JSON that is none, of other shapes, without end, broken base64 and CBOR."""
