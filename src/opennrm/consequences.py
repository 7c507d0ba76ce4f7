"""When this happens, these follow. A table and nothing else: no rule and no word lives here."""

from __future__ import annotations

from opennrm.audit.record import Consequence
from opennrm.cases.actions.intake import open_case
from opennrm.cases.actions.letters import write_outcome_letters
from opennrm.cases.actions.telling import tell_those_who_check, tell_those_who_decide, tell_who_wrote
from opennrm.duty_to_notify.following import follow_notification, tell_force
from opennrm.mechanism import events as happened
from opennrm.mechanism.events import (
    CaseOpened,
    DecisionCountersigned,
    DecisionReturned,
    Event,
    NotificationSent,
    PersonInvited,
    ReasonableGroundsDecided,
    ReasonableGroundsPutForward,
    ReferralSubmitted,
)
from opennrm.notifications.actions import send_invitation

CONSEQUENCES: dict[type[Event], tuple[Consequence, ...]] = {
    PersonInvited: (send_invitation,),
    ReferralSubmitted: (open_case, follow_notification),
    NotificationSent: (tell_force,),
    CaseOpened: (tell_those_who_decide,),
    ReasonableGroundsPutForward: (tell_those_who_check,),
    DecisionCountersigned: (tell_who_wrote,),
    DecisionReturned: (tell_who_wrote,),
    ReasonableGroundsDecided: (write_outcome_letters,),
}

NOTHING_FOLLOWS: frozenset[type[Event]] = frozenset(
    {
        happened.AccessGiven,
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
        happened.ConclusiveGroundsPutForward,
        happened.ConsentRecorded,
        happened.CountersignatureVoided,
        happened.DecisionTakenBack,
        happened.DraftDiscarded,
        happened.DraftStarted,
        happened.DraftViewed,
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
        happened.NotificationViewed,
        happened.OrganisationJoined,
        happened.ReconsiderationAccepted,
        happened.ReconsiderationRefused,
        happened.ReconsiderationRequested,
        happened.RecoveryEnded,
        happened.ReferralFollowedNotification,
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
