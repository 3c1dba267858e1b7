"""Fair use: turns between servers, limits by the minute, and stopping."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.delivery.queue import FairQueue, FullError, StoppingError, Turn
from bot.delivery.rate_limits import RateLimit


async def test_a_server_with_one_question_is_not_starved_by_one_with_many() -> None:
    queue, order, go_on = FairQueue(threads=1, waiting=100), [], threading.Event()
    first = asyncio.create_task(queue.run(Turn(1), go_on.wait))
    await asyncio.sleep(0)
    many = [asyncio.create_task(queue.run(Turn(1), lambda n=n: order.append(("many", n)))) for n in range(50)]
    await asyncio.sleep(0)
    one = asyncio.create_task(queue.run(Turn(2), lambda: order.append(("one", 0))))
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(first, one, *many)
    assert order.index(("one", 0)) <= 1
    await queue.stop(patience=1)


async def test_inside_a_server_turns_go_by_person() -> None:
    queue, order, go_on = FairQueue(threads=1, waiting=100), [], threading.Event()
    first = asyncio.create_task(queue.run(Turn(1, 1), go_on.wait))
    await asyncio.sleep(0)
    many = [asyncio.create_task(queue.run(Turn(1, 1), lambda n=n: order.append(n))) for n in range(50)]
    await asyncio.sleep(0)
    one = asyncio.create_task(queue.run(Turn(1, 2), lambda: order.append("one")))
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(first, one, *many)
    assert order.index("one") <= 1
    assert [n for n in order if n != "one"] == list(range(50))
    await queue.stop(patience=1)


async def test_who_would_wait_for_too_long_is_told_so_at_once() -> None:
    queue = FairQueue(threads=1, waiting=1000, patience=0.2)
    for _ in range(20):  # it learns how long a turn takes
        await queue.run(Turn(1, 1), lambda: time.sleep(0.01))
    crowd = [asyncio.create_task(queue.run(Turn(1, 1), lambda: time.sleep(0.01))) for _ in range(200)]
    told = [one for one in await asyncio.gather(*crowd, return_exceptions=True) if one is not None]
    assert told
    assert all(isinstance(one, FullError) for one in told)
    assert await queue.run(Turn(1, 1), lambda: 7) == 7
    await queue.stop(patience=1)


async def test_who_has_waited_for_too_long_is_told_so_before_the_turn_comes() -> None:
    queue, go_on = FairQueue(threads=1, waiting=10, patience=0.2), threading.Event()
    begun = asyncio.create_task(queue.run(Turn(1, 1), go_on.wait))
    await asyncio.sleep(0)
    late = [queue.run(Turn(1, 1), lambda: 1), queue.run(Turn(1, 2), lambda: 2), queue.run(Turn(2), lambda: 3)]
    told = await asyncio.wait_for(asyncio.gather(*late, return_exceptions=True), 5)
    assert all(isinstance(one, FullError) for one in told)
    assert (queue.waiting, begun.done()) == (0, False)
    go_on.set()
    assert await begun is True  # what has begun is done, however long it takes
    assert await queue.run(Turn(1), lambda: 7) == 7
    await queue.stop(patience=1)


async def test_the_result_or_the_error_comes_back() -> None:
    queue = FairQueue(threads=2, waiting=10)
    assert await queue.run(Turn(1), lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        await queue.run(Turn(1), lambda: 1 // 0)
    await queue.stop(patience=1)


async def test_a_full_line_is_told_so_and_others_are_still_served() -> None:
    queue, go_on = FairQueue(threads=1, waiting=1), threading.Event()
    running = asyncio.create_task(queue.run(Turn(1), go_on.wait))
    await asyncio.sleep(0)
    waiting = asyncio.create_task(queue.run(Turn(1), lambda: 1))
    await asyncio.sleep(0)
    with pytest.raises(FullError):
        await queue.run(Turn(1), lambda: 2)
    other = asyncio.create_task(queue.run(Turn(2), lambda: 3))
    await asyncio.sleep(0)
    go_on.set()
    assert await asyncio.gather(running, waiting, other) == [True, 1, 3]
    await queue.stop(patience=1)


async def test_who_gives_up_waiting_leaves_the_line() -> None:
    queue, go_on, done = FairQueue(threads=1, waiting=10), threading.Event(), []
    running = asyncio.create_task(queue.run(Turn(1), go_on.wait))
    await asyncio.sleep(0)
    given_up = asyncio.create_task(queue.run(Turn(1), lambda: done.append("given up")))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.sleep(0)
    go_on.set()
    await running
    await queue.stop(patience=1)
    assert done == []


async def test_after_stopping_nothing_is_taken() -> None:
    queue = FairQueue(threads=1, waiting=10)
    await queue.stop(patience=1)
    with pytest.raises(StoppingError):
        await queue.run(Turn(1), lambda: 1)


async def test_who_still_waits_when_the_time_is_up_is_told_so() -> None:
    queue, go_on = FairQueue(threads=1, waiting=10), threading.Event()
    begun = asyncio.create_task(queue.run(Turn(1), go_on.wait))
    waiting = [asyncio.create_task(queue.run(Turn(server), lambda: 1)) for server in (1, 1, 2)]
    given_up = asyncio.create_task(queue.run(Turn(2), lambda: 1))
    await asyncio.sleep(0)
    given_up.cancel()
    await queue.stop(patience=0.01)
    done, _ = await asyncio.wait(waiting, timeout=1)
    go_on.set()
    assert await begun is True
    assert [type(one.exception()) for one in done] == [StoppingError] * 3


def test_a_minutes_worth_passes_at_once_and_then_evenly() -> None:
    allowance = RateLimit(6)
    assert [allowance.wait("a", 0.0) for _ in range(7)] == [0] * 6 + [10]
    assert allowance.wait("b", 0.0) == 0
    assert allowance.wait("a", 9.0) == 1
    assert allowance.wait("a", 10.0) == 0


@given(st.integers(1, 60), st.lists(st.floats(0, 30), max_size=200))
def test_no_more_pass_than_the_minutes_allow(per_minute: int, pauses: list[float]) -> None:
    allowance, now, passed = RateLimit(per_minute), 0.0, 0
    for pause in pauses:
        now += pause
        passed += allowance.wait("a", now) == 0
    assert passed <= per_minute * (1 + now / 60) + 1e-6


@example(now=4.6, per_minute=1)
@given(st.floats(0, 1e6), st.integers(1, 600))
def test_waiting_as_told_is_enough(now: float, per_minute: int) -> None:
    allowance = RateLimit(per_minute)
    while (seconds := allowance.wait("a", now)) == 0:
        pass
    assert allowance.wait("a", now + seconds) == 0
