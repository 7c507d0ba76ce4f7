"""What somebody searched for: sealed in their session, so that its address holds an id and not what was typed.

So what was found can be loaded again and gone back to without a form being sent once more. The last few are kept, for
an hour and for whoever typed them; of people it is kept who was found, so that showing them again is no new search.
After that hour they are removed by the next request of the session, whatever it asks for; those of a session that was
left go with it.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from opennrm.partners.enter import KEPT_FOR
from opennrm.partners.sessions import SessionStore
from opennrm.vault.sealing import CannotOpen, open_sealed, seal
from opennrm.web.door import SignedInRequest

KEPT = "searches"
MOST = 10
LASTS = KEPT_FOR


@dataclass(frozen=True, slots=True)
class Search:
    """A search: for a part of a reference, or for a person, with the ids of the people who were found."""

    part: str = ""
    person: str = ""
    people: tuple[UUID, ...] | None = None


NOTHING = Search()


def keep_search(request: SignedInRequest, search: Search) -> str:
    """Keep a search in the session of whoever asks; gives the id it is known by in their addresses."""
    id_ = secrets.token_hex(8)
    people = None if search.people is None else [str(each) for each in search.people]
    text = json.dumps({"part": search.part, "person": search.person, "people": people})
    let_go_of_old(request)
    new = {"id": id_, "at": request.at.timestamp(), "sealed": seal(text, purpose=_purpose(request, id_))}
    request.session[KEPT] = [*request.session.get(KEPT, ()), new][-MOST:]
    return id_


def kept_search(request: SignedInRequest, id_: str) -> Search | None:
    """The search of this id; None where it is over, or was not made in this session by whoever asks."""
    let_go_of_old(request)
    for each in request.session.get(KEPT, ()):
        if each["id"] == id_:
            return _opened(request, each)
    return None


def let_go_of_old(request: SignedInRequest) -> None:
    """Remove what was searched for more than an hour ago; the session is written only where there is such."""
    every = cast("SessionStore", request.session).glimpse(KEPT)
    if not every:
        return
    since = (request.at - LASTS).timestamp()
    kept = [each for each in every if each["at"] >= since]
    if len(kept) < len(every):
        request.session[KEPT] = kept


def _opened(request: SignedInRequest, kept: dict[str, Any]) -> Search | None:
    try:
        told = json.loads(open_sealed(kept["sealed"], purpose=_purpose(request, kept["id"])))
    except CannotOpen:
        return None
    people = None if told["people"] is None else tuple(UUID(each) for each in told["people"])
    return Search(part=told["part"], person=told["person"], people=people)


def _purpose(request: SignedInRequest, id_: str) -> str:
    return f"search {request.actor.account_id} {id_}"
