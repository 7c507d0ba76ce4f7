"""Reads about organisations and their people."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners import actions, queries
from opennrm.partners.access import NotYours
from opennrm.partners.models import Organisation
from tests.factories import partners as made

AT = timezone.now()
pytestmark = pytest.mark.django_db


def test_organisations_can_be_chosen_between_their_days() -> None:
    past = made.organisation("Past Police", ends_on=date(2021, 1, 3))
    made.organisation("New Council", may_refer=False)
    assert [row.name for row in queries.organisations_on(date(2021, 1, 3))] == ["New Council", "Past Police"]
    assert [row.name for row in queries.organisations_on(date(2021, 1, 4))] == ["New Council"]
    assert queries.organisations_on(date(2009, 3, 31)) == []
    assert [row.slug for row in queries.organisations_on(date(2021, 1, 3), may_refer=True)] == [past.slug]


def test_a_day_after_its_end_an_organisation_is_its_successor() -> None:
    last = made.organisation("Third")
    second = made.organisation("Second", ends_on=date(2022, 1, 1))
    first = made.organisation("First", ends_on=date(2021, 1, 1))
    Organisation.objects.filter(id=second.id).update(successor=last)
    Organisation.objects.filter(id=first.id).update(successor=second)

    def then(day: date) -> str | None:
        found = queries.organisation_on(first.slug, day)
        return found.name if found else None

    assert then(date(2020, 6, 1)) == "First"
    assert then(date(2021, 6, 1)) == "Second"
    assert then(date(2023, 6, 1)) == "Third"


def test_without_a_successor_or_in_a_circle_nobody_follows() -> None:
    ended = made.organisation(ends_on=date(2021, 1, 1))
    assert queries.organisation_on(ended.slug, date(2022, 1, 1)) is None
    Organisation.objects.filter(id=ended.id).update(successor=ended)
    assert queries.organisation_on(ended.slug, date(2022, 1, 1)) is None
    assert queries.organisation_on("nobody", date(2022, 1, 1)) is None


def test_an_administrator_sees_the_people_of_their_own_organisation_only() -> None:
    home = made.organisation()
    by = made.actor(made.account("administrator", of=home, name="Ada"))
    north = made.team(home)
    made.account("first_responder", in_team=north, name="Ben")
    other = made.account("first_responder", name="Elsewhere")
    rows = queries.people_of(by, at=AT)
    assert [row.name for row in rows] == ["Ada", "Ben"]
    assert [(held.title, held.team_name) for held in rows[1].roles] == [("First responder", "North")]
    assert queries.person_of(by, rows[1].id, at=AT) == rows[1]
    with pytest.raises(NotYours):
        queries.person_of(by, other.id, at=AT)


def test_the_list_of_people_costs_the_same_for_one_and_for_many(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    home = made.organisation()
    by = made.actor(made.account("administrator", of=home))
    for _ in range(5):
        made.account("first_responder", in_team=None, of=home)
    with django_assert_num_queries(2):
        assert len(queries.people_of(by, at=AT)) == 6


def test_without_the_permission_to_invite_nobody_is_listed() -> None:
    by = made.actor(made.account("manager"))
    for look in (
        lambda: queries.people_of(by, at=AT),
        lambda: queries.person_of(by, by.account_id, at=AT),
        lambda: queries.invitations_of(by, at=AT),
    ):
        with pytest.raises(NotYours):
            look()


def test_an_invitation_is_read_without_being_used() -> None:
    account = made.account("administrator")
    by = made.actor(account)
    invited = actions.invite_person(
        email="new@" + account.email.split("@")[1], name="Robin", role="team_lead", team_id=None, by=by, at=AT
    )
    for _ in range(3):
        opened = queries.open_invitation(invited.secret, at=AT)
        assert opened is not None
        assert (opened.name, opened.role.title) == ("Robin", "Team lead")
    assert queries.open_invitation(invited.secret, at=AT + timedelta(days=1)) is None
    assert queries.open_invitation("guess", at=AT) is None
    assert [row.name for row in queries.invitations_of(by, at=AT)] == ["Robin"]
    assert queries.invitation_to_send(invited.invitation_id) == (opened.email, invited.secret)


def test_the_roles_to_give_depend_on_the_organisation() -> None:
    police = made.actor(made.account("administrator"))
    authority = made.organisation(kind=OrganisationType.COMPETENT_AUTHORITY, may_refer=False)
    deciding = made.actor(made.account("administrator", of=authority))
    assert [role.key for role in queries.roles_to_give(police)] == [
        "first_responder", "team_lead", "police_triage", "slavery_safeguarding_lead", "second_safeguarding_lead",
        "panel_member", "panel_chair", "liaison", "statistician", "administrator",
    ]  # fmt: skip
    assert "caseworker" in [role.key for role in queries.roles_to_give(deciding)]
    assert "first_responder" not in [role.key for role in queries.roles_to_give(deciding)]


def test_one_sees_ones_own_account_and_teams() -> None:
    home = made.organisation()
    who = made.account("first_responder", in_team=made.team(home, "South"))
    assert queries.account_of(made.actor(who)) == queries.OwnAccount(email=who.email, team_names=("South",))
    assert [name for _, name in queries.teams_of(made.actor(who))] == ["South"]
