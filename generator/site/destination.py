"""Decides where the site goes: never over its own sources or a home folder, however the path is written."""

import hashlib
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

import generator
from generator.site.project_folder import theme_folders

_LOCAL = ("file", "local")
_BUILDS, _HISTORY = ".cache/build", ".cache/history"


class RefusedError(ConfigurationError):
    """Ends the program with a one-line message and exit code 2, also under plain ``mkdocs build``."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"gongkai：{self.message}", err=True, file=file)


@dataclass(frozen=True)
class Destination:
    """Where the site goes."""

    site: Path
    """The site's folder; for a remote address, the local folder from which it is uploaded."""
    cache: Path
    """The build cache of this site."""
    history: Path
    """The cache of what was read from git."""
    remote: str = ""
    """fsspec address; empty: ``site`` itself."""


def destination(config: MkDocsConfig, content: Path, remote: str, *, is_preview: bool) -> Destination:
    """Returns where the site of a project goes.

    Args:
        remote: fsspec address; empty: the site_dir of MkDocs.

    Raises:
        RefusedError: the place contains, or is in, the sources of the site, or is in a .git folder.
    """
    project = Path(config.config_file_path).parent.resolve()
    history = project / _HISTORY
    if is_preview:  # a temporary folder, which ``serve`` makes and removes
        site = Path(config.site_dir)
        return Destination(site.resolve(), site.with_name(f"{site.name}.cache"), history)
    place = _local(remote) if remote else Path(config.site_dir)
    name = _name(remote if place is None else str(place.resolve()))
    cache = project / _BUILDS / name
    if place is None:
        return Destination(cache / "site", cache, history, remote)
    for source, may_lie_in in _sources(config, project, content):
        if _lies_in(source, place) or (not may_lie_in and _lies_in(place, source)):
            raise RefusedError(
                f"网站不能写到 {place}：那里是（或含有、属于）{source}，生成网站会改动其中的文件。请换一个文件夹，如 site。"
            )
    if any(part.casefold() == ".git" for part in place.resolve().parts):
        raise RefusedError(f"网站不能写到 {place}：那里是 git 的文件夹。请换一个文件夹，如 site。")
    return Destination(place.resolve(), cache, history)


def _name(place: str) -> str:
    return hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _local(address: str) -> Path | None:
    """Returns the folder of a file:// address; None for an address that is not on this machine."""
    parts = urlsplit(address)
    if "::" in address:
        raise RefusedError(f"网站不能写到 {address}：地址里不能有“::”。")
    if parts.scheme.lower() not in _LOCAL:
        return None
    if parts.netloc not in {"", "localhost"} or not parts.path.startswith("/"):
        raise RefusedError(
            f"网站不能写到 {address}：本机的文件夹要写全，如 file:///var/www/zhsf，或直接写路径。"
        )
    return Path(url2pathname(parts.path))


def _sources(config: MkDocsConfig, project: Path, content: Path) -> Iterator[tuple[Path, bool]]:
    """Yields (folder that must not be overwritten, whether a site may be inside it)."""
    yield project, True
    with suppress(RuntimeError):  # there is no home folder
        yield Path.home(), True
    yield content, False
    yield Path(config.docs_dir), False
    for folder in theme_folders(config):
        yield Path(folder), False
    yield Path(generator.__file__).parent, False
    for folder in (_BUILDS, _HISTORY):
        yield project / folder, False


def _lies_in(inner: Path, outer: Path) -> bool:
    """Returns whether a path is, or is in, another: also through links and mounts, and ignoring case."""
    within = _spelled(outer)
    if _spelled(inner)[: len(within)] == within:
        return True
    inner = inner.resolve()
    return any(_is_same(place, outer) for place in (inner, *inner.parents))


def _spelled(path: Path) -> tuple[str, ...]:
    return tuple(unicodedata.normalize("NFC", part).casefold() for part in path.resolve().parts)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
