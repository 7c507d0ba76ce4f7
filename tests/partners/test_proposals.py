"""Administrators read no case, raise nobody alone and never themselves: by every way there is."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners import actions, giving_roles, proposals
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.actions import accept_invitation, deactivate_account, give_role, invite_person
from opennrm.partners.invitations import secret_of
from opennrm.partners.models import Account, Invitation, Organisation, RoleHeld, RoleProposed, Team
from opennrm.partners.proposals import proposals_of, settle_role
from opennrm.partners.roles import ROLES, Permission
from opennrm.partners.second_factor import lock_factors
from opennrm.partners.taking_up import open_or_reopen
from tests.factories import partners as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Organisation:
    return made.organisation(
        kind=OrganisationType.COMPETENT_AUTHORITY, nation=None, may_refer=False, domain="authority.example"
    )


@pytest.fixture
def team(home: Organisation) -> Team:
    return made.team(home)


@pytest.fixture
def one(home: Organisation) -> Account:
    return made.account("administrator", of=home, name="Ada Keep")


@pytest.fixture
def other(home: Organisation) -> Account:
    return made.account("administrator", of=home, name="Abe Mill")


@pytest.fixture
def newcomer(home: Organisation) -> Account:
    return made.account(of=home, name="Nia Ford")


def gives(who: Account, to: Account, role: str = "caseworker", team: Team | None = None) -> None:
    give_role(account_id=to.id, role=role, team_id=team.id if team else None, by=made.actor(who), at=timezone.now())


def settles(who: Account, answer: str = "confirm") -> None:
    settle_role(RoleProposed.objects.get().id, answer=answer, by=made.actor(who), at=timezone.now())


def roles_of(who: Account) -> list[str]:
    return sorted(RoleHeld.objects.filter(account=who, until_at=None).values_list("role", flat=True))


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.refusal.code


@pytest.mark.proves("2.3.5")
def test_a_role_that_reads_cases_waits_for_a_second_administrator(
    team: Team, one: Account, other: Account, newcomer: Account
) -> None:
    gives(one, newcomer, team=team)
    assert roles_of(newcomer) == []
    gives(one, newcomer, team=team)  # asked twice, it waits once
    (row,) = proposals_of(made.actor(other))
    assert (row.name, row.role, row.proposed_by) == ("Nia Ford", "caseworker", "Ada Keep")
    with pytest.raises(Refused) as refused:
        settles(one)
    assert code_of(refused) == "own_proposal"
    assert roles_of(newcomer) == []
    settles(other)
    assert roles_of(newcomer) == ["caseworker"]
    assert proposals_of(made.actor(other)) == []
    assert [event.kind for event in latest_events(2)] == ["RoleGiven", "RoleSettled"]


def test_whoever_proposed_a_role_takes_it_back_and_the_other_can_refuse_it(
    team: Team, one: Account, other: Account, newcomer: Account
) -> None:
    for who in (one, other):
        RoleProposed.objects.all().delete()
        gives(one, newcomer, team=team)
        settles(who, "refuse")
        assert roles_of(newcomer) == []


def test_a_role_that_reads_no_case_is_given_at_once(
    home: Organisation, one: Account, other: Account, newcomer: Account
) -> None:
    gives(one, newcomer, "statistician")
    assert roles_of(newcomer) == ["statistician"]


@pytest.mark.proves("2.3.5")
def test_a_second_administrator_is_made_by_two_where_there_are_two(
    one: Account, other: Account, newcomer: Account
) -> None:
    gives(one, newcomer, "administrator")
    assert roles_of(newcomer) == []


def test_the_only_administrator_gives_a_role_alone_and_the_history_says_so(
    team: Team, one: Account, newcomer: Account
) -> None:
    gives(one, newcomer, team=team)
    assert roles_of(newcomer) == ["caseworker"]
    assert [event.kind for event in latest_events(2)] == ["RoleGivenAlone", "RoleGiven"]


@pytest.mark.proves("2.3.5")
def test_an_invitation_is_no_way_round_the_second_administrator(team: Team, one: Account, other: Account) -> None:
    invited = invite_person(
        email="friend@authority.example",
        name="A Friend",
        role="caseworker",
        team_id=team.id,
        by=made.actor(one),
        at=timezone.now(),
    )
    account_id = accept_invitation(
        secret=secret_of(invited.invitation_id), name="A Friend", password=made.PASSWORD, at=timezone.now()
    )
    friend = Account.objects.get(id=account_id)
    assert roles_of(friend) == []
    settles(other)
    assert roles_of(friend) == ["caseworker"]


@pytest.mark.proves("2.3.5")
@pytest.mark.parametrize("role", sorted(ROLES))
def test_nobody_gives_or_confirms_a_role_for_themselves(team: Team, one: Account, other: Account, role: str) -> None:
    with pytest.raises(Refused) as refused:
        gives(one, one, role, team)
    assert code_of(refused) == "not_yourself"
    RoleProposed.objects.create(account=one, role=role, team=team, proposed_at=timezone.now(), proposed_by=other)
    with pytest.raises(Refused) as refused:
        settles(one)
    assert code_of(refused) == "not_yourself"
    assert roles_of(one) == ["administrator"]


def test_nobody_administers_and_reads_cases(team: Team, one: Account, other: Account) -> None:
    caseworker = made.account("caseworker", in_team=team)
    for to, role in ((other, "caseworker"), (other, "manager"), (caseworker, "administrator")):
        with pytest.raises(Refused) as refused:
            gives(one, to, role, team)
        assert code_of(refused) == "kept_apart"
    assert not any({Permission.INVITE, Permission.SEE_CASES} <= role.permissions for role in ROLES.values())


@pytest.mark.proves("8.4.1")
def test_a_proposal_of_another_organisation_is_not_there(team: Team, one: Account, other: Account) -> None:
    gives(one, made.account(of=team.organisation), team=team)
    stranger = made.account("administrator", of=made.organisation())
    with pytest.raises(NotYours):
        settles(stranger)
    assert proposals_of(made.actor(stranger)) == []


def test_the_pages_send_an_administrator_who_acts_directly_away(
    team: Team, one: Account, other: Account, newcomer: Account
) -> None:
    client = made.client_for(one)
    raised = client.post(f"/people/{one.id}/give-role/", {"role": "caseworker", "team": str(team.id)})
    assert raised.status_code == 422
    sent = client.post(f"/people/{newcomer.id}/give-role/", {"role": "caseworker", "team": str(team.id)})
    assert sent.status_code == 302
    path = f"/people/roles/{RoleProposed.objects.get().id}/"
    assert "Confirm or refuse it" in client.get("/people/").content.decode()
    assert client.get(path).status_code == 200
    assert client.post(path, {"answer": "confirm"}).status_code == 422
    assert roles_of(newcomer) == []
    assert client.get("/cases/").status_code == 403
    assert made.client_for(other).post(path, {"answer": "confirm"}).status_code == 302
    assert roles_of(newcomer) == ["caseworker"]


@pytest.mark.proves("2.3.4")
@pytest.mark.django_db(transaction=True)
def test_of_two_who_settle_at_the_same_time_one_does() -> None:
    home = made.organisation(kind=OrganisationType.COMPETENT_AUTHORITY, nation=None, may_refer=False)
    team = made.team(home)
    one, *others = (made.account("administrator", of=home) for _ in range(5))
    gives(one, made.account(of=home), team=team)
    proposal_id, told = RoleProposed.objects.get().id, []
    actors = [made.actor(each) for each in others]

    def settle(by: Actor) -> None:
        try:
            settle_role(proposal_id, answer="confirm", by=by, at=timezone.now())
            told.append("settled")
        except (NotYours, Refused) as refused:
            told.append(type(refused).__name__)
        finally:
            connection.close()

    threads: list[Any] = [threading.Thread(target=settle, args=(by,)) for by in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["NotYours"] * 3 + ["settled"]
    assert RoleHeld.objects.filter(role="caseworker").count() == 1


def can_be_named(table: str, id_: Any) -> bool:
    """Can somebody else add a row that refers to this one, now, without waiting?"""

    def look() -> bool:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SELECT 1 FROM {table} WHERE id = %s FOR KEY SHARE NOWAIT", [id_])  # noqa: S608
        except OperationalError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(look).result(30)


@pytest.mark.django_db(transaction=True)
def test_what_locks_an_account_keeps_nobody_from_adding_what_names_it_or_its_organisation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A message to somebody, or a case of their organisation, waits for no role that is given: they could wait for each
    other."""
    home = made.organisation(kind=OrganisationType.COMPETENT_AUTHORITY, nation=None, may_refer=False)
    one, other = (made.account("administrator", of=home) for _ in range(2))
    newcomer, seen = made.account(of=home), []

    def looked(name: str) -> None:
        named = {"partners_account": newcomer.id, "partners_organisation": home.id}
        seen.append((name, [table for table, id_ in named.items() if not can_be_named(table, id_)]))

    for module in (giving_roles, proposals, actions):
        announce = module.announce

        def look(event: Any, announce: Any = announce, **told: Any) -> None:
            looked(type(event).__name__)
            announce(event, **told)

        monkeypatch.setattr(module, "announce", look)
    team = made.team(home)
    gives(one, newcomer, team=team)
    settles(other, "refuse")
    gives(one, newcomer, team=team)
    with transaction.atomic():
        lock_factors(newcomer.id)
        looked("lock_factors")
    with transaction.atomic():
        open_or_reopen(
            Invitation(email=newcomer.email, organisation=home), newcomer.name, "a heron stands in the reeds"
        )
        looked("open_or_reopen")
    deactivate_account(account_id=newcomer.id, by=made.actor(one), at=timezone.now())
    assert {name for name, _locked in seen} >= {"RoleSettled", "AccountClosed", "lock_factors", "open_or_reopen"}
    assert [each for each in seen if each[1]] == []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM partners_account WHERE id = %s FOR UPDATE", [newcomer.id])
        assert not can_be_named("partners_account", newcomer.id)
