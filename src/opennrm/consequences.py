"""When this happens, these follow. A table and nothing else: no rule and no word lives here."""

from __future__ import annotations

from opennrm.assurance.following import (
    end_reading,
    go_on_reviewing,
    release_leaver,
    tell_reviewer,
    tell_those_who_convene,
)
from opennrm.audit.record import Consequence
from opennrm.cases.actions.after_death import stop_letters_after_death
from opennrm.cases.actions.allocation_rules import allocate_new_case
from opennrm.cases.actions.changing_profile import tell_who_confirms
from opennrm.cases.actions.consents import (
    note_consent_to_stay,
    note_consents_of_referral,
    note_return,
    note_withdrawal,
)
from opennrm.cases.actions.corrections import look_at_correction
from opennrm.cases.actions.emergency import tell_of_emergency
from opennrm.cases.actions.intake import open_case
from opennrm.cases.actions.leaving import end_access_of_leaver
from opennrm.cases.actions.letters import (
    write_letters_of_change,
    write_letters_of_disqualification,
    write_outcome_letters,
)
from opennrm.cases.actions.out_of_reach import stop_letters_out_of_reach
from opennrm.cases.actions.overdue_reviews import tell_who_should_have_reviewed
from opennrm.cases.actions.panels import read_on_after_panel, stop_panels_reading
from opennrm.cases.actions.part_tasks import give_task
from opennrm.cases.actions.parties import add_parties_of_referral
from opennrm.cases.actions.partner_messages import tell_other_side
from opennrm.cases.actions.parts import (
    act_on_consent,
    end_held_parts,
    hold_parts,
    let_parts_go,
    send_parts,
    stop_parts_of_childhood,
    tell_receiver,
)
from opennrm.cases.actions.passing_reviews import (
    pass_on_reviews_of_case,
    pass_on_reviews_of_leaver,
    tell_who_reviews,
)
from opennrm.cases.actions.posting import take_out_of_batches, tell_who_posts_restricted, tell_who_posts_what_waits
from opennrm.cases.actions.renewing_parts import follow_correction, renew_parts
from opennrm.cases.actions.request_letters import write_reminder, write_request_letter
from opennrm.cases.actions.restricting import settle_lists
from opennrm.cases.actions.telling import (
    tell_those_who_check,
    tell_those_who_check_disqualification,
    tell_those_who_decide,
    tell_those_who_hold_records,
    tell_to_whom,
    tell_who_holds,
    tell_who_holds_of_consent,
    tell_who_minds,
    tell_who_referred,
    tell_who_wrote,
)
from opennrm.cases.actions.transferring import pass_on_to_who_decides_next
from opennrm.duty_to_notify.following import follow_notification, tell_force
from opennrm.evidence.following import erase_bytes, send_files
from opennrm.mechanism import events as happened
from opennrm.nothing_follows import NOTHING_FOLLOWS
from opennrm.notifications.actions import send_invitation, tell_administrators, tell_of_sign_in
from opennrm.notifications.administration import tell_of_administration, tell_of_ended_administrator
from opennrm.notifications.webhooks import tell_of_stopped_webhook
from opennrm.panels import following as in_panels
from opennrm.referrals.expiring import tell_those_who_write
from opennrm.referrals.telling_systems import tell_systems
from opennrm.retention.actions.voiding import void_as_the_case_goes_on

CONSEQUENCES: dict[type[happened.Event], tuple[Consequence, ...]] = {
    happened.PersonInvited: (send_invitation,),
    happened.RoleEnded: (
        release_leaver,
        in_panels.release_panel_member,
        end_access_of_leaver,
        pass_on_reviews_of_leaver,
        tell_of_ended_administrator,
    ),
    happened.RoleGiven: (settle_lists,),
    happened.CaseRestricted: (hold_parts, take_out_of_batches, tell_who_posts_what_waits, pass_on_reviews_of_case),
    happened.CaseUnrestricted: (let_parts_go, renew_parts),
    happened.LetterWritten: (tell_who_posts_restricted,),
    happened.LetterSentAgain: (tell_who_posts_restricted,),
    happened.RoleGivenAlone: (tell_of_administration,),
    happened.StartedAnew: (tell_of_administration,),
    happened.OpenedInEmergency: (tell_of_emergency,),
    happened.ReviewPassedOn: (tell_who_reviews,),
    happened.EmergencyReviewOverdue: (tell_who_should_have_reviewed,),
    happened.OpeningsStopped: (tell_administrators,),
    happened.SearchesStopped: (tell_administrators,),
    happened.HiddenPersonSearched: (tell_who_minds,),
    happened.PartMade: (tell_receiver,),
    happened.PartSent: (tell_receiver,),
    happened.PasswordChanged: (tell_of_sign_in,),
    happened.SecondFactorSetUp: (tell_of_sign_in,),
    happened.RecoveryCodesMade: (tell_of_sign_in,),
    happened.PasskeyAdded: (tell_of_sign_in,),
    happened.PasskeyRemoved: (tell_of_sign_in,),
    happened.NewBrowserMet: (tell_of_sign_in,),
    happened.ReferralSubmitted: (open_case, follow_notification, send_files, tell_systems),
    happened.FileScanned: (tell_systems,),
    happened.FileSentLater: (tell_who_holds,),
    happened.KeysErased: (erase_bytes,),
    happened.NotificationSent: (tell_force,),
    happened.SamePersonReferred: (tell_who_minds,),
    happened.CaseOpened: (
        note_consents_of_referral,
        add_parties_of_referral,
        send_parts,
        allocate_new_case,
        tell_those_who_decide,
    ),
    happened.CaseAllocated: (give_task, tell_to_whom),
    happened.ReasonableGroundsPutForward: (tell_those_who_check,),
    happened.ConclusiveGroundsPutForward: (tell_those_who_check,),
    happened.DecisionCountersigned: (tell_who_wrote,),
    happened.DecisionReturned: (tell_who_wrote,),
    happened.IndependentReviewAsked: (tell_those_who_convene,),
    happened.IndependentReviewerNamed: (tell_reviewer,),
    happened.IndependentReviewerStoodAside: (tell_those_who_convene,),
    happened.IndependentReviewGiven: (tell_who_wrote, tell_who_holds),
    happened.IndependentReviewSentBack: (tell_who_wrote, tell_who_holds),
    happened.CaseTakenFromPanel: (in_panels.end_hearing_of_case,),
    happened.PanelMemberAsked: (in_panels.tell_who_was_asked,),
    happened.HearingChairNamed: (in_panels.tell_new_chair,),
    happened.SittingCancelled: (in_panels.tell_all_who_were_asked,),
    happened.AgencyAsked: (write_request_letter,),
    happened.RequestChased: (write_reminder, tell_who_holds),
    happened.RecoveryExtended: (write_letters_of_change,),
    happened.RepresentationAnswered: (write_letters_of_change,),
    happened.DisqualificationProposed: (tell_those_who_check_disqualification,),
    happened.DisqualificationDecided: (write_letters_of_disqualification, tell_who_holds),
    happened.DisqualificationReturned: (tell_who_holds,),
    happened.InformationRequested: (tell_who_referred, tell_systems),
    happened.InformationReceived: (tell_who_holds, tell_systems),
    happened.AgencyReplied: (tell_who_holds,),
    happened.BecameAdult: (stop_parts_of_childhood, send_parts, tell_who_holds),
    happened.ConsentNoted: (act_on_consent,),
    happened.ConsentRecorded: (note_consent_to_stay, tell_who_holds_of_consent),
    happened.ReasonableGroundsDecided: (
        write_outcome_letters,
        tell_systems,
        stop_panels_reading,
        pass_on_to_who_decides_next,
    ),
    happened.TaskAdded: (tell_to_whom,),
    happened.TaskAssigned: (tell_to_whom,),
    happened.ColleagueMentioned: (tell_to_whom,),
    happened.ConclusiveGroundsDecided: (write_outcome_letters, tell_systems, stop_panels_reading),
    happened.PanelDecided: (tell_who_holds,),
    happened.ReferredDirectly: (tell_systems, pass_on_to_who_decides_next),
    happened.ReconsiderationAccepted: (send_parts, write_letters_of_change, tell_systems),
    happened.ReconsiderationRefused: (write_letters_of_change,),
    happened.CaseSentToLocalPanel: (tell_who_holds,),
    happened.CaseReturnedFromLocalPanel: (tell_who_holds,),
    happened.LocalPanelAudited: (tell_who_holds,),
    happened.CaseSuspended: (
        in_panels.end_hearing_of_case,
        stop_letters_out_of_reach,
        write_letters_of_change,
        tell_systems,
    ),
    happened.CaseReopened: (
        go_on_reviewing,
        read_on_after_panel,
        note_return,
        send_parts,
        void_as_the_case_goes_on,
        write_letters_of_change,
        tell_who_holds,
        tell_systems,
    ),
    happened.ReconsiderationRequested: (void_as_the_case_goes_on,),
    happened.HoldReviewDue: (tell_those_who_hold_records,),
    happened.CaseResumed: (write_letters_of_change, tell_systems),
    happened.CaseWithdrawn: (
        in_panels.end_hearing_of_case,
        end_reading,
        stop_panels_reading,
        note_withdrawal,
        stop_letters_out_of_reach,
        write_letters_of_change,
        tell_systems,
    ),
    happened.CaseClosed: (
        in_panels.end_hearing_of_case,
        end_reading,
        stop_panels_reading,
        end_held_parts,
        stop_letters_after_death,
        write_letters_of_change,
        tell_systems,
    ),
    happened.AdulthoodNear: (write_letters_of_change, tell_who_holds),
    happened.AdultConsentNeeded: (write_letters_of_change, tell_who_holds),
    happened.CaseTransferred: (
        write_letters_of_change,
        allocate_new_case,
        tell_those_who_decide,
        pass_on_reviews_of_case,
    ),
    happened.SuspensionReviewDue: (tell_who_holds,),
    happened.WishRecorded: (tell_who_holds,),
    happened.DraftHandedOver: (tell_to_whom,),
    happened.ReferralCorrected: (follow_correction, look_at_correction),
    happened.PartnerMessageWritten: (tell_other_side,),
    happened.DraftExpiryNear: (tell_those_who_write,),
    happened.ProfileChangeProposed: (tell_who_confirms,),
    happened.WebhookStopped: (tell_of_stopped_webhook,),
}

__all__ = ["CONSEQUENCES", "NOTHING_FOLLOWS"]
