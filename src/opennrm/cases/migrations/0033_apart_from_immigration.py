"""Cases of a mechanism that is kept apart from the immigration system show nothing to that system's people.

The law says which bodies and which profiles these are (`mechanism.apart_from_immigration`); what stands here repeats
them, and a test holds the two together. A body that is itself the authority of a case reads it as its own. Who decides
is the organisation that asks, so that no row of access, role or team opens such a case.
"""

from django.db import migrations

from opennrm.audit.walls import may_see, wall_anew

APART = """
CREATE FUNCTION is_of_immigration(slug text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT $1 || '-' LIKE ANY ('{border-force-%,uk-visas-and-immigration-%,immigration-enforcement-%}'::text[])
$$;
CREATE FUNCTION kept_from_who_asks(profile text, authority text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$ BEGIN
    IF split_part($1, '.', 1) NOT IN ('single_authority_2019', 'single_authority_2019_history', 'borders_act_2023') THEN
        RETURN false;
    END IF;
    PERFORM FROM public.partners_organisation o WHERE o.id = ANY ((SELECT public.who_asks())::uuid[])
        AND public.is_of_immigration(o.slug) AND o.slug <> replace($2, '_', '-');
    RETURN FOUND;
END $$;
"""
UNDONE = "DROP FUNCTION kept_from_who_asks(text, text); DROP FUNCTION is_of_immigration(text)"
LET = may_see("cases_let", "s.case_id = cases_case.id AND (s.by_name OR NOT cases_case.restricted)")
WITH_LETTERS = """
CREATE OR REPLACE FUNCTION cases_with_letters(threes text[], letters text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.id FROM public.cases_case c
    WHERE ARRAY[
            substr(c.reference, 5, 3), substr(c.reference, 6, 3),
            substr(c.reference, 7, 2) || substr(c.reference, 10, 1),
            substr(c.reference, 8, 1) || substr(c.reference, 10, 2),
            substr(c.reference, 10, 3), substr(c.reference, 11, 3),
            substr(c.reference, 12, 2) || substr(c.reference, 15, 1),
            substr(c.reference, 13, 1) || substr(c.reference, 15, 2)
        ] @> threes
        AND strpos(replace(c.reference, '-', ''), letters) > 0
        AND (public.house_asks() OR (EXISTS (
            SELECT FROM public.cases_let s WHERE s.case_id = c.id AND (s.by_name OR NOT c.restricted)
        ) %s))
$$;
"""
"""As in 0018, which finds cases by letters of their reference in the owner's name and so repeats the wall."""


class Migration(migrations.Migration):
    dependencies = [("cases", "0032_reasons"), ("partners", "0013_works_offline")]

    operations = [
        migrations.RunSQL(APART, UNDONE),
        wall_anew("cases_case", f"({LET} AND NOT kept_from_who_asks(profile, authority))", before=LET),
        migrations.RunSQL(
            WITH_LETTERS % "AND NOT public.kept_from_who_asks(c.profile, c.authority)", WITH_LETTERS % ""
        ),
    ]
