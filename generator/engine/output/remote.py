"""A site at an address that any file system of fsspec reaches: ``s3://``, ``gs://``, ``memory://`` …

The site is built and checked on this machine. Then the files that differ are uploaded in the order of ``GROUPS``, and
those that are gone are removed. Before the first file, the addresses to be changed are uploaded as ``UNFINISHED``: if
that file is still there, an upload was interrupted, and the next one uploads all of them again.
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
from generator.engine.output.site_listing import files_in
from generator.engine.output.staging import NotOursError
from generator.model.reasons import reason

UNFINISHED = ".gongkai.unfinished.json"
"""File at the remote address that lists the addresses to be changed; removed at the end of an upload."""
_TOGETHER, _BYTES_TOGETHER = 500, 64 * 1024 * 1024
"""Most files, and most bytes, that are given to the driver in one call; it sends several at a time."""

_TYPES = {
    ".csv": "text/csv",
    ".ics": "text/calendar",
    ".json": "application/json",
    ".md": "text/markdown",
    ".opml": "text/x-opml",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
}
_OPTION: dict[str, Callable[[str], dict[str, str]]] = {
    "s3": lambda kind: {"ContentType": kind},
    "gs": lambda kind: {"content_type": kind},
}
"""Protocol → keyword arguments that tell its driver a file's type; other stores decide the type themselves."""
_WHY = {
    "NoCredentialsError": "缺少访问密钥",
    "PartialCredentialsError": "访问密钥不全",
    "ParamValidationError": "地址写得不对",
    "ConnectTimeoutError": "等待超时",
    "ReadTimeoutError": "等待超时",
    "EndpointConnectionError": "连不上对方",
    "ConnectionError": "连接中断",
    "HTTPClientError": "连接中断",
    "ClientError": "对方不允许",
}
"""Class name of a driver's error → what to tell of it; the first name found in the error's MRO counts."""


class RemoteError(OSError):
    """An address cannot be read or written; the message is one line in Chinese."""


@dataclass(frozen=True)
class RemoteSite:
    """A site at a remote address as earlier builds left it."""

    url: str
    manifest: bytes
    """Empty if there is none."""
    unfinished: frozenset[str] | None
    """Addresses that an interrupted upload was to change, whose content is unknown; None: that of all addresses."""

    @property
    def published(self) -> Mapping[str, str]:
        """Address → sha256 of every published file."""
        found = digests_in(self.manifest)
        return {} if found is None else found | {MANIFEST: hashlib.sha256(self.manifest).hexdigest()}


def content_type(address: str) -> str:
    """Returns the Content-Type of a file, the same on every machine."""
    name = address.rpartition("/")[2]
    ending = f".{name.rpartition('.')[2]}" if "." in name else ""
    kind = _TYPES.get(ending) or MimeTypes().guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _told_type(system: Any, address: str) -> dict[str, str]:
    protocols = (system.protocol,) if isinstance(system.protocol, str) else system.protocol
    return next((_OPTION[name](content_type(address)) for name in protocols if name in _OPTION), {})


def file_system(url: str) -> tuple[Any, str]:
    """Returns the file system of an address and the path in it, without a slash at the end.

    Raises:
        RemoteError: the driver is not installed, the kind of address is unknown, or the address has no path.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise RemoteError("写到远端要先安装 gongkai[cluster]") from None
    scheme = url.partition("://")[0]
    try:
        system, path = url_to_fs(url)
    except ImportError:
        raise RemoteError(f"{scheme}:// 的驱动未安装，请先安装（s3:// 是 s3fs，gs:// 是 gcsfs）") from None
    except ValueError:
        raise RemoteError(f"不认识 {scheme}:// 这种地址") from None
    root = str(path).rstrip("/")
    if not root and "memory" not in system.protocol:
        raise RemoteError(f"地址 {url} 未写全")
    return system, root


@contextmanager
def told(what: str, then: str = "") -> Iterator[None]:
    """Turns whatever a driver raises into a RemoteError: ``what`` was being done, why it failed, ``then`` what to do."""
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
    """Returns what an earlier build left at an address.

    Raises:
        NotOursError: there are files at the address but no manifest of ours.
        RemoteError: the address cannot be read.
    """
    with told(f"读不到 {url}"):
        system, root = file_system(url)
        manifest, unfinished = (_read(system, f"{root}/{name}") for name in (MANIFEST, UNFINISHED))
        if digests_in(manifest or b"") is None and unfinished is None and _holds_anything(system, root):
            raise NotOursError(
                f"{url} 不是空的，也不是以前生成的网站（其中无公开清单 {MANIFEST}），未动它。"
                "请换一个地址，或先移走其中的内容。"
            )
    return RemoteSite(url, manifest or b"", frozenset() if unfinished is None else _addresses(unfinished))


def _read(system: Any, path: str) -> bytes | None:
    try:
        return bytes(system.cat_file(path))
    except FileNotFoundError:
        return None


def _addresses(data: bytes) -> frozenset[str] | None:
    """Returns the addresses in an ``UNFINISHED`` file; None if it is damaged."""
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
    """Makes the site at an address equal to the one in a folder; files there that no build wrote are left alone.

    Raises:
        RemoteError: the upload failed; the message says which groups of files are new, mixed and old.
    """
    sizes = {address: size for address, (size, _) in files_in(site).items()}
    manifest = (site / MANIFEST).read_bytes()
    here = (digests_in(manifest) or {}) | {MANIFEST: hashlib.sha256(manifest).hexdigest()}
    before = there.published
    with told(f"写不到 {there.url}", "，那里的网站未改动"):
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
    with told(f"网站已写到 {there.url}，但已经撤下的网页未删完", "，请再生成一次"):
        for address in (*gone, UNFINISHED):
            system.rm_file(f"{root}/{address}")


def _found(system: Any, root: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Returns (path, details from the driver) of every file below an address."""
    return dict(system.find(root, detail=True)).items()


def _mixed(number: int, *, is_first: bool) -> str:
    """Says in Chinese what is at the address while group ``number`` is being uploaded."""
    done, part, left = (
        ("已经写完", "写了一部分", "尚未写") if is_first else ("是新的", "新旧混在一起", "是旧的")
    )
    before, after = "、".join(GROUPS[:number]), "、".join(GROUPS[number + 1 :])
    said = (f"{before}{done}" if before else "", f"{GROUPS[number]}{part}", f"{after}{left}" if after else "")
    return "，".join(filter(None, said))


def _pieces(addresses: Iterable[str], sizes: Mapping[str, int]) -> Iterator[list[str]]:
    """Yields the addresses to be sent in one call: all of one type, within the limits above."""
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
    """Uploads files of one type."""
    paths = {f"{root}/{address}": data for address, data in files.items()}
    for folder in sorted({path.rpartition("/")[0] for path in paths}):
        system.makedirs(folder, exist_ok=True)
    system.pipe(paths, **_told_type(system, next(iter(files))))
