"""A site at an address that any file system of fsspec reaches: ``s3://``, ``gs://``, ``memory://`` …"""

import hashlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from mimetypes import MimeTypes
from typing import Any

from generator.engine.output.mark import MANIFEST, names_in
from generator.engine.output.site_listing import Written
from generator.engine.output.staging import NotOursError
from generator.model.reasons import reason

_TYPES = {
    ".csv": "text/csv",
    ".ics": "text/calendar",
    ".json": "application/json",
    ".md": "text/markdown",
    ".opml": "text/x-opml",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_OPTION: dict[str, Callable[[str], dict[str, str]]] = {
    "s3": lambda kind: {"ContentType": kind},
    "gs": lambda kind: {"content_type": kind},
}
"""Protocol → how its driver is told of what type a file is; of other stores the type is the store's own affair."""
_WHY = {
    "NoCredentialsError": "没有访问密钥",
    "PartialCredentialsError": "访问密钥不全",
    "ParamValidationError": "地址写得不对",
    "ConnectTimeoutError": "等待超时",
    "ReadTimeoutError": "等待超时",
    "EndpointConnectionError": "连不上对方",
    "ConnectionError": "连接中断",
    "HTTPClientError": "连接中断",
    "ClientError": "对方不允许",
}
"""Errors of drivers that are no OSError, by the names of their classes; the first of an error's classes counts."""


class RemoteError(OSError):
    """An address cannot be read or written; one line in Chinese."""


@dataclass(frozen=True)
class Remote:
    """A folder at an address; everything is written, nothing compared."""

    url: str

    def put(self, address: str, data: bytes) -> Written:
        with told(f"写到 {self.url} 时中断", "，那里的网页新旧混在一起，请再生成一次，会全部重写"):
            system, root = file_system(self.url)
            path = f"{root}/{address}"
            system.makedirs(path.rpartition("/")[0], exist_ok=True)
            system.pipe_file(path, data, **_told_type(system, address))
        return len(data), 0, hashlib.sha256(data).digest()


def content_type(address: str) -> str:
    """Of a file of the site, the same on every machine."""
    name = address.rpartition("/")[2]
    ending = f".{name.rpartition('.')[2]}" if "." in name else ""
    kind = _TYPES.get(ending) or MimeTypes().guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _told_type(system: Any, address: str) -> dict[str, str]:
    protocols = (system.protocol,) if isinstance(system.protocol, str) else system.protocol
    return next((_OPTION[name](content_type(address)) for name in protocols if name in _OPTION), {})


def file_system(url: str) -> tuple[Any, str]:
    """The file system of an address and the path in it, without a slash at the end.

    Raises:
        RemoteError: its driver is not installed, or there is no such kind of address.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise RemoteError("写到远端要先安装 gongkai[cluster]") from None
    scheme = url.partition("://")[0]
    try:
        system, path = url_to_fs(url)
    except ImportError:
        raise RemoteError(f"{scheme}:// 的驱动没有安装，请先安装（s3:// 是 s3fs，gs:// 是 gcsfs）") from None
    except ValueError:
        raise RemoteError(f"不认识 {scheme}:// 这种地址") from None
    root = str(path).rstrip("/")
    if not root and "memory" not in system.protocol:
        raise RemoteError(f"地址 {url} 没有写全")
    return system, root


@contextmanager
def told(what: str, then: str = "") -> Iterator[None]:
    """Whatever a driver raises, as one line: what was being done, why it failed, what to do."""
    try:
        yield
    except (RemoteError, NotOursError):
        raise
    except Exception as error:  # every driver has errors of its own
        raise RemoteError(f"{what}（{_why(error)}）{then}") from error


def _why(error: BaseException) -> str:
    named = next((_WHY[kind.__name__] for kind in type(error).__mro__ if kind.__name__ in _WHY), "")
    if isinstance(error, OSError) and not (named and error.errno is None):
        return reason(error)
    return named or f"驱动出错 {type(error).__name__}"


def earlier_files(url: str) -> frozenset[str]:
    """What an earlier build wrote to an address, as its manifest there tells.

    Raises:
        NotOursError: something stands there, and no manifest of ours.
        RemoteError: nobody answers there.
    """
    with told(f"读不到 {url}"):
        system, root = file_system(url)
        try:
            named = names_in(system.cat_file(f"{root}/{MANIFEST}"))
        except FileNotFoundError:
            named = None
        if named is None and _holds_anything(system, root):
            raise NotOursError(
                f"{url} 不是空的，也不是以前生成的网站（其中没有公开清单 {MANIFEST}），没有动它。"
                "请换一个地址，或先移走其中的内容。"
            )
    return named or frozenset()


def _holds_anything(system: Any, root: str) -> bool:
    try:
        return bool(system.ls(root, detail=False))
    except FileNotFoundError:
        return False


def remove_others(url: str, addresses: Collection[str], ours: Collection[str]) -> None:
    """Remove what an earlier build left that is of no address now; what nobody of us wrote is left alone."""
    with told(f"网站已写到 {url}，但已经撤下的网页没有删完", "，请再生成一次"):
        system, root = file_system(url)
        for path in system.find(root):
            address = path.removeprefix(root).lstrip("/")
            if address not in addresses and address in ours:
                system.rm_file(path)
