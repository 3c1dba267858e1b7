"""What somebody typed, or a page links to → a URL that may be asked for, or a word on why it may not."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from knowledge.errors import FetchError
from knowledge.feeds.addresses import forbidden

__all__ = ["PUBLIC", "Rules", "allowed", "host_of", "same_page", "typed"]

LONGEST = 2000
"""Characters; longer ones are no addresses of articles."""
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\.?", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}


class Rules(NamedTuple):
    """Which addresses and ports may be connected to. Only tests have others than ``PUBLIC``."""

    address: Callable[[str], str | None]
    """Why an address is forbidden, or None."""
    ports: Collection[int]
    """Empty for any."""


PUBLIC = Rules(forbidden, frozenset({80, 443, 8080, 8443}))


def typed(words: str) -> str:
    """What a person typed as a URL: "example.org/news" is taken for https."""
    words = words.strip().strip("<>")
    return words if re.match(r"[a-z][a-z0-9+.-]*:", words, re.IGNORECASE) else f"https://{words}"


def allowed(url: str, rules: Rules = PUBLIC) -> str:
    """The URL without its fragment, host in lower case. Raises FetchError where it may not be asked for."""
    why = _amiss(url, rules)
    if why is not None:
        raise FetchError(url, why, lasting=True)
    parts = urlsplit(url)
    return urlunsplit(parts._replace(scheme=parts.scheme.lower(), path=parts.path or "/", fragment=""))


def _amiss(url: str, rules: Rules) -> str | None:
    if len(url) > LONGEST:
        return f"the address is longer than {LONGEST} characters"
    if re.search(r"[\x00-\x20\x7f\\]", url):
        return "there are blanks or control characters in the address"
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme.lower(), 0)
    except ValueError:
        return "that is no address; one looks like https://example.org/news"
    return _way_amiss(parts, port, rules) or _host_amiss(parts, rules)


def _way_amiss(parts: SplitResult, port: int, rules: Rules) -> str | None:
    if parts.scheme.lower() not in _PORTS:
        return f"only http and https are fetched, not {parts.scheme or 'that'}"
    if parts.username is not None or parts.password is not None:
        return "a name or password stands in the address; leave it out"
    if rules.ports and port not in rules.ports:
        return f"port {port} is none of a web site's"
    return None


def _host_amiss(parts: SplitResult, rules: Rules) -> str | None:
    host = parts.hostname or ""
    if not host:
        return "there is no host in the address; one looks like https://example.org/news"
    if ":" in host or re.fullmatch(r"\d+(?:\.\d+){3}", host):
        why = rules.address(host)
        return f"{host} {why}" if why else None
    if _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]) or "%" in host:
        # A system's resolver takes 2130706433, 0x7f.1 and 127.1 for 127.0.0.1.
        return f"{host} is a number in place of a name"
    if host.endswith((".local", ".internal", ".localhost")) or "." not in host.rstrip("."):
        return f"{host} is a name of a local network"
    return None


def host_of(url: str) -> str:
    """Host and port: what may be asked only so often."""
    return urlsplit(url).netloc.lower()


_TRACKING = re.compile(r"(?:utm_|mc_|pk_|at_)\w+|fbclid|gclid|cmp|ref|source|ito|ns_\w+", re.IGNORECASE)


def same_page(url: str) -> str:
    """What URLs of one page have in common: scheme, "www.", fragment and tracking left out.

    >>> same_page("http://www.example.org/a/?utm_source=rss#top")
    'example.org/a'
    """
    parts = urlsplit(url)
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(k)])
    host = parts.netloc.lower().removeprefix("www.").removesuffix(":80").removesuffix(":443")
    return host + parts.path.rstrip("/") + (f"?{query}" if query else "")
