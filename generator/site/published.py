"""Reads the manifest published before, from a file or over HTTP."""

import hashlib
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import url2pathname

from generator.engine.steps.manifest import MANIFEST, Before, Manifest, read_manifest
from generator.history import PortalHistory
from generator.model.reasons import reason
from generator.site.versions import versions
from generator.site.web import EndlessError, Limits, fetched, why

_LIMITS = Limits(size=256 * 1024 * 1024, seconds=120)
"""Of a manifest; that of 45 000 projects has 50 MB."""


@dataclass(frozen=True)
class Published:
    """An earlier manifest and its digest."""

    manifest: Manifest
    sha256: str

    @property
    def before(self) -> Before:
        """How the next manifest refers to this one."""
        return Before(self.sha256, self.manifest.commit, self.manifest.as_of)


class NotThereError(Exception):
    """No manifest could be read; the message is the end of a Chinese sentence."""

    is_absent = False
    """Whether the host says that there is none (404 or 410)."""


def read_published(where: str) -> Published:
    """Reads the manifest at a path or an address, or in a folder.

    Raises:
        NotThereError: it cannot be read, or is not a manifest.
    """
    data = _bytes(where)
    return Published(_manifest(where, data), hashlib.sha256(data).hexdigest())


def keep_published(history: PortalHistory, content: Path, earlier: Manifest) -> None:
    """Makes what was published before keep its ids and dates, though the history was rewritten.

    Args:
        content: content_data/.
        earlier: the manifest published before.
    """
    if not history.is_there:
        return
    from generator.history.as_delivered import keep_delivered  # loads libgit2

    is_same = dict(earlier.versions) == versions()
    keep_delivered(history, content, earlier.history, earlier.commit, earlier.tree, is_same_program=is_same)


def published_bytes(where: str) -> bytes:
    """Returns the bytes of a manifest; see ``read_published``."""
    data = _bytes(where)
    _manifest(where, data)
    return data


def _manifest(where: str, data: bytes) -> Manifest:
    try:
        return read_manifest(data)
    except ValueError as error:
        raise NotThereError(f"“{where}”{error}") from None


def _bytes(where: str) -> bytes:
    try:
        parts = urlsplit(where)
    except ValueError:
        raise NotThereError(f"“{where}”无法读取（地址写得不对）。") from None
    if parts.scheme in {"http", "https"}:
        return _fetched(where)
    if "://" in where and parts.scheme != "file":
        raise NotThereError(
            f"“{where}”不是能读取的地址：写文件名，或以 https://、http://、file:// 开头的网址。"
        )
    return _read(where, Path(url2pathname(parts.path) if parts.scheme == "file" else where))


def _read(where: str, path: Path) -> bytes:
    try:
        return (path / MANIFEST if path.is_dir() else path).read_bytes()
    except OSError as error:
        raise NotThereError(f"“{where}”无法读取（{reason(error)}）。") from None


def _fetched(where: str) -> bytes:
    address = f"{where}{MANIFEST}" if where.endswith("/") else where
    try:
        with fetched(address, _LIMITS) as pieces:
            return b"".join(pieces)
    except HTTPError as error:
        hint = "：地址不对，或者尚未公开过；第一次公开时不写 --published" if error.code == 404 else ""
        told = NotThereError(f"“{where}”无法读取（对方返回 {error.code}{hint}）。")
        told.is_absent = error.code in {404, 410}
        raise told from None
    except EndlessError:
        raise NotThereError(f"“{where}”无法读取（太大，不会是公开清单）。") from None
    except (OSError, HTTPException, ValueError) as error:
        raise NotThereError(f"“{where}”无法读取（{why(error)}）。") from None
