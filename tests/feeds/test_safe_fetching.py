"""Nothing inside the operator's network is fetched, and nothing more than the limits from anywhere."""

from __future__ import annotations

import asyncio
import gzip
import json
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from feeds.local_sites import LOCAL, Answers, page, says, serving
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import FetchError
from knowledge.feeds.addresses import forbidden
from knowledge.feeds.fetching import UNKNOWN, Fetched, Limits, Stamp, Web
from knowledge.feeds.locations import PUBLIC, Rules, same_page, typed

HOSTILE = json.loads(Path(__file__).with_name("hostile.json").read_text(encoding="utf-8"))
SMALL = Limits(bytes=200_000, seconds=3, silence=1)


async def fetched(url: str, *, limits: Limits = SMALL, stamp: Stamp = UNKNOWN) -> Fetched:
    async with Web(limits=limits, rules=LOCAL, resolver=Answers()) as web:
        return await web.get(url, stamp)


async def refusal(url: str, *, limits: Limits = SMALL) -> FetchError:
    with pytest.raises(FetchError) as told:
        await fetched(url, limits=limits)
    assert "Error" not in str(told.value), "a sentence for people"
    return told.value


def test_the_table_has_forty_rows() -> None:
    assert len(HOSTILE) == 40


@pytest.mark.parametrize("row", HOSTILE, ids=lambda row: row["what"])
async def test_a_hostile_address_is_refused_with_a_sentence(row: dict[str, str | list[str]]) -> None:
    """By its own words, or by what its name is found to mean; this folder sees any connection."""
    answers = Answers({"news.example": row.get("found", [])})
    async with Web(limits=SMALL, resolver=answers) as web:
        with pytest.raises(FetchError) as told:
            await web.get(str(row["url"]))
    assert str(row["because"]) in told.value.why
    assert told.value.lasting


@pytest.mark.parametrize("row", [row for row in HOSTILE if "found" not in row], ids=lambda row: row["what"])
async def test_a_redirect_is_judged_like_the_first_address(row: dict[str, str]) -> None:
    """By rules that let through the site that redirects, and nothing else."""

    def only_the_first(address: str) -> str | None:
        return None if address == "127.0.0.1" and not judged else forbidden(address)

    judged: list[str] = []
    ports = {int(row["url"].rpartition(":")[2].strip("/"))} if "port" in row["because"] else set()
    target = row["url"].replace("\r\n", "%0d%0a ").encode()
    answer = b"HTTP/1.1 302 Found\r\nLocation: " + target + b"\r\nContent-Length: 0\r\n\r\n"

    async def site(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        judged.append("now")
        writer.write(answer)

    async with serving(site) as url:
        own = {int(url.rpartition(":")[2]), 80, 443}
        async with Web(limits=SMALL, rules=Rules(only_the_first, own - ports), resolver=Answers()) as web:
            with pytest.raises(FetchError, match="leads to"):
                await web.get(url)


async def test_an_address_that_turns_bad_between_check_and_use_is_not_connected_to() -> None:
    verdicts: Iterator[str | None] = iter([None, "is private"])
    answers = Answers({"news.example": ["127.0.0.1"]})
    async with Web(limits=SMALL, rules=Rules(lambda _: next(verdicts), ()), resolver=answers) as web:
        with pytest.raises(FetchError, match=r"127\.0\.0\.1 is private"):
            await web.get("http://news.example/")
    assert next(verdicts, "none left") == "none left"


async def test_a_literal_address_is_judged_where_its_socket_is_made() -> None:
    """The resolver is not asked about it."""
    verdicts: Iterator[str | None] = iter([None, "is link-local"])
    answers = Answers({})
    async with Web(limits=SMALL, rules=Rules(lambda _: next(verdicts), ()), resolver=answers) as web:
        with pytest.raises(FetchError, match="link-local"):
            await web.get("http://9.9.9.9/")
    assert answers.asked == []


@given(st.ip_addresses(v=4))
def test_what_python_calls_private_is_forbidden(address: object) -> None:
    if not address.is_global or address.is_multicast:  # type: ignore[attr-defined]
        assert forbidden(str(address)) is not None


@given(st.ip_addresses(v=4))
def test_an_address_in_disguise_is_forbidden_whatever_it_hides(address: object) -> None:
    for disguise in (f"::ffff:{address}", f"64:ff9b::{address}", f"::{address}"):
        assert forbidden(disguise) is not None


@pytest.mark.parametrize("address", ["9.9.9.9", "151.101.1.1", "2620:fe::fe", "2a00:1450:4001:80b::200e"])
def test_public_addresses_are_allowed(address: str) -> None:
    assert forbidden(address) is None


async def test_a_page_is_fetched_with_what_tells_its_edition() -> None:
    answer = page(b"<p>News</p>", 'ETag: "7"', kind="text/html; charset=latin-1")
    async with serving(says(answer)) as url:
        found = await fetched(f"{url}/a#top")
    assert (found.body, found.type, found.charset, found.stamp) == (
        b"<p>News</p>", "text/html", "latin-1", Stamp('"7"', None),
    )  # fmt: skip


async def test_what_has_not_changed_is_not_sent_again() -> None:
    asked: list[bytes] = []

    async def site(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 304 Not Modified\r\n\r\n")

    async with serving(site) as url:
        found = await fetched(url, stamp=Stamp('"7"', "Sat, 28 Nov 2026 08:00:00 GMT"))
    assert found.unchanged
    assert b'If-None-Match: "7"' in asked[0]
    assert b"Dateline/" in asked[0]
    assert b"Cookie" not in asked[0]
    assert b"Authorization" not in asked[0]


async def test_cookies_are_not_kept() -> None:
    asked: list[bytes] = []

    async def site(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(page(b"x", "Set-Cookie: who=you"))

    async with serving(site) as url, Web(rules=LOCAL) as web:
        await web.get(url)
        await web.get(url)
    assert len(asked) == 2
    assert not any(b"Cookie" in one for one in asked)


async def test_five_redirects_are_followed_and_no_sixth() -> None:
    async def site(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        left = int(request.split(b"/")[1].split(b" ")[0])
        there = f"HTTP/1.1 301 Moved\r\nLocation: /{left - 1}\r\nContent-Length: 0\r\n\r\n".encode()
        writer.write(there if left else page(b"there"))

    async with serving(site) as url:
        found = await fetched(f"{url}/5")
        assert (found.body, found.moved) == (b"there", True)
        assert "more than 5 times" in (await refusal(f"{url}/6")).why


BOMB = gzip.compress(bytes(50_000_000))


@pytest.mark.parametrize(
    ("answer", "because"),
    [
        (page(b"<html>", kind="application/pdf"), "is no text"),
        (page(b"<html>", kind="image/svg+xml"), "is no text"),
        (page(b"x" * 300_000), "larger than 0.2 MB"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"x" * 300_000, "larger than 0.2 MB"),
        (page(BOMB, "Content-Encoding: gzip"), "larger than 0.2 MB"),
        (page(b"x", "Content-Encoding: br"), "packed in a way that was not asked for"),
        (page(b"x", "Content-Encoding: gzip, gzip"), "packed in a way that was not asked for"),
        (page(b"no gzip at all", "Content-Encoding: gzip"), "damaged"),
        (page(gzip.compress(b"news" * 99)[:20], "Content-Encoding: gzip"), "ended in the middle"),
        (page(b"short").replace(b": 5", b": 900"), "ended in the middle"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", "HTTP does not know"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n", "HTTP does not know"),
        (b"HTTP/1.1 200 OK\r\n" + b"X-Y: z\r\n" * 5_000 + b"\r\n", "HTTP does not know"),
        (b"SSH-2.0-OpenSSH_9.9\r\n", "HTTP does not know"),
        (b"", "broke off the connection"),
        (page(b"", status="404 Not Found"), "has no such page"),
        (page(b"", status="503 Busy"), "is out of order"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n", "is private"),
        (b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n", "only http"),
    ],
)  # fmt: skip
async def test_a_hostile_answer_is_refused_with_a_sentence(answer: bytes, because: str) -> None:
    async with serving(says(answer)) as url:
        assert because in (await refusal(url)).why


async def test_a_body_that_unpacks_to_too_many_times_its_size_is_refused() -> None:
    async with serving(says(page(gzip.compress(bytes(5_000_000)), "Content-Encoding: gzip"))) as url:
        assert "more than 100 times" in (await refusal(url, limits=Limits())).why


@pytest.mark.parametrize("window", [31, 15, -15])
async def test_packed_bodies_are_unpacked(window: int) -> None:
    packer = zlib.compressobj(wbits=window)
    packed = packer.compress(b"<p>News of the day.</p>") + packer.flush()
    coding = "gzip" if window == 31 else "deflate"
    async with serving(says(page(packed, f"Content-Encoding: {coding}"))) as url:
        assert (await fetched(url)).body == b"<p>News of the day.</p>"


async def test_a_slow_drip_ends_with_the_time_for_all() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    async with serving(says(head, *[b"x"] * 100, pause=0.1)) as url:
        told = await refusal(url, limits=Limits(seconds=0.5, silence=5))
    assert "took longer than 0.5 seconds" in told.why
    assert not told.lasting


async def test_silence_ends_sooner() -> None:
    async with serving(says(b"HTTP/1.1 200 OK\r\n", b"", pause=3)) as url:
        assert "fell silent" in (await refusal(url, limits=Limits(seconds=5, silence=0.3))).why


async def test_what_is_not_encrypted_is_not_taken_for_it() -> None:
    async def site(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(page(b"x"))

    async with serving(site) as url:
        why = (await refusal(url.replace("http:", "https:"))).why
    assert why == "its encryption or certificate cannot be trusted"


async def test_nothing_answers() -> None:
    async with serving(says(b"")) as url:
        pass
    told = await refusal(url)
    assert told.why == "nothing answers there"
    assert not told.lasting


async def test_a_site_says_how_long_it_wishes_not_to_be_asked() -> None:
    answer = page(b"", "Retry-After: 120", status="429 Too Many")
    until = page(
        b"",
        "Date: Sat, 28 Nov 2026 08:00:00 GMT",
        "Retry-After: Sat, 28 Nov 2026 08:05:00 GMT",
        status="503 Busy",
    )
    async with serving(says(answer)) as url:
        assert (await refusal(url)).wait == 120
    async with serving(says(until)) as url:
        assert (await refusal(url)).wait == 300


def test_all_of_it_together_takes_little_memory() -> None:
    """In a process of its own, whose highest mark begins low."""
    script = Path(__file__).with_name("hostile_memory.py")
    run = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": f"{script.parents[2]}:{script.parents[1]}", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    refused, megabytes = run.stdout.split()
    assert int(refused) == 5 + len(HOSTILE)
    assert float(megabytes) <= 60


def test_what_is_typed_is_taken_for_https() -> None:
    assert typed(" news.example/world ") == "https://news.example/world"
    assert typed("<http://news.example>") == "http://news.example"


def test_one_page_has_many_addresses() -> None:
    assert same_page("http://www.news.example/a/?utm_source=x&id=3#c") == same_page(
        "https://news.example/a?id=3"
    )


def test_only_tests_have_other_rules() -> None:
    assert PUBLIC.address is forbidden
