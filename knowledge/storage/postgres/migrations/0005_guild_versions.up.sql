-- How far each server's files have come. The numbers of all servers are one row, in the order of the commits.

CREATE TABLE guild_version (server bigint PRIMARY KEY, version bigint NOT NULL UNIQUE);
CREATE SEQUENCE guild_change;
ALTER TABLE guild_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE guild_version FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON guild_version USING (mine('guild:' || server));
DROP TABLE allowance;
