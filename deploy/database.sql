-- An empty database for the tables: `psql -v database=opennrm -f deploy/database.sql` as the server's superuser.
-- A restore wants an empty one too, under another name. With `-v template=opennrm` it is a copy of that one, which
-- nobody may be using meanwhile: the quickest way back from an upgrade.

\if :{?template}
\else
\set template template0
\endif
CREATE DATABASE :"database" OWNER opennrm_owner TEMPLATE :"template" ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO opennrm_web, opennrm_worker, opennrm_backup;
\connect :"database"
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
