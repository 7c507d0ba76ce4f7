"""The second wall: row-level security on everything that is about a person, by the rows that say who may see it.

Views say which rows of access are those of whoever asks, `cases_let` and `referrals_let`; the policies of `cases_case`
and `referrals_referral` say which records these open, and every other policy asks whether such a record can be seen. So
a rule about who may see a case is changed in the policy of `cases_case` and nowhere else.
"""

from django.db import migrations

from opennrm.audit.walls import MINE, may_be_added_by_all, may_see, readable_by_its_owner, wall

SEEN = """
CREATE OR REPLACE VIEW referrals_let AS
    SELECT a.referral_id FROM referrals_access a
    WHERE a.grantee = ANY ((SELECT who_asks())::uuid[]) AND a.from_at <= (SELECT asked_at())
        AND (a.until_at IS NULL OR a.until_at > (SELECT asked_at()));
CREATE OR REPLACE VIEW cases_let AS
    SELECT a.case_id, a.grantee = (SELECT account_asks()) AS by_name FROM cases_access a
    WHERE a.grantee = ANY ((SELECT who_asks())::uuid[]) AND a.from_at <= (SELECT asked_at())
        AND (a.until_at IS NULL OR a.until_at > (SELECT asked_at()));
CREATE OR REPLACE FUNCTION may_see_referral(uuid) RETURNS boolean LANGUAGE sql STABLE AS
    $$ SELECT EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = $1) $$;
CREATE OR REPLACE FUNCTION may_see_case(uuid) RETURNS boolean LANGUAGE sql STABLE AS
    $$ SELECT EXISTS (SELECT 1 FROM cases_case c WHERE c.id = $1) $$;
"""
UNSEEN = """
DROP FUNCTION may_see_case(uuid); DROP FUNCTION may_see_referral(uuid);
DROP VIEW cases_let; DROP VIEW referrals_let;
"""

OF_A_CASE = (
    "cases_clock",
    "cases_decision",
    "cases_evidence",
    "cases_flag",
    "cases_hand_over",
    "cases_information_request",
    "cases_note",
    "cases_party",
    "cases_reconsideration_request",
    "cases_consultation",
    "cases_bar_override",
    "cases_representation",
    "cases_extension",
    "cases_recovery_review",
    "cases_task",
    "cases_wish",
    "cases_opening",
    "cases_emergency",
)


def _by_reference(column: str) -> str:
    """May they see the case, or the referral, that has this reference?"""
    same = f"s.reference = {column}"
    return f"{may_see('cases_case', same)} OR {may_see('referrals_referral', same)}"


class Migration(migrations.Migration):
    atomic = False  # each table is locked for the moment in which its own wall is laid, and can be walled again

    dependencies = [
        ("audit", "0005_who_asks"),
        ("cases", "0011_sealed_as"),
        ("duty_to_notify", "0001_notifications"),
        ("notifications", "0008_anchors"),
        ("partners", "0006_need_to_know"),
        ("referrals", "0002_same_person"),
    ]

    operations = [
        migrations.RunSQL(SEEN, UNSEEN),
        readable_by_its_owner("cases_access"),
        readable_by_its_owner("referrals_access"),
        wall("cases_access", f"grantee {MINE} OR may_see_case(case_id)"),
        wall("referrals_access", f"grantee {MINE} OR may_see_referral(referral_id)"),
        # Of a restricted case only what names the person themselves counts, as in `cases.queries.visible_to`.
        wall(
            "cases_case",
            may_see("cases_let", "s.case_id = cases_case.id AND (s.by_name OR NOT cases_case.restricted)"),
        ),
        *(wall(table, may_see("cases_case", f"s.id = {table}.case_id")) for table in OF_A_CASE),
        wall("cases_check", may_see("cases_decision", "s.id = cases_check.decision_id")),
        wall("cases_mention", may_see("cases_note", "s.id = cases_mention.note_id")),
        wall("partners_records_opened", f"account_id {MINE}"),
        wall("cases_saved_list", f"team_id {MINE} OR saved_by_id {MINE}"),
        wall(
            "referrals_referral",
            f"{may_see('referrals_let', 's.referral_id = referrals_referral.id')} "
            f"OR {may_see('cases_case', 's.reference = referrals_referral.reference')}",
        ),
        wall("referrals_draft", f"shared_with {MINE}"),
        wall("referrals_person", may_see("referrals_referral", "s.person_id = referrals_person.id")),
        wall("referrals_person_token", may_see("referrals_referral", "s.person_id = referrals_person_token.person_id")),
        wall("referrals_safe_contact", may_see("referrals_referral", "s.person_id = referrals_safe_contact.person_id")),
        wall("referrals_consent", may_see("referrals_referral", "s.id = referrals_consent.referral_id")),
        wall("duty_to_notify_anonymous", f"shared_with {MINE} OR received_by_id {MINE}"),
        wall("duty_to_notify_named", f"shared_with {MINE} OR received_by_id {MINE}"),
        wall(
            "notifications_letter", f"organisation_id {MINE} OR {_by_reference('notifications_letter.case_reference')}"
        ),
        wall(
            "notifications_message",
            f"recipient_id {MINE} OR {may_see('notifications_letter', 's.id = notifications_message.letter_id')}",
        ),
        wall("audit_event", f"actor {MINE} OR {_by_reference('audit_event.case_reference')}"),
        may_be_added_by_all("audit_event"),  # also what nobody does who was let in: a sign-in that was refused
    ]
