"""Writes sitemap.xml (sitemaps.org 0.9), which has the last date in the data of every page, and robots.txt."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from urllib.parse import urlsplit

LIMIT = 50_000
"""Most addresses in one sitemap; for more, sitemap.xml becomes an index."""
_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_files(pages: Mapping[str, str], base: str) -> Iterator[tuple[str, bytes]]:
    """Yields the address and content of each sitemap file.

    Args:
        pages: root-relative address → last change, YYYY-MM-DD.
        base: absolute address of the portal, with a slash at the end.
    """
    entries = [(f"{base}{url}", changed) for url, changed in sorted(pages.items())]
    if len(entries) <= LIMIT:
        yield "sitemap.xml", _document("urlset", "url", entries)
        return
    parts = [entries[start : start + LIMIT] for start in range(0, len(entries), LIMIT)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, _document("urlset", "url", part)
    newest = [(f"{base}{name}", max(day for _, day in part)) for name, part in zip(names, parts, strict=True)]
    yield "sitemap.xml", _document("sitemapindex", "sitemap", newest)


def robots(base: str) -> bytes:
    """Returns robots.txt (RFC 9309), which excludes only the search box's data.

    Crawlers read it only at the root of a host: for a portal in a sub-path, copy its lines into the host's own file.

    Args:
        base: absolute address of the portal, with a slash at the end.
    """
    lines = ("User-agent: *", f"Disallow: {urlsplit(base).path}search/", "", f"Sitemap: {base}sitemap.xml")
    return "".join(f"{line}\n" for line in lines).encode()


def _document(root: str, item: str, entries: Iterable[tuple[str, str]]) -> bytes:
    lines = [
        f"<{item}><loc>{escape(address, quote=False)}</loc><lastmod>{changed}</lastmod></{item}>"
        for address, changed in entries
    ]
    body = "\n".join(lines)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_XMLNS}">\n{body}\n</{root}>\n'.encode()
