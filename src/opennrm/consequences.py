"""When this happens, these follow. A table and nothing else: no rule and no word lives here."""

from __future__ import annotations

from opennrm.audit.record import Consequence
from opennrm.cases.actions.intake import open_case
from opennrm.cases.actions.letters import write_outcome_letters
from opennrm.cases.actions.telling import tell_those_who_check, tell_those_who_decide, tell_to_whom, tell_who_wrote
from opennrm.mechanism import events as happened
from opennrm.mechanism.events import (
    CaseHandedOver,
    CaseOpened,
    ColleagueMentioned,
    DecisionCountersigned,
    DecisionReturned,
    Event,
    PersonInvited,
    ReasonableGroundsDecided,
    ReasonableGroundsPutForward,
    ReferralSubmitted,
    TaskAdded,
    TaskAssigned,
)
from opennrm.notifications.actions import send_invitation

CONSEQUENCES: dict[type[Event], tuple[Consequence, ...]] = {
    PersonInvited: (send_invitation,),
    ReferralSubmitted: (open_case,),
    CaseOpened: (tell_those_who_decide,),
    ReasonableGroundsPutForward: (tell_those_who_check,),
    DecisionCountersigned: (tell_who_wrote,),
    DecisionReturned: (tell_who_wrote,),
    ReasonableGroundsDecided: (write_outcome_letters,),
    TaskAdded: (tell_to_whom,),
    TaskAssigned: (tell_to_whom,),
    ColleagueMentioned: (tell_to_whom,),
    CaseHandedOver: (tell_to_whom,),
}

NOTHING_FOLLOWS: frozenset[type[Event]] = frozenset(
    {
        happened.AbsenceEnded,
        happened.AbsenceRecorded,
        happened.AccessGiven,
        happened.AccountClosed,
        happened.AllocationRuleSet,
        happened.BarOverridden,
        happened.CaseAccepted,
        happened.CaseAllocated,
        happened.CaseClosed,
        happened.CaseResumed,
        happened.CaseSuspended,
        happened.CaseTransferred,
        happened.CaseViewed,
        happened.CaseWithdrawn,
        happened.ClockMet,
        happened.ClockMoved,
        happened.ClockStarted,
        happened.ClockStopped,
        happened.ConclusiveGroundsDecided,
        happened.ConclusiveGroundsPutForward,
        happened.ConsentRecorded,
        happened.CountersignatureVoided,
        happened.DecisionTakenBack,
        happened.DossierMade,
        happened.DraftDiscarded,
        happened.DraftStarted,
        happened.DraftViewed,
        happened.EvidenceAdded,
        happened.FlagLowered,
        happened.FlagRaised,
        happened.InformationReceived,
        happened.InformationRequested,
        happened.InvitationAccepted,
        happened.InvitationWithdrawn,
        happened.LetterDelivered,
        happened.LetterFailed,
        happened.LetterViewed,
        happened.LetterWritten,
        happened.ListViewed,
        happened.MentionRead,
        happened.NoteWritten,
        happened.OrganisationJoined,
        happened.ReconsiderationAccepted,
        happened.ReconsiderationRefused,
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
        happened.TaskDone,
        happened.TaskReopened,
        happened.WorkListRemoved,
        happened.WorkListSaved,
    }
)
"""On purpose: a new event is put into one of the two, so that nobody forgets to ask what follows from it."""
