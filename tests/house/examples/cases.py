"""Cases, their decisions and letters: of the asker's team, of another authority, and of another team of their own."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from opennrm.cases.actions.absence import record_absence
from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.actions.parties import add_party
from opennrm.cases.actions.saved_lists import save_list
from opennrm.cases.actions.tasks import add_task
from opennrm.cases.models import Case, Evidence
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.notifications.queries import letters_of
from opennrm.partners.access import Actor
from opennrm.partners.models import Account, Organisation, RoleHeld, Team
from opennrm.partners.roles import Permission
from tests.factories import cases as made
from tests.factories import partners as people
from tests.house.examples import foreign, of_another_team, own

OF_A_CASE = (
    "case",
    "take_case",
    "allocate_case",
    "add_evidence",
    "case_timeline",
    "evidence_list",
    "case_files",
    "tasks_of_case",
    "notes_of_case",
    "messages_of_case",
    "corrections_of_case",
    "flags",
    "dossier",
    "hand_over_case",
    "points_reasonable_grounds",
    "points_conclusive_grounds",
    "add_adverse_point",
    "reasonable_grounds",
    "check_disqualification",
    "check_reasonable_grounds",
    "serve_reasonable_grounds",
    "conclusive_grounds",
    "check_conclusive_grounds",
    "serve_conclusive_grounds",
    "answer_and_serve_reasonable_grounds",
    "answer_and_serve_conclusive_grounds",
    "case_independent_reviews",
    "recovery",
    "end_recovery",
    "record_consultation",
    "suspend_case",
    "resume_case",
    "withdraw_case",
    "close_case",
    "reopen_case",
    "triage_case",
    "age_of_case",
    "consent_to_stay",
    "transfer_case",
    "parties",
    "consents",
    "record_consent",
    "letter_previews",
    "safe_way",
    "add_party",
    "record_contact",
    "extend_recovery",
    "review_recovery",
    "override_bar",
    "propose_disqualification",
    "record_representation",
    "leave_to_stay",
    "requests",
    "ask_agency",
    "return_for_information",
    "request_reconsideration",
    "answer_reconsideration",
    "why_opened",
    "team_of_case",
    "let_in",
    "restrict_case",
    "unrestrict_case",
    "who_looked",
    "who_looked_answer",
    "whereabouts",
    "case_own_page",
    "end_case_own_page",
)


def receives(account: Account) -> Team:
    """The team that receives cases: the account's own, where its organisation can be the authority that decides."""
    if account.organisation.type != OrganisationType.COMPETENT_AUTHORITY.value:
        return made.authority_team()
    Organisation.objects.filter(id=account.organisation_id).update(slug=made.AUTHORITY)
    team = RoleHeld.objects.get(account=account).team
    assert team is not None
    Team.objects.filter(organisation_id=account.organisation_id).update(receives=False)
    Team.objects.filter(id=team.id).update(receives=True)
    return team


def _letter_of(team: Team) -> dict[str, Any]:
    reference = made.referred()
    made.decided(reference, "positive", by=made.officer("caseworker", in_team=team))
    return {"reference": reference, "letter_id": letters_of(reference)[0].id}


@own(*OF_A_CASE)
def _case(account: Account) -> dict[str, Any]:
    receives(account)
    return {"reference": made.referred()}


@foreign(*OF_A_CASE)
def _case_elsewhere() -> dict[str, Any]:
    return {"reference": made.referred()}


@of_another_team(*OF_A_CASE)
def _case_next_door(account: Account) -> dict[str, Any]:
    _next_door(account)
    return {"reference": made.referred()}


def _piece_of(team: Team) -> dict[str, Any]:
    reference, at = made.referred(), timezone.now()
    told = {"kind": "police", "text": "A notebook.", "source": ""}
    add_evidence(reference, **told, by=made.officer("caseworker", in_team=team), at=at)
    return {"reference": reference, "evidence_id": Evidence.objects.latest("added_at").id}


@own("piece_of_evidence")
def _piece(account: Account) -> dict[str, Any]:
    return _piece_of(receives(account))


@foreign("piece_of_evidence")
def _piece_elsewhere() -> dict[str, Any]:
    return _piece_of(made.authority_team())


@of_another_team("piece_of_evidence")
def _piece_next_door(account: Account) -> dict[str, Any]:
    return _piece_of(_next_door(account))


def _task_of(team: Team) -> dict[str, Any]:
    reference, by = made.referred(), made.officer("caseworker", in_team=team)
    told = {"title": "Ring the council.", "to": by.account_id, "due_on": None}
    return {"reference": reference, "task_id": add_task(reference, **told, by=by, at=timezone.now())}


@own("task")
def _task(account: Account) -> dict[str, Any]:
    return _task_of(receives(account))


@foreign("task")
def _task_elsewhere() -> dict[str, Any]:
    return _task_of(made.authority_team())


@of_another_team("task")
def _task_next_door(account: Account) -> dict[str, Any]:
    return _task_of(_next_door(account))


def _part_in(reference: str) -> dict[str, Any]:
    case_id = Case.objects.values_list("id", flat=True).get(reference=reference)
    force = people.organisation()
    by = made.officer("caseworker", in_team=Case.objects.get(id=case_id).owner_team)
    party_id = add_party(
        reference, audience="police", organisation_id=force.id, because="investigates", by=by, at=timezone.now()
    )
    return {"reference": reference, "party_id": party_id}


@own("end_party")
def _party(account: Account) -> dict[str, Any]:
    receives(account)
    return _part_in(made.referred())


@foreign("end_party")
def _party_elsewhere() -> dict[str, Any]:
    return _part_in(made.referred())


@of_another_team("end_party")
def _party_next_door(account: Account) -> dict[str, Any]:
    _next_door(account)
    return _part_in(made.referred())


@own("letter", "letter_state", "resend_letter")
def _letter(account: Account) -> dict[str, Any]:
    return _letter_of(receives(account))


@foreign("letter", "letter_state", "resend_letter")
def _letter_elsewhere() -> dict[str, Any]:
    return _letter_of(made.authority_team())


@of_another_team("letter", "letter_state", "resend_letter")
def _letter_next_door(account: Account) -> dict[str, Any]:
    return _letter_of(_next_door(account))


def _previewed() -> dict[str, Any]:
    return {"reference": made.referred(), "outcome": "positive", "number": 1}


@own("letter_preview")
def _preview(account: Account) -> dict[str, Any]:
    receives(account)
    return _previewed()


@foreign("letter_preview")
def _preview_elsewhere() -> dict[str, Any]:
    return _previewed()


@of_another_team("letter_preview")
def _preview_next_door(account: Account) -> dict[str, Any]:
    _next_door(account)
    return _previewed()


def _next_door(account: Account) -> Team:
    """Another team of the account's organisation, which is the one that receives cases."""
    own_team = receives(account)
    next_door = people.team(own_team.organisation, f"A team beside {own_team.name}")
    Team.objects.filter(organisation=own_team.organisation).update(receives=False)
    Team.objects.filter(id=next_door.id).update(receives=True)
    return next_door


def _saved_by(by: Actor) -> dict[str, Any]:
    return {"list_id": save_list(name="Late ones", asked="late=yes", team=None, by=by, at=timezone.now())}


@own("remove_list")
def _saved(account: Account) -> dict[str, Any]:
    by = people.actor(account)
    return _saved_by(by if Permission.SEE_CASES in by.permissions else made.officer("caseworker"))


@foreign("remove_list")
def _saved_elsewhere() -> dict[str, Any]:
    return _saved_by(made.officer("caseworker"))


@own("allocation_rule")
def _own_team(account: Account) -> dict[str, Any]:
    return {"team_id": RoleHeld.objects.get(account=account).team_id}


@foreign("allocation_rule")
def _team_elsewhere() -> dict[str, Any]:
    return {"team_id": made.authority_team().id}


@of_another_team("allocation_rule")
def _team_next_door(account: Account) -> dict[str, Any]:
    return {"team_id": people.team(account.organisation, "Next door").id}


def _away(by: Actor) -> dict[str, Any]:
    day = legal_day(timezone.now())
    told = {"from_on": day, "until_on": day, "cover": None}
    return {"absence_id": record_absence(by.account_id, **told, by=by, at=timezone.now())}


@own("end_absence")
def _own_absence(account: Account) -> dict[str, Any]:
    by = people.actor(account)
    return _away(by if Permission.WORK_ON_CASES in by.permissions else made.officer("caseworker"))


@foreign("end_absence")
def _absence_elsewhere() -> dict[str, Any]:
    return _away(made.officer("caseworker"))
