"""The two ways in which a key goes: with the record that was erased, and with a draft that is gone.

The roles that run all day may neither change nor remove a key. They call these, which run as the owner of the tables and
look at the tables first: a key of a record goes only where a tombstone stands, which no such role can take away again,
and whose event `verify` asks for.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION vault_erase(erased text, scopes uuid[]) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    before text := COALESCE(current_setting('opennrm.house', true), '');
    allowed uuid[];
    gone bigint;
BEGIN
    PERFORM set_config('opennrm.house', 'on', true);  -- the wall is forced on the owner, too
    IF NOT EXISTS (SELECT FROM public.retention_tombstone t WHERE t.reference = erased) THEN
        RAISE EXCEPTION 'No tombstone stands for this record: its keys stay.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- Those of the case, its draft and its person, and those under which its letters are.
    SELECT array_agg(s.id) INTO allowed FROM (
        SELECT c.id FROM public.cases_case c WHERE c.reference = erased
        UNION SELECT r.draft_id FROM public.referrals_referral r WHERE r.reference = erased
        UNION SELECT r.person_id FROM public.referrals_referral r WHERE r.reference = erased
        UNION SELECT encode(substr(l.content, 3, 16), 'hex')::uuid FROM public.notifications_letter l
            WHERE l.referral_reference = erased AND octet_length(l.content) > 17
    ) s;
    IF EXISTS (
        SELECT FROM unnest(scopes) s (id) JOIN public.vault_key k ON k.id = s.id
        WHERE NOT s.id = ANY(COALESCE(allowed, '{}'))
    ) THEN
        RAISE EXCEPTION 'A key of another record was asked to be erased.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO public.vault_key AS k (id, wrapped, wrapped_by_id, made_at) SELECT s.id, NULL, NULL, now()
        FROM unnest(scopes) s (id)
        ON CONFLICT (id) DO UPDATE SET wrapped = NULL, wrapped_by_id = NULL WHERE k.wrapped IS NOT NULL;
    GET DIAGNOSTICS gone = ROW_COUNT;
    PERFORM set_config('opennrm.house', before, true);
    RETURN gone;
END $$;

CREATE FUNCTION vault_forget(draft uuid) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    before text := COALESCE(current_setting('opennrm.house', true), '');
    gone bigint;
BEGIN
    PERFORM set_config('opennrm.house', 'on', true);
    -- Version 5 are the ids made of references, under which letters are: never those of drafts.
    IF substr(draft::text, 15, 1) = '5' OR EXISTS (
        SELECT FROM public.referrals_draft WHERE id = draft
        UNION ALL SELECT FROM public.referrals_referral WHERE draft IN (draft_id, person_id)
        UNION ALL SELECT FROM public.referrals_person WHERE id = draft
        UNION ALL SELECT FROM public.cases_case WHERE id = draft
        UNION ALL SELECT FROM public.duty_to_notify_named WHERE id = draft
        UNION ALL SELECT FROM public.cases_saved_list WHERE saved_by_id = draft
    ) THEN
        RAISE EXCEPTION 'Something is still sealed under this key: it stays.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM public.vault_key WHERE id = draft;
    GET DIAGNOSTICS gone = ROW_COUNT;
    PERFORM set_config('opennrm.house', before, true);
    RETURN gone;
END $$;

REVOKE ALL ON FUNCTION vault_erase(text, uuid[]), vault_forget(uuid) FROM PUBLIC;
"""
NONE = "DROP FUNCTION vault_erase(text, uuid[]); DROP FUNCTION vault_forget(uuid);"


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_narrower_walls")]

    operations = [migrations.RunSQL(FUNCTIONS, NONE)]
