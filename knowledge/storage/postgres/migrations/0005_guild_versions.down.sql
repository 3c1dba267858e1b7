CREATE TABLE allowance (key text PRIMARY KEY, tokens double precision NOT NULL, at timestamptz NOT NULL);
DROP TABLE guild_version;
DROP SEQUENCE guild_change;
