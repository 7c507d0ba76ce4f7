"""What administrators do for the people of their own organisation."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from opennrm.audit.models import EventRow
from opennrm.audit.queries import latest_events
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners import actions
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.enter import enter
from opennrm.partners.models import Account, Invitation, RoleHeld
from opennrm.partners.second_factor import has_second_factor
from opennrm.partners.sessions import SessionStore
from tests.factories import partners as made

AT = timezone.now()
pytestmark = pytest.mark.django_db


def administrator(**more: Any) -> tuple[Account, Actor]:
    account = made.account("administrator", **more)
    return account, made.actor(account)


def invite(by: Actor, **changed: Any) -> actions.Invited:
    home = made.Organisation.objects.get(id=by.organisation_id)
    domain = made.EmailDomain.objects.get(organisation=home).domain
    given = {"email": f"new@{domain}", "name": "Robin Vale", "role": "first_responder", "team_id": None}
    return actions.invite_person(**{**given, **changed}, by=by, at=AT)


def code_of(refused: pytest.ExceptionInfo[Refused]) -> tuple[str, str | None]:
    return refused.value.refusal.code, refused.value.refusal.field


def test_an_administrator_invites_and_the_person_makes_their_account() -> None:
    _, by = administrator()
    invited = invite(by, name="  Robin Vale ")
    made_id = actions.accept_invitation(
        secret=invited.secret, name="Robin Vale", password="cows graze by the river", at=AT
    )
    account = Account.objects.get(id=made_id)
    assert (account.organisation_id, account.name) == (by.organisation_id, "Robin Vale")
    assert account.check_password("cows graze by the river")
    held = RoleHeld.objects.get(account=account)
    assert (held.role, held.from_at, held.from_by_id) == ("first_responder", AT, by.account_id)
    kinds = list(EventRow.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds == ["PersonInvited", "InvitationAccepted", "RoleGiven", "RoleGivenAlone"]
    for row in EventRow.objects.all():
        assert "robin" not in row.body.lower()
        assert "@" not in row.body


@pytest.mark.parametrize("role", ["manager", "first_responder", "auditor", None])
def test_only_an_administrator_invites(role: str | None) -> None:
    account = made.account(*([role] if role else []))
    with pytest.raises(Refused) as refused:
        invite(made.actor(account))
    assert code_of(refused) == ("not_your_role", None)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"email": "new@elsewhere.example"}, "not_our_domain", "email"),
        ({"email": "nobody"}, "not_an_address", "email"),
        ({"name": " "}, "no_name", "name"),
        ({"name": "a" * 201}, "no_name", "name"),
        ({"name": "two\nlines"}, "no_name", "name"),
        ({"role": ""}, "unknown_role", "role"),
        ({"role": "caseworker"}, "not_a_competent_authority", "role"),
        ({"role": "auditor"}, "not_an_overseer", "role"),
    ],
)
def test_what_is_wrong_is_said_by_field(changed: dict[str, Any], code: str, field: str) -> None:
    _, by = administrator()
    with pytest.raises(Refused) as refused:
        invite(by, **changed)
    assert code_of(refused) == (code, field)


def test_nobody_invites_themselves_back() -> None:
    account, by = administrator()
    with pytest.raises(Refused) as refused:
        invite(by, email=account.email.upper())
    assert code_of(refused) == ("not_yourself", "email")


def test_somebody_of_another_organisation_is_not_taken_from_it() -> None:
    home = made.organisation(domain="shared.example")
    _, by = administrator(of=home)
    there = made.account(of=made.organisation(domain="shared.example"))
    with pytest.raises(Refused) as refused:
        invite(by, email=there.email)
    assert code_of(refused) == ("already_elsewhere", "email")


@pytest.mark.parametrize("closed", [True, False])
def test_whoever_lost_telephone_or_password_is_invited_back_to_the_same_account(closed: bool) -> None:
    home = made.organisation()
    _, by = administrator(of=home)
    who = made.account("first_responder", of=home)
    session = SessionStore(made.client_for(who).cookies["session"].value)
    if closed:
        actions.deactivate_account(account_id=who.id, by=by, at=AT)
    secret = invite(by, email=who.email, new_factor=True).secret
    assert has_second_factor(who)
    again = actions.accept_invitation(secret=secret, name="New Name", password="a field of long grass", at=AT)
    assert again == who.id
    account = Account.objects.get(id=who.id)
    assert (account.is_active, account.name) == (True, "New Name")
    assert account.check_password("a field of long grass")
    assert not has_second_factor(account)
    assert enter(session, at=timezone.now()).actor is None
    assert RoleHeld.objects.filter(account=who, role="first_responder", until_at=None).count() == 1


def test_a_team_of_another_organisation_is_not_yours() -> None:
    _, by = administrator()
    with pytest.raises(NotYours):
        invite(by, team_id=made.team(made.organisation()).id)


def test_a_new_invitation_takes_the_place_of_the_one_before() -> None:
    _, by = administrator()
    first, second = invite(by), invite(by)
    assert first.secret != second.secret
    with pytest.raises(Refused):
        actions.accept_invitation(secret=first.secret, name="A", password="cows graze by the river", at=AT)
    actions.accept_invitation(secret=second.secret, name="A", password="cows graze by the river", at=AT)


@pytest.mark.parametrize("late", [timedelta(hours=24), timedelta(days=30)])
def test_an_invitation_ends_after_a_day(late: timedelta) -> None:
    _, by = administrator()
    secret = invite(by).secret
    with pytest.raises(Refused) as refused:
        actions.accept_invitation(secret=secret, name="A", password="cows graze by the river", at=AT + late)
    assert code_of(refused) == ("invitation_over", None)


def test_an_invitation_is_used_once_and_a_guess_never() -> None:
    _, by = administrator()
    secret = invite(by).secret
    assert len(secret) == 43
    assert secret not in str(list(Invitation.objects.values()))
    actions.accept_invitation(secret=secret, name="A", password="cows graze by the river", at=AT)
    for wrong in (secret, "", "guess", secret[:-1]):
        with pytest.raises(Refused):
            actions.accept_invitation(secret=wrong, name="A", password="cows graze by the river", at=AT)
    assert Account.objects.count() == 2


@pytest.mark.parametrize("password", ["short", "password1234", "x" * 129, "professional", ""])
def test_a_weak_password_is_refused_and_the_invitation_still_works(password: str) -> None:
    _, by = administrator()
    secret = invite(by).secret
    with pytest.raises(Refused) as refused:
        actions.accept_invitation(secret=secret, name="A", password=password, at=AT)
    assert code_of(refused) == ("weak_password", "password")
    actions.accept_invitation(secret=secret, name="A", password="y" * 100 + "z" * 28, at=AT)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_up_an_invitation_at_once_one_succeeds() -> None:
    _, by = administrator()
    secret = invite(by).secret

    def accept(number: int) -> bool:
        try:
            actions.accept_invitation(secret=secret, name=f"N{number}", password="cows graze by the river", at=AT)
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(accept, range(4))) == [False, False, False, True]


def test_a_role_is_given_once_and_ended() -> None:
    _, by = administrator()
    home = made.Organisation.objects.get(id=by.organisation_id)
    who = made.account(of=home)
    for _ in range(2):
        actions.give_role(account_id=who.id, role="team_lead", team_id=None, by=by, at=AT)
    held = RoleHeld.objects.get(account=who)
    actions.end_role(role_held_id=held.id, by=by, at=AT)
    held.refresh_from_db()
    assert (held.until_at, held.until_by_id) == (AT, by.account_id)
    assert list(EventRow.objects.order_by("seq").values_list("kind", flat=True)) == [
        "RoleGiven",
        "RoleGivenAlone",
        "RoleEnded",
    ]


def test_the_history_says_in_which_team_a_role_is_held() -> None:
    _, by = administrator()
    home = made.Organisation.objects.get(id=by.organisation_id)
    who, team = made.account(of=home), made.team(home, "South")
    actions.give_role(account_id=who.id, role="team_lead", team_id=team.id, by=by, at=AT)
    actions.end_role(role_held_id=RoleHeld.objects.get(account=who).id, by=by, at=AT)
    assert [event.facts["team"] for event in latest_events(10) if "team" in event.facts] == [str(team.id), str(team.id)]


@pytest.mark.parametrize("do", ["give", "end", "close"])
def test_nobody_changes_themselves(do: str) -> None:
    account, by = administrator()
    with pytest.raises(Refused) as refused:
        _do(do, account, by)
    assert code_of(refused) == ("not_yourself", None)
    assert not EventRow.objects.exists()


@pytest.mark.parametrize("do", ["give", "end", "close"])
def test_people_of_another_organisation_are_not_yours(do: str) -> None:
    _, by = administrator()
    with pytest.raises(NotYours):
        _do(do, made.account("first_responder"), by)


@pytest.mark.parametrize("do", ["give", "end", "close"])
def test_only_an_administrator_changes_people(do: str) -> None:
    home = made.organisation()
    by = made.actor(made.account("team_lead", of=home))
    with pytest.raises(Refused) as refused:
        _do(do, made.account("first_responder", of=home), by)
    assert code_of(refused) == ("not_your_role", None)


def _do(what: str, account: Account, by: Actor) -> None:
    if what == "give":
        actions.give_role(account_id=account.id, role="team_lead", team_id=None, by=by, at=AT)
    elif what == "end":
        held = RoleHeld.objects.filter(account=account)[0]
        actions.end_role(role_held_id=held.id, by=by, at=AT)
    else:
        actions.deactivate_account(account_id=account.id, by=by, at=AT)


def test_nobody_of_a_police_force_is_made_a_decision_maker() -> None:
    home = made.organisation()
    _, by = administrator(of=home)
    who = made.account(of=home)
    for role in ("caseworker", "second_officer", "manager"):
        with pytest.raises(Refused):
            actions.give_role(account_id=who.id, role=role, team_id=None, by=by, at=AT)


def test_a_closed_account_is_out_at_once_and_holds_nothing() -> None:
    home = made.organisation(kind=OrganisationType.COMPETENT_AUTHORITY, may_refer=False)
    _, by = administrator(of=home)
    who = made.account("caseworker", "second_officer", of=home)
    session = SessionStore(made.client_for(who).cookies["session"].value)
    for _ in range(2):
        actions.deactivate_account(account_id=who.id, by=by, at=AT)
    assert enter(session, at=timezone.now()).actor is None
    assert not RoleHeld.objects.filter(account=who, until_at=None).exists()
    assert EventRow.objects.filter(kind="AccountClosed").count() == 1
    with pytest.raises(Refused) as refused:
        actions.give_role(account_id=who.id, role="caseworker", team_id=None, by=by, at=AT)
    assert code_of(refused) == ("account_closed", None)


def test_what_is_not_there_is_not_yours() -> None:
    _, by = administrator()
    with pytest.raises(NotYours):
        actions.end_role(role_held_id=0, by=by, at=AT)
    with pytest.raises(NotYours):
        actions.give_role(account_id=uuid4(), role="team_lead", team_id=None, by=by, at=AT)
