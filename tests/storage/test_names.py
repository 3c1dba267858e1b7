"""What a store knows of names, kept up by every change: counted, linked, and found by how they are typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.model import Alias, Article, Event, Fact, Mention, Source
from knowledge.protocols import NameEntry
from knowledge.storage.sqlite_store import SqliteStore, open_store
from knowledge.text.sentences import sentences


def mention(name: str, text: str = "x") -> Mention:
    return Mention(start=0, end=1, rule="m", entity=name, text=text, kind="person")


def put(store: SqliteStore, source: str, facts: Sequence[Fact]) -> None:
    article = Article.of(Source(id=source, title=source), ["Somebody said something."])
    store.put(article, sentences(article), facts, digest="d")


def store_of(counts: Mapping[str, int]) -> SqliteStore:
    store = open_store()
    put(store, "all", [mention(name) for name, count in counts.items() for _ in range(count)])
    return store


NAMES = {"Ada Finch": 2, "Finchley": 5, "Oakholm": 1, "Élan Vale": 3}


def test_a_name_is_completed_from_the_start_of_any_of_its_words() -> None:
    names = store_of(NAMES).names
    assert names.starting("fin", 25) == ("Finchley", "Ada Finch")
    assert names.starting("ada f", 25) == ("Ada Finch",)
    assert names.starting("inch", 25) == ()


def test_case_and_spaces_do_not_matter_in_completing() -> None:
    names = store_of(NAMES).names
    assert names.starting("  ADA   f ", 25) == ("Ada Finch",)
    assert names.starting("éL", 25) == ("Élan Vale",)


def test_for_nothing_typed_the_most_mentioned_come_first() -> None:
    assert store_of(NAMES).names.starting("", 3) == ("Finchley", "Élan Vale", "Ada Finch")


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text(min_size=1, max_size=12), st.integers(1, 9), max_size=30), st.text(max_size=5))
def test_what_is_completed_is_what_looking_at_each_name_finds(counts: dict[str, int], typed: str) -> None:
    wanted = " ".join(typed.casefold().split())

    def begins(name: str) -> bool:
        words = name.casefold().split()
        return any(" ".join(words[n:]).startswith(wanted) for n in range(len(words))) or not wanted

    by_hand = sorted((n for n in counts if begins(n)), key=lambda n: (-counts[n], n))[:25]
    assert list(store_of(counts).names.starting(typed, 25)) == by_hand


def test_a_name_is_counted_by_mentions_aliases_and_events() -> None:
    store = open_store()
    alias = Alias(start=0, end=1, rule="a", entity="Ada Finch", alias="The Skipper")
    event = Event(
        start=0, end=1, rule="e", predicate="meet", participants=("Ada Finch", "crews"), period=None,
        status="stated",
    )  # fmt: skip
    put(store, "one", [mention("Ada Finch"), mention("Ada Finch"), alias, event])
    assert store.names.written(["Ada Finch", "crews", "nobody"]) == (
        NameEntry("Ada Finch", "ada finch", 2, 1, 1),
        NameEntry("crews", "crew", 0, 0, 1),
    )
    assert store.names.links("ada finch") == ("skipper",)
    assert store.names.links("skipper") == ("ada finch",)


def test_an_alias_that_holds_in_its_article_only_links_nothing() -> None:
    store = open_store()
    put(store, "one", [Alias(start=0, end=1, rule="by_its_kind", entity="The Herald", alias="the newspaper")])
    assert store.names.links("herald") == ()
    assert [entry.name for entry in store.names.by_opening("newspaper")] == []


def test_names_of_one_form_are_found_together_and_by_their_ends() -> None:
    names = store_of({"Helena Voss": 2, "the Helena Voss": 1, "Iven Voss": 1}).names
    assert [entry.name for entry in names.by_form(["helena voss"])] == ["Helena Voss", "the Helena Voss"]
    assert [entry.name for entry in names.by_end("voss")] == ["Helena Voss", "Iven Voss", "the Helena Voss"]


def test_a_slip_in_a_word_still_finds_the_name() -> None:
    store = open_store()
    article = Article.of(Source(id="a", title="A"), ["Helena Voss met Blinkenberg."])
    store.put(article, sentences(article), [mention("Helena Voss"), mention("Blinkenberg")], digest="d")
    assert [entry.name for entry in store.names.alike("Helene Fox")] == ["Helena Voss"]
    assert [entry.name for entry in store.names.alike("Blinnkinberg")] == ["Blinkenberg"]
    assert store.names.alike("Qrs") == ()


def test_a_name_is_of_the_kinds_that_its_mentions_say() -> None:
    store = open_store()
    other = mention("Oakholm", "Oakholm").model_copy(update={"kind": "place"})
    put(store, "one", [other, other, mention("Oakholm", "the town")])
    assert dict(store.names.kinds("oakholm")) == {"place": 2, "person": 1}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.lists(st.sampled_from(["Ada Finch", "Oakholm"])))))
@settings(max_examples=40, deadline=None)
def test_whatever_was_put_and_replaced_names_are_as_if_put_once(
    changes: list[tuple[str, list[str]]],
) -> None:
    changed, anew = open_store(), open_store()
    for source, held in changes:
        put(changed, source, [mention(name) for name in held])
    for source, held in dict(changes).items():
        put(anew, source, [mention(name) for name in held])
    every = ["Ada Finch", "Oakholm"]
    assert changed.names.written(every) == anew.names.written(every)
    assert changed.names.starting("o", 5) == anew.names.starting("o", 5)
    assert changed.names.by_end("finch") == anew.names.by_end("finch")
    assert changed.names.kinds("oakholm") == anew.names.kinds("oakholm")
