"""Files that an organisation's own system gives with what it began: by the actions of the pages, once for one key.

A system sees how each file stands that goes with a draft it began, or with the referral that this became, and never
what a file is called or holds.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from opennrm.audit.once import once, remember
from opennrm.audit.record import command
from opennrm.evidence.actions import With, begin_file, keep_piece
from opennrm.evidence.kinds import FIELD
from opennrm.evidence.queries import FileRead, file_with, files_with, sha256_of
from opennrm.mechanism.refusal import Refusal, refuse_if
from opennrm.partners.access import Actor
from opennrm.referrals.adding import draft_of
from opennrm.referrals.by_program import KEY_USED, begun_referral, see_that_begun, token_of

REFUSED = "refused:"
"""Before the code of a refusal, where the history of commands keeps what came of a piece."""


def begin(to: With, *, name: str, size: int, sha256: str, key: str, by: Actor, at: datetime) -> UUID:
    """Announce a file; gives its id, that of the first time where the key came before, or the bytes are here.

    Raises `NotYours`, and `Refused` for its name, its size or what there is already.
    """
    see_what_goes(to, by)
    sent = {"file": {**_told(to), "name": name, "size": size, "sha256": sha256}}
    token = token_of("file", key)
    with command():
        earlier = once(who=by.account_id, token=token, body=sent, at=at, changed=KEY_USED)
        if earlier is not None:
            return UUID(earlier.result)
        begun = begin_file(to, name=name, size=size, sha256=sha256, by=by, at=at)
        remember(who=by.account_id, token=token, result=str(begun.id))
    return begun.id


def add(to: With, file_id: UUID, *, first_byte: int, content: bytes, key: str, by: Actor, at: datetime) -> FileRead:
    """Keep the next piece; the last one ends the file, which is taken or refused. With the same key it is done once.

    Raises `NotYours`; `OutOfOrder` with how much is here; `Refused`, the second time by the same code.
    """
    draft_id = see_what_goes(to, by)
    sent = {"piece": {**_told(to), "file": file_id, "first_byte": first_byte, "sha256": sha256_of(content)}}
    token = token_of("piece", key)
    with command():
        earlier = once(who=by.account_id, token=token, body=sent, at=at, changed=KEY_USED)
        if earlier is None:
            _done, refusal = keep_piece(to, file_id, first_byte=first_byte, content=content, by=by, at=at)
            remember(who=by.account_id, token=token, result=f"{REFUSED}{refusal.code}" if refusal else str(file_id))
    refuse_if(refusal if earlier is None else _refused_before(earlier.result))  # after COMMIT: the file is gone
    return file_with(draft_id, file_id)


def files(to: With, *, by: Actor) -> list[FileRead]:
    """The files that go with it. Raises `NotYours`."""
    return files_with(see_what_goes(to, by))


def file(to: With, file_id: UUID, *, by: Actor) -> FileRead:
    """One of them. Raises `NotYours`."""
    return file_with(see_what_goes(to, by), file_id)


def see_what_goes(to: With, by: Actor) -> UUID:
    """See that the system began it; gives the draft that the files are with. Raises `NotYours`."""
    if to.draft_id is not None:
        see_that_begun(to.draft_id, by)
        return to.draft_id
    return draft_of(begun_referral(to.reference or "", by=by).reference)


def _told(to: With) -> dict[str, Any]:
    return {"draft": to.draft_id, "reference": to.reference}


def _refused_before(result: str) -> Refusal | None:
    if not result.startswith(REFUSED):
        return None
    because = (
        "The file was refused when this came first, and nothing of it was kept. Put it right and announce it anew."
    )
    return Refusal(result.removeprefix(REFUSED), because, "house", FIELD)
