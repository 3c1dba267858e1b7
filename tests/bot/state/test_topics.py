"""Topics and cards on their way, between one process that finds and others that post."""

from __future__ import annotations

from bot.state.context import Context
from bot.state.errands import EXPIRES, Errand, Errands
from bot.state.topics import Topics
from knowledge.feeds.topics import Found, Hit, Sending, Telling, Topic
from knowledge.model import Citation, Told

TOPIC = Topic(server=7, channel=8, words="ferry strike")


def hit(quote: str, article: str = "ferry") -> Hit:
    citation = Citation(
        n=1, source=article, title="Ferry", publisher=None, published=None, kind="article", paragraph=1,
        sentence=1, start=0, end=len(quote), quote=quote, stance="supports", score=1.0, url=None,
    )  # fmt: skip
    figure = Told(text="40", label="ferries", citations=(citation,))
    return Hit(article=article, figure=figure)


def waiting(topics: Topics, topic: Topic = TOPIC) -> list[str]:
    return [one.hit.citations[0].quote for one in topics.found(topic) if one.hit is not None]


def test_what_was_told_is_not_found_again_whoever_finds_it(context: Context) -> None:
    topics, one = Topics(context.store), hit("The strike ended on Monday.")
    topics.find(TOPIC, Found(article="ferry", hit=one), 10)
    assert waiting(topics) == ["The strike ended on Monday."]
    topics.told(TOPIC, [one], 20)
    topics.find(TOPIC, Found(article="copy", hit=hit("The strike  ended on Monday.", "copy")), 30)
    assert waiting(topics) == []
    assert [one.article for one in topics.found(TOPIC)] == ["ferry"]


def test_what_is_found_waits_in_the_order_in_which_it_was_found(context: Context) -> None:
    topics = Topics(context.store)
    for at, order, quote in ((10, 1, "b"), (20, 0, "c"), (10, 0, "a")):
        topics.find(TOPIC, Found(article=quote, hit=hit(quote), order=order), at)
    assert waiting(topics) == ["a", "b", "c"]


def test_topics_are_told_apart_and_leave_nothing_behind(context: Context) -> None:
    topics, other = Topics(context.store), TOPIC.model_copy(update={"words": "harbour"})
    for one in (TOPIC, other):
        topics.begin(one)
        topics.find(one, Found(article="ferry", hit=hit(one.words)), 10)
    sending = Telling(sending=Sending(nonce="1", hits=(hit(TOPIC.words),)))
    topics.put_telling(TOPIC, sending, 10)
    assert topics.telling(TOPIC) == sending
    topics.end(TOPIC)
    assert waiting(topics) == []
    assert topics.telling(TOPIC) == Telling()
    assert waiting(topics, other) == ["harbour"]
    assert topics.of(7) == (other,)


def test_a_card_is_taken_by_one_and_taken_over_when_that_one_is_not_heard_of_again(context: Context) -> None:
    errands = Errands(context.store)
    assert errands.take(7, "card", 1000) == Errand(None)
    assert errands.take(7, "card", 1000 + EXPIRES) is None
    assert errands.take(7, "other card", 1000) == Errand(None)
    assert errands.take(7, "card", 1001 + EXPIRES) == Errand(1000.0)
    errands.renew(7, "card", 1001 + EXPIRES)
    assert errands.take(7, "card", 1002 + EXPIRES) is None
    errands.done(7, "card")
    assert errands.take(7, "card", 1003 + EXPIRES) == Errand(None)


def test_a_clock_that_was_put_back_leaves_no_card_taken_for_ever(context: Context) -> None:
    errands = Errands(context.store)
    errands.take(7, "card", 1000)
    assert errands.take(7, "card", 500) == Errand(1000.0)
