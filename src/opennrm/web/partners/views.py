"""The people of one's own organisation: who they are, inviting somebody, giving and ending roles, closing accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from opennrm.partners import actions, queries
from opennrm.partners.access import NotYours
from opennrm.partners.new_starts import new_starts_of
from opennrm.partners.offline import works_offline
from opennrm.partners.openings import stopped_lately
from opennrm.partners.proposals import proposals_of
from opennrm.partners.receiving import teams_that_could_receive
from opennrm.partners.roles import Permission
from opennrm.web.errors import PageError
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.partners import presenters

Typed = Mapping[str, Sequence[str]]
Errors = Sequence[PageError]


@page(needs=Permission.INVITE)
def people(request: SignedInRequest) -> HttpResponse:
    """Everybody of the organisation, and who is invited."""
    shown = presenters.people(
        queries.people_of(request.actor, at=request.at), queries.invitations_of(request.actor, at=request.at)
    )
    receiving = teams_that_could_receive(request.actor)
    waiting = presenters.proposals(proposals_of(request.actor))
    stopped = presenters.stopped(stopped_lately(request.actor, at=request.at), shown["people"])
    starts = presenters.new_starts(new_starts_of(request.actor, at=request.at))
    shown |= {"works_offline": works_offline(request.actor.organisation_id)}
    shown |= {"receiving": receiving, "waiting": waiting, "starts": starts, "stopped": stopped}
    return render(request, "partners/people.html", shown)


@page(needs=Permission.INVITE)
def person(request: SignedInRequest, account_id: UUID) -> HttpResponse:
    """One person: their roles, and what can be done about them."""
    who = queries.person_of(request.actor, account_id, at=request.at)
    shown = presenters.person(who, is_oneself=who.id == request.actor.account_id)
    return render(request, "partners/person.html", shown)


@page(needs=Permission.INVITE, confirmed=True)
def invite(request: SignedInRequest, typed: Typed | None = None, errors: Errors = ()) -> HttpResponse:
    """The form to invite somebody."""
    shown = presenters.invite(
        queries.roles_to_give(request.actor), queries.teams_of(request.actor), typed or {}, errors
    )
    return render(request, "partners/invite.html", {**shown, "errors": errors})


@invite.post
def invite_post(request: SignedInRequest) -> HttpResponseBase:
    """Invite them."""
    made = actions.invite_person(
        email=request.POST.get("email", ""),
        name=request.POST.get("name", ""),
        role=request.POST.get("role", ""),
        team_id=_team(request),
        by=request.actor,
        at=request.at,
        new_factor=request.POST.get("new_factor", "") == "yes",
    )
    if made.waits:
        return HttpResponseRedirect(reverse("people"))
    return HttpResponseRedirect(reverse("invited", kwargs={"invitation_id": made.invitation_id}))


@page(needs=Permission.INVITE)
def invited(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    """The invitation was made. In the demonstration, where no mail leaves, its link is shown here."""
    standing = queries.invitation_of(request.actor, invitation_id, at=request.at)
    link = None
    if settings.DEMONSTRATION:
        secret = queries.invitation_to_send(invitation_id)[1]
        link = request.build_absolute_uri(reverse("invitation", kwargs={"secret": secret}))
    return render(request, "partners/invited.html", {"invited": standing, "link": link})


@page(needs=Permission.INVITE)
def withdraw_invitation(
    request: SignedInRequest, invitation_id: UUID, typed: Typed | None = None, errors: Errors = ()
) -> HttpResponse:
    """Ask once more before an invitation is withdrawn."""
    standing = queries.invitation_of(request.actor, invitation_id, at=request.at)
    return render(request, "partners/withdraw_invitation.html", {"invited": standing, "errors": errors})


@withdraw_invitation.post
def withdraw_invitation_post(request: SignedInRequest, invitation_id: UUID) -> HttpResponseBase:
    """Withdraw it."""
    actions.withdraw_invitation(invitation_id=invitation_id, by=request.actor, at=request.at)
    return HttpResponseRedirect(reverse("people"))


@page(needs=Permission.INVITE, confirmed=True)
def give_role(
    request: SignedInRequest, account_id: UUID, typed: Typed | None = None, errors: Errors = ()
) -> HttpResponse:
    """The form to give somebody another role."""
    who = queries.person_of(request.actor, account_id, at=request.at)
    shown = presenters.choose_role(
        queries.roles_to_give(request.actor), queries.teams_of(request.actor), typed or {}, errors
    )
    return render(request, "partners/give_role.html", {**shown, "who": who, "errors": errors})


@give_role.post
def give_role_post(request: SignedInRequest, account_id: UUID) -> HttpResponseBase:
    """Give it."""
    actions.give_role(
        account_id=account_id,
        role=request.POST.get("role", ""),
        team_id=_team(request),
        by=request.actor,
        at=request.at,
    )
    return HttpResponseRedirect(reverse("person", kwargs={"account_id": account_id}))


@page(needs=Permission.INVITE, confirmed=True)
def end_role(
    request: SignedInRequest, account_id: UUID, role_held_id: int, typed: Typed | None = None, errors: Errors = ()
) -> HttpResponse:
    """Ask once more before a role ends."""
    who = queries.person_of(request.actor, account_id, at=request.at)
    held = next((row for row in who.roles if row.id == role_held_id), None)
    if held is None:
        raise NotYours
    return render(request, "partners/end_role.html", {"who": who, "held": held, "errors": errors})


@end_role.post
def end_role_post(request: SignedInRequest, account_id: UUID, role_held_id: int) -> HttpResponseBase:
    """End it."""
    actions.end_role(role_held_id=role_held_id, by=request.actor, at=request.at)
    return HttpResponseRedirect(reverse("person", kwargs={"account_id": account_id}))


@page(needs=Permission.INVITE, confirmed=True)
def close_account(
    request: SignedInRequest, account_id: UUID, typed: Typed | None = None, errors: Errors = ()
) -> HttpResponse:
    """Ask once more before an account is closed."""
    who = queries.person_of(request.actor, account_id, at=request.at)
    return render(request, "partners/close_account.html", {"who": who, "errors": errors})


@close_account.post
def close_account_post(request: SignedInRequest, account_id: UUID) -> HttpResponseBase:
    """Close it."""
    actions.deactivate_account(account_id=account_id, by=request.actor, at=request.at)
    return HttpResponseRedirect(reverse("person", kwargs={"account_id": account_id}))


def _team(request: SignedInRequest) -> UUID | None:
    chosen = request.POST.get("team", "")
    try:
        return UUID(chosen) if chosen else None
    except ValueError:
        raise NotYours from None
