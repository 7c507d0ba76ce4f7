"""Roles that a manager can read: each says in plain words what it is for and what it may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Permission(Enum):
    """What a role can let somebody do; the value completes the sentence "may ..."."""

    REFER = "start, write and send referrals for their organisation"
    SEE_OWN_REFERRALS = "see the referrals of their organisation and where they stand"
    SEE_CASES = "see the cases of their team"
    ALLOCATE = "say who in the team holds a case"
    ADD_EVIDENCE = "add evidence to a case"
    DECIDE = "write and put forward decisions"
    CHECK_DECISIONS = "check, as second officer, a decision that somebody else wrote"
    SEE_LETTERS = "see the letters of a case"
    HAND_OVER_LETTERS = "hand a letter over to the person it is for, and record that they did"
    RESEND_LETTERS = "send a letter of a case again, saying why"
    POST_LETTERS = "print the letters that go by post, in batches, and say that they were posted"
    SEE_LETTERS_TO_US = "read the letters that the competent authority writes to their organisation"
    SEE_DELIVERY = "see what waits to be sent and what could not be"
    SEE_FIGURES = "see figures counted from events"
    SEE_AUDIT = "see who did and looked at what"
    INVITE = "invite people of their own organisation and end their roles"


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its key (stored), title, description and permissions."""

    key: str
    title: str
    description: str
    permissions: frozenset[Permission]


def _role(key: str, title: str, description: str, *permissions: Permission) -> Role:
    return Role(key, title, description, frozenset(permissions))


P = Permission
ROLES: dict[str, Role] = {
    role.key: role
    for role in (
        _role(
            "first_responder",
            "First responder",
            "Recognises people who may be victims and refers them. Sees what their own organisation referred.",
            P.REFER,
            P.SEE_OWN_REFERRALS,
            P.HAND_OVER_LETTERS,
            P.SEE_FIGURES,
        ),
        _role(
            "team_lead",
            "Team lead",
            "Leads a team of first responders: sees its drafts and referrals and helps when somebody is away.",
            P.REFER,
            P.SEE_OWN_REFERRALS,
            P.HAND_OVER_LETTERS,
            P.SEE_FIGURES,
        ),
        _role(
            "caseworker",
            "Caseworker",
            "Decides, for the competent authority, whether there are grounds to believe that somebody is a victim.",
            P.SEE_CASES,
            P.ADD_EVIDENCE,
            P.DECIDE,
            P.SEE_LETTERS,
            P.RESEND_LETTERS,
            P.SEE_FIGURES,
        ),
        _role(
            "second_officer",
            "Second officer",
            "Checks every negative decision before it is served. Never checks a decision of their own.",
            P.SEE_CASES,
            P.CHECK_DECISIONS,
            P.SEE_LETTERS,
            P.SEE_FIGURES,
        ),
        _role(
            "manager",
            "Manager",
            "Runs a team of caseworkers: sees its load and clocks, allocates cases, minds what could not be sent.",
            P.SEE_CASES,
            P.ALLOCATE,
            P.SEE_LETTERS,
            P.RESEND_LETTERS,
            P.POST_LETTERS,
            P.SEE_DELIVERY,
            P.SEE_FIGURES,
        ),
        _role(
            "liaison",
            "Liaison",
            "Reads, for a partner organisation, the letters that the competent authority writes to it. Sees no case.",
            P.SEE_LETTERS_TO_US,
        ),
        _role(
            "statistician",
            "Statistician",
            "Sees figures, and never a person's record.",
            P.SEE_FIGURES,
        ),
        _role(
            "auditor",
            "Auditor",
            "Sees who did and looked at what, by reference, and never what a record says.",
            P.SEE_AUDIT,
            P.SEE_FIGURES,
        ),
        _role(
            "administrator",
            "Administrator",
            "Invites and removes people of their own organisation. Cannot read cases.",
            P.INVITE,
        ),
    )
}
