"""The words of speech: cues, speakers without a name, quotations; patterns for statements."""

from __future__ import annotations

import re

from knowledge.lexicon.classes import alternatives, grammar, names, speech
from knowledge.lexicon.inflection import inflected, verb_forms

__all__ = [
    "ACCORDING",
    "ANONYMOUS",
    "CIRCUMSTANCE",
    "CUES",
    "INSTITUTIONS",
    "INVERTIBLE",
    "OWN_ACT",
    "OWN_OFFICE",
    "PASSIVE",
    "PROCLAIMED",
    "QUOTATION",
    "SCENE",
    "SPEAKING_NOUN",
    "TOLD_TO",
    "VERB_FIRST",
]

_WORDS = speech()
_SAYING = _WORDS.saying
_PEOPLE = _WORDS.speakers
_TITLES = names().titles
_SINGULAR = _TITLES.offices | _TITLES.ranks
_OFFICE = alternatives(
    _PEOPLE.people, _PEOPLE.institutions, _PEOPLE.writings, _SINGULAR, (f"{word}s" for word in _SINGULAR)
)
# "States" and "maintains" are cues only where a clause follows; "cast" where it casts as something.
_NEEDING = {"states", "maintained", "maintains", "cast", "casts", "charged", "charges"}
_CUE = alternatives((inflected(_SAYING.cues) | {"saying"}) - _NEEDING)
_HOW = "also|repeatedly|often|pointedly|later|already|strongly|once"
_ONLY_BEFORE = r"(?:states|maintained|maintains|charged)(?= that\b)|cast(?= [^.]{1,40} as\b)"
CUES = re.compile(
    rf"(?:(?:has|have|had|would|is|was) )?(?:(?:{_HOW}) )?"
    rf"(?P<cue>(?:{_CUE})(?: out| back)?|{_ONLY_BEFORE})\b(?! by\b)"
)
OWN_ACT = re.compile(
    alternatives(inflected(_SAYING.judgement | _SAYING.act | _SAYING.promise | {"call", "urge", "deny"}))
)
"""Cues that are themselves the act: what follows them is what was done with words."""

INSTITUTIONS = _PEOPLE.institutions
"""Heads of speakers who have no person's name but are known all the same."""
INVERTIBLE = re.compile(
    alternatives(
        f for v in ("say", "add", "report", "write") for f in (verb_forms(v).past, verb_forms(v).third)
    )
    + "|announced|warned|told"
)
"""Cues that stand before their speaker without quotation marks ("…, said the mayor")."""
_OPENING = set(
    "early earlier late later years months weeks days hours asked speaking there initially also".split()
)
_OPENING |= {"however", "finally", "like", "unlike", "according", "following"}
_LINKS = grammar().prepositions | grammar().subordinators | _OPENING
SCENE = re.compile(rf"(?:{alternatives(word.capitalize() for word in _LINKS)})\b")
"""How clauses begin that set a scene and are not what is said."""
_WHEN = grammar().preposition.year - {"of", "between"} | set("on at while as when amid following".split())
CIRCUMSTANCE = re.compile(rf"(?:{alternatives(_WHEN)}|late|early|last|this|earlier|later|[A-Z]\w+day)\b")
"""How words after a cue begin that tell when or where it was said, not what."""

QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)‘[^’]{3,}’(?!\w)")
ANONYMOUS = re.compile(rf"\b(?:{_OFFICE})\b$", re.IGNORECASE)
_PHRASE = r"(?i:the|an?|his|her|their|several|some|many|other|one|senior|two|local)"
_NAME = r"(?:[A-Z][\w.'’-]*|(?:[A-Z]\.)+|al-\w+)"
_NAMES = rf"{_NAME}(?: (?:of |al-)?{_NAME})*"
SPEAKING_NOUN = re.compile(
    rf"(?P<who>(?:{_PHRASE} )?(?:[\w'’.-]+ ){{0,5}}?"
    rf"(?:{_NAMES}|\b(?:{_OFFICE})|\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)))"
    r"(?:, (?:[^,]{2,80}),|,? (?:who|which) [^,]{2,60},| (?:in|from) (?:[A-Z]\w+|a statement|an interview)"
    r"| on \w+| \w+ly)?"
    r"(?:,? who)?(?: (?:has|have|had|would|also|repeatedly|often|later|nonetheless|nevertheless|then|already"
    r"|now|since|recently|both))*\s*$"
)
_OUTLET = r"(?:the |The )?[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*)*"
TOLD_TO = re.compile(
    rf"\s+(?P<to>{_OUTLET}|reporters|journalists|the newspaper|the agency|the broadcaster|lawmakers)\b"
)
_SOURCE = r"statement|report|officials?|police|authorities|study"
ACCORDING = re.compile(
    rf"(?P<cue>[Aa]ccording to) (?P<who>(?:the |a |an )*(?:[\w'’.-]+ ){{0,6}}?(?:{_NAMES}|{_SOURCE})"
    r"(?: (?:from|by) (?:his|her|its|their|the) \w+)?)(?=[,.]|$)"
)
OWN_OFFICE = re.compile(r"\b(?:his|her|their) office$")
_BY_WORD = "war|independence|bankruptcy|emergency|ceasefire|truce|martial law|holiday|victory|strike"
_FINITE = alternatives(grammar().auxiliaries - {"be", "been", "being", "having", "doing", "done"})
PROCLAIMED = re.compile(
    r"(?:\w+ )*?(?:declare[ds]|announce[ds]|proclaim(?:ed|s)) (?P<what>(?:an? |the |its |their )?"
    rf"(?:[a-z-]+ )?(?:{_BY_WORD})\b(?! (?:{_FINITE})\b)[^,;.]*)"
)
"""What is done by saying it, up to the next comma."""
VERB_FIRST = re.compile(rf"[“\"‘']?(?:{_FINITE})\b")
"""How what is said begins where it has lost its subject."""
PASSIVE = re.compile(
    r"(?:was|were|is|been)? ?(?:first |earlier |widely )?(?P<cue>reported|announced|confirmed|revealed|said)"
    rf" by (?P<who>(?:[Tt]he )?{_NAMES})"
)
