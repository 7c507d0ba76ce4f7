"""What was searched for is sealed under a key of its own, behind a wall that lets the pages add and read nothing back.

Until now it was sealed by the key of the settings, in a table that every session of the pages could read. The searches
that wait for some seconds at the moment of the upgrade are not carried over: that they were made is in the history.
"""

from django.db import migrations

import opennrm.vault.fields
from opennrm.audit.walls import MINE, wall

FORGET = """
CREATE OR REPLACE FUNCTION vault_forget(draft uuid) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    before text := COALESCE(current_setting('opennrm.house', true), '');
    gone bigint;
BEGIN
    PERFORM set_config('opennrm.house', 'on', true);
    -- Version 5 are the ids made of references, under which letters are: never those of drafts or searches.
    IF substr(draft::text, 15, 1) = '5' OR EXISTS (
        SELECT FROM public.referrals_draft WHERE id = draft
        UNION ALL SELECT FROM public.referrals_referral WHERE draft IN (draft_id, person_id)
        UNION ALL SELECT FROM public.referrals_person WHERE id = draft
        UNION ALL SELECT FROM public.cases_case WHERE id = draft
        UNION ALL SELECT FROM public.duty_to_notify_named WHERE id = draft
        UNION ALL SELECT FROM public.cases_saved_list WHERE saved_by_id = draft
        %s
    ) THEN
        RAISE EXCEPTION 'Something is still sealed under this key: it stays.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM public.vault_key WHERE id = draft;
    GET DIAGNOSTICS gone = ROW_COUNT;
    PERFORM set_config('opennrm.house', before, true);
    RETURN gone;
END $$
"""
NOR_A_SEARCH = "UNION ALL SELECT FROM public.cases_search WHERE id = draft"


class Migration(migrations.Migration):
    dependencies = [("cases", "0020_searches")]

    operations = [
        migrations.RunSQL("DELETE FROM cases_search", migrations.RunSQL.noop),
        migrations.RemoveField("search", "sealed"),
        migrations.AddField(
            "search",
            "typed",
            opennrm.vault.fields.PersonalField(
                db_comment="S2 what was searched for; gone within seconds", default=None
            ),
            preserve_default=False,
        ),
        wall("cases_search", f"searched_by_id {MINE}"),
        migrations.RunSQL(FORGET % NOR_A_SEARCH, FORGET % ""),
    ]
