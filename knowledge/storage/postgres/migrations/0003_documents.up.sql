-- Values by kind, server and key: feeds and their items, followed topics, what was posted.

CREATE TABLE document (
    kind   text NOT NULL,
    server bigint NOT NULL,
    key    text NOT NULL,
    value  text NOT NULL,
    at     bigint NOT NULL,
    PRIMARY KEY (kind, server, key)
);
ALTER TABLE document ENABLE ROW LEVEL SECURITY;
ALTER TABLE document FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON document USING (mine('guild:' || server));
