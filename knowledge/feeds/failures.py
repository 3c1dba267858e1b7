"""What goes wrong while a site is asked → a sentence for people."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp

from knowledge.errors import FetchError
from knowledge.feeds.connection import ForbiddenError

__all__ = ["in_words"]

_WORDS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    (
        (aiohttp.ClientSSLError, aiohttp.ClientConnectorCertificateError),
        "its encryption or certificate cannot be trusted",
    ),
    (
        (aiohttp.ClientConnectorDNSError, socket.gaierror),
        "there is no such host, or it cannot be found just now",
    ),
    (aiohttp.ClientConnectorError, "nothing answers there"),
    (aiohttp.ClientPayloadError, "ended in the middle"),
    (aiohttp.ServerTimeoutError, "fell silent"),
    (aiohttp.ClientResponseError, "gives an answer that HTTP does not know, or too long a heading"),
    (BaseException, "broke off the connection"),
)
"""The first that fits."""


@contextmanager
def in_words(url: str) -> Iterator[None]:
    """Raises FetchError for what the block raises. Running out of the time for all is not of the block."""
    try:
        yield
    except (aiohttp.InvalidURL, ValueError) as error:
        raise FetchError(
            url, "that is no address; one looks like https://example.org/news", lasting=True
        ) from error
    except (aiohttp.ClientError, OSError) as error:
        if type(error) is TimeoutError:
            raise
        forbidden = next((one for one in _causes(error) if isinstance(one, ForbiddenError)), None)
        if forbidden is not None:
            raise FetchError(url, str(forbidden), lasting=True) from error
        raise FetchError(url, next(words for kind, words in _WORDS if isinstance(error, kind))) from error


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it came from."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = getattr(one, "os_error", None) or one.__cause__ or one.__context__
