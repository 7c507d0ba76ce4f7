"""Marks and disclosures in a case: of the asker's team, of another authority, and of another team of their own."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from opennrm.audit.once import form_token
from opennrm.disclosure.actions.deciding import HeldBack, decide_redaction, what_would_be_given
from opennrm.disclosure.actions.marking import mark_piece
from opennrm.disclosure.actions.preparing import Asked, prepare_disclosure
from opennrm.disclosure.actions.releasing import release_disclosure
from opennrm.disclosure.queries import disclosure_of
from opennrm.mechanism.redaction import Mark
from opennrm.partners.models import Account, Team
from tests.factories import cases as made
from tests.house.examples import foreign, of_another_team, own
from tests.house.examples.cases import _next_door, receives

OF_A_RECORD = ("disclosures", "begin_disclosure", "marks")
OF_A_DISCLOSURE = (
    *("disclosure", "decide_redaction", "let_notification_in"),
    *("release_disclosure", "take_disclosure", "drop_disclosure"),
)
PIECE = "answer:first_name"


def _record() -> dict[str, Any]:
    return {"reference": made.referred()}


def _marked(team: Team) -> dict[str, Any]:
    by, reference = made.officer("caseworker", in_team=team), made.referred()
    told: dict[str, Any] = {"mark": "third_party", "whole": True, "by": by, "at": timezone.now()}
    return {"reference": reference, "piece": PIECE, "mark_id": mark_piece(reference, PIECE, **told)[0]}


def _disclosed(team: Team) -> dict[str, Any]:
    reference, at = made.referred(), timezone.now()
    by, second = (made.officer("records_officer", in_team=team) for _each in range(2))
    asked = Asked("subject_access", "right_of_access", "", "Linh Exemple", ["case"])
    made_id = prepare_disclosure(reference, asked, token=form_token(), by=by, at=at)
    held = HeldBack(list(Mark))
    seen = what_would_be_given(reference, made_id, held=held, by=by, at=at).fingerprint
    decide_redaction(reference, made_id, held=held, seen=seen, read=True, by=by, at=at)
    frozen = disclosure_of(made.seen(reference, by).id, made_id).content_hash
    release_disclosure(reference, made_id, agreed=True, remark="", seen=frozen, by=second, at=at)
    return {"reference": reference, "disclosure_id": made_id}


@own(*OF_A_RECORD)
def _own(account: Account) -> dict[str, Any]:
    receives(account)
    return _record()


@foreign(*OF_A_RECORD)
def _elsewhere() -> dict[str, Any]:
    return _record()


@of_another_team(*OF_A_RECORD)
def _beside(account: Account) -> dict[str, Any]:
    _next_door(account)
    return _record()


@own("mark_piece")
def _piece(account: Account) -> dict[str, Any]:
    return _without_mark(_marked(receives(account)))


@foreign("mark_piece")
def _piece_elsewhere() -> dict[str, Any]:
    return _without_mark(_marked(made.authority_team()))


@of_another_team("mark_piece")
def _piece_beside(account: Account) -> dict[str, Any]:
    return _without_mark(_marked(_next_door(account)))


def _without_mark(parts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parts.items() if name != "mark_id"}


@own("lift_mark")
def _mark(account: Account) -> dict[str, Any]:
    return _marked(receives(account))


@foreign("lift_mark")
def _mark_elsewhere() -> dict[str, Any]:
    return _marked(made.authority_team())


@of_another_team("lift_mark")
def _mark_beside(account: Account) -> dict[str, Any]:
    return _marked(_next_door(account))


@own(*OF_A_DISCLOSURE)
def _disclosure(account: Account) -> dict[str, Any]:
    return _disclosed(receives(account))


@foreign(*OF_A_DISCLOSURE)
def _disclosure_elsewhere() -> dict[str, Any]:
    return _disclosed(made.authority_team())


@of_another_team(*OF_A_DISCLOSURE)
def _disclosure_beside(account: Account) -> dict[str, Any]:
    return _disclosed(_next_door(account))
