"""A claim and a sentence → the words that cannot both be right, and whether the claim says more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from knowledge.claims.denials import denials, denied_at, denies_too
from knowledge.claims.names import other_holder, same_called
from knowledge.claims.numbers import PLAIN_VERBS, Claim, Told, days, numbers, uncounted, words_of
from knowledge.claims.plans import same_time
from knowledge.claims.roles import exchanged, same_roles
from knowledge.claims.words import beside, is_exact, is_opposite, named, otherwise, same_word, untold
from knowledge.extraction.clauses import clauses
from knowledge.lexicon.nations import nations
from knowledge.model import Conflict, Figure, Mention, Role, Sentence, Timex
from knowledge.retrieval.tables import places
from knowledge.temporal.timexes import find as find_timexes
from knowledge.text.words import Word, fold, words

if TYPE_CHECKING:
    from knowledge.protocols import Store

__all__ = ["Held", "held_against"]

_ALL = frozenset("all every most only half always".split())
"""Words that say more of a thing than that it is so."""
_WAYS = {"to": "from", "into": "from", "from": "to"}
_BEFORE_PLACES = frozenset("in at from of near".split())


class Held(NamedTuple):
    """A claim held against a sentence."""

    conflicts: tuple[Conflict, ...]
    """Each with the words of both; empty when nothing speaks against the claim."""
    strange: bool
    """The claim tells a day, number or name that the sentence does not, with nothing in its place."""
    lacking: tuple[Word, ...]
    """Words of the claim that the sentence does not tell."""
    same: bool
    """No conflict; nothing is told of all for what the sentence tells of some, or as done
    for what is planned; nobody is in another's part, no unit lacks."""


def held_against(claim: str, sentence: Sentence, store: Store) -> Held:
    """What speaks against the claim in a sentence, and whether it tells all that the claim says."""
    published = store.article(sentence.source).source.published
    asked = Claim(claim, words(claim), find_timexes(claim, published=published))
    told = _told(sentence, store)
    dates, strange_day = days(asked, told)
    counts, strange_number = numbers(asked, told)
    missing = untold(uncounted(asked), told.terms)
    names, strange_name = _names(asked, told, missing)
    against = [c for c in _opposites(asked, told) if not any(c.claimed in other.claimed for other in counts)]
    crossed = [*exchanged(claim, sentence.text), *_turned(asked, told), *other_holder(asked, told)]
    found = [*dates, *counts, *names, *against, *crossed, *denials(claim, sentence.text)]
    return Held(
        conflicts=tuple(dict.fromkeys(found)),
        strange=strange_day or strange_number or strange_name,
        lacking=tuple(missing),
        same=not found
        and _ALL & {w.term for w in asked.words} <= told.terms
        and not any(map(is_exact, missing))
        and same_roles(claim, sentence.text)
        and same_called(asked, told)
        and same_time(claim, sentence.text)
        and denies_too(claim, sentence.text),
    )


def _told(sentence: Sentence, store: Store) -> Told:
    facts = [stored.fact for stored in store.facts(sentences=(sentence.id,))]
    mentions = [f for f in facts if isinstance(f, Mention)]
    found = words(sentence.text)
    full = words(" ".join([*(m.entity for m in mentions), *(f.role for f in facts if isinstance(f, Role))]))
    days = [
        f.model_copy(update={"start": f.start - sentence.start, "end": f.end - sentence.start})
        for f in facts
        if isinstance(f, Timex)
    ]
    return Told(
        sentence.text,
        found,
        frozenset(w.term for w in (*found, *full)),
        days,
        [f for f in facts if isinstance(f, Figure)],
        mentions,
        sentence.start,
    )


def _names(claim: Claim, told: Told, missing: Sequence[Word]) -> tuple[list[Conflict], bool]:
    """Names of the claim that the sentence lacks: in the place of one that the claim lacks, or strange."""
    own_terms = {w.term for w in claim.words}
    spare = [m for m in told.names if not {w.term for w in words(m.text)} <= own_terms]
    conflicts = list(_elsewhere(claim, told))
    strange = False
    for word in named(claim.words):
        if word not in missing or any(c.claimed == word.text for c in conflicts):
            continue
        country = word.text in nations().names or word.text in nations().capitals
        instead = _same_place(word, claim.words, told, [m for m in spare if m.kind == "place" or not country])
        if instead:
            conflicts.append(Conflict(what="name", claimed=word.text, found=instead.text))
        else:
            strange = True
    return conflicts, strange


def _elsewhere(claim: Claim, told: Told) -> Iterator[Conflict]:
    """A country where the claim's act is not, but in another one: "killed in Syria", "killed in Jordan"."""
    for clause in clauses(claim.text):
        verb = clause.verb.term if clause.verb else None
        where = _countries(words_of(clause, claim.words))
        if verb is None or verb in PLAIN_VERBS or not where:
            continue
        acts = [words_of(theirs, told.words) for theirs in clauses(told.text)]
        acts = [inside for inside in acts if any(same_word(verb, w.term) for w in inside)]
        there = [word for inside in acts for word in _countries(inside)]
        terms = frozenset(w.term for inside in acts for w in inside)
        for word in where if there else ():
            if word.term not in terms and not otherwise(word.term, terms):
                yield Conflict(what="name", claimed=word.text, found=there[0].text)


def _turned(claim: Claim, told: Told) -> Iterator[Conflict]:
    """A way that goes from where the sentence's goes to."""
    ours, theirs = _ways(claim.words), _ways(told.words)
    for (way, place), shown in ours.items():
        if (way, place) not in theirs and (found := theirs.get((_WAYS[way], place))):
            yield Conflict(what="roles", claimed=shown, found=found)


def _ways(found: Sequence[Word]) -> dict[tuple[str, str], str]:
    return {
        (before.text.lower(), after.term): f"{before.text} {after.text}"
        for before, after in pairwise(found)
        if before.text.lower() in _WAYS and fold(after.text) in places()
    }


def _countries(found: Sequence[Word]) -> list[Word]:
    known = {fold(name) for name in nations().names}
    return [
        w for n, w in enumerate(found) if n and found[n - 1].text.lower() == "in" and fold(w.text) in known
    ]


def _same_place(word: Word, claim: Sequence[Word], told: Told, spare: Sequence[Mention]) -> Mention | None:
    """The sentence's name with most of the claim's word's neighbours: "Minister X" and "Minister Y"."""
    at = claim.index(word)
    ours = _sides(claim, at, at + 1)
    placed = at > 0 and claim[at - 1].text.lower() in _BEFORE_PLACES
    best, most = None, 0
    for mention in spare:
        first = next((n for n, w in enumerate(told.words) if w.end > mention.start - told.start), None)
        if first is None or (placed and mention.kind == "person") or _is_people(mention) != _is_people(word):
            continue
        after = first + len(words(mention.text))
        shared = sum(
            len(one & other) for one, other in zip(ours, _sides(told.words, first, after), strict=True)
        )
        if shared > most:
            best, most = mention, shared
    return best


def _sides(found: Sequence[Word], first: int, after: int) -> tuple[set[str], set[str]]:
    """The terms of the two words before a name, and of the two behind it."""
    return {w.term for w in found[max(0, first - 2) : first]}, {w.term for w in found[after : after + 2]}


def _is_people(name: Word | Mention) -> bool:
    """Whether it tells whose something is, and is no name: "Danish"."""
    return name.text in nations().peoples


def _opposites(claim: Claim, told: Told) -> Iterator[Conflict]:
    """Words of the claim in whose place the sentence says the opposite."""
    ours = {w.term for w in claim.words}
    denied, their_denied = denied_at(claim.text), denied_at(told.text)
    for at, word in enumerate(claim.words):
        if word.term in told.terms:
            continue
        around = beside(claim.words, at, at + 1)
        for n, other in enumerate(told.words):
            if other.term in ours or not is_opposite(word.term, other.term):
                continue
            # Who does not oppose a thing may be said to support it.
            turned = (word.start in denied) != (other.start in their_denied)
            if not turned and around & beside(told.words, n, n + 1):
                yield Conflict(what="opposite", claimed=word.text, found=other.text)
                break
