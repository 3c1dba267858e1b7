"""Invented events → claims with their evidence, each verdict known by construction.

The evidence tells an event plainly, in the passive, as a noun, denied, doubted, planned or corrected; the
claim tells it in another way, or with a part exchanged, turned round, negated or turned into its opposite.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from figures import figures
from scenes import Scene, active, cleared, evidence, modal, negated, nominal, passive, retold, sentence
from words import DEEDS, FRAMES, UNSAID, WORDS, Claim, Deed, Verdicts

__all__ = ["invented"]

Case = tuple[str, str, str, Verdicts]
"""Evidence, the sentence before it, claim, verdicts."""
SUPPORTED, CONTRADICTED, NEITHER = ["supported"], ["contradicted"], ["neither"]
MUTUAL = ("met", "married")


def _paraphrase(s: Scene) -> Case:
    return (*evidence(s), retold(s), SUPPORTED)


def _noun(s: Scene) -> Case:
    if s.chance.random() < 0.6:
        return sentence(nominal(s)), "", retold(s), SUPPORTED
    noun = f"{s.deed.noun} {s.object}"
    plain = f"there was {noun}" if s.deed.noun.startswith("a") else f"{noun} by {s.subject} took place"
    return (*evidence(s), plain, SUPPORTED)


def _turned(s: Scene) -> Case | None:
    if s.deed.past in MUTUAL or s.deed.objects not in ("person", "any", "rival"):
        return None
    return (*evidence(s), s.chance.choice([active, passive])(s, who=s.object, whom=s.subject), UNSAID)


def _opposite(s: Scene) -> Case:
    return (*evidence(s), active(s, s.deed.opposite), CONTRADICTED)


def _negated(s: Scene) -> Case:
    if s.chance.random() < 0.5:
        return (*evidence(s), negated(s), CONTRADICTED)
    return sentence(negated(s)), "", retold(s), CONTRADICTED


def _negated_both(s: Scene) -> Case:
    return sentence(negated(s)), "", f"{s.subject} did not {s.deed.base} {s.object}", SUPPORTED


def _day(s: Scene) -> Case:
    s.dated = True
    return (*evidence(s), s.chance.choice([active, passive])(s, day=s.other_day), CONTRADICTED)


def _place(s: Scene) -> Case | None:
    if s.deed.objects == "place":
        return None
    s.placed = True
    return (*evidence(s), s.chance.choice([active, passive])(s, place=s.other_place), CONTRADICTED)


def _name(s: Scene) -> Case | None:
    other = {"who": s.person()} if s.chance.random() < 0.5 else {"whom": s.thing()}
    if other.get("whom") == s.object:
        return None
    return (*evidence(s), s.chance.choice([active, passive])(s, **other), UNSAID)


def _modal(s: Scene) -> Case:
    return sentence(modal(s)), "", retold(s), NEITHER


def _cleared(s: Scene) -> Case:
    return sentence(cleared(s)), "", retold(s), CONTRADICTED


def _same_modal(s: Scene) -> Case:
    told = modal(s)
    return sentence(told), "", told, SUPPORTED


def _frame(s: Scene) -> Case:
    frame, verdicts = s.chance.choice(FRAMES)
    who = s.chance.choice([s.third, "a spokesman", "officials"])
    told = frame.format(s=s.chance.choice([active, passive])(s), who=who)
    return sentence(told), "", retold(s), verdicts


def _elsewhere(s: Scene) -> Case:
    other = Scene(s.chance.choice(DEEDS), s.chance)
    other.subject = s.subject
    return sentence(active(other) + s.chance.choice(WORDS["tails"])), "", active(s), NEITHER


KINDS: dict[str, tuple[Callable[[Scene], Case | None], float]] = {
    "paraphrase": (_paraphrase, 5), "noun": (_noun, 1.5), "turned": (_turned, 2),
    "opposite": (_opposite, 1.5), "negated": (_negated, 2), "negated both": (_negated_both, 0.7),
    "day": (_day, 1), "place": (_place, 1),
    "name": (_name, 1.5), "modal": (_modal, 2), "cleared": (_cleared, 1), "same modal": (_same_modal, 0.5),
    "frame": (_frame, 5), "elsewhere": (_elsewhere, 1),
}  # fmt: skip
"""How often each kind is made, beside the others."""


def invented(count: int, chance: random.Random, deeds: Sequence[Deed] = DEEDS) -> Iterator[Claim]:
    """So many claims of all kinds; a fifth are about figures."""
    names, weights = list(KINDS), [weight for _, weight in KINDS.values()]
    while count:
        title = chance.choice(WORDS["titles"]).format(place=chance.choice(WORDS["places"]))
        if chance.random() < 0.2:
            told, claim, verdicts, kind = figures(chance)
            yield Claim(claim, (sentence(told), "", title, ""), verdicts, kind, "invented:figures")
            count -= 1
            continue
        scene, kind = Scene(chance.choice(deeds), chance), chance.choices(names, weights)[0]
        if case := KINDS[kind][0](scene):
            told, before, claim, verdicts = case
            claim = sentence(claim) if chance.random() < 0.7 else claim
            yield Claim(claim, (told, before, title, ""), verdicts, kind, f"invented:{scene.deed.base}")
            count -= 1
