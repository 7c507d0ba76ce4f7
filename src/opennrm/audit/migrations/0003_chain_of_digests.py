"""The hash of an entry covers the hash of its body, so that the chain can be recomputed without any body."""

from django.db import migrations

APPEND = """
CREATE OR REPLACE FUNCTION audit_append(bodies text[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    s bigint; h bytea; p bytea; b text; j jsonb;
BEGIN
    SELECT seq, hash INTO STRICT s, h FROM audit_head WHERE id = 1 FOR UPDATE;
    FOREACH b IN ARRAY bodies LOOP
        s := s + 1;
        p := h;
        h := sha256(p || convert_to(%s, 'UTF8'));
        j := b::jsonb;
        INSERT INTO audit_event (seq, body, kind, subject, case_reference, actor, at, previous_hash, hash)
        VALUES (s, b, j->>'kind', j->>'subject', j->>'case', (j->>'by')::uuid, (j->>'at')::timestamptz, p, h);
    END LOOP;
    UPDATE audit_head SET seq = s, hash = h WHERE id = 1;
    RETURN s;
END $$;
"""
FORWARD = APPEND % "s::text || '#' || encode(sha256(convert_to(b, 'UTF8')), 'hex')"
BACKWARD = APPEND % "s::text || '|' || b"


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_chain")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
