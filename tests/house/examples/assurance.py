"""Decisions under independent review: of the asker's own team, named to the asker, and of somebody else's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.test import override_settings
from django.utils import timezone

from opennrm.assurance.actions.reviewing import declare_no_interest
from opennrm.assurance.models import Reviewer
from opennrm.cases.models import IndependentReview
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners.models import Account, Organisation, RoleHeld, Team
from tests.factories import cases as made
from tests.factories import partners as people
from tests.house.examples import foreign, own

BODY = "multi-agency-assurance-panel"


def _panel() -> Team:
    there = Team.objects.filter(organisation__slug=BODY).first()
    if there is not None:
        return there
    home = people.organisation(kind=OrganisationType.OVERSIGHT, nation=None, may_refer=False)
    Organisation.objects.filter(id=home.id).update(slug=BODY)
    team = people.team(Organisation.objects.get(id=home.id))
    for role in ("review_convener", *["independent_reviewer"] * 3):
        people.account(role, in_team=team)
    return team


def _under_review(team: Team) -> UUID:
    """A negative decision that was countersigned, and so waits for the reviewers of this team; gives the review."""
    _panel()
    with override_settings(PROFILES_ADOPTED=[("single_authority_2019", "2020-01-01")]):
        reference = made.referred()
        made.decided(reference, "negative", by=made.officer("caseworker"))
        made.checked(reference, by=made.officer("second_officer"))
    IndependentReview.objects.filter(reference=reference).update(team=team)
    return IndependentReview.objects.get(reference=reference).id


def _named(review_id: UUID, account: Account) -> None:
    """Named, in a review of the account's own team: of another's nobody is."""
    review = IndependentReview.objects.get(id=review_id)
    review.team = RoleHeld.objects.get(account=account).team or review.team
    review.save(update_fields=["team"])
    Reviewer.objects.create(
        review=review, team_id=review.team_id, account=account, named_at=timezone.now(), named_by=account
    )


@own("reviewers")
def _to_convene(account: Account) -> dict[str, Any]:
    team = RoleHeld.objects.get(account=account).team
    assert team is not None
    return {"review_id": _under_review(team)}


@own("declare_interest")
def _to_declare(account: Account) -> dict[str, Any]:
    review_id = _under_review(_panel())
    _named(review_id, account)
    return {"review_id": review_id}


@own("give_opinion")
def _to_review(account: Account) -> dict[str, Any]:
    review_id = _under_review(_panel())
    _named(review_id, account)
    if RoleHeld.objects.filter(account=account, role="independent_reviewer").exists():
        declare_no_interest(review_id, by=people.actor(account), at=timezone.now())
    return {"review_id": review_id}


@foreign("reviewers", "declare_interest", "give_opinion")
def _elsewhere() -> dict[str, Any]:
    return {"review_id": _under_review(_panel())}
