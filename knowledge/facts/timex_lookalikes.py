"""Numbers that look like years and are none: counts, prices, models, titles."""

from __future__ import annotations

from knowledge.facts.timex_grammar import Match

__all__ = ["is_no_year"]

_COUNTED = frozenset(
    "people troops soldiers men women children police officers workers employees jobs dollars pounds euros yen "
    "francs marks miles kilometers kilometres meters metres feet inches tons tonnes barrels shares points units "
    "votes seats passengers students prisoners refugees homes houses cars planes aircraft pages words copies acres "
    "hectares kg kilograms grams km mph percent per million billion trillion square calories voters members "
    "residents victims deaths rooms lbs ounces cubic gallons liters litres megawatts volts hours minutes days weeks "
    "months years times companies schools fans runners delegates supporters protesters demonstrators guests "
    "inmates detainees families civilians rebels fighters guns rifles bombs missiles tickets".split()
)
_BEFORE_COUNT = frozenset("about nearly almost over than some approximately around roughly estimated least most "
                          "another exactly only all these those every no".split())  # fmt: skip
_BEFORE_MODEL = frozenset("boeing airbus windows flight route highway room number no model section article channel "
                          "bus train page office interstate psalm resolution hotel mazda peugeot chapter act "
                          "area code extension apartment suite level".split())  # fmt: skip
_BEFORE_YEAR = frozenset("in since of by until during before after from early late mid year spring summer fall "
                         "autumn winter and or to through between till the - ( , 's fiscal about".split())  # fmt: skip


def is_no_year(match: Match) -> bool:
    """Whether a four-digit number in this place counts, prices or names something other than a year."""
    token = match.token("y")
    before = match.tokens[match.start - 1] if match.start else None
    after = match.tokens[match.end] if match.end < len(match.tokens) else None
    if before is not None and _marks_number(before.text, before.low, before.end == token.start):
        return True
    if after is not None and (after.text in ("%", "°") or after.low in _COUNTED):
        return True
    if (
        after is not None
        and after.kind == "DASH"
        and after.start == token.end
        and match.end + 1 < len(match.tokens)
    ):
        if match.tokens[match.end + 1].low in _COUNTED | {"square", "page", "mile", "meter", "foot", "pound"}:
            return True
    said = before.low if before is not None else ""
    if said in _BEFORE_COUNT and after is not None and after.kind == "word" and after.low.endswith("s"):
        return True
    return not 1900 <= token.number <= 2099 and not (
        1500 <= token.number <= 2150 and said in _BEFORE_YEAR - {"the", "-", ",", "to", "and", "about"}
    )


def _marks_number(text: str, low: str, joined: bool) -> bool:
    return (
        text in ("$", "£", "€", "¥", "#", "+", "=")
        or low in _BEFORE_MODEL
        or (joined and text in ("-", "/", ".", ":", "&"))
    )
