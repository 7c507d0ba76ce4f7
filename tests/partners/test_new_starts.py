"""Losing one's telephone: a new second factor takes two administrators, a new password takes none away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.notifications.models import Message
from opennrm.partners.access import NotYours
from opennrm.partners.actions import Invited, accept_invitation, invite_person
from opennrm.partners.models import Account, Organisation, SignedInSession
from opennrm.partners.new_starts import end_sessions_of, new_starts_of, settle_new_start
from opennrm.partners.queries import invitations_of, open_invitation
from opennrm.partners.second_factor import has_second_factor
from tests.factories import partners as made

AT = timezone.now()
NEW = "a field of long grass"
pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Organisation:
    return made.organisation(kind=OrganisationType.COMPETENT_AUTHORITY, nation=None, may_refer=False)


@pytest.fixture
def one(home: Organisation) -> Account:
    return made.account("administrator", of=home, name="Ada Keep")


@pytest.fixture
def other(home: Organisation) -> Account:
    return made.account("administrator", of=home, name="Abe Mill")


@pytest.fixture
def caseworker(home: Organisation) -> Account:
    return made.account("caseworker", in_team=made.team(home))


def start_anew(who: Account, by: Account, *, new_factor: bool = True) -> Invited:
    team = who.roles_held.values_list("team_id", flat=True).first()
    role = "caseworker" if team else "statistician"
    return invite_person(
        email=who.email, name=who.name, role=role, team_id=team, by=made.actor(by), at=AT, new_factor=new_factor
    )


def takes_up(invited: Invited) -> None:
    accept_invitation(secret=invited.secret, name="Sam Okoro", password=NEW, at=AT + timedelta(minutes=1))


def mailed(who: Account, line: str = "look_at_administration") -> int:
    return Message.objects.filter(recipient=who, line=line).count()


@pytest.mark.proves("2.3.5", "6.4.4")
def test_one_administrator_alone_does_not_come_by_a_caseworkers_account(
    one: Account, other: Account, caseworker: Account
) -> None:
    """The link would go to the caseworker's mail, and whoever reads that would set up a second factor of their own."""
    invited = start_anew(caseworker, one)
    assert invited.waits
    assert open_invitation(invited.secret, at=AT) is None
    assert invitations_of(made.actor(one), at=AT) == []
    assert not Message.objects.filter(line="you_are_invited").exists()
    with pytest.raises(Refused):
        takes_up(invited)
    with pytest.raises(Refused) as refused:
        settle_new_start(invited.invitation_id, answer="confirm", by=made.actor(one), at=AT)
    assert refused.value.refusal.code == "own_proposal"
    assert has_second_factor(caseworker)


def test_a_second_administrator_confirms_and_everybody_concerned_is_told(
    one: Account, other: Account, caseworker: Account
) -> None:
    invited = start_anew(caseworker, one)
    (row,) = new_starts_of(made.actor(other), at=AT)
    assert (row.name, row.proposed_by) == (caseworker.name, "Ada Keep")
    settle_new_start(invited.invitation_id, answer="confirm", by=made.actor(other), at=AT)
    assert new_starts_of(made.actor(other), at=AT) == []
    takes_up(invited)
    assert not has_second_factor(caseworker)
    assert [mailed(each) for each in (caseworker, one, other)] == [1, 1, 1]
    assert "StartedAnew" in [event.kind for event in latest_events(5)]


@pytest.mark.parametrize("by_whom", ["one", "other"])
def test_it_is_refused_or_taken_back(one: Account, other: Account, caseworker: Account, by_whom: str) -> None:
    invited = start_anew(caseworker, one)
    by = one if by_whom == "one" else other
    settle_new_start(invited.invitation_id, answer="refuse", by=made.actor(by), at=AT)
    with pytest.raises(Refused):
        takes_up(invited)
    with pytest.raises(NotYours):
        settle_new_start(invited.invitation_id, answer="confirm", by=made.actor(other), at=AT)


def test_the_only_administrator_does_it_alone_and_the_person_is_told(one: Account, caseworker: Account) -> None:
    invited = start_anew(caseworker, one)
    assert not invited.waits
    takes_up(invited)
    assert not has_second_factor(caseworker)
    assert (mailed(caseworker), mailed(one)) == (1, 1)


@pytest.mark.proves("6.4.3", "6.4.6")
def test_a_forgotten_password_is_given_anew_by_one_and_the_second_factor_stays(
    one: Account, other: Account, caseworker: Account
) -> None:
    invited = start_anew(caseworker, one, new_factor=False)
    assert not invited.waits
    takes_up(invited)
    account = Account.objects.get(id=caseworker.id)
    assert account.check_password(NEW)
    assert has_second_factor(account)
    assert not account.sets_up_factor


def test_a_new_start_elsewhere_is_not_there(one: Account, other: Account, caseworker: Account) -> None:
    invited = start_anew(caseworker, one)
    stranger = made.actor(made.account("administrator"))
    with pytest.raises(NotYours):
        settle_new_start(invited.invitation_id, answer="confirm", by=stranger, at=AT)
    with pytest.raises(NotYours):
        end_sessions_of(caseworker.id, by=stranger, at=AT)


def test_whom_the_provider_vouched_for_before_is_forgotten_with_a_new_start(one: Account, caseworker: Account) -> None:
    Account.objects.filter(id=caseworker.id).update(provider_hash="x" * 64)
    takes_up(start_anew(caseworker, one, new_factor=False))
    assert Account.objects.get(id=caseworker.id).provider_hash == "x" * 64
    takes_up(start_anew(caseworker, one))
    assert Account.objects.get(id=caseworker.id).provider_hash == ""


@pytest.mark.proves("7.4.5")
def test_an_administrator_signs_somebody_out_everywhere_without_closing_their_account(
    one: Account, caseworker: Account
) -> None:
    lost, here = made.client_for(caseworker), made.client_for(one)
    assert lost.get("/account/").status_code == 200
    address = f"/people/{caseworker.id}/end-sessions/"
    assert "Sign out everywhere" in here.get(address).content.decode()
    assert here.post(address).status_code == 302
    assert lost.get("/account/").status_code == 302
    assert Account.objects.get(id=caseworker.id).is_active
    assert not SignedInSession.objects.filter(account_id=caseworker.id).exists()
    (event,) = [each for each in latest_events(5) if each.kind == "SessionsEnded"]
    assert (event.subject, event.by) == (str(caseworker.id), one.id)


def test_the_pages_ask_the_second_administrator(one: Account, other: Account, caseworker: Account) -> None:
    team = caseworker.roles_held.values_list("team_id", flat=True)[0]
    here, there = made.client_for(one), made.client_for(other)
    form = {"email": caseworker.email, "name": "Sam", "role": "caseworker", "team": str(team), "new_factor": "yes"}
    assert here.post("/people/invite/", form).headers["Location"] == "/people/"
    shown = there.get("/people/").content.decode()
    assert "New starts that wait for a second administrator" in shown
    (row,) = new_starts_of(made.actor(other), at=timezone.now())
    address = f"/people/new-starts/{row.id}/"
    assert address in shown
    assert here.post(address, {"answer": "confirm"}).status_code == 422
    assert there.post(address, {"answer": ""}).status_code == 422
    assert there.post(address, {"answer": "confirm"}).status_code == 302
    assert Message.objects.filter(line="you_are_invited").count() == 1
