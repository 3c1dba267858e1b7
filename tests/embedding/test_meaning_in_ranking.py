from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from examples.meaning_examples import article

from knowledge.answering.decision import weights
from knowledge.answering.pipeline import answer
from knowledge.answering.signals import registered
from knowledge.embedding.encoder import BertEncoder
from knowledge.embedding.vectors import Vectors
from knowledge.indexing.memory import InMemory, in_memory
from knowledge.retrieval.candidates import retrieve
from knowledge.retrieval.meaning import FEATURES, default_meaning_trees
from knowledge.retrieval.ranked import Ranked
from knowledge.retrieval.ranking import rank
from knowledge.retrieval.searchable import Searchable
from knowledge.retrieval.understanding import understand

NEWS = (
    article(
        "harbour",
        "Nine ferries stayed in port on Monday after a strike of their crews. Marta Quill leads the crews.",
        "The operator apologised to everybody who had to wait. Tickets may be handed back until June.",
        title="Ferries stop as crews strike",
    ),
    article(
        "court",
        "The court in Velmar threw out the case against the two fishermen for want of evidence.",
        "Their lawyer thanked the judges. The prosecutor has not said whether he will appeal.",
        title="Fishermen leave court free",
    ),
)


@pytest.fixture(scope="module")
def opened() -> InMemory:
    return in_memory(NEWS)


@pytest.fixture(scope="module")
def vectors(opened: InMemory, real: BertEncoder) -> Vectors:
    made = Vectors(real, None)
    made.follow(opened.store)
    return made


def ranked(question: str, opened: InMemory, vectors: Vectors | None) -> list[Ranked]:
    return rank(retrieve(understand(question, opened.store), Searchable(opened.store, opened.index, vectors)))


def test_a_question_in_other_words_finds_its_sentence(opened: InMemory, vectors: Vectors) -> None:
    best = ranked("can passengers get their money back?", opened, vectors)[0]
    assert best.hit.sentence.text == "Tickets may be handed back until June."


def test_a_question_without_a_word_of_the_articles_has_nearest_evidence(
    opened: InMemory, vectors: Vectors
) -> None:
    assert ranked("why were charges dropped?", opened, vectors)


def test_without_vectors_the_letters_speak_alone(opened: InMemory) -> None:
    assert all(one.meaning is None for one in ranked("who leads the crews?", opened, None))


def test_vectors_that_have_not_followed_are_not_asked(opened: InMemory, real: BertEncoder) -> None:
    behind = Vectors(real, None)
    assert all(one.meaning is None for one in ranked("who leads the crews?", opened, behind))


def test_letters_and_meaning_each_have_their_share_of_the_score(opened: InMemory, vectors: Vectors) -> None:
    alone = {one.hit.sentence.id: one.raw for one in ranked("who leads the crews?", opened, None)}
    for one in ranked("who leads the crews?", opened, vectors):
        assert one.meaning is not None
        if one.hit.sentence.id in alone:
            assert one.raw - one.meaning.share == pytest.approx(alone[one.hit.sentence.id], abs=0.5)


def test_scores_fall_from_first_to_last(opened: InMemory, vectors: Vectors) -> None:
    scores = [one.hit.score for one in ranked("who leads the crews?", opened, vectors)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize("question", ["who won the chess final?", "what does the comet consist of?"])
def test_what_the_articles_do_not_speak_of_is_not_answered(
    question: str, opened: InMemory, vectors: Vectors
) -> None:
    assert answer(question, Searchable(opened.store, opened.index, vectors)).status == "unanswered"


def test_the_weights_are_for_these_features_and_signals() -> None:
    assert default_meaning_trees().features == FEATURES
    known = {one.name for one in registered()}
    assert all(set(held.of) <= known for held in weights().values())


def test_the_same_question_has_the_same_answer_whoever_else_asks(opened: InMemory, vectors: Vectors) -> None:
    questions = ["who leads the crews?", "how many ferries stayed in port?", "why did they walk out?"] * 8

    def asked(question: str) -> str:
        return answer(question, Searchable(opened.store, opened.index, vectors)).model_dump_json()

    alone = [asked(question) for question in questions]
    with ThreadPoolExecutor(8) as people:
        assert list(people.map(asked, questions)) == alone
