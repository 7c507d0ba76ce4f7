"""When this happens, these follow. A table and nothing else: no rule and no word lives here."""

from __future__ import annotations

from opennrm.audit.record import Consequence
from opennrm.cases.actions.intake import open_case
from opennrm.cases.actions.letters import write_letters_of_change, write_outcome_letters
from opennrm.cases.actions.parties import add_parties_of_referral
from opennrm.cases.actions.telling import tell_those_who_check, tell_those_who_decide, tell_who_holds, tell_who_wrote
from opennrm.mechanism import events as happened
from opennrm.mechanism.events import (
    AdultConsentNeeded,
    AdulthoodNear,
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    CaseTransferred,
    CaseWithdrawn,
    ConclusiveGroundsDecided,
    DecisionCountersigned,
    DecisionReturned,
    Event,
    PersonInvited,
    ReasonableGroundsDecided,
    ReasonableGroundsPutForward,
    ReconsiderationAccepted,
    ReconsiderationRefused,
    ReferralSubmitted,
    SuspensionReviewDue,
    WishRecorded,
)
from opennrm.notifications.actions import send_invitation

CONSEQUENCES: dict[type[Event], tuple[Consequence, ...]] = {
    PersonInvited: (send_invitation,),
    ReferralSubmitted: (open_case,),
    CaseOpened: (add_parties_of_referral, tell_those_who_decide),
    ReasonableGroundsPutForward: (tell_those_who_check,),
    DecisionCountersigned: (tell_who_wrote,),
    DecisionReturned: (tell_who_wrote,),
    ReasonableGroundsDecided: (write_outcome_letters,),
    ConclusiveGroundsDecided: (write_outcome_letters,),
    ReconsiderationAccepted: (write_letters_of_change,),
    ReconsiderationRefused: (write_letters_of_change,),
    CaseSuspended: (write_letters_of_change,),
    CaseResumed: (write_letters_of_change,),
    CaseWithdrawn: (write_letters_of_change,),
    CaseClosed: (write_letters_of_change,),
    AdulthoodNear: (write_letters_of_change, tell_who_holds),
    AdultConsentNeeded: (write_letters_of_change, tell_who_holds),
    CaseReopened: (write_letters_of_change, tell_who_holds),
    CaseTransferred: (write_letters_of_change, tell_those_who_decide),
    SuspensionReviewDue: (tell_who_holds,),
    WishRecorded: (tell_who_holds,),
}

NOTHING_FOLLOWS: frozenset[type[Event]] = frozenset(
    {
        happened.AccessEnded,
        happened.AccessGiven,
        happened.AccountClosed,
        happened.AgeDecided,
        happened.BarOverridden,
        happened.BecameAdult,
        happened.CaseAccepted,
        happened.CaseAllocated,
        happened.CaseHeldForTriage,
        happened.CaseViewed,
        happened.ClockMet,
        happened.ClockMoved,
        happened.ClockStarted,
        happened.ClockStopped,
        happened.ConclusiveGroundsPutForward,
        happened.ConsentRecorded,
        happened.CountersignatureVoided,
        happened.DecisionTakenBack,
        happened.DraftDiscarded,
        happened.DraftStarted,
        happened.DraftViewed,
        happened.DuplicateFound,
        happened.EvidenceAdded,
        happened.InformationReceived,
        happened.InformationRequested,
        happened.InvitationAccepted,
        happened.InvitationWithdrawn,
        happened.LetterDelivered,
        happened.LetterFailed,
        happened.LetterViewed,
        happened.LetterWritten,
        happened.ListViewed,
        happened.OrganisationJoined,
        happened.PartyAdded,
        happened.PartyEnded,
        happened.ReconsiderationRequested,
        happened.RecoveryEnded,
        happened.ReferralViewed,
        happened.RoleEnded,
        happened.RoleGiven,
        happened.SafeContactRecorded,
        happened.SecondFactorSetUp,
        happened.SignInRefused,
        happened.SignedIn,
        happened.SignedOut,
        happened.SuspensionProlonged,
        happened.WishSettled,
    }
)
"""On purpose: a new event is put into one of the two, so that nobody forgets to ask what follows from it."""
