"""Word tables of the time grammar: which words can stand in a time expression, and what number they mean."""

from __future__ import annotations

__all__ = [
    "BOUND_WORDS", "CAPITAL_ONLY", "DAY_PARTS", "DECADE_WORDS", "HOLIDAYS", "MONTHS", "MONTH_ABBREVIATIONS",
    "NUMBERS", "ORDINALS", "SEASONS", "SET_WORDS", "UNITS", "UNIT_PLURALS", "VAGUE", "WEEKDAYS",
    "WEEKDAY_ABBREVIATIONS",
]  # fmt: skip

_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
         "ninety": 90}  # fmt: skip
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_ORDINAL = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)

NUMBERS = {word: n for n, word in enumerate(_SMALL.split()) if n} | _TENS | {"hundred": 100, "thousand": 1000}
ORDINALS = {word: n for n, word in enumerate(_ORDINAL.split(), 1)} | {"thirtieth": 30}

MONTHS = {
    month: n
    for n, month in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
MONTH_ABBREVIATIONS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS = {
    day: n for n, day in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
WEEKDAY_ABBREVIATIONS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip

CAPITAL_ONLY = (
    frozenset(MONTHS)
    | frozenset(MONTH_ABBREVIATIONS)
    | frozenset(WEEKDAYS)
    | frozenset(WEEKDAY_ABBREVIATIONS)
)
"""Names of days and months count only with a capital, or "may", "march" and "sat" would be dates."""

# Units as ISO 8601 durations name them; E and C stand for decades and centuries.
UNITS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "TNI", "week": "W", "fortnight": "F",
    "weekend": "WE", "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C",
}  # fmt: skip
UNIT_PLURALS = {
    "seconds": "TS", "minutes": "TM", "hours": "TH", "days": "D", "nights": "TNI", "weeks": "W",
    "fortnights": "F", "weekends": "WE", "months": "M", "quarters": "Q", "years": "Y", "decades": "E",
    "centuries": "C",
}  # fmt: skip

SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI", "springtime": "SP",
           "summertime": "SU", "wintertime": "WI"}  # fmt: skip
DAY_PARTS = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "midday": "MI", "lunchtime": "MI",
    "midmorning": "MO", "midafternoon": "AF", "daytime": "DT", "dawn": "MO", "dusk": "EV",
}  # fmt: skip
DECADE_WORDS = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8,
    "nineties": 9,
}  # fmt: skip

VAGUE = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "presently": "PRESENT_REF", "nowadays": "PRESENT_REF",
    "recently": "PAST_REF", "lately": "PAST_REF", "previously": "PAST_REF", "formerly": "PAST_REF",
    "recent": "PAST_REF", "soon": "FUTURE_REF",
}  # fmt: skip
SET_WORDS = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "monthly": "P1M",
    "quarterly": "P1Q", "yearly": "P1Y", "annually": "P1Y", "annual": "P1Y",
}  # fmt: skip

# Holidays of one day: month and day, or a rule of the calendar (see timex_anchor.holiday).
HOLIDAYS: dict[str, str] = {
    "new year day": "01-01", "new year's day": "01-01", "new years day": "01-01", "new year's eve": "12-31",
    "new years eve": "12-31", "valentine's day": "02-14", "valentines day": "02-14",
    "st. patrick's day": "03-17", "st patrick's day": "03-17", "april fools' day": "04-01",
    "april fool's day": "04-01", "may day": "05-01", "bastille day": "07-14", "fourth of july": "07-04",
    "halloween": "10-31", "armistice day": "11-11", "veterans day": "11-11", "remembrance day": "11-11",
    "christmas eve": "12-24", "christmas day": "12-25", "christmas": "12-25", "boxing day": "12-26",
    "martin luther king day": "3 0 01", "martin luther king jr. day": "3 0 01", "presidents' day": "3 0 02",
    "presidents day": "3 0 02", "memorial day": "-1 0 05", "labor day": "1 0 09", "labour day": "1 0 09",
    "columbus day": "2 0 10", "thanksgiving day": "4 3 11", "thanksgiving": "4 3 11", "election day": "us 11",
    "easter sunday": "easter 0", "easter monday": "easter 1", "good friday": "easter -2",
    "maundy thursday": "easter -3", "palm sunday": "easter -7", "ash wednesday": "easter -46",
    "easter": "easter 0",
}  # fmt: skip

BOUND_WORDS = {
    "since": "since", "after": "after", "before": "before", "until": "until", "till": "until", "by": "until",
    "through": "until",
}  # fmt: skip
