"""Who asks, as policies of row-level security read it: settings that are local to a transaction.

A setting that was never made is null, and one that was made in an earlier transaction is empty: both are nobody.

Whoever can have this session run SQL of their own can make the settings, too, also in the middle of a statement
(`set_config` is a function). The policies stand against a condition that was forgotten, not against that.
"""

from django.db import migrations

WHO_ASKS = """
CREATE FUNCTION house_asks() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT COALESCE(current_setting('opennrm.house', true), '') = 'on' $$;
CREATE FUNCTION who_asks() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT NULLIF(current_setting('opennrm.grantees', true), '')::uuid[] $$;
-- The last of the ids is that of the person themselves, after their organisation's and their teams'.
CREATE FUNCTION account_asks() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT (who_asks())[cardinality(who_asks())] $$;
CREATE FUNCTION asked_at() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT COALESCE(NULLIF(current_setting('opennrm.at', true), '')::timestamptz, now()) $$;
"""
NOBODY_ASKS = (
    "DROP FUNCTION house_asks(); DROP FUNCTION who_asks(); DROP FUNCTION asked_at(); DROP FUNCTION account_asks();"
)


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_anchors")]

    operations = [migrations.RunSQL(WHO_ASKS, NOBODY_ASKS)]
