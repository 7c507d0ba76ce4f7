"""The wall where it was wider than the rules: who may grant access, and what whoever referred sees of the case.

Seeing a row of access is one thing and writing it another: one's own row may be read, and nobody writes one into a
record that they do not see already. Letters, messages and events are the case's, or of whoever is named in them, but for
letters that whoever referred hands over; a way to reach the person that the authority confirmed later is the authority's.
"""

from django.db import migrations

from opennrm.audit.walls import MINE, may_see, only_who_sees_may_write, readable_by_its_owner, wall, wall_anew


def _of_case(table: str, column: str) -> migrations.RunSQL:
    """Seen by whom the row names, and by whoever may see the case; until now by whoever may see the referral, too."""
    reference = f"{table}.case_reference"
    now = f"{column} {MINE} OR {may_see('cases_case', f's.reference = {reference}')}"
    before = f"{now} OR {may_see('referrals_referral', f's.reference = {reference}')}"
    return wall_anew(table, now, before=before)


IN_HAND = """
CREATE OR REPLACE FUNCTION letter_in_hand(uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM public.notifications_message m WHERE m.letter_id = $1 AND m.channel = 'hand_over'
            AND NOT EXISTS (SELECT 1 FROM public.notifications_message n WHERE n.letter_id = $1 AND n.number > m.number)
    )
$$;
"""
"""Whether whoever referred prints a letter and hands it over: how it was sent last is what counts; of one that was stopped
they are told so. A function in its owner's name: the wall of messages asks the wall of letters, which asks this."""
_LETTER = "notifications_letter"
_ITS_CASE = f"organisation_id {MINE} OR {may_see('cases_case', f's.reference = {_LETTER}.case_reference')}"
_ITS_REFERRAL = may_see("referrals_referral", f"s.reference = {_LETTER}.case_reference")
_CONTACT = "referrals_safe_contact"
_OF_A_REFERRAL = may_see("referrals_referral", f"s.person_id = {_CONTACT}.person_id")


class Migration(migrations.Migration):
    atomic = False  # each table is locked for the moment in which its own wall is laid, and can be walled again

    dependencies = [("cases", "0014_erased_on"), ("referrals", "0004_search_tokens")]

    operations = [
        only_who_sees_may_write("cases_access", f"grantee {MINE} OR may_see_case(case_id)", "may_see_case(case_id)"),
        only_who_sees_may_write(
            "referrals_access", f"grantee {MINE} OR may_see_referral(referral_id)", "may_see_referral(referral_id)"
        ),
        readable_by_its_owner("notifications_message"),
        migrations.RunSQL(IN_HAND, "DROP FUNCTION letter_in_hand(uuid)"),
        wall_anew(
            _LETTER,
            f"{_ITS_CASE} OR ({_ITS_REFERRAL} AND letter_in_hand({_LETTER}.id))",
            before=f"{_ITS_CASE} OR {_ITS_REFERRAL}",
        ),
        _of_case("audit_event", "actor"),
        wall_anew(
            _CONTACT,
            f"{may_see('cases_case', f's.person_id = {_CONTACT}.person_id')} "
            f"OR (recorded_by_id {MINE} AND {_OF_A_REFERRAL})",
            before=_OF_A_REFERRAL,
        ),
        # A search runs through all of them as the house, and costs what it did; nobody else reads another's.
        wall("referrals_search_token", may_see("referrals_referral", "s.person_id = referrals_search_token.person_id")),
    ]
