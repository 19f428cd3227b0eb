"""Where the site may go: never over what it is made of, nor over a home folder, however the place is written."""

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
    """One line for whoever builds and exit code 2, from plain ``mkdocs build`` as well."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"gongkai：{self.message}", err=True, file=file)


@dataclass(frozen=True)
class Destination:
    """Where the site goes."""

    site: Path
    """The site's folder; of a site at a remote address, where its files are put together."""
    cache: Path
    """What builds of this site leave to each other."""
    history: Path
    """What was read of git."""
    remote: str = ""
    """fsspec address; empty: ``site`` itself."""


def destination(config: MkDocsConfig, content: Path, remote: str, *, is_preview: bool) -> Destination:
    """Where the site of a project is to go.

    Args:
        remote: fsspec address, or empty: the site_dir of MkDocs.

    Raises:
        RefusedError: the place holds or lies in what the site is made of.
    """
    project = Path(config.config_file_path).parent.resolve()
    history = project / _HISTORY
    if is_preview:  # MkDocs makes the folder and removes it in the end
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
    """The folder that a file:// address names; None for an address that is elsewhere."""
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
    """What must not be touched, and whether a site may lie in it all the same."""
    yield project, True
    with suppress(RuntimeError):  # nobody's home
        yield Path.home(), True
    yield content, False
    yield Path(config.docs_dir), False
    for folder in theme_folders(config):
        yield Path(folder), False
    yield Path(generator.__file__).parent, False
    for folder in (_BUILDS, _HISTORY):
        yield project / folder, False


def _lies_in(inner: Path, outer: Path) -> bool:
    """Whether a place is or lies in another: also through links and mounts, or with other letters on a disk that does
    not tell upper from lower case."""
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
