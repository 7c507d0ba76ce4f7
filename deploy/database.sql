-- An empty database for the tables: `psql -v database=opennrm -f deploy/database.sql` as the server's superuser.
-- A restore wants an empty one too, under another name.

CREATE DATABASE :"database" OWNER opennrm_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO opennrm_web, opennrm_backup;
\connect :"database"
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
