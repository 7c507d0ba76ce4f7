"""Who sees what of panels: a vote, its author alone until all have voted or the chair has closed; not even a count."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from opennrm.audit.walls import MINE, only_who_sees_may_write, wall

OWN, TEAMS = f"account_id {MINE}", f"team_id {MINE}"
MINE_OR_TEAMS = f"({TEAMS} OR {OWN})"
HOUSE = "(SELECT house_asks())"
# By functions, as every policy asks: written out, what they read is planned anew with each statement.
FUNCTIONS = """
CREATE FUNCTION was_asked_to_sitting(uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$ BEGIN
    PERFORM FROM public.panels_invitation i
    WHERE i.sitting_id = $1 AND i.account_id = ANY ((SELECT public.who_asks())::uuid[]);
    RETURN FOUND;
END $$;
CREATE FUNCTION sits_on_hearing(uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$ BEGIN
    PERFORM FROM public.panels_seat s JOIN public.panels_hearing h ON h.id = s.hearing_id
    WHERE s.hearing_id = $1 AND s.aside = '' AND s.account_id = ANY ((SELECT public.who_asks())::uuid[])
    AND (s.votes OR h.chair_id = s.account_id);
    RETURN FOUND;
END $$;
CREATE FUNCTION may_see_votes_of_hearing(uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$ BEGIN
    PERFORM FROM public.panels_hearing h
    WHERE h.id = $1 AND public.sits_on_hearing($1) AND (
        h.state = 'decided' OR (h.state = 'tied' AND h.chair_id = ANY ((SELECT public.who_asks())::uuid[]))
    );
    RETURN FOUND;
END $$;
CREATE FUNCTION may_see_result_of_hearing(uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$ BEGIN
    PERFORM FROM public.panels_hearing h
    WHERE h.id = $1 AND (
        public.may_see_votes_of_hearing($1)
        OR (h.state = 'decided' AND h.team_id = ANY ((SELECT public.who_asks())::uuid[]))
    );
    RETURN FOUND;
END $$;
"""
DROPPED = """
DROP FUNCTION may_see_result_of_hearing(uuid);
DROP FUNCTION may_see_votes_of_hearing(uuid);
DROP FUNCTION sits_on_hearing(uuid);
DROP FUNCTION was_asked_to_sitting(uuid);
"""


def both_walls(table: str, seen: str, written: str) -> list[RunSQL]:
    """A wall, and a narrower one for writing."""
    return [wall(table, seen), only_who_sees_may_write(table, seen, written)]


def asked(column: str) -> str:
    """Does their team convene it, or were they asked to its sitting?"""
    return f"({TEAMS} OR was_asked_to_sitting({column}))"


class Migration(migrations.Migration):
    dependencies = [("panels", "0001_pool_sittings_and_hearings")]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROPPED),
        *both_walls("panels_pool_member", MINE_OR_TEAMS, TEAMS),
        *both_walls("panels_invitation", MINE_OR_TEAMS, TEAMS),
        *both_walls("panels_sitting", asked("panels_sitting.id"), TEAMS),
        *both_walls("panels_hearing", asked("panels_hearing.sitting_id"), TEAMS),
        *both_walls("panels_seat", asked("panels_seat.sitting_id"), TEAMS),
        *both_walls("panels_vote", f"({OWN} OR may_see_votes_of_hearing(panels_vote.hearing_id))", HOUSE),
        *both_walls("panels_counted", "may_see_result_of_hearing(panels_counted.hearing_id)", HOUSE),
        *both_walls("panels_dissent", f"({OWN} OR may_see_result_of_hearing(panels_dissent.hearing_id))", HOUSE),
    ]
