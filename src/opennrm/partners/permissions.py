"""What a role can let somebody do, in words that a manager can read."""

from __future__ import annotations

from enum import Enum


class Permission(Enum):
    """What a role can let somebody do; the value completes the sentence "may ..."."""

    REFER = "start, write and send referrals for their organisation"
    TRIAGE_NOTIFICATIONS = "read the notifications that came to their police force"
    SEE_OWN_REFERRALS = "see the referrals of their organisation and where they stand"
    SEE_CASES = "see the cases of their team"
    SHOW_WHEREABOUTS = "ask to be shown where the person of a case can be found or reached, which is recorded"
    ALLOCATE = "say who in the team holds a case"
    SEE_LOAD = "see the load and clocks of each colleague in their team"
    OPEN_IN_EMERGENCY = "open a case of another team for an hour in an emergency"
    ADD_EVIDENCE = "add evidence to a case"
    WORK_ON_CASES = "write notes and tasks in a case, and flag it"
    MARK_RECORDS = "mark what of a record must be held back when something of it leaves"
    PREPARE_DISCLOSURES = "put together what a person, a court or the police may have of a record"
    RELEASE_DISCLOSURES = "release, as second person, what somebody else put together to leave"
    HOLD_RECORDS = "put a record on hold, so that it is kept whatever its day, and end a hold"
    KEEP_RECORDS = "decide what becomes of records that were kept long enough"
    CONFIRM_ERASURES = "let go, as second person, of records that somebody else decided to erase"
    MAKE_DOSSIER = "take the whole of a case along as a dossier"
    DECIDE = "write and put forward decisions"
    CHECK_DECISIONS = "check, as second officer, a decision that somebody else wrote"
    CONVENE_REVIEWS = "name who reviews a negative decision independently, and see how long reviews take"
    REVIEW_INDEPENDENTLY = "review negative decisions of cases in which they had no part, before these are served"
    CONVENE_PANELS = "keep the pool of panels, call sittings, and put cases to them"
    SIT_ON_PANELS = "sit on panels, for their agency, on cases in which they had no part, and vote"
    CHAIR_PANELS = "chair panels on cases in which they had no part: open and close the vote, and break a tie"
    MOVE_CASES = "suspend, resume, withdraw, close and pass on cases of their team"
    RESTRICT = "restrict a case of their team to named people"
    REOPEN = "reopen a case that was withdrawn or closed"
    RECORD_WISHES = "record that a person they referred wants to withdraw, or to stay in the mechanism at 18"
    OFFER_OWN_PAGE = "give a person whom they referred a page of their own, with a code, and close it"
    GIVE_OWN_PAGE = "give the person of a case a page of their own, with a code, and close it"
    OVERRIDE_BARS = "give leave, for a recorded reason, to decide or ask although a bar stands"
    ANSWER_QUESTIONS = "answer what the authority asks about a referral of their organisation"
    SEE_LETTERS = "see the letters of a case"
    HAND_OVER_LETTERS = "hand a letter over to the person it is for, and record that they did"
    RESEND_LETTERS = "send a letter of a case again, saying why"
    POST_LETTERS = "print the letters that go by post, in batches, and say that they were posted"
    RECEIVE_PARTS = "read the parts of referrals that come to their organisation, and say that it has them"
    SEE_LETTERS_TO_US = "read the letters that the competent authority writes to their organisation"
    SEE_DELIVERY = "see what waits to be sent and what could not be"
    SEE_FIGURES = "see figures counted from events"
    SEE_CONSISTENCY = "see how outcomes and delays differ between groups of people, counted and protected"
    SEE_AUDIT = "see who did and looked at what"
    SEE_RULES = "see the profiles of the mechanism, what differs between them and what in them is assumed"
    KEEP_CALENDAR = "add a bank holiday that was proclaimed late"
    CHANGE_PROFILE = "propose from which day new cases come under another profile, or confirm what another proposed"
    KEEP_LISTS = "add entries to the lists that answers choose from, and end them"
    INVITE = "invite people of their own organisation and end their roles"


READS_PEOPLE = frozenset(
    {
        Permission.REFER,
        Permission.TRIAGE_NOTIFICATIONS,
        Permission.SEE_OWN_REFERRALS,
        Permission.SEE_CASES,
        Permission.SHOW_WHEREABOUTS,
        Permission.ALLOCATE,
        Permission.SEE_LOAD,
        Permission.OPEN_IN_EMERGENCY,
        Permission.ADD_EVIDENCE,
        Permission.WORK_ON_CASES,
        Permission.MARK_RECORDS,
        Permission.PREPARE_DISCLOSURES,
        Permission.RELEASE_DISCLOSURES,
        Permission.HOLD_RECORDS,
        Permission.KEEP_RECORDS,
        Permission.CONFIRM_ERASURES,
        Permission.MAKE_DOSSIER,
        Permission.DECIDE,
        Permission.CHECK_DECISIONS,
        Permission.CONVENE_REVIEWS,
        Permission.REVIEW_INDEPENDENTLY,
        Permission.CONVENE_PANELS,
        Permission.SIT_ON_PANELS,
        Permission.CHAIR_PANELS,
        Permission.MOVE_CASES,
        Permission.RESTRICT,
        Permission.REOPEN,
        Permission.RECORD_WISHES,
        Permission.OFFER_OWN_PAGE,
        Permission.GIVE_OWN_PAGE,
        Permission.OVERRIDE_BARS,
        Permission.ANSWER_QUESTIONS,
        Permission.SEE_LETTERS,
        Permission.HAND_OVER_LETTERS,
        Permission.RESEND_LETTERS,
        Permission.POST_LETTERS,
        Permission.SEE_LETTERS_TO_US,
        Permission.RECEIVE_PARTS,
    }
)
"""What shows who somebody is or what happened to them: given by two administrators, and never to one of them."""
READS_NOBODY = frozenset(
    {
        Permission.SEE_DELIVERY,
        Permission.SEE_FIGURES,
        Permission.SEE_CONSISTENCY,
        Permission.SEE_AUDIT,
        Permission.SEE_RULES,
        Permission.KEEP_CALENDAR,
        Permission.KEEP_LISTS,
        Permission.CHANGE_PROFILE,
    }
)
"""What shows counts, codes and references only. `INVITE` is in neither: it makes others of either kind."""
