"""Who is at the door, in one statement: the session, the account, its organisation, roles and teams as of now.

An ordinary page may cost five statements in all, so nothing here goes through the ORM. Every request asks again:
an access that was ended is refused at the next request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from opennrm.audit.asking import ask_as, not_certain
from opennrm.mechanism.vocabulary import Nation
from opennrm.partners.access import Actor
from opennrm.partners.sessions import ELSEWHERE, SessionStore, kept_key

ENTER = """
WITH seen AS (
    UPDATE partners_session SET last_seen_at = %(at)s
    WHERE session_key = %(key)s AND last_seen_at <= %(written)s
        AND last_seen_at > CASE WHEN account_id IS NULL THEN %(kept)s ELSE %(idle)s END
)
SELECT s.session_data, a.id, a.password, a.name, o.id, o.slug, o.name, o.nation,
    EXISTS (SELECT 1 FROM mfa_authenticator m WHERE m.user_id = a.id AND m.type IN ('totp', 'webauthn')),
    held.roles, held.teams,
    CASE WHEN o.id IS NOT NULL THEN set_config(
        'opennrm.grantees', (o.id || COALESCE(array_remove(held.teams, NULL), '{}') || a.id)::text, true
    ) || set_config('opennrm.at', (%(at)s)::text, true) END
FROM partners_session s
LEFT JOIN partners_account a ON a.id = s.account_id AND a.is_active
LEFT JOIN partners_organisation o ON o.id = a.organisation_id
    AND o.starts_on <= %(today)s AND (o.ends_on IS NULL OR o.ends_on >= %(today)s)
LEFT JOIN LATERAL (
    SELECT array_agg(r.role ORDER BY t.name, r.id) AS roles, array_agg(r.team_id ORDER BY t.name, r.id) AS teams
    FROM partners_role_held r LEFT JOIN partners_team t ON t.id = r.team_id
    WHERE r.account_id = a.id AND r.from_at <= %(at)s AND (r.until_at IS NULL OR r.until_at > %(at)s)
) held ON true
WHERE s.session_key = %(key)s AND s.expire_date > %(at)s
    AND s.last_seen_at > CASE WHEN s.account_id IS NULL THEN %(kept)s ELSE %(idle)s END
"""
KEPT_FOR = timedelta(hours=1)
"""How long a session in which nobody is signed in stands unused: what somebody typed waits in it for that long."""
WRITTEN_EVERY = timedelta(minutes=1)
"""How exact the moment is that a session was last used at; most requests so write nothing."""
_HASH_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"


@dataclass(frozen=True, slots=True)
class Entered:
    """Who came in: nobody (`actor` None) or an actor, and whether they have set up their second factor."""

    actor: Actor | None
    has_second_factor: bool = False


NOBODY = Entered(actor=None)


def enter(session: SessionStore, *, at: datetime) -> Entered:
    """Read in one statement who is asking, and give the session its data on the way.

    Takes the request's session (only its key is used) and the moment. Gives `Entered`; its actor is None when there
    is no session, or it ended or was not used for `IDLE_MINUTES`, or the password was changed since, or the account was
    deactivated, or its organisation is not in the partnership on that day. Then the session is empty too, so that
    nothing else takes it for signed in.
    """
    if session.session_key is None:
        session.fill(None)
        return NOBODY
    with connection.cursor() as cursor:
        moments = {"at": at, "today": timezone.localdate(at), "written": at - WRITTEN_EVERY}
        used = {"idle": at - timedelta(minutes=settings.IDLE_MINUTES), "kept": at - KEPT_FOR}
        cursor.execute(ENTER, {"key": kept_key(session.session_key), **used, **moments})
        row = cursor.fetchone()
    if row is None:
        session.fill(None)
        return NOBODY
    data: dict[str, Any] = session.decode(row[0])
    actor = _actor(row, data)
    if actor is not None:
        ask_as(actor.grantees, at, told=True)
    else:
        not_certain()
    session.fill(data if actor is not None or SESSION_KEY not in data else {})
    return NOBODY if actor is None else Entered(actor=actor, has_second_factor=row[8] or bool(data.get(ELSEWHERE)))


def session_hash(password: str) -> str:
    """What a session keeps of the password's hash, as Django reckons it, without an account's instance."""
    return salted_hmac(_HASH_SALT, password, algorithm="sha256").hexdigest()


def _actor(row: tuple[Any, ...], data: dict[str, Any]) -> Actor | None:
    account_id: UUID | None = row[1]
    organisation_id: UUID | None = row[4]
    if account_id is None or organisation_id is None or data.get(SESSION_KEY) != str(account_id):
        return None
    if not constant_time_compare(str(data.get(HASH_SESSION_KEY, "")), session_hash(row[2])):
        return None
    held = tuple(zip(row[9] or (), row[10] or (), strict=True))
    return Actor(
        account_id=account_id,
        organisation_id=organisation_id,
        organisation_slug=row[5],
        organisation_name=row[6],
        nation=Nation(row[7]) if row[7] else None,
        name=row[3],
        roles=frozenset(role for role, _team in held),
        teams=frozenset(team for _role, team in held if team),
        held=held,
    )
