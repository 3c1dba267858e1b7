"""Function words: they tell what is asked for, never what it is about."""

from __future__ import annotations

__all__ = ["QUESTION_WORDS", "STOPWORDS"]

QUESTION_WORDS = frozenset("what when where which who whom whose why how".split())

STOPWORDS = QUESTION_WORDS | frozenset(
    """
    a about above after again against all also am among an and any anybody anyone anything are as at be
    because been before being between both but by can cannot could did do does doing done down during
    each either else ever every for from further get gets getting give given go going got had has have
    having he her here hers herself him himself his i if in into is it its itself just let many may me
    might mine more most much must my myself neither no nor not of off on once only onto or other our
    ours ourselves out over own per please same shall she should so some somebody someone something such
    than that the their theirs them themselves then there these they this those though through to too
    under until up upon us very was we were whether while will with within without would yes yet you
    your yours yourself yourselves tell know does doesn't don't didn't isn't aren't wasn't weren't
    hasn't haven't hadn't won't wouldn't can't couldn't shouldn't it's that's there's what's who's
    where's when's how's why's i'm i've you're they're we're he's she's
    """.split()
)
