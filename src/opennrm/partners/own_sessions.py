"""Where somebody is signed in, for themselves to see and end; and clearing away what no longer signs anybody in."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from opennrm.audit.record import announce, command
from opennrm.mechanism.events import SessionsEnded
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.browsers import forget_old_browsers
from opennrm.partners.enter import KEPT_FOR
from opennrm.partners.models import KnownBrowser, SignedInSession
from opennrm.partners.sessions import BEGAN, KIND, SessionStore, kept_key
from opennrm.partners.throttling import forget_old_tries
from opennrm.vault.sealing import keyed_digest


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One place where somebody is signed in. `id` names it on pages; its secret cannot be told from that."""

    id: str
    kind: str
    began_at: datetime | None
    last_seen_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class OwnBrowser:
    """A browser that somebody signed in with."""

    kind: str
    first_at: datetime
    last_at: datetime


def sessions_of(actor: Actor, *, this: str | None, at: datetime) -> list[OwnSession]:
    """The actor's sessions that stand, the last used first; `this` is the key of the one they ask with."""
    rows = _standing(actor.account_id, at).order_by("-last_seen_at", "session_key")
    found = []
    for row in rows:
        data = SessionStore().decode(row.session_data)
        began = data.get(BEGAN)
        found.append(
            OwnSession(
                id=_named(row.session_key),
                kind=str(data.get(KIND, "A browser")),
                began_at=None if began is None else datetime.fromtimestamp(float(began), UTC),
                last_seen_at=row.last_seen_at,
                is_this=row.session_key == kept_key(this),
            )
        )
    return found


def browsers_of(actor: Actor) -> list[OwnBrowser]:
    """The browsers the actor signed in with, the newest first."""
    rows = KnownBrowser.objects.filter(account_id=actor.account_id).order_by("-first_at", "id")
    return [OwnBrowser(row.kind, row.first_at, row.last_at) for row in rows]


def end_session(session_id: str, *, by: Actor, at: datetime) -> None:
    """End one session of one's own, from the next request on. Raises `NotYours` if there is none of this id."""
    with command():
        keys = SignedInSession.objects.filter(account_id=by.account_id).values_list("session_key", flat=True)
        key = next(
            (
                each
                for each in keys
                if hmac.compare_digest(_named(each).encode(), session_id.encode("utf-8", "surrogatepass"))
            ),
            None,
        )
        if key is None:
            raise NotYours
        _end([key], by=by, at=at)


def end_other_sessions(*, by: Actor, this: str | None, at: datetime) -> int:
    """End every session of one's own but the one asked with; gives how many."""
    with command():
        others = SignedInSession.objects.filter(account_id=by.account_id).exclude(session_key=kept_key(this))
        return _end(list(others.values_list("session_key", flat=True)), by=by, at=at)


def former_owner(session_key: str | None) -> UUID | None:
    """Whose session this was, which ran out but was not ended; it is removed. For giving back what they typed."""
    if not session_key:
        return None
    row = SignedInSession.objects.filter(session_key=kept_key(session_key)).first()
    if row is None:
        return None
    row.delete()
    return row.account_id


def clear_away(at: datetime) -> dict[str, int]:
    """Remove sessions that ran out, browsers not used for long, and tries that no longer count; gives how many.

    A session that was not used for `IDLE_MINUTES` stays until its day is over: what is typed under it still finds
    its owner. What it kept goes after an hour, such as what was typed when an earlier one had run out, and so does a
    session in which nobody is signed in.
    """
    unused = SignedInSession.objects.filter(last_seen_at__lte=at - KEPT_FOR)
    sessions = unused.filter(account_id=None).delete()[0]
    unused.exclude(session_data="").update(session_data="")
    sessions += SignedInSession.objects.filter(expire_date__lte=at).delete()[0]
    return {"sessions": sessions, "browsers": forget_old_browsers(at), "tries": forget_old_tries(at)}


def _standing(account_id: UUID, at: datetime) -> QuerySet[SignedInSession]:
    used = at - timedelta(minutes=settings.IDLE_MINUTES)
    return SignedInSession.objects.filter(account_id=account_id, expire_date__gt=at, last_seen_at__gt=used)


def _end(keys: list[str], *, by: Actor, at: datetime) -> int:
    ended = SignedInSession.objects.filter(account_id=by.account_id, session_key__in=keys).delete()[0]
    if ended:
        announce(SessionsEnded(subject=str(by.account_id), how_many=ended), at=at, by=by.account_id)
    return ended


def _named(session_key: str) -> str:
    return keyed_digest(session_key.encode(), purpose="session on a page").hex()[:32]
