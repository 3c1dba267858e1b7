"""An event beside a topic → named numbers, mostly from 0 to 1, that say how it concerns the topic.

Of a part of the topic (its names, its theme, which are the other words, or the kind of event asked for):
``_own`` the event itself speaks of it, ``_said`` its sentence, ``_beside`` the sentence before or after,
``_title`` its article's title; ``_often`` how often the article does; ``_lack`` how much further others go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from knowledge.extraction.clauses_words import family
from knowledge.lexicon.classes import grammar, speech
from knowledge.lexicon.nations import nations
from knowledge.text.words import normal_form
from knowledge.timeline.material import Material, Scene, Told
from knowledge.timeline.topic import NO_WORDS, Name, Topic, Words, strengths

__all__ = ["Case", "features"]

_NEWS = 14
"""Days between an event and its report up to which it is news."""
_OFTEN, _LEAST = 100, 3.0
"""Words of an article for each mention of a name that the article is about, and mentions in a short one."""
_OPENING = 2
"""Paragraphs that tell what the report is about."""
_ABOUT = 0.5
"""How often an article must mention somebody of whom its first sentence is to tell."""
_EARLY = 3
"""Words at the start of a sentence in which a pronoun goes on from the sentence before."""
_NEAR = 0.7
"""What a mention in a neighbouring sentence counts beside one in the sentence."""
Features = Mapping[str, float]


class Case(NamedTuple):
    """An event with what is known of it beside the topic."""

    told: Told
    features: Features


class _Around(NamedTuple):
    """Of a text: how surely it mentions the names together, and the theme."""

    names: float
    theme: float


class _Article(NamedTuple):
    """Of an article: what its title mentions, what it mentions often, and how much it tells of the topic."""

    title: _Around
    often: _Around
    telling: float


def features(topic: Topic, material: Material) -> list[Case]:
    """The events of the material, in its order, each with its features."""
    meant = topic.terms
    weigh = _weigher(topic, meant)
    scenes = {one.scene.source.id: one.scene for one in material.told}
    articles = {key: _article(topic, scene, weigh) for key, scene in scenes.items()}
    most = max((article.telling for article in articles.values()), default=0.0) or 1.0
    meaning = _meaning(material)
    texts: dict[int, dict[str, float]] = {}
    found = []
    for one in material.told:
        article = articles[one.scene.source.id]
        if one.sentence.id not in texts:
            texts[one.sentence.id] = _of_sentence(topic, one, weigh, article.often.names)
        values = {
            **texts[one.sentence.id], **_of_event(topic, meant, one, weigh), **meaning(one),
            "names_title": article.title.names, "theme_title": article.title.theme,
            "names_often": article.often.names, "theme_often": article.often.theme,
            "article": article.telling / most,
        }  # fmt: skip
        found.append(values)
    best = {part: max((_near(v, part) for v in found), default=0.0) for part in ("names", "theme")}
    return [
        Case(one, values | _together(topic, values, best))
        for one, values in zip(material.told, found, strict=True)
    ]


# --- the event and its sentence ----------------------------------------------------------------------------


def _of_sentence(topic: Topic, one: Told, weigh: _Weigh, often: float) -> dict[str, float]:
    said, before, after = (weigh(text, one.scene) for text in (one.words, one.before, one.after))
    return {
        "names_said": said.names,
        "names_before": max(_pointed_at(topic, one, weigh), _introduced(topic, one, often, after.names)),
        "names_beside": max(before.names, after.names),
        "theme_said": said.theme,
        "theme_beside": max(before.theme, after.theme),
        "opening": float(one.sentence.paragraph <= _OPENING),
    }


def _of_event(topic: Topic, meant: frozenset[str], one: Told, weigh: _Weigh) -> dict[str, float]:
    words, event = one.own(meant), one.event
    own = weigh(words, one.scene)
    kind = _kind(topic, one.words, one)
    # What is announced is not what happens: "the announcement of the meeting" is none.
    other = event.reporting or event.rule == "event_noun" or event.predicate in _told_with()
    return {
        "names_own": own.names,
        "theme_own": own.theme,
        "others_only": float(bool(event.participants) and bool(topic.names) and not own.names),
        "kind_own": _kind(topic, NO_WORDS if other else words, one),
        "kind_said": kind,
        "kind_other": float(bool(topic.kinds) and not kind),
        "elsewhere": _elsewhere(topic, one),
        "news": _news(one),
        "bound": float(event.status == "bound"),
        "reporting": float(event.reporting),
    }


@lru_cache(maxsize=1)
def _told_with() -> frozenset[str]:
    """Heads of acts that do nothing but tell."""
    saying = speech().saying
    return frozenset(map(normal_form, saying.plain | saying.firm))


def _kind(topic: Topic, words: Words, one: Told) -> float:
    """How surely the words, or the event itself, are of a kind that is asked for ("meetings")."""
    forms = [item for unit in topic.kinds for item in sorted(unit.forms.items(), key=itemgetter(1))]
    held = max((sure for form, sure in forms if form in words.held), default=0.0)
    asked = {family(form): sure for form, sure in forms}
    return max(held, *(asked.get(family(head), 0.0) for head in (one.event.predicate, *one.tells)))


def _elsewhere(topic: Topic, one: Told) -> float:
    """Whether it is in another country than the one that is asked for."""
    asked = {nations().names.get(name.text) for name in topic.names if name.place} - {None}
    place = one.event.place or ""
    return float(bool(asked) and nations().names.get(place, next(iter(asked), None)) not in asked)


def _news(one: Told) -> float:
    """Whether it lies close to its report; unknown is in between."""
    published, period = one.scene.source.published, one.event.period
    if published is None or period is None:
        return 0.5
    day = period.first or period.last
    return float(day is not None and abs((published - day).days) <= _NEWS)


def _pointed_at(topic: Topic, one: Told, weigh: _Weigh) -> float:
    """How surely a pronoun stands for names that the sentence before mentions; a person is no "it".

    Where others take part it stands for one of them, unless it opens the sentence.
    """
    people, things = _pointing()
    person = any(name.person for name in topic.names)
    words = one.words.order[:_EARLY] if one.event.participants else one.words.order
    points = not (people if person else things).isdisjoint(words)
    return weigh(one.before, one.scene).names if points else 0.0


def _introduced(topic: Topic, one: Told, often: float, after: float) -> float:
    """How surely news opens with somebody whom only its next sentence names ("A merchant was sentenced").

    The article must then be on that person.
    """
    person = any(name.person for name in topic.names)
    return after if person and one.sentence.number == 1 and often >= _ABOUT else 0.0


@lru_cache(maxsize=1)
def _pointing() -> tuple[frozenset[str], frozenset[str]]:
    """Terms of the pronouns that stand for a person named before, and of those for anything else."""
    forms = grammar().pronoun
    return frozenset(map(normal_form, forms.somebody)), frozenset(map(normal_form, forms.anything))


# --- the article -------------------------------------------------------------------------------------------


def _article(topic: Topic, scene: Scene, weigh: _Weigh) -> _Article:
    title, often = weigh(scene.title, scene), _often(topic, scene)
    both = max(title.names, often.names) + max(title.theme, often.theme)
    return _Article(title, often, both + 0.5 * (often.names + often.theme))


def _often(topic: Topic, scene: Scene) -> _Around:
    """How often the article mentions each, saturated: names by its length, words of the theme by count."""
    names = [min(1.0, _mentions(name, scene) / _due(scene)) for name in topic.names]
    theme = []
    for unit in topic.theme:
        count = sum(sure * scene.counts.get(form, 0) for form, sure in unit.forms.items())
        theme.append(count / (count + 1.5))
    return _weighted(topic, [*names, *theme])


def _due(scene: Scene) -> float:
    """Mentions of a name that the article is about."""
    return max(_LEAST, scene.words / _OFTEN)


def _mentions(name: Name, scene: Scene) -> float:
    whole = max((min(scene.counts.get(t, 0) for t in form) for form, _ in name.forms), default=0)
    parts = max((sure * scene.counts.get(term, 0) for term, sure in name.parts), default=0.0)
    return max(float(whole), parts if whole else 0.5 * parts)


def _meaning(material: Material) -> Callable[[Told], dict[str, float]]:
    """How near an event's sentence is to the topic: itself, beside the best, and its article."""
    alike = material.alike or {}
    found: dict[str, set[float]] = {}
    for one in material.told:
        if one.sentence.id in alike:
            found.setdefault(one.scene.source.id, set()).add(alike[one.sentence.id].titled)
    articles = {key: _top(values) for key, values in found.items()}
    nearest = max((near.own for near in alike.values()), default=0.0) or 1.0
    most = max(articles.values(), default=0.0) or 1.0

    def of(one: Told) -> dict[str, float]:
        near = alike.get(one.sentence.id)
        own = max(0.0, near.own) if near else 0.0
        article = articles.get(one.scene.source.id, 0.0)
        return {"meaning": own, "meaning_best": own / nearest, "meaning_article": article / most}

    return of


def _top(values: Iterable[float]) -> float:
    best = sorted(values, reverse=True)[:3]
    return max(0.0, sum(best) / len(best))


# --- together ----------------------------------------------------------------------------------------------


def _near(values: Features, part: str) -> float:
    """How surely the sentence, or one beside it, speaks of a part of the topic."""
    return max(values[f"{part}_said"], _NEAR * values[f"{part}_beside"])


def _together(topic: Topic, values: dict[str, float], best: Mapping[str, float]) -> dict[str, float]:
    """What several features say together, and what they say where a person or a whole story is asked for."""
    names, theme = _near(values, "names"), _near(values, "theme")
    found = {
        "both_near": names * theme,
        "names_lack": max(0.0, best["names"] - max(names, values["names_title"], values["names_often"])),
        "names_far": max(0.0, best["names"] - max(names, values["names_title"])),
        "theme_lack": max(0.0, best["theme"] - max(theme, values["theme_title"], values["theme_often"])),
        "theme_far": max(0.0, best["theme"] - max(theme, values["theme_title"])),
        "names_full": values["names_often"] ** 2,
        "theme_full": values["theme_often"] ** 2,
        "article_full": values["article"] ** 2,
        "article_news": values["article"] * values["news"],
        "title_news": max(values["names_title"], values["theme_title"]) * values["news"],
    }
    person = any(name.person for name in topic.names)
    wanted = ("names_said", "others_only", "article", "names_lack")
    found |= {f"person_{name}": person * (values | found)[name] for name in wanted}
    told = (
        "names_said", "theme_said", "names_often", "theme_often", "article", "meaning_article", "names_lack",
        "theme_lack", "article_news",
    )  # fmt: skip
    return found | {f"story_{name}": topic.story * (values | found)[name] for name in told}


_Weigh = Callable[[Words, Scene], _Around]


def _weigher(topic: Topic, meant: frozenset[str]) -> _Weigh:
    def weigh(words: Words, scene: Scene) -> _Around:
        if meant.isdisjoint(words.held):
            return _Around(0.0, 0.0)
        return _weighted(topic, strengths(topic, words, whole=frozenset(scene.counts)))

    return weigh


def _weighted(topic: Topic, found: Sequence[float]) -> _Around:
    n = len(topic.names)
    return _Around(
        _mean(found[:n], [name.weight for name in topic.names]),
        _mean(found[n:], [unit.weight for unit in topic.theme]),
    )


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(v * w for v, w in zip(values, weights, strict=True)) / total if total else 0.0
