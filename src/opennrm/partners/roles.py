"""Roles that a manager can read: each says in plain words what it is for and what it may do."""

from __future__ import annotations

from dataclasses import dataclass

from opennrm.partners.permissions import READS_NOBODY, READS_PEOPLE, Permission

__all__ = ["READS_NOBODY", "READS_PEOPLE", "ROLES", "Permission", "Role"]


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
            P.ANSWER_QUESTIONS,
            P.HAND_OVER_LETTERS,
            P.RECORD_WISHES,
            P.OFFER_OWN_PAGE,
            P.SEE_FIGURES,
        ),
        _role(
            "team_lead",
            "Team lead",
            "Leads a team of first responders: sees its drafts and referrals and helps when somebody is away.",
            P.REFER,
            P.SEE_OWN_REFERRALS,
            P.ANSWER_QUESTIONS,
            P.HAND_OVER_LETTERS,
            P.RECORD_WISHES,
            P.OFFER_OWN_PAGE,
            P.SEE_FIGURES,
        ),
        _role(
            "police_triage",
            "Police triage",
            "Reads, for a police force, the notifications of adults who were not referred and the parts of referrals "
            "that go to the police, and takes them further.",
            P.TRIAGE_NOTIFICATIONS,
            P.RECEIVE_PARTS,
            P.SEE_FIGURES,
        ),
        _role(
            "caseworker",
            "Caseworker",
            "Decides, for the competent authority, whether there are grounds to believe that somebody is a victim.",
            P.SEE_CASES,
            P.SHOW_WHEREABOUTS,
            P.WORK_ON_CASES,
            P.MARK_RECORDS,
            P.MAKE_DOSSIER,
            P.OPEN_IN_EMERGENCY,
            P.ADD_EVIDENCE,
            P.DECIDE,
            P.MOVE_CASES,
            P.GIVE_OWN_PAGE,
            P.SEE_LETTERS,
            P.RESEND_LETTERS,
            P.SEE_FIGURES,
        ),
        _role(
            "second_officer",
            "Second officer",
            "Checks every negative decision before it is served. Never checks a decision of their own.",
            P.SEE_CASES,
            P.WORK_ON_CASES,
            P.MARK_RECORDS,
            P.CHECK_DECISIONS,
            P.SEE_LETTERS,
            P.SEE_FIGURES,
        ),
        _role(
            "slavery_safeguarding_lead",
            "Slavery Safeguarding Lead",
            "Takes, as the named lead of an agency, the referrals of an area, decides on reasonable grounds, has a "
            "colleague check each negative, and refers on to the panel.",
            P.SEE_CASES,
            P.SHOW_WHEREABOUTS,
            P.ALLOCATE,
            P.SEE_LOAD,
            P.ADD_EVIDENCE,
            P.WORK_ON_CASES,
            P.DECIDE,
            P.MOVE_CASES,
            P.GIVE_OWN_PAGE,
            P.SEE_LETTERS,
            P.SEE_FIGURES,
        ),
        _role(
            "second_safeguarding_lead",
            "Second Slavery Safeguarding Lead",
            "Checks, as another named lead of an agency, every negative before it is served. Never checks their own.",
            P.SEE_CASES,
            P.WORK_ON_CASES,
            P.CHECK_DECISIONS,
            P.SEE_LETTERS,
            P.SEE_FIGURES,
        ),
        _role(
            "review_convener",
            "Convener of independent reviews",
            "Names, for a panel of independent experts, who of them reviews which negative decision. Reads no case.",
            P.CONVENE_REVIEWS,
            P.SEE_CONSISTENCY,
        ),
        _role(
            "independent_reviewer",
            "Independent reviewer",
            "Looks, as an independent expert, at negative decisions before they are served, in cases in which they had "
            "no part. Reads a case only once they declared that they have no interest in it, and until the review is "
            "over.",
            P.REVIEW_INDEPENDENTLY,
            P.SEE_CASES,
            P.SEE_CONSISTENCY,
        ),
        _role(
            "panel_convener",
            "Convener of panels",
            "Keeps the pool of panels, calls their sittings, asks members and puts cases to them. Learns no vote.",
            P.CONVENE_PANELS,
        ),
        _role(
            "panel_member",
            "Member of panels",
            "Sits on panels for their agency and votes, in cases in which they had no part and no interest. "
            "Reads a case only once they declared that they have no interest in it, and until it is decided.",
            P.SIT_ON_PANELS,
            P.SEE_CASES,
        ),
        _role(
            "panel_chair",
            "Chair of panels",
            "Chairs panels, independent of who decides: opens and closes the vote on a case, and breaks a tie. "
            "Reads a case as its members do.",
            P.CHAIR_PANELS,
            P.SEE_CASES,
        ),
        _role(
            "manager",
            "Manager",
            "Runs a team of caseworkers: sees its load and clocks, allocates cases, minds what could not be sent.",
            P.SEE_CASES,
            P.SHOW_WHEREABOUTS,
            P.WORK_ON_CASES,
            P.MARK_RECORDS,
            P.RELEASE_DISCLOSURES,
            P.HOLD_RECORDS,
            P.CONFIRM_ERASURES,
            P.MAKE_DOSSIER,
            P.SEE_LOAD,
            P.ALLOCATE,
            P.MOVE_CASES,
            P.GIVE_OWN_PAGE,
            P.RESTRICT,
            P.REOPEN,
            P.OVERRIDE_BARS,
            P.SEE_LETTERS,
            P.RESEND_LETTERS,
            P.POST_LETTERS,
            P.SEE_DELIVERY,
            P.SEE_FIGURES,
            P.SEE_CONSISTENCY,
            P.SEE_RULES,
        ),
        _role(
            "records_officer",
            "Records officer",
            "Answers people who ask for their data, and courts and police who ask for a record, and decides how long "
            "records are kept, in the team they work in. Never alone: a second person releases and confirms.",
            P.SEE_CASES,
            P.SHOW_WHEREABOUTS,
            P.MARK_RECORDS,
            P.PREPARE_DISCLOSURES,
            P.RELEASE_DISCLOSURES,
            P.HOLD_RECORDS,
            P.KEEP_RECORDS,
            P.CONFIRM_ERASURES,
        ),
        _role(
            "liaison",
            "Liaison",
            "Reads, for a partner organisation, the letters that the competent authority writes to it, and the parts "
            "of referrals that come to it. Sees no case.",
            P.SEE_LETTERS_TO_US,
            P.RECEIVE_PARTS,
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
            P.SEE_CONSISTENCY,
        ),
        _role(
            "administrator",
            "Administrator",
            "Invites and removes people of their own organisation, and minds the rules, the calendar and the lists. "
            "Cannot read cases.",
            P.INVITE,
            P.SEE_RULES,
            P.KEEP_CALENDAR,
            P.KEEP_LISTS,
            P.CHANGE_PROFILE,
        ),
    )
}
