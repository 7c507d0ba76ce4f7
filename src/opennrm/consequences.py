"""When this happens, these follow. A table and nothing else: no rule and no word lives here."""

from __future__ import annotations

from opennrm.audit.record import Consequence
from opennrm.cases.actions.intake import open_case
from opennrm.cases.actions.letters import write_outcome_letters
from opennrm.cases.actions.telling import (
    tell_those_who_check,
    tell_those_who_decide,
    tell_who_holds,
    tell_who_referred,
    tell_who_wrote,
)
from opennrm.mechanism import events as happened
from opennrm.mechanism.events import (
    CaseOpened,
    ConclusiveGroundsPutForward,
    DecisionCountersigned,
    DecisionReturned,
    Event,
    InformationReceived,
    InformationRequested,
    PersonInvited,
    ReasonableGroundsDecided,
    ReasonableGroundsPutForward,
    ReferralSubmitted,
    RequestChased,
)
from opennrm.notifications.actions import send_invitation

CONSEQUENCES: dict[type[Event], tuple[Consequence, ...]] = {
    PersonInvited: (send_invitation,),
    ReferralSubmitted: (open_case,),
    CaseOpened: (tell_those_who_decide,),
    ReasonableGroundsPutForward: (tell_those_who_check,),
    ConclusiveGroundsPutForward: (tell_those_who_check,),
    DecisionCountersigned: (tell_who_wrote,),
    DecisionReturned: (tell_who_wrote,),
    RequestChased: (tell_who_holds,),
    InformationRequested: (tell_who_referred,),
    InformationReceived: (tell_who_holds,),
    ReasonableGroundsDecided: (write_outcome_letters,),
}

NOTHING_FOLLOWS: frozenset[type[Event]] = frozenset(
    {
        happened.AccessGiven,
        happened.RequestClosed,
        happened.RepresentationReceived,
        happened.RepresentationAnswered,
        happened.RecoveryReviewed,
        happened.RecoveryExtended,
        happened.AgencyReplied,
        happened.AgencyAsked,
        happened.AccountClosed,
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
        happened.ConsentRecorded,
        happened.ConsultationRecorded,
        happened.CountersignatureVoided,
        happened.DecisionTakenBack,
        happened.DraftDiscarded,
        happened.DraftStarted,
        happened.DraftViewed,
        happened.EvidenceAdded,
        happened.HolidayAdded,
        happened.InvitationAccepted,
        happened.InvitationWithdrawn,
        happened.LetterDelivered,
        happened.LetterFailed,
        happened.LetterViewed,
        happened.LetterWritten,
        happened.ListViewed,
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
    }
)
"""On purpose: a new event is put into one of the two, so that nobody forgets to ask what follows from it."""
