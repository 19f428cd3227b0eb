"""The files of a published site as they stand, in a folder or at an address: each with the sha256 of its bytes."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPException
from pathlib import Path
from typing import Protocol
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit

from generator.engine.output.mark import MANIFEST
from generator.model.reasons import reason
from generator.site.web import Limits, fetched, why

_OF_A_MANIFEST = Limits(size=256 * 1024 * 1024, seconds=120)
_OF_A_FILE = Limits(size=4 * 1024 * 1024 * 1024, seconds=1800)
_AT_ONCE = 8
"""Files fetched at the same time: what a small host bears."""
_TRIES = 3
_GONE = {404, 410}
_PIECE = 1024 * 1024
_LOST_AFTER = 20
"""So many files in a row that the host does not give: it is not reachable any more."""


class NotReachedError(Exception):
    """The site, or its manifest, cannot be read at all; the message is one line in Chinese."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it stands; with neither a digest nor a reason there is none."""

    sha256: str = ""
    unread: str = ""
    """Why its bytes are not known, in Chinese."""


class Site(Protocol):
    """Where a published site stands."""

    shows_all: bool
    """Whether it tells which files it has, so that added ones are found."""

    def manifest(self) -> bytes:
        """Returns the bytes of its manifest; raises NotReachedError if there is none."""

    def addresses(self) -> Iterable[str]:
        """Yields the address of every file; nothing unless ``shows_all``."""

    def look(self, addresses: Iterable[str]) -> Iterator[tuple[str, Seen]]:
        """Yields each of these addresses with what stands there, in any order; raises NotReachedError."""


def is_address(name: str) -> bool:
    """Whether a name is that of a file in the site: nothing above it, nothing absolute, no mark that hides."""
    parts = name.split("/")
    return (
        name.isprintable() and "\\" not in name and ":" not in parts[0] and not {"", ".", ".."} & set(parts)
    )


class Folder:
    """A site in a folder. Links are not followed: what they point to is not part of the site."""

    shows_all = True

    def __init__(self, root: Path) -> None:
        self._root = root

    def manifest(self) -> bytes:
        try:
            if not stat.S_ISREG((self._root / MANIFEST).lstat().st_mode):
                raise NotReachedError(f"“{self._root}”里的 {MANIFEST} 不是文件。")
            return (self._root / MANIFEST).read_bytes()
        except FileNotFoundError:
            raise NotReachedError(
                f"“{self._root}”里未找到 {MANIFEST}。写网站的文件夹，如 site，或网址。"
            ) from None
        except OSError as error:
            raise NotReachedError(f"“{self._root / MANIFEST}”无法读取（{reason(error)}）。") from None

    @cached_property
    def _files(self) -> Mapping[str, bool]:
        """Address → whether it is an ordinary file."""
        return dict(_below(self._root, ""))

    def addresses(self) -> Iterable[str]:
        return self._files

    def look(self, addresses: Iterable[str]) -> Iterator[tuple[str, Seen]]:
        for address in addresses:
            yield address, self._seen(address)

    def _seen(self, address: str) -> Seen:
        is_file = self._files.get(address)
        if is_file is None:
            return Seen()
        if not is_file:
            return Seen(unread="是软链接或特殊文件")
        try:
            with (self._root / address).open("rb") as file:
                return Seen(_digest(iter(lambda: file.read(_PIECE), b"")))
        except OSError as error:
            return Seen(unread=reason(error))


def _below(folder: Path, path: str) -> Iterator[tuple[str, bool]]:
    """Yields (address, whether it is an ordinary file) of all that is not a folder; a folder nobody may open is one."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield path.removesuffix("/"), False
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path), f"{path}{entry.name}/")
        else:
            yield f"{path}{entry.name}", entry.is_file(follow_symlinks=False)


class Host:
    """A site at an address. It does not tell which files it has: only those that the manifest lists are looked at."""

    shows_all = False

    def __init__(self, url: str) -> None:
        """``url`` may name the site or its manifest.

        Raises:
            NotReachedError: it is not the address of a site.
        """
        try:
            parts = urlsplit(url)
            is_fit = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username
        except ValueError:
            is_fit = False
        if not is_fit or parts.query or parts.fragment:
            raise NotReachedError(f"“{url}”不是网站的网址：写 https:// 或 http:// 开头、到栏目为止的网址。")
        path = parts.path.removesuffix(MANIFEST).removesuffix("index.html").rstrip("/")
        self._base = f"{parts.scheme}://{parts.netloc}{quote(path, safe='/%')}/"

    def manifest(self) -> bytes:
        address = f"{self._base}{MANIFEST}"
        try:
            with fetched(address, _OF_A_MANIFEST) as pieces:
                return b"".join(pieces)
        except HTTPError as error:
            told = f"对方返回 {error.code}"
        except (OSError, HTTPException, ValueError) as error:
            told = why(error)
        raise NotReachedError(f"“{address}”无法读取（{told}）。")

    def addresses(self) -> Iterable[str]:
        return ()

    def look(self, addresses: Iterable[str]) -> Iterator[tuple[str, Seen]]:
        pool = ThreadPoolExecutor(_AT_ONCE)
        try:
            wanted = list(addresses)
            lost = 0
            for address, seen in zip(wanted, pool.map(self._seen, wanted), strict=True):
                lost = lost + 1 if seen.unread else 0
                if lost == _LOST_AFTER:
                    raise NotReachedError(
                        f"“{self._base}”连续 {lost} 个文件未取到（{seen.unread}），未核对完。"
                    )
                yield address, seen
        finally:
            pool.shutdown(cancel_futures=True)

    def _seen(self, address: str) -> Seen:
        told = ""
        for _ in range(_TRIES):
            try:
                with fetched(f"{self._base}{quote(address)}", _OF_A_FILE) as pieces:
                    return Seen(_digest(pieces))
            except HTTPError as error:
                if error.code in _GONE:
                    return Seen()
                told = f"对方返回 {error.code}"
            except (OSError, HTTPException, ValueError) as error:
                told = why(error)
        return Seen(unread=told)


def _digest(pieces: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for piece in pieces:
        found.update(piece)
    return found.hexdigest()


def site_at(where: str) -> Site:
    """Returns the site in a folder or at an address.

    Raises:
        NotReachedError: it is neither.
    """
    if where.startswith(("http://", "https://")):
        return Host(where)
    if "://" in where:
        raise NotReachedError(f"“{where}”不是能核对的网址：写文件夹，或 https://、http:// 开头的网址。")
    path = Path(where)
    if path.name == MANIFEST and path.is_file():
        path = path.parent
    if not path.is_dir():
        raise NotReachedError(f"未找到文件夹“{where}”。写网站的文件夹，如 site，或网址。")
    return Folder(path)
