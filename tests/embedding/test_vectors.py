from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest
from examples.meaning_examples import LetterEncoder, article

from knowledge.embedding import vectors as module
from knowledge.embedding.vectors import Vectors, open_vectors
from knowledge.storage.sqlite_store import SqliteStore, open_store
from knowledge.text.sentences import sentences

np = pytest.importorskip("numpy")

HARBOUR = ("Nine ferries stayed in port. Their crews went on strike.", "Marta Quill leads the crews.")
PASS = ("A storm closed the northern pass. It reopened two days later.",)


def put(store: SqliteStore, name: str, *paragraphs: str, title: str = "") -> None:
    made = article(name, *paragraphs, title=title)
    store.put(made, sentences(made), (), digest="")


@pytest.fixture
def store() -> SqliteStore:
    opened = open_store()
    put(opened, "harbour", *HARBOUR, title="Strike")
    put(opened, "pass", *PASS)
    return opened


def nearest_text(vectors: Vectors, store: SqliteStore, text: str) -> str:
    return store.sentences([vectors.similar(vectors.vector(text), 1)[0].sentence])[0].text


def test_a_sentence_is_nearest_to_its_own_words(store: SqliteStore, letters: LetterEncoder) -> None:
    vectors = open_vectors(letters)
    vectors.follow(store)
    assert nearest_text(vectors, store, "It reopened two days later.") == "It reopened two days later."


def test_every_sentence_has_vectors_once_the_store_is_followed(
    store: SqliteStore, letters: LetterEncoder
) -> None:
    vectors = open_vectors(letters)
    assert vectors.generation < store.generation
    vectors.follow(store)
    assert vectors.generation == store.generation
    assert len(vectors.similar(vectors.vector("strike"), 100)) == store.statistics().sentences


def test_a_title_is_part_of_one_view_and_not_of_the_other(store: SqliteStore, letters: LetterEncoder) -> None:
    vectors = open_vectors(letters)
    vectors.follow(store)
    first = store.sentences_of("harbour")[0]
    own, titled = vectors.alike(vectors.vector(first.text), [first.id])[first.id]
    assert own > 0.99 > titled
    own, titled = vectors.alike(vectors.vector(f"Strike. {first.text}"), [first.id])[first.id]
    assert titled > 0.99 > own


def test_only_sentences_with_vectors_are_answered_for(store: SqliteStore, letters: LetterEncoder) -> None:
    vectors = open_vectors(letters)
    assert vectors.alike(vectors.vector("strike"), [1, 2]) == {}
    vectors.follow(store)
    assert set(vectors.alike(vectors.vector("strike"), [2, 1, 999])) == {1, 2}


def test_what_is_kept_is_found_again_and_not_encoded_again(
    store: SqliteStore, letters: LetterEncoder, tmp_path: Path
) -> None:
    open_vectors(letters, tmp_path, of="store").follow(store)
    again = LetterEncoder()
    vectors = open_vectors(again, tmp_path, of="store")
    assert vectors.generation == store.generation
    vectors.follow(store)
    assert again.encoded == []
    assert nearest_text(vectors, store, "It reopened two days later.") == "It reopened two days later."


def test_vectors_follow_their_article(store: SqliteStore, letters: LetterEncoder, tmp_path: Path) -> None:
    vectors = open_vectors(letters, tmp_path, of="store")
    vectors.follow(store)
    put(store, "pass", "The pass stays closed.")
    store.remove("harbour")
    vectors.follow(store)
    found = [near.sentence for near in vectors.similar(vectors.vector("pass"), 10)]
    assert found == [sentence.id for sentence in store.sentences_of("pass")]


def test_a_sentence_that_stays_when_its_article_changes_is_not_encoded_again(
    store: SqliteStore, letters: LetterEncoder, tmp_path: Path
) -> None:
    vectors = open_vectors(letters, tmp_path, of="store")
    vectors.follow(store)
    letters.encoded.clear()
    put(store, "pass", *PASS, "Nobody was hurt.")
    vectors.follow(store)
    assert letters.encoded == ["Nobody was hurt.", "pass. Nobody was hurt."]


def test_following_in_steps_is_following_at_once(
    letters: LetterEncoder, tmp_path: Path, store: SqliteStore
) -> None:
    stepwise = open_vectors(letters, tmp_path, of="store")
    stepwise.follow(store)
    for number in range(40):
        put(store, f"extra-{number % 7}", f"Ferry number {number} sails at noon. It is full.")
        if number % 3 == 0:
            stepwise.follow(store)
    stepwise.follow(store)
    whole = open_vectors(letters)
    whole.follow(store)
    question = letters.encode(["Which ferry is full?"])[0]
    assert stepwise.similar(question, 50) == whole.similar(question, 50)
    asked, ids = "Which ferry is full?", range(1, 60)
    assert stepwise.aligned(asked, [1] * 4, ids) == whole.aligned(asked, [1] * 4, ids)


@pytest.mark.parametrize(
    "damage",
    [
        "cut short",
        "empty",
        "gone",
        "signs cut short",
        "signs gone",
        "state gone",
        "state nonsense",
        "state of old",
    ],
)
def test_what_is_damaged_is_made_again(
    store: SqliteStore, letters: LetterEncoder, tmp_path: Path, damage: str
) -> None:
    open_vectors(letters, tmp_path, of="store").follow(store)
    file, state, signs = sorted(tmp_path.glob("vectors-*"), key=lambda path: path.name)
    match damage:
        case "cut short":
            file.write_bytes(file.read_bytes()[:-7])
        case "empty":
            file.write_bytes(b"")
        case "gone":
            file.unlink()
        case "signs cut short":
            signs.write_bytes(signs.read_bytes()[:-7])
        case "signs gone":
            signs.unlink()
        case "state gone":
            state.unlink()
        case "state nonsense":
            state.write_text("[]", encoding="utf-8")
        case "state of old":
            old = state.read_text(encoding="utf-8").replace('"format": ', '"format": 1')
            state.write_text(old, encoding="utf-8")
    vectors = open_vectors(letters, tmp_path, of="store")
    vectors.follow(store)
    assert vectors.generation == store.generation
    assert len(vectors.similar(vectors.vector("strike"), 100)) == store.statistics().sentences


def test_a_process_killed_while_adding_leaves_what_was_committed(
    store: SqliteStore, letters: LetterEncoder, tmp_path: Path
) -> None:
    open_vectors(letters, tmp_path, of="store").follow(store)
    file = next(p for p in tmp_path.glob("vectors-*") if not p.name.endswith(".json"))
    with file.open("ab") as added:
        added.write(b"half a record")
    put(store, "late", "A late ferry came in.")
    vectors = open_vectors(letters, tmp_path, of="store")
    vectors.follow(store)
    assert nearest_text(vectors, store, "A late ferry came in.") == "A late ferry came in."
    assert len(vectors.similar(vectors.vector("ferry"), 100)) == store.statistics().sentences


def test_vectors_of_another_store_or_encoder_are_no_use(
    store: SqliteStore, letters: LetterEncoder, tmp_path: Path
) -> None:
    open_vectors(letters, tmp_path, of="store").follow(store)
    other = open_vectors(letters, tmp_path, of="another")
    assert other.generation == 0
    assert not list(tmp_path.glob("vectors-store-*"))


def test_while_another_process_encodes_nothing_is_waited_for(
    store: SqliteStore, letters: LetterEncoder, tmp_path: Path
) -> None:
    busy, going = Event(), Event()

    class Slow(LetterEncoder):
        def encode(self, texts):
            busy.set()
            going.wait(20)
            return super().encode(texts)

    first = open_vectors(Slow(), tmp_path, of="store")
    thread = Thread(target=first.follow, args=(store,))
    thread.start()
    assert busy.wait(20)
    second = open_vectors(letters, tmp_path, of="store")
    second.follow(store)
    assert letters.encoded == []
    going.set()
    thread.join()
    second.follow(store)
    assert second.generation == store.generation
    assert letters.encoded == []


def test_crossed_out_records_are_cleared_away(
    store: SqliteStore, letters: LetterEncoder, tmp_path: Path
) -> None:
    vectors = open_vectors(letters, tmp_path, of="store")
    for turn in range(3):
        put(store, "long", *(f"Ferry {n} of turn {turn} sails." for n in range(2500)))
        vectors.follow(store)
    kept = sum(path.stat().st_size for path in tmp_path.glob("vectors-*"))
    record, signs = 28 + module.VIEWS * letters.width, 6 * letters.width // 8
    assert kept < 2 * store.statistics().sentences * (record + signs)
    assert len(vectors.similar(vectors.vector("ferry"), 10_000)) == store.statistics().sentences


def test_progress_counts_up_to_all_sentences(store: SqliteStore, letters: LetterEncoder) -> None:
    seen: list[tuple[int, int]] = []
    open_vectors(letters).follow(store, progress=lambda done, total, _: seen.append((done, total)))
    assert seen[-1] == (store.statistics().sentences,) * 2


def test_what_is_closed_stops_between_two_commits(store: SqliteStore, letters: LetterEncoder) -> None:
    vectors = open_vectors(letters)
    vectors.close()
    vectors.follow(store)
    assert vectors.generation < store.generation
