"""Fetches over HTTP what was published: with limits of time and size, and never anything but http and https."""

import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException, HTTPResponse, InvalidURL
from urllib.error import URLError
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from generator.model.reasons import reason

_SILENCE = 20
"""Seconds to wait for the host to send anything."""
_PIECE = 256 * 1024


@dataclass(frozen=True)
class Limits:
    """Of one answer."""

    size: int
    """Most bytes, also once unpacked."""
    seconds: float
    """Longest time from the first byte to the last."""


class EndlessError(ValueError):
    """The answer is larger than its limit."""


@contextmanager
def fetched(address: str, limits: Limits) -> Iterator[Iterable[bytes]]:
    """Yields the body of the answer to a GET, in pieces; a body that the host packed with gzip is unpacked.

    Raises:
        HTTPError: the host says that there is none, or refuses.
        OSError, HTTPException, ValueError: it cannot be fetched; ``why`` says it in Chinese.
    """
    asked = Request(address, headers={"User-Agent": "gongkai", "Accept-Encoding": "identity"})
    with _opener().open(asked, timeout=_SILENCE) as answer:
        yield _pieces(answer, limits)


@cache
def _opener() -> OpenerDirector:
    """Knows http and https alone: no redirection leads to a file of this machine or to another protocol."""
    found = OpenerDirector()
    for handler in (
        ProxyHandler,
        UnknownHandler,
        HTTPHandler,
        HTTPSHandler,
        HTTPDefaultErrorHandler,
        HTTPRedirectHandler,
        HTTPErrorProcessor,
    ):
        found.add_handler(handler())
    return found


def _pieces(answer: HTTPResponse, limits: Limits) -> Iterator[bytes]:
    """Yields the body of an answer.

    Raises:
        TimeoutError: it takes longer than its limit.
        EndlessError: it is larger than its limit.
        HTTPException: it is incomplete.
    """
    end, size = time.monotonic() + limits.seconds, 0
    for piece in _unpacked(answer):
        size += len(piece)
        if size > limits.size:
            raise EndlessError
        if time.monotonic() > end:
            raise TimeoutError
        yield piece


def _unpacked(answer: HTTPResponse) -> Iterator[bytes]:
    coding = (answer.headers.get("Content-Encoding") or "identity").strip().lower()
    if coding in {"gzip", "x-gzip"}:
        yield from _gunzipped(answer)
    elif coding in {"", "identity"}:
        yield from _raw(answer)
    else:
        raise HTTPException  # the host was asked for none


def _raw(answer: HTTPResponse) -> Iterator[bytes]:
    while piece := answer.read1(_PIECE):
        yield piece
    if answer.length:
        raise HTTPException


def _gunzipped(answer: HTTPResponse) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    for packed in _raw(answer):
        data = packed
        while data and not unpacker.eof:
            try:
                yield unpacker.decompress(data, _PIECE)
            except zlib.error:
                raise HTTPException from None
            data = unpacker.unconsumed_tail
    if not unpacker.eof:
        raise HTTPException


_WHY: tuple[tuple[type[Exception], str], ...] = (
    (EndlessError, "太大"),
    (InvalidURL, "地址写得不对"),
    (HTTPException, "对方的答复不完整"),
    (ValueError, "地址写得不对"),
)


def why(error: Exception) -> str:
    """Returns why something could not be fetched, in a few Chinese words."""
    if isinstance(error, URLError):
        return why(error.reason) if isinstance(error.reason, Exception) else "地址写得不对"
    if isinstance(error, OSError):
        return reason(error)
    return next((words for kind, words in _WHY if isinstance(error, kind)), "")
