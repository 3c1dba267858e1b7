"""The words of speech: cues, speakers without a name, quotations; patterns for statements."""

from __future__ import annotations

import re

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

_SAY = """
    said says saying told tells added adds announced announces stated states declared declares vowed
    vows warned warns argued argues insisted insists stressed stresses emphasi[sz]ed emphasi[sz]es
    underscored underlined noted notes acknowledged acknowledges admitted admits conceded denied denies
    claimed claims promised promises pledged pledges reiterated reiterates repeated maintained maintains
    explained explains suggested suggests remarked wrote writes tweeted posted replied responded asked
    asks urged urges demanded demands called calls accused accuses praised praises criticised criticized
    condemned welcomed rejected rejects confirmed confirms revealed disclosed reported reports estimated
    predicted testified complained expressed expresses highlighted highlights echoed agreed charged
    presented cast informed affirmed contended asserted recalled joked countered observed commented
    concluded hinted
""".split()
_ACT = """
    called calls accused accuses praised praises criticised criticized condemned welcomed rejected
    rejects urged urges expressed expresses highlighted highlights echoed denied denies pledged pledges
    vowed vows promised agreed presented cast demanded demands
""".split()
_OFFICES = """
    officials? spokes(?:man|woman|person|people) sources? diplomats? authorities police prosecutors?
    lawmakers? witness(?:es)? residents? experts? analysts? ministers? leaders? representatives? aides?
    activists? critics organi[sz]ers investigators? doctors? scientists? researchers? commanders?
    administration government ministry company union office army military states countries statement
    report story article letter survey poll study court council committee agency newspaper paper allies
    families survivors? soldiers?
    fighters? rebels? lawyers? economists? operator presidents? chancellors? secretar(?:y|ies) governors?
    mayors? premier king queen pope ambassadors? envoys? chairm[ae]n chairwoman directors? judges? generals?
    coach captain chiefs? prosecutors? senators? state
""".split()
_OFFICE = "|".join(_OFFICES)
_CUE = "|".join(word for word in _SAY if word not in ("states", "maintained", "maintains", "cast", "charged"))
_HOW = "also|repeatedly|often|pointedly|later|already|strongly|once"
# "States" and "maintains" are cues only where a clause follows; "cast" where it casts as something.
_ONLY_BEFORE = r"(?:states|maintained|maintains|charged)(?= that\b)|cast(?= [^.]{1,40} as\b)"
CUES = re.compile(
    rf"(?:(?:has|have|had|would|is|was) )?(?:(?:{_HOW}) )?"
    rf"(?P<cue>(?:{_CUE})(?: out| back)?|{_ONLY_BEFORE})\b(?! by\b)"
)
OWN_ACT = re.compile("|".join(_ACT))
"""Cues that are themselves the act: what follows them is what was done with words."""

INSTITUTIONS = frozenset(
    """administration government ministry company union office army military states countries council court
    committee agency newspaper paper police authorities state operator report study""".split()
)
"""Heads of speakers who have no person's name but are known all the same."""
INVERTIBLE = re.compile(r"(?:said|says|added|adds|reported|reports|wrote|writes|announced|warned|told)")
"""Cues that stand before their speaker without quotation marks ("…, said the mayor")."""
SCENE = re.compile(
    r"(?:In|On|At|During|After|Before|For|By|From|With|Since|When|While|As|Early|Earlier|Late|Later|Despite"
    r"|Until|Under|Among|Years|Months|Weeks|Days|Hours|Though|Although|Unlike|Like|According|Following|Amid"
    r"|Asked|Speaking|Throughout|Over|To|Because|If|Upon|There|Initially|Also|However|Finally)\b"
)
"""How clauses begin that set a scene and are not what is said."""
CIRCUMSTANCE = re.compile(
    r"(?:on|at|in|during|after|before|while|as|from|by|late|early|when|last|this|earlier|later|following|amid"
    r"|[A-Z]\w+day)\b"
)
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
PROCLAIMED = re.compile(
    r"(?:\w+ )*?(?:declare[ds]|announce[ds]|proclaim(?:ed|s)) (?P<what>(?:an? |the |its |their )?"
    rf"(?:[a-z-]+ )?(?:{_BY_WORD})\b(?! (?:was|is|were|has|had|would|will)\b)[^,;.]*)"
)
"""What is done by saying it, up to the next comma."""
VERB_FIRST = re.compile(
    r"[“\"‘']?(?:is|are|was|were|has|have|had|will|would|could|should|may|might|must|does|do|did|can)\b"
)
"""How what is said begins where it has lost its subject."""
PASSIVE = re.compile(
    r"(?:was|were|is|been)? ?(?:first |earlier |widely )?(?P<cue>reported|announced|confirmed|revealed|said)"
    rf" by (?P<who>(?:[Tt]he )?{_NAMES})"
)
