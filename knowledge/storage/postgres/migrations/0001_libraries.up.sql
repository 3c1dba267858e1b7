-- Libraries of articles, and the log of their changes.
--
-- Rows belong to a library and show only to who has named it: set_config('dateline.library', …, true).
-- '*' names all of them, for work on the whole.

CREATE FUNCTION mine(library text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT current_setting('dateline.library', true) IN (library, '*')
$$;

CREATE TABLE library (
    id            text PRIMARY KEY,
    generation    bigint NOT NULL DEFAULT 0,
    next_sentence bigint NOT NULL DEFAULT 1,
    forgotten     bigint NOT NULL DEFAULT 0   -- changes up to here are no longer in the log
);

CREATE TABLE article (
    library    text NOT NULL REFERENCES library ON DELETE CASCADE,
    source     text NOT NULL,
    generation bigint NOT NULL,               -- in which it was put
    first      bigint NOT NULL,               -- the number of its first sentence
    digest     text NOT NULL,                 -- of all that was read of it, and of the program that did
    about      json NOT NULL,                 -- the Source; "json", since "jsonb" knows no U+0000
    text       bytea NOT NULL,                -- UTF-8; "bytea" for the same reason
    prepared   bytea NOT NULL,                -- paragraphs, sentences and facts, see payload.py
    PRIMARY KEY (library, source),
    UNIQUE (library, generation)
);
ALTER TABLE article ALTER prepared SET STORAGE EXTERNAL;  -- it is compressed already

CREATE TABLE change (
    library    text NOT NULL REFERENCES library ON DELETE CASCADE,
    generation bigint NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('put', 'remove', 'clear')),
    source     text,
    mark       uuid NOT NULL DEFAULT gen_random_uuid(),  -- tells a history from another with the same numbers
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (library, generation)
);

CREATE TABLE file (
    library  text NOT NULL REFERENCES library ON DELETE CASCADE,
    path     text NOT NULL,
    size     bigint NOT NULL,
    modified bigint NOT NULL,                 -- nanoseconds; -1 when the time cannot be trusted
    digest   text NOT NULL,                   -- of its original bytes
    reading  text NOT NULL,                   -- of the program and the catalogue row with which it was read
    sources  text[] NOT NULL,                 -- the articles it holds
    problems text[] NOT NULL,
    PRIMARY KEY (library, path)
);

CREATE TABLE snapshot (
    library    text NOT NULL REFERENCES library ON DELETE CASCADE,
    generation bigint NOT NULL,
    form       text NOT NULL,                 -- of the program that can open it
    mark       uuid NOT NULL,
    bytes      bigint NOT NULL,               -- when unpacked
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (library, generation, form)
);
CREATE TABLE snapshot_part (
    library    text NOT NULL,
    generation bigint NOT NULL,
    form       text NOT NULL,
    number     integer NOT NULL,
    content    bytea NOT NULL,
    PRIMARY KEY (library, generation, form, number),
    FOREIGN KEY (library, generation, form) REFERENCES snapshot ON DELETE CASCADE
);
ALTER TABLE snapshot_part ALTER content SET STORAGE EXTERNAL;

ALTER TABLE article ENABLE ROW LEVEL SECURITY;
ALTER TABLE article FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON article USING (mine(library));
ALTER TABLE change ENABLE ROW LEVEL SECURITY;
ALTER TABLE change FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON change USING (mine(library));
ALTER TABLE file ENABLE ROW LEVEL SECURITY;
ALTER TABLE file FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON file USING (mine(library));
ALTER TABLE snapshot ENABLE ROW LEVEL SECURITY;
ALTER TABLE snapshot FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON snapshot USING (mine(library));
ALTER TABLE snapshot_part ENABLE ROW LEVEL SECURITY;
ALTER TABLE snapshot_part FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON snapshot_part USING (mine(library));
