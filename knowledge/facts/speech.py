"""The words of speech: cues, speakers without a name, quotations; patterns for statements."""

from __future__ import annotations

import re

__all__ = ["ACCORDING", "ANONYMOUS", "CUES", "OWN_ACT", "PASSIVE", "QUOTATION", "SPEAKING_NOUN", "TOLD_TO"]

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
    report study court council committee agency newspaper paper allies families survivors? soldiers?
    fighters? rebels? lawyers? economists? operator presidents? chancellors? secretar(?:y|ies) governors?
    mayors? premier king queen pope ambassadors? envoys? chairm[ae]n chairwoman directors? judges? generals?
    coach captain chiefs? prosecutors? senators? state
""".split()
_OFFICE = "|".join(_OFFICES)
_CUE = "|".join(word for word in _SAY if word not in ("states", "maintained", "maintains", "cast"))
_HOW = "also|repeatedly|often|pointedly|later|already|strongly|once"
# "States" and "maintains" are cues only where a clause follows; "cast" where it casts as something.
_ONLY_BEFORE = r"(?:states|maintained|maintains)(?= that\b)|cast(?= [^.]{1,40} as\b)"
CUES = re.compile(
    rf"(?:(?:has|have|had|would|is|was) )?(?:(?:{_HOW}) )?"
    rf"(?P<cue>(?:{_CUE})(?: out| back)?|{_ONLY_BEFORE})\b(?! by\b)"
)
OWN_ACT = re.compile("|".join(_ACT))
"""Cues that are themselves the act: what follows them is what was done with words."""

QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)‘[^’]{3,}’(?!\w)")
ANONYMOUS = re.compile(rf"\b(?:{_OFFICE})\b$", re.IGNORECASE)
_PHRASE = r"(?i:the|an?|his|her|their|several|some|many|other|one|senior|two|local)"
_NAME = r"(?:[A-Z][\w.'’-]*|(?:[A-Z]\.)+|al-\w+)"
_NAMES = rf"{_NAME}(?: (?:of |al-)?{_NAME})*"
SPEAKING_NOUN = re.compile(
    rf"(?P<who>(?:{_PHRASE} )?(?:[\w'’.-]+ ){{0,5}}?"
    rf"(?:{_NAMES}|\b(?:{_OFFICE})|\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)))"
    r"(?:, (?:[^,]{2,80}),|,? (?:who|which) [^,]{2,60},| in (?:[A-Z]\w+|a statement|an interview)"
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
    r"(?: from (?:his|her|its|the) \w+)?)(?=[,.]|$)"
)
PASSIVE = re.compile(
    r"(?:was|were|is|been)? ?(?:first |earlier |widely )?(?P<cue>reported|announced|confirmed|revealed|said)"
    rf" by (?P<who>(?:[Tt]he )?{_NAMES})"
)
