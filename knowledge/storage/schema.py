"""The tables of the embedded store, as SQL, and the two numbers by which a file is known to be ours."""

from __future__ import annotations

__all__ = ["APPLICATION", "CONTENT", "SCHEMA", "TABLES"]

APPLICATION = 0x44_4C_4E_31
"""SQLite's ``application_id``: "DLN1" in ASCII."""

SCHEMA = 7
"""SQLite's ``user_version``: counts up whenever the tables, or the JSON in them, change their meaning."""

CONTENT = (
    "fact_name", "fact_term", "event_day", "fact", "sentence", "paragraph", "article", "neighbourhood",
    "form", "vocabulary", "name_short", "name_link", "name_kind", "name_key", "name", "file", "tombstone",
)  # fmt: skip
"""All tables but the counters."""

# The ids of an article's sentences follow each other, and so do those of a paragraph: a range names them.
# Ids are never used twice, so what is known of an id stays true until the id is gone.
TABLES = """
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO counter VALUES
    ('generation', 0), ('forgotten', 0), ('next sentence', 1),
    ('identity', random() & 0x7FFFFFFFFFFFFFFF),
    ('sentences', 0), ('paragraphs', 0), ('articles', 0), ('words', 0);

CREATE TABLE article (
    id         INTEGER PRIMARY KEY,
    source     TEXT NOT NULL UNIQUE,
    about      TEXT NOT NULL,     -- the Source, as JSON
    title      TEXT NOT NULL,     -- its title's terms, see codes.py
    text       TEXT NOT NULL,
    digest     TEXT NOT NULL,
    first      INTEGER NOT NULL,  -- its sentences: first <= id < after
    after      INTEGER NOT NULL,
    words      INTEGER NOT NULL,
    sketch     BLOB NOT NULL,     -- by which its copies are known, see text/sketches.py
    generation INTEGER NOT NULL,  -- in which it was put
    published  INTEGER            -- day number
);
CREATE INDEX article_by_day ON article (published DESC, source);
CREATE INDEX article_by_generation ON article (generation);

CREATE TABLE paragraph (
    id      INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article,
    number  INTEGER NOT NULL,
    start   INTEGER NOT NULL,
    stop    INTEGER NOT NULL,
    first   INTEGER NOT NULL,     -- its sentences: first <= id < after
    after   INTEGER NOT NULL,
    terms   TEXT NOT NULL         -- a line for each sentence, see codes.py
);
CREATE INDEX paragraph_by_article ON paragraph (article, number);

CREATE TABLE sentence (
    id        INTEGER PRIMARY KEY,
    paragraph INTEGER NOT NULL REFERENCES paragraph,
    number    INTEGER NOT NULL,
    start     INTEGER NOT NULL,
    stop      INTEGER NOT NULL,     -- its words are those of the article's text
    details   BLOB NOT NULL       -- see extraction/details.py
);

CREATE TABLE vocabulary (
    id         INTEGER PRIMARY KEY,
    term       TEXT NOT NULL UNIQUE,
    sentences  INTEGER NOT NULL,
    paragraphs INTEGER NOT NULL,
    articles   INTEGER NOT NULL
);
CREATE TABLE form (
    id    INTEGER PRIMARY KEY,
    form  TEXT NOT NULL,          -- a word as it is written, folded
    term  TEXT NOT NULL,          -- its normal form, as in the vocabulary
    count INTEGER NOT NULL,       -- how often it is written so
    UNIQUE (form, term)
);
CREATE TABLE neighbourhood (
    variant INTEGER NOT NULL,     -- checksum of the form, or of the form less one letter
    form    INTEGER NOT NULL REFERENCES form,
    PRIMARY KEY (variant, form)
) WITHOUT ROWID;

CREATE TABLE fact (
    sentence INTEGER PRIMARY KEY REFERENCES sentence,
    held     BLOB NOT NULL        -- its facts in the order of the text, see fact_codes.py
);
-- The newest of a name, and of a name's facts of one kind, are read without the others: the day is that on
-- which the article was published, 0 where it is not known.
CREATE TABLE fact_name (
    name     TEXT NOT NULL,       -- folded
    kind     INTEGER NOT NULL,    -- place in the order of fact_codes.py
    day      INTEGER NOT NULL,
    sentence INTEGER NOT NULL REFERENCES sentence,
    PRIMARY KEY (name, kind, day, sentence)
) WITHOUT ROWID;
CREATE TABLE fact_term (
    term     TEXT NOT NULL,       -- of the words of a role
    day      INTEGER NOT NULL,
    sentence INTEGER NOT NULL REFERENCES sentence,
    PRIMARY KEY (term, day, sentence)
) WITHOUT ROWID;
CREATE TABLE event_day (
    first    INTEGER NOT NULL,    -- the days of an event, see fact_rows.py
    after    INTEGER NOT NULL,
    sentence INTEGER NOT NULL REFERENCES sentence,
    PRIMARY KEY (first, after, sentence)
) WITHOUT ROWID;

CREATE TABLE name (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE, -- as it is written
    form     TEXT NOT NULL,       -- what it shares with names that differ in little, see text/names.py
    mentions INTEGER NOT NULL,    -- of which it is the canonical name
    told     INTEGER NOT NULL,    -- aliases that it is one name of
    events   INTEGER NOT NULL     -- in which it takes part
);
CREATE INDEX name_by_form ON name (form);
CREATE INDEX name_by_mentions ON name (mentions DESC, name);
CREATE INDEX name_by_events ON name (events DESC, name);
CREATE TABLE name_key (
    sort TEXT NOT NULL,           -- "end", "word": of the form; "start": of the name itself, in small letters
    key  TEXT NOT NULL,
    name INTEGER NOT NULL REFERENCES name,
    PRIMARY KEY (sort, key, name)
) WITHOUT ROWID;
CREATE TABLE name_short (
    start    TEXT NOT NULL,       -- one to three letters with which one of its words begins
    mentions INTEGER NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (start, mentions DESC, name)
) WITHOUT ROWID;
CREATE TABLE name_kind (
    name  TEXT NOT NULL,          -- folded; canonical, or as the text has it
    kind  TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (name, kind)
) WITHOUT ROWID;
CREATE TABLE name_link (
    form  TEXT NOT NULL,          -- two forms that some text says mean the same, both ways
    other TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (form, other)
) WITHOUT ROWID;

CREATE TABLE tombstone (
    generation INTEGER PRIMARY KEY,
    first      INTEGER NOT NULL,  -- the sentences that went: first <= id < after
    after      INTEGER NOT NULL
);

CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE file (
    path     TEXT PRIMARY KEY,
    size     INTEGER NOT NULL,
    modified INTEGER NOT NULL,    -- nanoseconds; -1 when the time cannot be trusted
    digest   TEXT NOT NULL,       -- of its content
    reading  TEXT NOT NULL,       -- of the program and the catalogue row with which it was read
    sources  TEXT NOT NULL,       -- JSON list
    problems TEXT NOT NULL        -- JSON list of reasons, empty for a file that was read whole
) WITHOUT ROWID;
"""
