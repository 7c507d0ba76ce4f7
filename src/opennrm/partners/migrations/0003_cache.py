"""The table of what several workers must agree on for minutes: used codes (hashed) and counts of tries. Class S1."""

from django.db import migrations

FORWARD = """
CREATE TABLE partners_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX partners_cache_expires ON partners_cache (expires);
COMMENT ON COLUMN partners_cache.cache_key IS 'S0 hash or counter name';
COMMENT ON COLUMN partners_cache.value IS 'S1 counts and moments of tries';
COMMENT ON COLUMN partners_cache.expires IS 'S0 until when';
"""


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_who_gave_roles")]
    operations = [migrations.RunSQL(FORWARD, "DROP TABLE partners_cache;")]
