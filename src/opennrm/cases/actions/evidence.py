"""Adding evidence to a case."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from opennrm.audit.once import FIRST_WAS_KEPT, once
from opennrm.audit.record import announce, command
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.models import Case, Evidence
from opennrm.mechanism.events import EvidenceAdded
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.vault.hashes import keyed_hash


class EvidenceKind(StrEnum):
    """What kinds of evidence are told apart."""

    ACCOUNT_OF_THE_PERSON = "account_of_the_person"
    POLICE = "police"
    MEDICAL = "medical"
    LOCAL_AUTHORITY = "local_authority"
    SUPPORT_PROVIDER = "support_provider"
    OPEN_SOURCE = "open_source"
    OTHER = "other"


def add_evidence(
    reference: str, *, kind: str, text: str, source: str, by: Actor, at: datetime, token: str | None = None
) -> UUID | None:
    """Add what somebody told or sent; gives its id, None where it had been added already.

    Raises `NotYours`, and `Refused` naming the field that is wrong.

    Evidence does not change the version of the case: adding it does not undo what somebody else is writing.
    Sent again with the same `token` of a form, it is added once.
    """
    for refusal in (_refusal_of_kind(kind), _refusal_of_text(text, "text"), refusal_of_length(source, "source")):
        if refusal is not None:
            raise Refused(refusal)
    with command():
        body = {"kind": kind, "text": text, "source": source}
        told: dict[str, Any] = {"token": f"evidence:{reference}:{token}", "body": body, "at": at}
        if token and once(who=by.account_id, **told, changed=FIRST_WAS_KEPT) is not None:
            return None
        case = locked_case(reference, needs=Permission.ADD_EVIDENCE, seen=None, by=by, at=at)
        return keep_evidence(case, kind=kind, text=text, source=source, by=by, at=at).id


def keep_evidence(case: Case, *, kind: str, text: str, source: str, by: Actor, at: datetime) -> Evidence:
    """Add a piece of evidence to a locked case, for an action that asked whether it may."""
    text_hash = keyed_hash("evidence", [kind, text, source])
    added = EvidenceAdded(subject=case.reference, case=case.reference, evidence_kind=kind, text_hash=text_hash)
    announce(added, at=at, by=by.account_id)
    return Evidence.objects.create(
        case=case,
        kind=kind,
        text=text,
        source=source or None,
        text_hash=text_hash,
        added_at=at,
        added_by_id=by.account_id,
    )


def _refusal_of_kind(kind: str) -> Refusal | None:
    if kind in set(EvidenceKind):
        return None
    return Refusal("no_kind", "Choose what kind of evidence it is.", "house", "kind")


def _refusal_of_text(text: str, field: str) -> Refusal | None:
    if not text.strip():
        return Refusal("no_text", "Write what the evidence says.", "house", field)
    return refusal_of_length(text, field)
