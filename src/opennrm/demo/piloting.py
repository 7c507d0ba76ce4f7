"""The pilot of the demonstration: a pool for panels, cases that leads have, and one that waits for a panel."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from opennrm.cases.actions.allocation import take_case
from opennrm.cases.actions.consulting import record_consultation
from opennrm.cases.actions.deciding import decide_reasonable_grounds
from opennrm.cases.actions.panels import put_before_panel
from opennrm.cases.actions.recovering import end_recovery
from opennrm.cases.queries import case_for
from opennrm.demo.answers import adult_answers, send_referral
from opennrm.demo.pilot_people import CASEWORKER, CHAIR, CONVENER, LEAD_OF_NURSE, MEMBERS, NURSE, OFFICER
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.conclusive_grounds import TO_CONSULT
from opennrm.panels.actions.pool import INDEPENDENT, join_pool
from opennrm.panels.queries import team_of
from opennrm.partners.actors import actor_of

NEEDS = {"police": 1, "health": 1, "local_authority": 1, "charity": 1, "border_force": 1}


def pilot_begins(now: datetime) -> None:
    """Fill the pool, and refer people who stay in the area of the pilot."""
    convener = actor_of(CONVENER, now)
    for email, agency in {CHAIR: INDEPENDENT, **{email: agency for email, (_n, _o, agency) in MEMBERS.items()}}.items():
        account, is_chair = str(actor_of(email, now).account_id), email == CHAIR
        join_pool(
            team_of(convener), account, agency=agency, may_chair=is_chair, by=convener, at=now, token=str(uuid4())
        )
    _before_panel(_referred(NURSE, now - timedelta(54), "Ines", "Fabula", "1991-06-03"), now)
    _referred(OFFICER, now - timedelta(3), "Bao", "Fictif", "1989-09-21")
    _referred(NURSE, now - timedelta(1), "Olena", "Vyhadana", "1996-01-12")


def _referred(email: str, at: datetime, first_name: str, last_name: str, born_on: str) -> str:
    told = {"first_name": first_name, "last_name": last_name, "date_of_birth": born_on, "staying_town": "bournemouth"}
    return send_referral(adult_answers(legal_day(at)) | told, by=actor_of(email, at), at=at)


def _before_panel(reference: str, now: datetime) -> None:
    """A lead accepts it; the unit has it after the recovery period, discusses it and puts it before a panel."""
    accepted = now - timedelta(52)
    lead = actor_of(LEAD_OF_NURSE, accepted)
    seen = case_for(lead, reference, at=accepted).version
    told = "The account is detailed and supported."
    decide_reasonable_grounds(reference, outcome="positive", reasons=told, seen=seen, by=lead, at=accepted)
    at = now - timedelta(2)
    unit = actor_of(CASEWORKER, at)
    take_case(reference, seen=case_for(unit, reference, at=at).version, by=unit, at=at)
    end_recovery(reference, seen=case_for(unit, reference, at=at).version, by=unit, at=at)
    for with_whom in TO_CONSULT:
        record_consultation(
            reference,
            with_whom=with_whom,
            took_part=True,
            said="Nothing else is known.",
            on=legal_day(at),
            by=unit,
            at=at,
        )
    put_before_panel(reference, needs=NEEDS, seen=case_for(unit, reference, at=at).version, by=unit, at=at)
