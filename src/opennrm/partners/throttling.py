"""How often something may be tried: counted in the database before it is tried, so that many workers count as one.

What is counted is a try at an account's password or code, by whoever has no browser that the account is known on, and
apart from that by each known browser. So guessers cannot keep somebody from their own browser, nor anybody behind
the same address. Source: OWASP ASVS 5.0, 6.1.1 and 6.3.1; OWASP Authentication Cheat Sheet, device cookies.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Network, ip_address

from django.db import connection

from opennrm.vault.sealing import keyed_digest

WINDOW = timedelta(minutes=15)
LIMIT = 10
"""Tries at one account in any 15 minutes."""
LIMIT_OF_ADDRESS = 600
"""Wrong passwords from one network address in any 15 minutes, over all accounts and from unknown browsers only."""
LIMIT_PAST_ADDRESS = 2
"""Tries that each account has left from a network that is past its own limit."""

TAKE = """
INSERT INTO partners_tries AS kept (key, moments) VALUES (%(key)s, ARRAY[%(at)s::timestamptz])
ON CONFLICT (key) DO UPDATE
SET moments = array(SELECT each FROM unnest(kept.moments) each WHERE each > %(since)s) || %(at)s::timestamptz
WHERE (SELECT count(*) FROM unnest(kept.moments) each WHERE each > %(since)s) < %(limit)s
RETURNING 1
"""
GIVE_BACK = "UPDATE partners_tries SET moments = array_remove(moments, %(at)s::timestamptz) WHERE key = %(key)s"

FORGET = "DELETE FROM partners_tries WHERE NOT EXISTS (SELECT 1 FROM unnest(moments) each WHERE each > %(since)s)"


def take_try(what: str, whose: str, *, at: datetime, limit: int = LIMIT) -> bool:
    """Count a try of `what` at `whose`, unless `limit` were counted in the 15 minutes before: then False.

    Of any number at once, no more than `limit` are let through. Neither word is kept, only a keyed hash of both.
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"key": _key(what, whose), "at": at, "since": at - WINDOW, "limit": limit})
        return cursor.fetchone() is not None


def network(address: str) -> str:
    """What is counted as one network: an IPv4 address, and of IPv6 the /64 that one subscriber has whole."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, IPv4Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or IPv6Network((int(parsed), 64), strict=False))


def give_back(what: str, whose: str, *, at: datetime) -> None:
    """Take back the try counted at `at`: it was right. Those that were wrong stay counted."""
    with connection.cursor() as cursor:
        cursor.execute(GIVE_BACK, {"key": _key(what, whose), "at": at})


def forget_old_tries(at: datetime) -> int:
    """Remove what no longer counts; gives how many rows."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, {"since": at - WINDOW})
        return int(cursor.rowcount)


def _key(what: str, whose: str) -> str:
    return keyed_digest(f"{what} {whose}".encode(), purpose="tries").hex()
