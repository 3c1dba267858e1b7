"""Numbers and names that look like dates and are none: counts, prices, models, titles, persons."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.lexicon.classes import calendar, grammar, names, speech
from knowledge.lexicon.inflection import verb_forms
from knowledge.temporal.direction import ends_sentence
from knowledge.temporal.grammar import Match
from knowledge.temporal.tokens import Token

__all__ = [
    "is_no_month",
    "is_no_season",
    "is_no_short_year",
    "is_no_weekday",
    "is_no_year",
    "is_of_a_game",
    "is_title",
    "person_months",
]

_COUNTED = frozenset(
    "people troops soldiers men women children police officers workers employees jobs dollars "
    "pounds euros yen francs marks miles kilometers kilometres meters metres feet inches tons "
    "tonnes barrels shares points units votes seats passengers students prisoners refugees homes "
    "houses cars planes aircraft pages words copies acres hectares kg kilograms grams km mph "
    "percent per million billion trillion square calories voters members residents victims deaths "
    "rooms lbs ounces cubic gallons liters litres megawatts volts hours minutes days weeks months "
    "years times companies schools fans runners delegates supporters protesters demonstrators "
    "guests inmates detainees families civilians rebels fighters guns rifles bombs missiles tickets "
    "gmt utc est edt pst pdt rpm hp horsepower cc bytes megabytes kilobytes pixels yards stores "
    "branches outlets rubles pesos rupees crore lakh migrants patients cases vehicles trucks tanks "
    "buildings villages firefighters marines sailors airmen personnel applicants participants "
    "attendees signatures pounds bc bce".split()
)
_BEFORE_COUNT = frozenset(
    "about nearly almost over than some approximately around roughly estimated least most another "
    "exactly only all these those every no up".split()
)
_BEFORE_MODEL = frozenset(
    "russell topix dlrs rs dm usd eur gbp boeing airbus windows flight route highway room number no "
    "model section article channel bus train page office interstate psalm resolution hotel mazda "
    "peugeot chapter act area code extension apartment suite level nasdaq iphone galaxy playstation "
    "xbox photoshop autocad unit lot box ps class kilo psalms version volume vol".split()
)
_BEFORE_YEAR = (
    grammar().preposition.year
    | calendar().seasons.keys()
    | {"early", "late", "mid", "year", "fiscal", "circa"}
)
_JOINED = frozenset(("-", "–", "/", ".", ":", "&", "_", "@"))
_PREFIXES = frozenset("mid early late pre post end ex pro anti".split())


def is_no_year(match: Match) -> bool:
    """Whether a four-digit number in this place counts, prices or names something other than a year."""
    tokens, token = match.tokens, match.token("y")
    before, after = _at(tokens, match.start - 1), _at(tokens, match.end)
    if before is not None and _marks_number(tokens, match.start - 1, joined=before.end == token.start):
        return True
    if after is not None and _is_counted(tokens, match.end, joined=after.start == token.end):
        return True
    if _is_inside_a_name(tokens, match.start, after) or _is_of_a_street(tokens, match.end):
        return True
    said = before.low if before is not None else ""
    if said in _BEFORE_COUNT and after is not None and after.kind == "word" and after.low.endswith("s"):
        return True
    return not (1900 <= token.number <= 2099 or (1400 <= token.number <= 2199 and said in _BEFORE_YEAR))


def _is_of_a_street(tokens: Sequence[Token], at: int) -> bool:
    """Settles "1984 Harbour Street"."""
    name, street = _at(tokens, at), _at(tokens, at + 1)
    return name is not None and _capital(name) and street is not None and street.low in _STREETS


def _is_inside_a_name(tokens: Sequence[Token], start: int, after: Token | None) -> bool:
    """Settles "Studio 1984 Ltd", "an Orlo 2000": a name goes on behind the number, or an article opens it."""
    before, opening = _at(tokens, start - 1), _at(tokens, start - 2)
    if before is None or not _capital(before) or before.low in _SMALL or before.low in calendar().names:
        return False
    if (
        after is not None
        and _capital(after)
        and after.start - tokens[start].end == 1
        and after.low not in _SMALL
    ):
        return True
    return opening is not None and opening.low in ("a", "an")


_STREETS = frozenset("street st avenue ave road rd drive dr boulevard blvd lane square place".split())


def _marks_number(tokens: Sequence[Token], at: int, *, joined: bool) -> bool:
    """Currency and model names, and signs that join the number to what stands before ("F-2012")."""
    token = tokens[at]
    if token.text in ("$", "£", "€", "¥", "#", "+", "=") or token.low in _BEFORE_MODEL:
        return True
    if not joined or token.text not in _JOINED:
        return token.kind == "DOT" and at > 0 and tokens[at - 1].low == "no"
    if token.kind == "DOT":
        return tokens[at - 1].kind == "NUMBER" if at else False
    prefix = _at(tokens, at - 1)
    return prefix is None or not (
        prefix.low in _PREFIXES or prefix.kind == "CLOSE" or prefix.end < token.start
    )


def _is_counted(tokens: Sequence[Token], at: int, *, joined: bool) -> bool:
    token, following = tokens[at], _at(tokens, at + 1)
    if token.text in ("%", "°", "$", "€") or token.low in _COUNTED:
        return True
    if joined and token.kind == "DASH" and following is not None and following.start == token.end:
        return following.kind in ("NUMBER", "mixed") or following.low in _COUNTED_SINGLE
    return joined and token.text in (":", "@", "_")


_COUNTED_SINGLE = frozenset(
    "square page mile meter metre foot pound ton tonne seat member strong word man".split()
)


def is_no_short_year(match: Match) -> bool:
    """Settles "'08" is a year after "in", "of", "the" and the like; after a product's name it is not."""
    before = _at(match.tokens, match.start - 1)
    return before is None or before.low not in _BEFORE_YEAR | {
        "the",
        "and",
        "or",
        "to",
        "for",
        "-",
        "(",
        "class",
    }


_NAME_MONTHS = frozenset("april may june august march jan".split())
_NARROWING = frozenset("last next this early late mid every each ending ended".split())
_BEFORE_MONTH = grammar().preposition.month | _NARROWING
_SURE_BEFORE_MONTH = frozenset("in since until till during through last next early late mid".split())
_SMALL = grammar().function_words | _NARROWING | {"now", "then", "also"}
_AFTER_PERSON = (
    grammar().auxiliaries
    | grammar().relative
    | {verb_forms(verb).past for verb in speech().saying.all}
    | set("says and also wants want wanted made believes thinks hopes himself herself".split())
)


def is_no_month(match: Match, persons: frozenset[str]) -> bool:
    """Whether a month's name standing alone is a person, a verb, or an abbreviation of something else."""
    tokens, token = match.tokens, match.token("m")
    before, after = _at(tokens, match.start - 1), _at(tokens, match.end)
    said = before.low if before is not None else ""
    prefixed = said == "-" and match.start > 1 and tokens[match.start - 2].low in ("mid", "early", "late")
    if prefixed or (before is None and after is None):
        return False
    if len(token.low) <= 4 and token.low not in ("may", "june", "july"):
        return _is_short_for_else(said, after, dotted=tokens[match.end - 1].kind == "DOT")
    if token.low not in _NAME_MONTHS or said in _SURE_BEFORE_MONTH:
        return False
    return token.low in persons or _is_name_or_verb(tokens, match.start, match.end)


def _is_short_for_else(said: str, after: Token | None, *, dotted: bool) -> bool:
    """Whether "Jan" or "Mar." is a name ("by Jan Smit"), or stands where no month does."""
    if not dotted and after is not None and _capital(after):
        return True
    return said not in _BEFORE_MONTH and not (dotted and said in _SMALL)


_MARCHING = frozenset(
    "for against organisers organizers leaders participants routes route marshals stewards".split()
)


def _is_name_or_verb(tokens: Sequence[Token], start: int, end: int) -> bool:
    before, after = _at(tokens, start - 1), _at(tokens, end)
    if tokens[start].low == "march" and after is not None and after.low in _MARCHING:
        return True
    if before is None or before.kind == "BREAK" or ends_sentence(tokens, start - 1):
        return not _noun_follows(after) or tokens[start].low == "may"
    if _capital(before) and before.low not in _SMALL:
        return True
    person = after is not None and (_capital(after) or after.low in _AFTER_PERSON)
    return person and before.low not in _BEFORE_MONTH


def person_months(tokens: Sequence[Token]) -> frozenset[str]:
    """Months' names that stand in the text after a name or a title ("Theresa May", "Mrs. May")."""
    months = (i for i in range(1, len(tokens)) if tokens[i].low in _NAME_MONTHS and _capital(tokens[i]))
    return frozenset(tokens[i].low for i in months if _follows_name(tokens, i))


def _follows_name(tokens: Sequence[Token], at: int) -> bool:
    before, title = tokens[at - 1], tokens[at - 2].low if at > 1 else ""
    name = _capital(before) and before.low not in _SMALL and before.low not in calendar().names
    return name or (before.kind == "DOT" and title in names().shortened)


def _noun_follows(after: Token | None) -> bool:
    return (
        after is not None
        and after.kind == "word"
        and after.text.islower()
        and after.low not in _AFTER_PERSON
        and after.low not in _SMALL
    )


_TITLES_AFTER_WEEKDAY = frozenset(
    "times telegraph mail mirror herald express post tribune sun globe world night live football "
    "magazine review evening independent journal school people sport business service services".split()
)
_NAMED_DAYS = frozenset("black bloody super ruby manic cyber giving holy fat".split())


def is_no_weekday(match: Match) -> bool:
    """Settles "Sunday Times", "Saturday Night Live", "Black Monday", "Super Tuesday"."""
    before, after = _at(match.tokens, match.start - 1), _at(match.tokens, match.end)
    if before is not None and before.low in _NAMED_DAYS and _capital(before):
        return True
    return after is not None and _capital(after) and after.low in _TITLES_AFTER_WEEKDAY


_TITLED = frozenset("usa news history psychology physics russia".split())


def is_title(match: Match) -> bool:
    """Whether "Today" or "Tonight" ends the name of a paper or programme ("USA Today")."""
    before = _at(match.tokens, match.start - 1)
    titled = before is not None and before.low in _TITLED and _capital(before)
    return titled and _capital(match.tokens[match.start])


def is_no_season(match: Match) -> bool:
    """Settles "the fall of Saigon", "the Winter Olympics", "the Spring Festival"."""
    after = _at(match.tokens, match.end)
    if after is None:
        return False
    fallen = match.tokens[match.end - 1].low == "fall"
    if fallen and after.low in ("of", "and", "in", "from", "below", "to", "by"):
        return True
    return after.low == "of" or after.kind in ("NUMBER", "SHORT_YEAR") or _capital(after)


_GAME = frozenset(
    "goal goals scored scoring scorer touchdown touchdowns yards coach kick penalty halftime minute striker "
    "referee quarterback rebounds dunk tackle kickoff header match teammates pitch".split()
)


def is_of_a_game(match: Match) -> bool:
    """Whether "the second half" is that of a match: words of the game within a dozen words."""
    near = match.tokens[max(0, match.start - 12) : match.end + 12]
    return any(token.low in _GAME for token in near)


def _capital(token: Token) -> bool:
    return token.kind == "word" and token.text[0].isupper()


def _at(tokens: Sequence[Token], at: int) -> Token | None:
    return tokens[at] if 0 <= at < len(tokens) else None
