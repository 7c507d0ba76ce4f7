-- The roles of an installation, made once for a PostgreSQL server: `psql -f deploy/roles.sql` as its superuser.
-- Each is reached by the user of the machine that has the same name ("peer"), so none has a password.

-- Owns the tables, and changes them at an upgrade. Nothing that runs all day is this one.
CREATE ROLE opennrm_owner LOGIN;

-- Serves the pages, and sees of each record what whoever asks was let see. `./opennrm prepare` lets it read and write
-- rows, and no more.
CREATE ROLE opennrm_web LOGIN;

-- Delivers, sweeps, verifies and does what is typed on the machine: it sees every row, and may change no table.
CREATE ROLE opennrm_worker LOGIN;

-- Reads everything for the backup, and writes nothing. A backup that row-level security held would lack records.
CREATE ROLE opennrm_backup LOGIN;
ALTER ROLE opennrm_backup BYPASSRLS;
ALTER ROLE opennrm_backup SET default_transaction_read_only = on;
GRANT pg_read_all_data TO opennrm_backup;
