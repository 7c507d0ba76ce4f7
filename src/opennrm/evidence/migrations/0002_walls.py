"""Who sees files: whoever may see the draft or the referral they are with; and what was sent stays.

A draft that goes takes its files along, here and in no program: it goes in several rooms, which do not know of files.
What was sent is removed by nobody before the key of the record is erased.
"""

from django.db import migrations

from opennrm.audit.walls import wall

GOES_WITH = """
ALTER TABLE evidence_file ADD CONSTRAINT file_goes_with_its_draft FOREIGN KEY (draft_id)
    REFERENCES referrals_draft (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE evidence_piece ADD CONSTRAINT piece_goes_with_its_file FOREIGN KEY (file_id)
    REFERENCES evidence_file (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE evidence_copy ADD CONSTRAINT copy_goes_with_its_file FOREIGN KEY (file_id)
    REFERENCES evidence_file (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE evidence_piece ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE evidence_copy ALTER COLUMN content SET STORAGE EXTERNAL;
"""
STAYS_BEHIND = """
ALTER TABLE evidence_file DROP CONSTRAINT file_goes_with_its_draft;
ALTER TABLE evidence_piece DROP CONSTRAINT piece_goes_with_its_file;
ALTER TABLE evidence_copy DROP CONSTRAINT copy_goes_with_its_file;
"""
SEES = """
CREATE FUNCTION may_see_files_with(uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$ BEGIN
    PERFORM FROM public.referrals_draft s WHERE s.id = $1 AND s.sent_at IS NULL LIMIT 1;
    IF FOUND THEN RETURN true; END IF;
    PERFORM FROM public.referrals_referral s WHERE s.draft_id = $1 LIMIT 1;
    RETURN FOUND;
END $$;
CREATE FUNCTION may_see_file(uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$ BEGIN
    PERFORM FROM public.evidence_file s WHERE s.id = $1 LIMIT 1; RETURN FOUND;
END $$;
"""
SEES_NOT = "DROP FUNCTION may_see_files_with(uuid); DROP FUNCTION may_see_file(uuid)"
STAYS = """
CREATE FUNCTION evidence_stays(with_draft uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    before text := COALESCE(current_setting('opennrm.house', true), '');
    stays boolean;
BEGIN
    PERFORM set_config('opennrm.house', 'on', true);  -- the wall is forced on the owner, too
    stays := EXISTS (SELECT FROM public.referrals_referral r WHERE r.draft_id = with_draft)
        AND NOT EXISTS (SELECT FROM public.vault_key k WHERE k.id = with_draft AND k.wrapped IS NULL);
    PERFORM set_config('opennrm.house', before, true);
    RETURN stays;
END $$;
CREATE FUNCTION evidence_stays_of_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.finished_at IS NOT NULL AND public.evidence_stays(OLD.draft_id) THEN
        RAISE EXCEPTION 'A file that was sent stays as long as its record.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
END $$;
CREATE FUNCTION evidence_stays_of_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole record;
BEGIN
    SELECT f.draft_id, f.finished_at INTO whole FROM public.evidence_file f WHERE f.id = OLD.file_id;
    IF FOUND AND whole.finished_at IS NOT NULL AND public.evidence_stays(whole.draft_id) THEN
        RAISE EXCEPTION 'A file that was sent stays as long as its record.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER evidence_stays BEFORE DELETE ON evidence_file FOR EACH ROW EXECUTE FUNCTION evidence_stays_of_file();
CREATE TRIGGER evidence_stays BEFORE DELETE ON evidence_piece FOR EACH ROW EXECUTE FUNCTION evidence_stays_of_part();
"""
GOES = """
DROP TRIGGER evidence_stays ON evidence_piece; DROP TRIGGER evidence_stays ON evidence_file;
DROP FUNCTION evidence_stays_of_part(); DROP FUNCTION evidence_stays_of_file(); DROP FUNCTION evidence_stays(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0001_files"),
        ("cases", "0021_searches_under_their_own_key"),
    ]

    operations = [
        migrations.RunSQL(GOES_WITH, STAYS_BEHIND),
        migrations.RunSQL(SEES, SEES_NOT),
        migrations.RunSQL(STAYS, GOES),
        wall("evidence_file", "may_see_files_with(evidence_file.draft_id)"),
        wall("evidence_piece", "may_see_file(evidence_piece.file_id)"),
        wall("evidence_copy", "may_see_file(evidence_copy.file_id)"),
    ]
