"""Checks links between pages; a broken link fails the build."""

import html
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import NamedTuple
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A link without a target, and why (in Chinese)."""

    page: str
    target: str
    reason: str

    def __str__(self) -> str:
        return f"{self.page} 中的链接 {self.target}：{self.reason}"


class Link(NamedTuple):
    """A link inside the portal, and a page that has it."""

    address: str
    """Root-relative; empty if it leads out of the portal's folder."""
    fragment: str
    page: str
    written: str
    """The address as written in the page."""


@dataclass(frozen=True)
class Targets:
    """What can be linked to: addresses of files, and page → anchors, of pages whose anchors are known."""

    urls: frozenset[str]
    anchors: Mapping[str, frozenset[str]]

    def broken(self, links: Iterable[Link]) -> Iterator[BrokenLink]:
        """Yields the links that lead to no file or no anchor."""
        for link in links:
            reason = self._why_broken(link)
            if reason:
                yield BrokenLink(link.page, link.written, reason)

    def _why_broken(self, link: Link) -> str:
        if not link.address:
            return "不是栏目内的相对地址"
        if link.address not in self.urls:
            return "找不到页面或文件"
        if link.fragment and link.fragment not in self.anchors.get(link.address, (link.fragment,)):
            return f"页面里找不到“{link.fragment}”这一节"
        return ""


@dataclass
class LinkBook:
    """The links of some pages, each target once, and the anchors of those pages."""

    links: dict[tuple[str, str], Link] = field(default_factory=dict)
    anchors: dict[str, frozenset[str]] = field(default_factory=dict)
    _met: defaultdict[str, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    """Folder → links already seen on its pages, as written, because most links are on many pages."""

    _noted: set[str] = field(default_factory=set)
    """Links already seen by ``note``."""

    def add(self, url: str, content: bytes, anchors: Iterable[str] = ()) -> None:
        """Adds the links of a page, found in its HTML, and its anchors.

        Args:
            url: root-relative address of the page.
            content: its HTML, UTF-8.
            anchors: ids of its headings.
        """
        self.anchors[url] = frozenset(anchors)
        folder = posixpath.dirname(url)
        met = self._met[folder]
        found = _written(content) - met
        met |= found
        for written in found:
            target = taken_apart(folder, written.decode())
            if target is None:
                continue
            address, fragment = target
            if address == ".":
                address = url
                met.discard(written)
            if (address, fragment) not in self.links:
                self.links[address, fragment] = Link(address, fragment, url, html.unescape(written.decode()))

    def note(self, url: str, links: frozenset[str], anchors: Iterable[str]) -> None:
        """Adds the links and anchors of a page whose links are known; it must be in a folder of the portal.

        Args:
            links: root-relative addresses, ``#`` with an anchor of the page itself, or absolute addresses.
        """
        self.anchors[url] = frozenset(anchors)
        for link in sorted(links - self._noted):
            if not link.startswith("#"):
                self._noted.add(link)
            target = _target_of(link, url)
            if target and target not in self.links:
                self.links[target] = Link(*target, url, link if link.startswith("#") else f"../{link}")

    def outside(self, addresses: Iterable[str]) -> tuple[Link, ...]:
        """Returns the links to files other than ``addresses``, and those to anchors that these pages lack."""
        here = Targets(frozenset(addresses), self.anchors)
        doubtful = [
            link for (address, fragment), link in self.links.items() if fragment or address not in here.urls
        ]
        wrong = {broken.target for broken in here.broken(doubtful)}
        return tuple(sorted(link for link in self.links.values() if link.written in wrong))


def _written(content: bytes) -> set[bytes]:
    """Returns the values of ``href`` and ``src``, which are always double-quoted, with entities for inner quotes."""
    parts = chain(content.split(b'href="')[1:], content.split(b'src="')[1:])
    return {part.partition(b'"')[0] for part in parts}


_OFF_SITE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@lru_cache(maxsize=100_000)
def taken_apart(folder: str, written: str) -> tuple[str, str] | None:
    """Returns (address, fragment) of a link on a page in ``folder``; ``.``: the page itself; None: another site."""
    parts = urlsplit(html.unescape(written))
    if parts.scheme or parts.netloc:
        return None
    fragment = (
        "" if "=" in parts.fragment else unquote(parts.fragment)
    )  # parameters of a script, not an anchor
    if not parts.path:
        return ".", fragment
    address = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
    if parts.path.startswith("/") or address.startswith(".."):
        return "", fragment
    return address, fragment


def _target_of(link: str, url: str) -> tuple[str, str] | None:
    """Returns (address, fragment) of a link given by the page at ``url``; None: another site."""
    if ":" in link and _OFF_SITE.match(link):
        return None
    address, _, fragment = link.partition("#")
    return unquote(address) or url, "" if "=" in fragment else unquote(fragment)


def broken_links(url: str, content: bytes, targets: Targets) -> Iterator[BrokenLink]:
    """Yields the broken links in one page's HTML."""
    book = LinkBook()
    book.add(url, content)
    return targets.broken(book.links.values())
