-- What is left of a minute's worth to each who asked lately, counted over all processes. Nothing that must last:
-- it is in no log of the server, nobody waits for a standby, and after a failover all begin anew.

CREATE UNLOGGED TABLE allowance (
    person text PRIMARY KEY,                -- scrambled
    tokens double precision NOT NULL,
    at     timestamptz NOT NULL
);
