"""A question → what it asks for and about: kind, units of meaning with all their forms, names and days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from knowledge.model import Timex
from knowledge.retrieval import tables
from knowledge.retrieval.corpus import Corpus, corpus_of
from knowledge.retrieval.followup import follow
from knowledge.retrieval.kinds import Kind, kind_of
from knowledge.retrieval.query import AskedDays, Query, Unit
from knowledge.retrieval.spelling import Repair, is_common, is_english, repairs
from knowledge.retrieval.typed import plain
from knowledge.temporal.timexes import find_in_question
from knowledge.text.stopwords import QUESTION_WORDS, STOPWORDS
from knowledge.text.words import Word, words

if TYPE_CHECKING:
    from knowledge.protocols import Store

__all__ = ["understand"]

_SLIGHT = frozenset(
    """name kind type sort call happen use thing person year date day number amount time place reason cause
    way
    part say term refer consid describ exampl accord articl sourc stori news mani much lot anti pro
    non ex""".split()
)


_ORDERS = frozenset("compare list explain describe name summarise show find give state define".split())


def understand(
    question: str, store: Store, *, context: str | None = None, today: date | None = None
) -> Query:
    """The question read against what the store's articles know; ``follow`` completes it by its context.

    With ``today``, "last month" and the like are days too; years and months are without it.
    """
    corpus = corpus_of(store)
    query = _read(plain(question), corpus, today)
    if context and context.strip():
        return follow(query, _read(plain(context), corpus, today))
    return query


def _read(text: str, corpus: Corpus, today: date | None) -> Query:
    found = words(_unshouted(text))
    kind = kind_of(found)
    units = _units(found, kind, corpus)
    order = tuple(word.term for word in found)
    return Query(
        text,
        kind.asked,
        units,
        frozenset(t for u in units for t in (*u.forms, *(t for p, _ in u.phrases for t in p))) | set(order),
        order,
        _days(text, found, units, today),
        frozenset(word.term for word in found if word.term[0].isdigit()),
        _rewritten(text, units),
        negated=bool(_NOT.search(text)),
        searched=corpus.sentences,
    )


def _days(text: str, found: list[Word], units: tuple[Unit, ...], today: date | None) -> tuple[AskedDays, ...]:
    """The question's time expressions, with the units that are their words."""
    return tuple(
        AskedDays(_within(timex, found, units), timex.value, timex.period)
        for timex in find_in_question(text, today=today)
        if timex.period is not None or (timex.type in {"DATE", "TIME"} and "XXXX-" in timex.value)
    )


def _within(timex: Timex, found: list[Word], units: tuple[Unit, ...]) -> tuple[int, ...]:
    inside = {at for at, word in enumerate(found) if word.start < timex.end and timex.start < word.end}
    return tuple(number for number, unit in enumerate(units) if unit.at in inside)


_NOT = re.compile(
    r"\b(?:not|never|no|n't|without|least|fewest|except|other than|un\w+able)\b|n't\b", re.IGNORECASE
)


def _unshouted(text: str) -> str:
    letters = [c for c in text if c.isalpha()]
    if len(letters) > 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters):
        keep = {"US", "UN", "EU", "UK", "IS", "NATO", "ISIS", "USA"}
        return " ".join(w if w.strip("?,.!") in keep - {"IS"} else w.lower() for w in text.split())
    return text


def _units(found: list[Word], kind: Kind, corpus: Corpus) -> tuple[Unit, ...]:
    units: list[Unit] = []
    at = 0
    capitals = sum(word.text[0].isupper() for word in found[1:]) > 0
    while at < len(found):
        length = _name_length(found, at)
        if length:
            units.append(_name_unit(found, at, length, corpus))
            at += length
            continue
        word = found[at]
        if at == 0 and word.text.lower() in _ORDERS:
            at += 1
            continue
        if word.term not in STOPWORDS and len(word.term) > (0 if word.text[0].isupper() else 1):
            units.append(_word_unit(found, at, kind, corpus, capitals=capitals))
        at += 1
    return tuple(units)


def _name_length(found: list[Word], at: int) -> int:
    """How many words from here on are one name of the table, longest first; 0 for none."""
    for length in range(min(6, len(found) - at), 0, -1):
        phrase = tuple(word.term for word in found[at : at + length])
        if phrase in tables.names():
            if length == 1 and len(phrase[0]) == 2 and found[at].text.islower():
                continue
            return length
    return 0


def _name_unit(found: list[Word], at: int, length: int, corpus: Corpus) -> Unit:
    phrase = tuple(word.term for word in found[at : at + length])
    text = " ".join(word.text for word in found[at : at + length])
    forms, phrases = _parted({**corpus.alias_forms(text), **tables.names()[phrase], phrase: 1.0}, {})
    if length > 1:
        for term in phrase:
            if term not in STOPWORDS:
                forms.setdefault(term, 0.4)
    known = [t for t in forms if t in corpus.vocabulary and forms[t] >= 0.7]
    weight = min(map(corpus.weight, known or [max(phrase, key=corpus.weight)]))
    return Unit(text, forms, tuple(phrases.items()), weight, name=True, known=True, repaired=None, at=at)


def _parted(
    alike: Mapping[tuple[str, ...], float], forms: Mapping[str, float]
) -> tuple[dict[str, float], dict[tuple[str, ...], float]]:
    """The forms and what else means the same: single words, and phrases, each by its greatest strength."""
    single, phrases = dict(forms), dict[tuple[str, ...], float]()
    for other, strength in alike.items():
        if len(other) == 1:
            single[other[0]] = max(single.get(other[0], 0.0), strength)
        else:
            phrases[other] = max(phrases.get(other, 0.0), strength)
    return single, phrases


def _word_unit(found: list[Word], at: int, kind: Kind, corpus: Corpus, *, capitals: bool) -> Unit:
    word = found[at]
    known, common, english = word.term in corpus.vocabulary, is_common(word.term), is_english(word.term)
    meant = [] if known or word.term[0].isdigit() else repairs(word.text, corpus.store)
    repaired = None if english else next(iter(meant), None)
    term = repaired.term if repaired else word.term
    alike = _alike(term, [w.term for w in found[at + 1 : at + 3]])
    if word.text[0].isupper():
        alike.update(corpus.alias_forms(word.text))
    forms, phrases = _parted(alike, {**_typed(meant, common=english), word.term: 1.0})
    weight = _weight(term, forms, corpus) * (0.3 if _is_slight(term, at, kind) else 1.0)
    name = _is_name(word, term, capitals=capitals)
    return Unit(
        word.text, forms, tuple(phrases.items()), weight, name, known or common,
        repaired and repaired.written, at, at in kind.focus,
    )  # fmt: skip


def _is_slight(term: str, at: int, kind: Kind) -> bool:
    return at in kind.consumed or term in _SLIGHT


def _typed(meant: Iterable[Repair], *, common: bool) -> dict[str, float]:
    """What a word may be a slip of; of a common word it is less sure."""
    return {repair.term: repair.sureness * (0.5 if common else 1.0) for repair in meant}


def _is_name(word: Word, term: str, *, capitals: bool) -> bool:
    """By its capital, where not every word has one, or by the table of names."""
    capital = capitals and word.text[0].isupper() and word.term not in QUESTION_WORDS
    return capital or (term,) in tables.names()


def _alike(term: str, following: list[str]) -> dict[tuple[str, ...], float]:
    """What else a word or the phrase that it opens may be called, by the tables."""
    found = dict(tables.names().get((term,), {}))
    for length in range(len(following) + 1):
        for other, strength in tables.everyday().get((term, *following[:length]), {}).items():
            found[other] = max(found.get(other, 0.0), strength)
    return found


def _weight(term: str, forms: Mapping[str, float], corpus: Corpus) -> float:
    """Rarity of the word, or for a word that the articles do not know, of what it may mean there."""
    if term in corpus.vocabulary:
        return corpus.weight(term)
    known = [corpus.weight(other) for other, s in forms.items() if s >= 0.4 and other in corpus.vocabulary]
    return max(known, default=corpus.weight(term))


def _rewritten(text: str, units: tuple[Unit, ...]) -> str | None:
    """The question with unknown words repaired, None when there was nothing to repair."""
    changed = text
    for unit in units:
        if unit.repaired:
            changed = re.sub(rf"(?<!\w){re.escape(unit.text)}(?!\w)", unit.repaired, changed)
    return changed if changed != text else None
