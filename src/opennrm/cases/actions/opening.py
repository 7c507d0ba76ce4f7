"""Saying why one opens a case that is not one's own work: once a case and session, told to the team of the case."""

from __future__ import annotations

from datetime import datetime

from opennrm.audit.record import announce, command
from opennrm.cases.models import Opening
from opennrm.cases.openings import reason_given
from opennrm.cases.queries import case_for
from opennrm.cases.signs import signs_of
from opennrm.mechanism.events import OpeningExplained
from opennrm.mechanism.need_to_know import refusal_of_opening_reason
from opennrm.mechanism.refusal import refuse_if
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.vault.hashes import keyed_hash


def hash_of_opening(reason: str, words: str) -> str:
    """The keyed hash by which row and event know why a case was opened."""
    return keyed_hash("opening", [reason, words])


def explain_opening(reference: str, *, reason: str, words: str, session: str, by: Actor, at: datetime) -> None:
    """Keep why somebody opens a case, for this session of theirs (a keyed hash); said twice, the first stands.

    Raises `NotYours`; `Refused` (fields `reason`, `words`) without a coded reason, or without words where they are not
    of the team that holds the case.
    """
    with command():
        read = case_for(by, reference, at=at)
        of_the_team = read.owner_team_id in by.teams_for(Permission.SEE_CASES)
        refuse_if(refusal_of_opening_reason(reason, words, of_the_team=of_the_team))
        if reason_given(read.id, by.account_id, session) is not None:
            return
        text_hash = hash_of_opening(reason, words)
        Opening.objects.create(
            case_id=read.id,
            session=session,
            reason=reason,
            words=words,
            text_hash=text_hash,
            opened_at=at,
            opened_by_id=by.account_id,
        )
        told = OpeningExplained(
            subject=reference, case=reference, reason=reason, text_hash=text_hash, signs=signs_of(reference, by)
        )
        announce(told, at=at, by=by.account_id)
