"""Representations and requests for information: of the asker's team, of another authority, of another team."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from opennrm.cases.actions.asking import ask_agency, ask_responder
from opennrm.cases.actions.representations import record_representation
from opennrm.cases.second_stage import questions_to, second_stage_of
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.access import Actor
from opennrm.partners.models import Account, RoleHeld, Team
from tests.factories import cases as made
from tests.factories import partners as people
from tests.house.examples import foreign, of_another_team, own
from tests.house.examples.cases import next_door, receives

OF_A_REQUEST = ("record_answer", "close_request", "request_sheet")


def _represented(team: Team) -> dict[str, Any]:
    reference, at = made.referred(), timezone.now()
    by = made.officer("caseworker", in_team=team)
    put = {"source": "person", "text": "Not yet.", "received_on": legal_day(at), "token": "one"}
    record_representation(reference, **put, by=by, at=at)
    read = second_stage_of(made.seen(reference, by).id)
    return {"reference": reference, "representation_id": read.representations[0].id}


def _asked(team: Team) -> dict[str, Any]:
    reference, at = made.referred(), timezone.now()
    by = made.officer("caseworker", in_team=team)
    request_id = ask_agency(
        reference,
        agency="Harbour Hospital",
        agency_kind="health",
        topics=["health"],
        words="What was treated?",
        due_on=legal_day(at) + timedelta(days=14),
        chase_every=7,
        token="one",
        by=by,
        at=at,
    )
    return {"reference": reference, "request_id": request_id}


def _questioned(by: Actor) -> dict[str, Any]:
    reference, at = made.referred(by), timezone.now()
    caseworker = made.officer("caseworker")
    ask_responder(
        reference,
        topics=["places"],
        words="Which farm was it?",
        due_on=legal_day(at) + timedelta(days=3),
        chase_every=None,
        seen=made.seen(reference, caseworker).version,
        by=caseworker,
        at=at,
    )
    return {"reference": reference, "request_id": questions_to(reference)[0].id}


@own("answer_representation")
def _own_representation(account: Account) -> dict[str, Any]:
    return _represented(receives(account))


@foreign("answer_representation")
def _representation_elsewhere() -> dict[str, Any]:
    return _represented(made.authority_team())


@of_another_team("answer_representation")
def _representation_next_door(account: Account) -> dict[str, Any]:
    return _represented(next_door(account))


@own(*OF_A_REQUEST)
def _own_request(account: Account) -> dict[str, Any]:
    return _asked(receives(account))


@foreign(*OF_A_REQUEST)
def _request_elsewhere() -> dict[str, Any]:
    return _asked(made.authority_team())


@of_another_team(*OF_A_REQUEST)
def _request_next_door(account: Account) -> dict[str, Any]:
    return _asked(next_door(account))


@own("answer_question")
def _own_question(account: Account) -> dict[str, Any]:
    team = RoleHeld.objects.get(account=account).team
    return _questioned(people.actor(people.account("first_responder", in_team=team)))


@foreign("answer_question")
def _question_elsewhere() -> dict[str, Any]:
    return _questioned(made.referrer())


@of_another_team("answer_question")
def _question_next_door(account: Account) -> dict[str, Any]:
    south = people.team(account.organisation, "South")
    return _questioned(people.actor(people.account("first_responder", in_team=south)))
