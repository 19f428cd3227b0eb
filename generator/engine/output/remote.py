"""A site at an address that any file system of fsspec reaches: ``s3://``, ``gs://``, ``memory://`` …

It is built on this machine, whole and with every check; what differs then goes there, in the order of ``GROUPS``, and
what vanished is removed at the end. Before the first file the addresses that are to change are written down there: an
upload that is interrupted is known by them, and the next one makes them all anew.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from mimetypes import MimeTypes
from pathlib import Path
from typing import Any

import orjson

from generator.engine.output.mark import MANIFEST, digests_in
from generator.engine.output.publishing_order import GROUPS, group, turn
from generator.engine.output.site_listing import standing
from generator.engine.output.staging import NotOursError
from generator.model.reasons import reason

UNFINISHED = ".gongkai.unfinished.json"
"""Where the addresses are written down; gone again when all is done."""
_TOGETHER, _BYTES_TOGETHER = 500, 64 * 1024 * 1024
"""Files that are handed to the driver at once, which sends several at a time."""

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
class RemoteSite:
    """A site at an address as earlier builds left it."""

    url: str
    manifest: bytes
    """Empty where there is none."""
    unfinished: frozenset[str] | None
    """What an upload that was interrupted was to change, so that nobody knows what stands there; None: all of it."""

    @property
    def published(self) -> Mapping[str, str]:
        """Address → sha256, of everything that was published."""
        found = digests_in(self.manifest)
        return {} if found is None else found | {MANIFEST: hashlib.sha256(self.manifest).hexdigest()}


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
    except (Exception, KeyboardInterrupt) as error:  # every driver has errors of its own
        raise RemoteError(f"{what}（{_why(error)}）{then}") from error


def _why(error: BaseException) -> str:
    if isinstance(error, KeyboardInterrupt):
        return "有人中断"
    named = next((_WHY[kind.__name__] for kind in type(error).__mro__ if kind.__name__ in _WHY), "")
    if isinstance(error, OSError) and not (named and error.errno is None):
        return reason(error)
    return named or f"驱动出错 {type(error).__name__}"


def look_at(url: str) -> RemoteSite:
    """What an earlier build left at an address.

    Raises:
        NotOursError: something stands there, and no manifest of ours.
        RemoteError: nobody answers there.
    """
    with told(f"读不到 {url}"):
        system, root = file_system(url)
        manifest, unfinished = (_read(system, f"{root}/{name}") for name in (MANIFEST, UNFINISHED))
        if digests_in(manifest or b"") is None and unfinished is None and _holds_anything(system, root):
            raise NotOursError(
                f"{url} 不是空的，也不是以前生成的网站（其中没有公开清单 {MANIFEST}），没有动它。"
                "请换一个地址，或先移走其中的内容。"
            )
    return RemoteSite(url, manifest or b"", frozenset() if unfinished is None else _addresses(unfinished))


def _read(system: Any, path: str) -> bytes | None:
    try:
        return bytes(system.cat_file(path))
    except FileNotFoundError:
        return None


def _addresses(data: bytes) -> frozenset[str] | None:
    """What was written down; None where it is damaged."""
    try:
        found = orjson.loads(data)
    except orjson.JSONDecodeError:
        return None
    return frozenset(map(str, found)) if isinstance(found, list) else None


def _holds_anything(system: Any, root: str) -> bool:
    try:
        return bool(system.ls(root, detail=False))
    except FileNotFoundError:
        return False


def upload(site: Path, there: RemoteSite) -> None:
    """Make the site at an address the one in a folder; what nobody of us wrote there is left alone.

    Raises:
        RemoteError: it was broken off; says what is new there, what is mixed and what is old.
    """
    sizes = {address: size for address, (size, _) in standing(site).items()}
    manifest = (site / MANIFEST).read_bytes()
    here = (digests_in(manifest) or {}) | {MANIFEST: hashlib.sha256(manifest).hexdigest()}
    before = there.published
    with told(f"写不到 {there.url}", "，那里的网站没有改动"):
        system, root = file_system(there.url)
        system.invalidate_cache()
        stand = {path.removeprefix(root).lstrip("/"): found["size"] for path, found in _found(system, root)}
        doubted = there.unfinished if there.unfinished is not None else here.keys() | before.keys()
        same = {name for name in here if before.get(name) == here[name] and stand.get(name) == sizes[name]}
        changed = sorted(here.keys() - (same - doubted), key=turn)
        gone = sorted((before.keys() | doubted) & (stand.keys() - here.keys()))
        if not changed and not gone and UNFINISHED not in stand:
            return
        _put(system, root, {UNFINISHED: orjson.dumps(sorted({*changed, *gone, *doubted}))})
    for number, addresses in groupby(changed, key=group):
        with told(
            f"写到 {there.url} 时中断", f"：{_mixed(number, is_first=not before)}。请再生成一次，会接着写完"
        ):
            for piece in _pieces(addresses, sizes):
                _put(system, root, {address: (site / address).read_bytes() for address in piece})
    with told(f"网站已写到 {there.url}，但已经撤下的网页没有删完", "，请再生成一次"):
        for address in (*gone, UNFINISHED):
            system.rm_file(f"{root}/{address}")


def _found(system: Any, root: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Everything below an address, and what its driver says of it."""
    return dict(system.find(root, detail=True)).items()


def _mixed(number: int, *, is_first: bool) -> str:
    """What stands at an address while a group is written."""
    done, part, left = (
        ("已经写完", "写了一部分", "还没有写") if is_first else ("是新的", "新旧混在一起", "是旧的")
    )
    before, after = "、".join(GROUPS[:number]), "、".join(GROUPS[number + 1 :])
    said = (f"{before}{done}" if before else "", f"{GROUPS[number]}{part}", f"{after}{left}" if after else "")
    return "，".join(filter(None, said))


def _pieces(addresses: Iterable[str], sizes: Mapping[str, int]) -> Iterator[list[str]]:
    """Files of one type each, as many as are sent together."""
    for _, of_a_type in groupby(sorted(addresses, key=content_type), key=content_type):
        piece: list[str] = []
        size = 0
        for address in of_a_type:
            if piece and (len(piece) == _TOGETHER or size + sizes[address] > _BYTES_TOGETHER):
                yield piece
                piece, size = [], 0
            piece.append(address)
            size += sizes[address]
        yield piece


def _put(system: Any, root: str, files: Mapping[str, bytes]) -> None:
    """Write files of one type."""
    paths = {f"{root}/{address}": data for address, data in files.items()}
    for folder in sorted({path.rpartition("/")[0] for path in paths}):
        system.makedirs(folder, exist_ok=True)
    system.pipe(paths, **_told_type(system, next(iter(files))))
