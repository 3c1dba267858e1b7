"""What a store promises: on disk, in memory, and as a copy of a library in PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.errors import IndexDamagedError, UnknownSourceError
from knowledge.model import Article, Mention, Period, Sentence, Source
from knowledge.protocols import Change, Index, Spread, Statistics
from knowledge.storage.connections import Connections
from knowledge.storage.memory_index import MemoryIndex
from knowledge.storage.sqlite_store import SqliteStore, open_store
from knowledge.text.sentences import sentences
from knowledge.text.words import terms

Opener = Callable[[], SqliteStore]


@pytest.fixture(params=["on disk", "in memory", "on PostgreSQL"])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    opened: list[SqliteStore] = []
    database = request.getfixturevalue("database") if request.param == "on PostgreSQL" else None

    def opening() -> SqliteStore:
        path = tmp_path / f"{len(opened)}.db" if request.param == "on disk" else None
        if database is None:
            opened.append(open_store(path))
        else:
            from knowledge.storage.postgres.store import open_followed
            from knowledge.storage.postgres.truth import Truth

            opened.append(open_followed(path, Truth(database, f"contract:{uuid4()}")))
        return opened[-1]

    yield opening
    for store in opened:
        store.close()


@pytest.fixture
def store(opener: Opener) -> SqliteStore:
    return opener()


def article(source: str, *paragraphs: str) -> Article:
    return Article.of(Source(id=source, title=f"Title of {source}"), paragraphs)


FERRY = article(
    "ferry", "Nine ferries stayed in port. Their crews struck.", "Marta Quill leads the crews. Talks go on."
)
RADIO = article("radio", "The mayor called the strike necessary.")


def put(store: SqliteStore, kept: Article, digest: str = "d") -> Change:
    return store.put(kept, sentences(kept), (), digest=digest)


def test_a_new_store_is_empty(store: SqliteStore) -> None:
    assert (store.generation, store.sources(), dict(store.digests())) == (0, (), {})
    assert store.statistics() == Statistics(0, 0, 0, 0)
    assert list(store.changes_since(0)) == []


def test_an_article_comes_back_as_it_was_put(store: SqliteStore) -> None:
    source = Source(
        id="a/b c.md",
        title="«Zürich» 😀",
        publisher="P",
        published=date(2020, 2, 29),
        published_basis="printed",
        kind="digest",
        deck="D",
    )
    kept = Article(source=source, text="  Kopf\n\nEins.  Zwei!\n", paragraphs=((2, 6), (8, 20)))
    put(store, kept)
    assert store.article("a/b c.md") == kept
    assert store.sources() == (source,)


def test_sentences_are_numbered_in_reading_order_and_keep_their_spans(store: SqliteStore) -> None:
    put(store, FERRY)
    kept = store.sentences_of("ferry")
    assert [(s.paragraph, s.number, s.text) for s in kept] == [
        (1, 1, "Nine ferries stayed in port."),
        (1, 2, "Their crews struck."),
        (2, 3, "Marta Quill leads the crews."),
        (2, 4, "Talks go on."),
    ]
    assert [s.id for s in kept] == sorted(s.id for s in kept)
    assert all(FERRY.text[s.start : s.end] == s.text for s in kept)


def test_sentences_come_in_the_order_asked_for_and_unknown_ones_are_left_out(store: SqliteStore) -> None:
    put(store, FERRY)
    ids = [s.id for s in store.sentences_of("ferry")]
    assert [s.id for s in store.sentences([ids[2], 999, ids[0], -1, ids[2]])] == [ids[2], ids[0], ids[2]]
    assert store.sentences([]) == ()


def test_a_row_tells_the_terms_and_the_paragraph_of_a_sentence(store: SqliteStore) -> None:
    put(store, RADIO)
    put(store, FERRY)
    third, fourth = store.sentences_of("ferry")[2:]
    (row,) = store.rows([fourth.id])
    assert row.sentence == fourth
    assert row.terms == terms(fourth.text)
    assert list(row.siblings) == [third.id, fourth.id]
    assert row.around == (terms(third.text), terms(fourth.text))
    assert row.title == terms(FERRY.source.title)


def test_sources_may_be_asked_for_by_name(store: SqliteStore) -> None:
    put(store, RADIO)
    put(store, FERRY)
    assert [source.id for source in store.sources()] == ["ferry", "radio"]
    assert [source.id for source in store.sources(["radio", "nowhere", "radio"])] == ["radio"]
    assert store.sources([]) == ()


def test_the_newest_sources_come_first_and_those_of_given_days_can_be_asked_for(store: SqliteStore) -> None:
    for source, day in (("old", date(2019, 3, 1)), ("new", date(2021, 5, 3)), ("never", None)):
        put(store, article(source, "Talks go on.").model_copy(
            update={"source": Source(id=source, title=source, published=day)}
        ))  # fmt: skip
    of_2019 = Period(first=date(2019, 1, 1), after=date(2020, 1, 1), granularity="year")
    assert [source.id for source in store.newest(2)] == ["new", "old"]
    assert [source.id for source in store.newest(9)] == ["new", "old", "never"]
    assert [source.id for source in store.newest(9, within=[of_2019])] == ["old"]


def test_putting_again_replaces_the_article_whole(store: SqliteStore) -> None:
    first = put(store, FERRY)
    old = [s.id for s in store.sentences_of("ferry")]
    again = put(store, article("ferry", "One boat sails."), "e")
    assert list(again.removed) == old == [s.id for s, _ in first.added]
    assert [s.text for s in store.sentences_of("ferry")] == ["One boat sails."]
    assert store.sentences(old) == ()
    assert (store.digests(), again.generation, store.generation) == ({"ferry": "e"}, 2, 2)


def test_ids_are_never_used_twice(store: SqliteStore) -> None:
    old = {s.id for s, _ in put(store, FERRY).added}
    store.remove("ferry")
    assert not old & {s.id for s, _ in put(store, FERRY).added}


def test_an_unchanged_article_keeps_its_ids(store: SqliteStore) -> None:
    put(store, FERRY)
    before = store.sentences_of("ferry")
    put(store, RADIO)
    put(store, article("radio", "Nothing new."))
    assert store.sentences_of("ferry") == before


@pytest.mark.parametrize("method", ["article", "remove"])
def test_an_unknown_source_is_an_error(store: SqliteStore, method: str) -> None:
    with pytest.raises(UnknownSourceError, match="'nowhere'"):
        getattr(store, method)("nowhere")
    assert store.generation == 0
    assert store.sentences_of("nowhere") == ()


def test_a_sentence_that_is_not_at_its_span_is_refused(store: SqliteStore) -> None:
    wrong = [s._replace(start=s.start + 1) for s in sentences(RADIO)]
    with pytest.raises(ValueError, match="not what stands at its span"):
        store.put(RADIO, wrong, (), digest="d")
    assert store.sources() == ()


@pytest.mark.parametrize(
    "sentence",
    [
        Sentence(0, "radio", 2, 1, 0, 3, "The"),
        Sentence(0, "radio", 0, 1, 0, 3, "The"),
        Sentence(0, "other", 1, 1, 0, 3, "The"),
        Sentence(0, "radio", 1, 1, 3, 3, ""),
    ],
)
def test_a_sentence_out_of_its_place_is_refused(store: SqliteStore, sentence: Sentence) -> None:
    with pytest.raises(ValueError, match="radio"):
        store.put(RADIO, [sentence], (), digest="d")


def test_the_vocabulary_counts_sentences(store: SqliteStore) -> None:
    put(store, FERRY)
    put(store, RADIO)
    vocabulary = store.vocabulary()
    assert (vocabulary["crew"], vocabulary["mayor"], vocabulary.get("harbour")) == (2, 1, None)
    assert "mayor" in vocabulary
    assert len(vocabulary) == len(list(vocabulary)) == len(dict(vocabulary))


def test_the_vocabulary_says_the_same_term_by_term_and_read_whole(store: SqliteStore) -> None:
    put(store, FERRY)
    whole = dict(store.vocabulary().items())
    single = store.vocabulary()
    assert {term: single[term] for term in whole} == whole


def test_spread_counts_sentences_paragraphs_and_articles(store: SqliteStore) -> None:
    put(store, FERRY)
    put(store, article("third", "Crews, crews. Crews."))
    assert store.spread(["crew", "port", "unknown", "crew"]) == {
        "crew": Spread(4, 3, 2),
        "port": Spread(1, 1, 1),
    }


def test_statistics_count_what_is_there(store: SqliteStore) -> None:
    put(store, FERRY)
    put(store, RADIO)
    assert store.statistics() == Statistics(5, 3, 2, 8 + 8 + 6)
    store.remove("ferry")
    assert store.statistics() == Statistics(1, 1, 1, 6)
    store.remove("radio")
    assert store.statistics() == Statistics(0, 0, 0, 0)


def test_bags_count_terms_of_whole_articles(store: SqliteStore) -> None:
    put(store, FERRY)
    put(store, RADIO)
    bags = store.bags(["ferry", "nowhere", "radio", "ferry"], ["crew", "mayor", "cre"])
    assert bags["ferry"] == (16, {"crew": 2})
    assert bags["radio"] == (6, {"mayor": 1})
    assert set(bags) == {"ferry", "radio"}


def test_a_batch_is_seen_whole(store: SqliteStore) -> None:
    with store.batch():
        put(store, FERRY)
        put(store, RADIO)
        assert len(store.sources()) == 2
        assert store.rows([store.sentences_of("radio")[0].id])
    assert store.vocabulary()["mayor"] == 1
    assert store.generation == 2


def test_an_exception_takes_a_whole_batch_back(store: SqliteStore) -> None:
    put(store, RADIO)
    before = (store.sources(), dict(store.vocabulary()), store.statistics(), store.generation)

    def failing() -> None:
        with store.batch():
            put(store, FERRY)
            store.remove("radio")
            assert store.sentences_of("ferry")
            raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        failing()
    assert (store.sources(), dict(store.vocabulary()), store.statistics(), store.generation) == before
    put(store, article("ferry", "Other words."))
    assert [s.text for s in store.sentences_of("ferry")] == ["Other words."]


def test_clearing_forgets_all_but_goes_on_counting(store: SqliteStore) -> None:
    put(store, FERRY)
    last = max(s.id for s in store.sentences_of("ferry"))
    change = store.clear()
    assert (store.sources(), dict(store.vocabulary()), store.near("crewz")) == ((), {}, ())
    assert list(change.removed) == list(range(1, last + 1))
    assert put(store, RADIO).added[0][0].id > last
    assert store.generation == 3


def test_a_copy_can_number_as_its_original_does() -> None:
    store = open_store()
    put(store, RADIO)
    store.skip_to(7, 40)
    change = put(store, FERRY)
    assert (change.generation, [s.id for s, _ in change.added]) == (8, [40, 41, 42, 43])
    store.skip_to(2, 3)
    assert store.generation == 8
    assert put(store, article("third", "One.")).added[0][0].id == 44
    store.close()


def test_a_copy_of_the_file_holds_the_same(store: SqliteStore, tmp_path: Path) -> None:
    put(store, FERRY)
    store.copy_to(tmp_path / "copy.db")
    copy = open_store(tmp_path / "copy.db")
    assert copy.sentences_of("ferry") == store.sentences_of("ferry")
    assert copy.generation == store.generation
    copy.close()


def follow(index: Index, store: SqliteStore) -> None:
    index.apply(store.changes_since(index.generation))


def test_an_index_that_missed_changes_can_follow(store: SqliteStore) -> None:
    index = MemoryIndex()
    put(store, FERRY)
    follow(index, store)
    put(store, RADIO)
    put(store, article("ferry", "Boats sail."))
    store.remove("radio")
    follow(index, store)
    fresh = MemoryIndex()
    follow(fresh, store)
    assert index.generation == fresh.generation == store.generation == 4
    for term in ("boat", "crew", "mayor"):
        assert index.candidates({term: 1.0}, 9, 10.0) == fresh.candidates({term: 1.0}, 9, 10.0)


def test_an_index_of_a_generation_yet_to_come_cannot_follow(store: SqliteStore) -> None:
    put(store, FERRY)
    with pytest.raises(IndexDamagedError, match="generation 2"):
        store.changes_since(2)


def test_removals_long_past_are_forgotten_and_an_index_from_before_is_told_so() -> None:
    store = SqliteStore(Connections(None), tombstones=3)
    for _ in range(6):
        put(store, RADIO)
    with pytest.raises(IndexDamagedError):
        store.changes_since(1)
    index = MemoryIndex()
    follow(index, store)
    assert index.generation == 6
    assert len(list(store.changes_since(4))) == 2
    store.close()


def test_many_changes_come_in_order_and_whole() -> None:
    store = SqliteStore(Connections(None), at_once=2)
    for number in range(7):
        put(store, article(f"s{number}", f"Word{number} here."))
    put(store, article("s3", "Changed."))
    assert [change.generation for change in store.changes_since(0)] == [1, 2, 3, 5, 6, 7, 8]
    assert [change.generation for change in store.changes_since(5)] == [6, 7, 8]
    store.close()


def test_a_known_name_is_found_whatever_the_article_calls_itself(store: SqliteStore) -> None:
    name = "“日本”/a'b\";DROP TABLE article;--\n.md"
    put(store, article(name, "Text."))
    assert store.article(name).source.id == name
    assert store.bags([name], ["text"])[name].words == 1


def test_text_is_kept_to_the_letter(store: SqliteStore) -> None:
    odd = "e\u0301 \u0000 \u200b 👩‍👩‍👧 \ufb01 \u2028 İ ẞ \U0010ffff end."
    put(store, article("odd", odd))
    assert store.article("odd").text == odd
    assert "".join(s.text for s in store.sentences_of("odd")).replace(" ", "") in odd.replace(" ", "")


letters = st.characters(codec="utf-8", exclude_characters="\x00")
paragraphs = st.lists(st.text(letters, min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(paragraphs, min_size=1, max_size=4))
def test_spans_read_are_spans_stored(opener: Opener, texts: list[list[str]]) -> None:
    store = opener()
    for number, parts in enumerate(texts):
        kept = article(str(number % 2), *parts)
        put(store, kept)
        assert store.article(kept.source.id) == kept
        found = store.sentences_of(kept.source.id)
        assert [s._replace(id=0) for s in found] == sentences(kept)
        assert all(kept.text[s.start : s.end] == s.text for s in found)
        assert [row.terms for row in store.rows([s.id for s in found])] == [terms(s.text) for s in found]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("abc"), paragraphs), max_size=6), st.sets(st.sampled_from("abc")))
def test_counts_do_not_depend_on_the_way_there(
    opener: Opener, history: list[tuple[str, list[str]]], gone: set[str]
) -> None:
    long_way, short_way = opener(), opener()
    last = dict(history)
    for source, parts in history:
        put(long_way, article(source, *parts))
    for source in sorted(gone & last.keys()):
        long_way.remove(source)
        del last[source]
    with short_way.batch():
        for source in sorted(last):
            put(short_way, article(source, *last[source]))
    assert long_way.statistics() == short_way.statistics()
    assert dict(long_way.vocabulary()) == dict(short_way.vocabulary())
    every = list(short_way.vocabulary())
    assert long_way.spread(every) == short_way.spread(every)
    for term in every[:20]:
        assert long_way.neighbours(f"{term}x") == short_way.neighbours(f"{term}x")


def test_facts_are_filed_under_the_sentence_they_start_in(store: SqliteStore) -> None:
    start = FERRY.text.index("Marta")
    fact = Mention(
        start=start, end=start + 11, rule="r", entity="Marta Quill", text="Marta Quill", kind="person"
    )
    store.put(FERRY, sentences(FERRY), [fact], digest="d")
    (stored,) = store.facts()
    assert (stored.source, stored.fact) == ("ferry", fact)
    assert store.sentences([stored.sentence])[0].text == "Marta Quill leads the crews."
    store.remove("ferry")
    assert store.facts() == ()
