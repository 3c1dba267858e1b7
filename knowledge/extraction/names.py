"""Names in an article: runs of capitals told from sentence starts, their kinds, and whom they mean.

No model is used: capitalisation within the article, titles, words that belong to organisations and
places, and a table of nations decide (the evidence is that of Mikheev, "A Knowledge-free Method for
Capitalized Word Disambiguation", 1999).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.extraction.registry import Extractor
from knowledge.lexicon.classes import alternatives, calendar, grammar, quantities, speech
from knowledge.lexicon.classes import names as name_words
from knowledge.lexicon.inflection import inflected
from knowledge.lexicon.nations import nations
from knowledge.model import Article, Mention, Sentence
from knowledge.text.stopwords import STOPWORDS

__all__ = ["EXTRACTOR", "Name", "find"]

Kind = Literal["person", "organisation", "place", "group", "nationality", "other"]

_WORDS = name_words()
_TITLES = _WORDS.before_a_name
_INSIDE = _WORDS.inside
_NO_PERSON = _INSIDE.organisation | _INSIDE.thing | _INSIDE.place | _INSIDE.group
"""Words that no person's name has."""
_NEVER = _WORDS.capitals.never | calendar().names
_OPENERS = (
    _WORDS.capitals.openers | grammar().function_words | speech().speakers.people | calendar().relative_days
    | {*quantities().numbers}
)  # fmt: skip
_SHORT_TITLES = alternatives(word.capitalize() for word in (*_WORDS.shortened, "st"))
_CAPITAL = (
    rf"(?:(?:{_SHORT_TITLES})\.|(?:[A-Z]\.){{1,4}}"
    r"|(?:al-|el-|d['’]|O['’]|Mc)?[A-ZÀ-ÖØ-Þ]\w*(?:['’][A-Z]\w+)?(?:-[A-ZÀ-ÖØ-Þ]?\w+)*(?:&[A-Z]\w*)?)"
)
_LINK = r"(?:of the|of|for the|de la|de|del|di|da|do|du|van der|van|von|bin|ibn|al|el|la|le|y)"
_PURPOSE = r"to(?= (?:Counter|Defeat|Combat|Fight|Protect|Promote|Prevent|Stop|End|Save|Eliminate)\b)"
_RUN = re.compile(rf"{_CAPITAL}(?:[ \u00a0](?:(?:{_LINK}|{_PURPOSE})[ \u00a0])?{_CAPITAL})*")
# What people stand after as well as places: "to Ann Lee", "against Ann Lee".
_PERSONAL = "to against on over under of off along up".split()
_ACTS = alternatives(inflected(speech().saying.cues), ("has", "had", "is", "was", "will", "would"))
_SPEECH = re.compile(rf"\s*,?\s*(?:{_ACTS})\b|['’]s\b")
_IN = re.compile(rf"\b(?:{alternatives(grammar().preposition.place - set(_PERSONAL))})\s+(?:the\s+)?$")
_PART = re.compile(
    r"\b(?:north|south|east|west|cent(?:re|er)|outskirts|suburbs|towns?|villages?|city|cities|provinces?"
    r"|regions?|districts?|islands?|ports?|coast)\s+of\s+(?:the\s+)?$"
)
_MADE = re.compile(
    r"-(?:led|backed|aligned|based|born|run|held|owned|style|initiated|made|controlled|era|bound|wide|speaking"
    r"|dominated|funded|trained|allied|linked|sponsored|friendly|occupied)$"
)
_SURE_OF_PLACE = {1: 1, 2: 3}
"""By how many words a name has: how sure "in" before it tells a place."""
_WHO = re.compile(r",? (?:who|whose)\b")
ACRONYM = 6
"""Letters up to which a word in capitals is an acronym."""
_OUTLET = re.compile(
    r" (?:platform|website|network|app|newspaper|magazine|channel|news agency|group|company)\b"
)
SHOUTED = 4
"""Words in capitals in a row from which a run is shouting, and no name."""


class Name(NamedTuple):
    """A run of capitals: its span in the article without titles before it, and the titles."""

    start: int
    end: int
    text: str
    title: str


def find(article: Article, sentences: Sequence[Sentence]) -> list[Mention]:
    """All mentions in the order of the text; ``entity`` is the fullest form the article uses."""
    names = [name for sentence in sentences for name in _names(sentence, article.text)]
    usual = _fullest(names)
    titled = {name.text for name in names if name.title and _personal(name.title)}
    kinds = _settled([(usual[n.text], _kind(n, article.text, titled)) for n in names])
    return [_mention(name, usual[name.text], kinds) for name in names]


def _mention(name: Name, usual: str, kinds: dict[str, Kind]) -> Mention:
    entity = _spelled(usual, kinds[usual]) or usual
    country = nations().names.get(name.text) or nations().names.get(entity)
    people = nations().peoples.get(name.text)
    rule = "nation" if country else "nationality" if people else "title" if name.title else "capitals"
    return Mention(
        start=name.start,
        end=name.end,
        rule=rule,
        entity=country or people or entity,
        text=name.text,
        kind="place" if entity in nations().capitals else kinds[usual],
    )


MISSPELT = 7
"""Letters from which on a word one slip away from a capital or a country is taken for it."""


@lru_cache(maxsize=2048)
def _spelled(name: str, kind: Kind) -> str | None:
    """The capital or country that a name of no other sign is one slip away from."""
    if kind != "other" or len(name) < MISSPELT or " " in name or name.isupper():
        return None
    known = sorted({*nations().capitals, *nations().names} - {name})
    near = process.extract(name, known, scorer=OSA.distance, score_cutoff=1, limit=2)
    return near[0][0] if len(near) == 1 and near[0][0][0] == name[0] else None


class _Word(NamedTuple):
    """A word of a run, its span counted in the sentence."""

    start: int
    end: int
    text: str

    @property
    def lower(self) -> str:
        return self.text.lower()


def _names(sentence: Sentence, text: str) -> Iterator[Name]:
    for run in _RUN.finditer(sentence.text):
        words = [
            _Word(m.start() + run.start(), m.start() + run.start() + len(kept), kept)
            for m in re.finditer(r"[^ \u00a0]+", run.group())
            if (kept := _MADE.sub("", m.group()))
        ]
        if sum(word.text.isupper() for word in words) < SHOUTED:
            for part in _parted(words):
                yield from _named(sentence, part, text)


def _parted(words: list[_Word]) -> list[list[_Word]]:
    """Weekdays and months end a name ("On Friday Governor Voss …")."""
    parts: list[list[_Word]] = [[]]
    for word in words:
        if word.lower in _NEVER and len(word.text) > 3:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def _named(sentence: Sentence, words: list[_Word], text: str) -> Iterator[Name]:
    """A run's names, without what is capital only because a sentence starts, and without titles."""
    words = _trimmed(sentence, words, text)
    titles = _leading(words) or _office_within(words)
    kept = words[len(titles) :]
    if not kept or _is_no_name(kept):
        return
    if len(kept) > 1 and _stands_alone(kept[0].text, kept[1].text):
        yield _name(sentence, kept[:1], "")
        yield from _named(sentence, kept[1:], text)
        return
    person = kept[: _until_of(kept, text)] if titles else kept
    yield _name(sentence, person, " ".join(word.text for word in titles))
    if len(person) < len(kept):
        yield from _named(sentence, kept[len(person) + 1 :], text)


def _trimmed(sentence: Sentence, words: list[_Word], text: str) -> list[_Word]:
    """A run without the small words at its ends and the capitals that open its sentence."""
    while words and (_starts_only(sentence, words, text) or _is_small(words[0])):
        words = words[1:]
    while words and words[-1].text.islower():
        words = words[:-1]
    return words


def _until_of(words: list[_Word], text: str) -> int:
    """Words of a person's name before the country that is named with it ("Ada Finch of Lorania").

    A single one is the name without it ("King Felipe of Spain") only where it stands so as well.
    """
    at = next((n for n, word in enumerate(words) if word.text == "of"), 0)
    person = words[:at]
    if not person or any(w.lower in _NO_PERSON for w in person):
        return len(words)
    alone = re.search(rf"\b{re.escape(person[0].text)}\b(?! of\b)", text) is not None
    return at if at > 1 or alone else len(words)


def _is_small(word: _Word) -> bool:
    return word.text.islower() or (word.lower in STOPWORDS and not word.text.isupper())


def _is_no_name(words: list[_Word]) -> bool:
    whole = " ".join(word.text for word in words)
    small = whole.lower() in STOPWORDS and not whole.isupper()
    offices = len(words) > 1 and all(w.lower in _TITLES or w.text.islower() for w in words)
    return small or offices or whole.lower() in _NEVER or len(whole) < 2


def _stands_alone(first: str, second: str) -> bool:
    """An adjective of nationality, or a country before a title ("French …", "U.S. Secretary …")."""
    if first in nations().peoples:
        return f"{first} {second}" not in nations().names
    return first in nations().names and (second.lower() in _TITLES or second == "of")


def _name(sentence: Sentence, words: list[_Word], title: str) -> Name:
    start, end = words[0].start, words[-1].end
    shown = sentence.text[start:end].replace("\u00a0", " ")
    return Name(sentence.start + start, sentence.start + end, shown, title)


def _leading(words: list[_Word]) -> list[_Word]:
    """The titles before a name; a run that is all title, or an organisation's name, keeps its words."""
    count = 0
    while count < len(words) - 1 and (words[count].lower in _TITLES or (count and words[count].text == "of")):
        count += 1
    while count and words[count - 1].text.islower():
        count -= 1
    return words[:count] if _may_be_titled(words[count:]) else []


def _may_be_titled(name: list[_Word]) -> bool:
    if not name or name[0].text.islower() or name[0].lower in _INSIDE.organisation:
        return False
    return any(word.lower not in _TITLES for word in name)


def _starts_only(sentence: Sentence, words: list[_Word], text: str) -> bool:
    """Whether the first word owes its capital to the start of a sentence or quotation."""
    word = words[0]
    found = word.text
    before = sentence.text[: word.start].rstrip()
    if (before and before[-1] not in "“\"‘'«:—–") or _is_always_capital(found):
        return False
    if word.lower in STOPWORDS or word.lower in _OPENERS:
        return True
    if word.lower in text and re.search(rf"(?<![\w“\"]){re.escape(word.lower)}(?!\w)", text):
        return True
    # Alone, nowhere else capital within a sentence, and not acting as a name does.
    at = sentence.start + word.end
    alone = len(words) == 1 and not _is_capital_within(found, text)
    return alone and not _SPEECH.match(text[at : at + 20])


def _is_capital_within(word: str, text: str) -> bool:
    """Whether a word is capital where no sentence begins."""
    return f" {word}" in text and re.search(rf"[\w,;] {re.escape(word)}\b", text) is not None


def _is_always_capital(word: str) -> bool:
    return (word.isupper() and len(word) > 1) or any(word in table for table in nations())


def _office_within(words: list[_Word]) -> list[_Word]:
    """Up to an office that stands between an organisation and a person ("Navy Secretary Ann Lee")."""
    for at in range(len(words) - 2):
        rest = words[at + 1 :]
        named = all(w.text[0].isupper() for w in rest) and len(rest) <= 3
        if (
            words[at].lower in _WORDS.titles.offices
            and named
            and not any(w.lower in _INSIDE.organisation for w in rest)
        ):
            return words[: at + 1]
    return []


def _personal(title: str) -> bool:
    return any(word.lower() not in _INSIDE.organisation for word in title.split())


def _fullest(names: list[Name]) -> dict[str, str]:
    """Each form's fullest form: a surname's full name when exactly one such person was named."""
    forms = Counter(name.text for name in names)
    longer: dict[str, str] = {}
    for form in forms:
        holders = [f for f in forms if f != form and _ends_with(f, form)]
        best = max(holders, key=lambda f: (len(f.split()) <= 5, forms[f], -len(f)), default=form)
        longer[form] = best if _may_shorten(form) else form
    return {form: longer.get(full, full) for form, full in longer.items()}


def _ends_with(full: str, form: str) -> bool:
    """Whether ``form`` is the last part of a person-like name: "Blinken", "Sudani" of "… al-Sudani"."""
    if (
        not full.endswith(form)
        or len(full.split()) < 2
        or full in nations().names
        or any(w.lower() in _INSIDE.organisation for w in full.split())
    ):
        return False
    tail = full.split(" ", 1)[1]
    if re.search(r" (?:of|the|for|and) ", f"{full} ") and form not in full.split(" of ", 1)[0]:
        return False
    return tail == form or tail.endswith((" " + form, "-" + form)) or full.endswith(" " + form)


def _may_shorten(form: str) -> bool:
    """Whether the form may be a surname: no place, no people, no group, no acronym."""
    if form.isupper() and 2 <= len(form) <= ACRONYM:
        return False
    known = nations()
    tables = (known.names, known.peoples, known.capitals)
    return not any(form in table for table in tables) and form.lower() not in _INSIDE.group


def _kind(name: Name, text: str, titled: set[str]) -> tuple[Kind, int]:
    """The likeliest kind of one mention, with how telling the sign is."""
    if name.text in nations().peoples:
        return "nationality", 9
    if name.text in nations().names or name.text in nations().capitals:
        return ("organisation" if nations().names.get(name.text) == "European Union" else "place"), 9
    if (name.title and _personal(name.title)) or name.text in titled:
        return "person", 8
    return _kind_by_words(name) or _kind_by_neighbours(name, text)


def _kind_by_words(name: Name) -> tuple[Kind, int] | None:
    words, last = set(name.text.lower().split()), name.text.split()[-1]
    many = len(words) > 1 and last in ("States", "Nations", "Allies")
    if many or words & _INSIDE.group or {"islamic", "state"} <= words:
        return "group", 6
    if words & _INSIDE.organisation or (name.text.isupper() and 2 <= len(name.text) <= ACRONYM):
        return "organisation", 5
    if last.lower() in _INSIDE.thing:
        return "other", 4
    return ("place", 4) if words & _INSIDE.place else None


def _kind_by_neighbours(name: Name, text: str) -> tuple[Kind, int]:
    after, before = text[name.end : name.end + 30], text[max(0, name.start - 20) : name.start]
    words = name.text.split()
    acts = _SPEECH.match(after) is not None
    if _OUTLET.match(after):
        return "organisation", 5
    if len(words) > 1 and words[-1].lower() in _TITLES:
        return "other", 2
    if _WHO.match(after) or (acts and len(words) > 1):
        return "person", 4
    sure = _SURE_OF_PLACE.get(len(words))
    if sure and not acts and _is_where(before):
        return "place", sure
    return _kind_by_length(words)


def _kind_by_length(words: Sequence[str]) -> tuple[Kind, int]:
    return ("person", 2) if 2 <= len(words) <= 4 and "of" not in words else ("other", 0)


def _is_where(before: str) -> bool:
    return bool(_IN.search(before) or _PART.search(before))


def _settled(found: list[tuple[str, tuple[Kind, int]]]) -> dict[str, Kind]:
    """One kind for each entity: the one with the most telling signs in sum."""
    votes: dict[str, Counter[Kind]] = {}
    for entity, (kind, weight) in found:
        votes.setdefault(entity, Counter())[kind] += weight
    return {entity: min(counts.items(), key=lambda c: (-c[1], c[0]))[0] for entity, counts in votes.items()}


EXTRACTOR = Extractor("names", lambda x: find(x.article, x.sentences))
