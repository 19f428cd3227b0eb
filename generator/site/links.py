"""Links between pages: every one must lead somewhere, or the build fails."""

import html
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_LINK = re.compile(r'\b(?:href|src)="([^"]*)"')
"""Attributes as cmark and our templates write them: always double-quoted, entities for quotes inside."""


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A link that leads nowhere."""

    page: str
    target: str
    reason: str

    def __str__(self) -> str:
        return f"{self.page} 中的链接 {self.target}：{self.reason}"


@dataclass(frozen=True)
class Targets:
    """What can be linked to: addresses of files, and the anchors of pages whose anchors are known."""

    urls: frozenset[str]
    anchors: Mapping[str, frozenset[str]]


def broken_links(url: str, content: str, targets: Targets) -> Iterable[BrokenLink]:
    """The links of one page's HTML that lead to no file or no anchor of the column.

    Args:
        url: root-relative address of the page.
        content: its HTML.
    """
    for found in dict.fromkeys(_LINK.findall(content)):
        target = html.unescape(found)
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            continue
        reason = _why_broken(url, parts.path, unquote(parts.fragment), targets)
        if reason:
            yield BrokenLink(url, target, reason)


def _why_broken(url: str, path: str, fragment: str, targets: Targets) -> str:
    address = url
    if path:
        address = posixpath.normpath(posixpath.join(posixpath.dirname(url), unquote(path)))
        if path.startswith("/") or address.startswith(".."):
            return "不是栏目内的相对地址"
        if address not in targets.urls:
            return "没有这个页面或文件"
    if fragment and fragment not in targets.anchors.get(address, frozenset((fragment,))):
        return f"页面里没有「{fragment}」这一节"
    return ""
