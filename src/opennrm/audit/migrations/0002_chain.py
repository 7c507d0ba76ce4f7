"""The chain: appending under the head's lock, and refusing to change what was appended."""

from django.db import migrations

FORWARD = """
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '\\x'::bytea);

-- Appends bodies in order. Number and previous hash come from the one head row, read and updated under its lock:
-- from a sequence they would fork with several writers.
CREATE FUNCTION audit_append(bodies text[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    s bigint; h bytea; p bytea; b text; j jsonb;
BEGIN
    SELECT seq, hash INTO STRICT s, h FROM audit_head WHERE id = 1 FOR UPDATE;
    FOREACH b IN ARRAY bodies LOOP
        s := s + 1;
        p := h;
        h := sha256(p || convert_to(s::text || '|' || b, 'UTF8'));
        j := b::jsonb;
        INSERT INTO audit_event (seq, body, kind, subject, case_reference, actor, at, previous_hash, hash)
        VALUES (s, b, j->>'kind', j->>'subject', j->>'case', (j->>'by')::uuid, (j->>'at')::timestamptz, p, h);
    END LOOP;
    UPDATE audit_head SET seq = s, hash = h WHERE id = 1;
    RETURN s;
END $$;

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the history is only ever added to' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""
BACKWARD = """
DROP FUNCTION audit_append(text[]);
DROP TRIGGER audit_event_append_only ON audit_event;
DROP TRIGGER audit_head_stays ON audit_head;
DROP FUNCTION audit_refuse();
DELETE FROM audit_head;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
