"""Two administrators stay two: nobody becomes the only one by ending the other, and nobody is ended unseen."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.notifications.delivery import ADMINISTRATION
from opennrm.notifications.models import Message
from opennrm.partners.access import NotYours
from opennrm.partners.actions import accept_invitation, deactivate_account, end_role, give_role, invite_person
from opennrm.partners.giving_roles import CONFIRMED, refusal_to_hold_together
from opennrm.partners.models import Account, Organisation, RoleHeld, RoleProposed, Team
from opennrm.partners.proposals import settle_role
from opennrm.partners.queries import open_invitation
from opennrm.partners.roles import READS_NOBODY, READS_PEOPLE, ROLES, Permission
from tests.factories import partners as made

AT = timezone.now()
pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Organisation:
    return made.organisation(kind=OrganisationType.COMPETENT_AUTHORITY, nation=None, may_refer=False)


@pytest.fixture
def team(home: Organisation) -> Team:
    return made.team(home)


@pytest.fixture
def one(home: Organisation) -> Account:
    return made.account("administrator", of=home)


@pytest.fixture
def other(home: Organisation) -> Account:
    return made.account("administrator", of=home)


def gives(by: Account, to: Account, role: str, team: Team | None = None, *, later: timedelta = timedelta()) -> None:
    at = AT + timedelta(minutes=1) + later
    give_role(account_id=to.id, role=role, team_id=team.id if team else None, by=made.actor(by), at=at)


def roles_of(who: Account) -> list[str]:
    return sorted(RoleHeld.objects.filter(account=who, until_at=None).values_list("role", flat=True))


def mailed(who: Account) -> int:
    return Message.objects.filter(recipient=who, line=ADMINISTRATION).count()


@pytest.mark.proves("2.3.5")
@pytest.mark.parametrize("how", ["closes", "ends the role of"])
def test_whoever_ends_the_other_administrator_gives_no_role_alone_in_the_same_week(
    how: str, team: Team, one: Account, other: Account
) -> None:
    friend = made.account(of=team.organisation)
    if how == "closes":
        deactivate_account(account_id=other.id, by=made.actor(one), at=AT)
    else:
        end_role(role_held_id=RoleHeld.objects.get(account=other).id, by=made.actor(one), at=AT)
    for role, of in (("caseworker", team), ("administrator", None)):
        gives(one, friend, role, of)
        assert roles_of(friend) == []
    gives(one, friend, "caseworker", team, later=timedelta(days=6))
    assert roles_of(friend) == []
    gives(one, friend, "caseworker", team, later=timedelta(days=8))
    assert roles_of(friend) == ["caseworker"]
    assert mailed(friend) == 1


def test_an_administrator_who_was_ended_is_told_and_so_are_the_others(home: Organisation, one: Account) -> None:
    other, third = (made.account("administrator", of=home) for _ in range(2))
    deactivate_account(account_id=other.id, by=made.actor(one), at=AT)
    assert [mailed(each) for each in (other, third, one)] == [1, 1, 0]


def test_somebody_who_is_no_administrator_leaves_without_such_an_email(home: Organisation, one: Account) -> None:
    colleague = made.account("statistician", of=home)
    deactivate_account(account_id=colleague.id, by=made.actor(one), at=AT)
    assert not Message.objects.filter(line=ADMINISTRATION).exists()


def test_whoever_was_given_a_role_by_one_administrator_alone_is_told(team: Team, one: Account) -> None:
    friend = made.account(of=team.organisation)
    gives(one, friend, "caseworker", team)
    assert mailed(friend) == 1


def test_every_permission_is_classed_as_reading_people_or_nobody() -> None:
    assert set(Permission) == READS_PEOPLE | READS_NOBODY | {Permission.INVITE}
    assert not READS_PEOPLE & READS_NOBODY
    assert {*READS_PEOPLE, Permission.INVITE} == CONFIRMED


READING = sorted(key for key, role in ROLES.items() if role.permissions & READS_PEOPLE)


@pytest.mark.parametrize("role", READING)
def test_no_administrator_holds_a_role_that_reads_records_and_the_other_way_round(role: str) -> None:
    administrator, reader = made.account("administrator"), made.account(role)
    assert refusal_to_hold_together(administrator.id, role) is not None
    assert refusal_to_hold_together(reader.id, "administrator") is not None
    assert refusal_to_hold_together(reader.id, "statistician") is None


@pytest.mark.proves("2.3.5")
def test_roles_that_read_referrals_notifications_or_letters_wait_for_a_second_administrator_too() -> None:
    assert {"first_responder", "team_lead", "police_triage", "liaison", "caseworker", "records_officer"} <= set(READING)
    police = made.organisation()
    one, _other = (made.account("administrator", of=police) for _ in range(2))
    newcomer = made.account(of=police)
    for role in ("first_responder", "police_triage"):
        gives(one, newcomer, role)
    assert roles_of(newcomer) == []
    assert RoleProposed.objects.filter(settled_at=None).count() == 2


def test_what_waits_for_somebody_whose_account_is_closed_is_settled_with_it(
    team: Team, one: Account, other: Account
) -> None:
    friend = made.account(of=team.organisation)
    gives(one, friend, "caseworker", team)
    proposal = RoleProposed.objects.get()
    deactivate_account(account_id=friend.id, by=made.actor(one), at=AT)
    Account.objects.filter(id=friend.id).update(is_active=True)  # as an invitation would
    with pytest.raises(NotYours):
        settle_role(proposal.id, answer="confirm", by=made.actor(other), at=AT)
    assert RoleProposed.objects.get().confirmed is False


@pytest.mark.proves("8.3.2")
def test_an_invitation_ends_with_the_role_of_who_sent_it(home: Organisation, one: Account, other: Account) -> None:
    domain = one.email.split("@")[1]
    told = {"name": "A Friend", "role": "statistician", "team_id": None}
    invited = invite_person(email=f"friend@{domain}", by=made.actor(one), at=AT, **told)  # type: ignore[arg-type]
    assert open_invitation(invited.secret, at=AT) is not None
    deactivate_account(account_id=one.id, by=made.actor(other), at=AT)
    later = AT + timedelta(minutes=1)
    assert open_invitation(invited.secret, at=later) is None
    with pytest.raises(Refused) as refused:
        accept_invitation(secret=invited.secret, name="A Friend", password=made.PASSWORD, at=later)
    assert refused.value.refusal.code == "invitation_over"


@pytest.mark.proves("2.3.4")
@pytest.mark.django_db(transaction=True)
def test_of_two_roles_that_nobody_holds_together_settled_at_once_one_is_given() -> None:
    home = made.organisation(kind=OrganisationType.COMPETENT_AUTHORITY, nation=None, may_refer=False)
    team, one = made.team(home), made.account("administrator", of=home)
    others = [made.account("administrator", of=home) for _ in range(2)]
    codes: list[str] = []
    for _ in range(5):
        friend = made.account(of=home)
        gives(one, friend, "caseworker", team)
        gives(one, friend, "administrator")
        waiting = list(RoleProposed.objects.filter(account=friend).values_list("id", flat=True))
        barrier = threading.Barrier(2)

        def settle(which: Any, by: Account, barrier: threading.Barrier = barrier) -> None:
            actor = made.actor(by)
            barrier.wait()
            try:
                settle_role(which, answer="confirm", by=actor, at=timezone.now())
            except Refused as refused:
                codes.append(refused.refusal.code)
            finally:
                connection.close()

        threads = [threading.Thread(target=settle, args=pair) for pair in zip(waiting, others, strict=True)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(roles_of(friend)) == 1
    assert codes == ["kept_apart"] * 5
