"""Invented events (who did what to whom, where, when) and the ways of telling them."""

from __future__ import annotations

import random

from words import MONTHS, WEEKDAYS, WORDS, Deed

__all__ = [
    "Scene",
    "active",
    "cleared",
    "evidence",
    "modal",
    "negated",
    "nominal",
    "passive",
    "retold",
    "sentence",
]

PLURAL = (
    "two ", "three ", "twelve ", "Rovers", "fireworks", "night flights", "the Harriers", "the champions",
    "the police",
)  # fmt: skip
NEGATED = [
    "{w} did not {b} {o}{a}", "{w} never {p} {o}{a}", "{w} refused to {b} {o}{a}",
    "it was not {w} who {p} {o}{a}", "{w} failed to {b} {o}{a}",
]  # fmt: skip
MODAL = [
    "{w} plans to {b} {o}{a}", "{w} would have {q} {o}{a} if there had been more time",
    "{w} almost {p} {o}{a}", "{w} may {b} {o}{a}", "{w} is accused of {g} {o}{a}",
    "{w} threatened to {b} {o}{a}", "{w} wants to {b} {o}", "{w} considered {g} {o}{a}",
    "{w} was suspected of {g} {o}{a}", "{w} was expected to {b} {o}{a}", "{w} was asked to {b} {o}{a}",
    "{w} denied {g} {o}{a}", "{w} was charged with {g} {o}{a}", "{w} tried to {b} {o}{a}",
]  # fmt: skip
CLEARED = [
    "{w} was cleared of {g} {o}{a}", "a jury acquitted {w} of {g} {o}{a}",
    "{w} was found not guilty of {g} {o}{a}", "the court found that {w} had not {q} {o}{a}",
    "{w} was wrongly accused of {g} {o}{a}",
]  # fmt: skip
NOMINAL = [
    "{} drew wide attention", "{} came as a surprise", "{} was reported by several newspapers",
    "{} made headlines",
]  # fmt: skip
MORE = ["protested", "welcomed the news", "declined to comment", "left the room"]


class Scene:
    """An event with its parts, drawn by chance, and others to put in their place."""

    def __init__(self, deed: Deed, chance: random.Random) -> None:
        self.deed, self.chance = deed, chance
        self.named = self.person()
        self.subject = chance.choice([self.named, self.named, chance.choice(WORDS["groups"])])
        self.object = self.thing()
        self.third = chance.choice([self.person(), chance.choice(WORDS["groups"])])
        self.place, self.other_place = chance.sample(WORDS["places"], 2)
        self.day, self.other_day = _days(chance)
        self.placed = chance.random() < 0.6 and deed.objects != "place"
        self.dated = chance.random() < 0.65

    def person(self) -> str:
        """A first and a last name."""
        return f"{self.chance.choice(WORDS['first'])} {self.chance.choice(WORDS['last'])}"

    def thing(self) -> str:
        """Something that the deed can be done to."""
        person, kind = self.person(), self.deed.objects
        named = {
            "person": [person, person, self.chance.choice(WORDS["people"])],
            "any": [person, self.chance.choice(WORDS["groups"])],
            "rival": [person, self.chance.choice(WORDS["rivals"])],
        }
        return self.chance.choice(named.get(kind) or WORDS[f"{kind}s"])

    def around(self, place: str = "", day: str = "") -> str:
        """Place and day as adjuncts, where the scene has them."""
        parts = [f"in {place or self.place}"] if self.placed else []
        parts += [day or self.day] if self.dated else []
        return "".join(f" {part}" for part in parts)

    def by(self, form: str) -> str:
        """A form filled in."""
        d = self.deed
        return form.format(
            w=self.subject, b=d.base, p=d.past, q=d.participle, g=d.gerund, o=self.object, a=self.around()
        )


def _days(chance: random.Random) -> tuple[str, str]:
    """A day and another of the same form."""
    month, other = chance.sample(MONTHS, 2)
    first, second = chance.sample(WEEKDAYS, 2)
    number, year = chance.randrange(1, 29), chance.randrange(1950, 2026)
    return chance.choice([
        (f"on {first}", f"on {second}"),
        (f"on {number} {month}", f"on {number} {other}"),
        (f"on {number} {month}", f"on {number % 28 + 1 + chance.randrange(3)} {month}"),
        (f"in {year}", f"in {year + chance.choice([-10, -2, -1, 1, 2, 10])}"),
        (f"in {month}", f"in {other}"),
    ])  # fmt: skip


def active(s: Scene, verb: str = "", *, who: str = "", whom: str = "", **around: str) -> str:
    """Who did what to whom."""
    return f"{who or s.subject} {verb or s.deed.past} {whom or s.object}{s.around(**around)}"


def passive(s: Scene, *, who: str = "", whom: str = "", **around: str) -> str:
    """What was done to whom by whom."""
    what = whom or s.object
    was = "were" if what.startswith(PLURAL) else "was"
    return f"{what} {was} {s.deed.participle} by {who or s.subject}{s.around(**around)}"


def nominal(s: Scene) -> str:
    """The deed as a noun."""
    of = s.deed.noun.startswith("the ") and "against" not in s.deed.noun
    by = f" by {s.subject}" if of else f", from {s.subject},"
    return s.chance.choice(NOMINAL).format(f"{s.deed.noun} {s.object}{by}{s.around()}")


def negated(s: Scene) -> str:
    """That it was not done."""
    return s.by(s.chance.choice(NEGATED))


def modal(s: Scene) -> str:
    """That it may be done, was wanted, is alleged."""
    return s.by(s.chance.choice(MODAL))


def cleared(s: Scene) -> str:
    """That somebody is innocent of it."""
    return s.by(s.chance.choice(CLEARED))


def sentence(text: str) -> str:
    """With a capital and a full stop."""
    text = text.strip()
    return text[0].upper() + text[1:] + ("" if text.endswith(".") else ".")


def evidence(s: Scene) -> tuple[str, str]:
    """The event told plainly, with the sentence before it."""
    chance, tail = s.chance, s.chance.choice(WORDS["tails"])
    form = chance.choice(["active", "passive", "passive", "pronoun", "aged", "longer"])
    if form == "passive":
        return sentence(passive(s) + tail), ""
    if form == "pronoun" and s.subject == s.named:
        before = f"{s.subject} has been in the news for weeks."
        return sentence(active(s, who=chance.choice(["he", "she"])) + tail), before
    if form == "aged" and s.subject == s.named:
        return sentence(
            f"{s.subject}, {chance.randrange(21, 80)}, {s.deed.past} {s.object}{s.around()}{tail}"
        ), ""
    if form == "longer":
        told = active(s, chance.choice([s.deed.past, *s.deed.synonyms]))
        return sentence(f"{told}{tail}, and {s.third} {chance.choice(MORE)}"), ""
    return sentence(active(s) + tail), ""


def retold(s: Scene) -> str:
    """The event in other words, perhaps with less said."""
    s.dated = s.dated and s.chance.random() < 0.6
    s.placed = s.placed and s.chance.random() < 0.7
    synonym = active(s, s.chance.choice(s.deed.synonyms))
    return s.chance.choice(
        [active(s), passive(s), synonym, synonym, f"{s.subject} has {s.deed.participle} {s.object}"]
    )
