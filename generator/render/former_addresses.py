"""Files at the old addresses of a county whose administrative code changed, and of an organisation that was renamed or
merged, as a static host cannot redirect.

At the old address of a page is a page that leads to the new one (``refresh``, canonical address and a link). Other files,
such as feeds, calendars, pictures and attachments, are published at both addresses: feed readers do not follow pages. A
feed names its new address (``self``) and its entries keep their ids, so that no entry appears twice. Old addresses are in
neither the search index nor any list.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import TypeVar
from urllib.parse import quote

from generator.model.disclosure import CountyDisclosure
from generator.render.escape import markdown_link
from generator.render.page import Page
from generator.views.contractor import ContractorView
from generator.views.portal import Portal

T = TypeVar("T")

_OWN = r"^(counties/|projects/|data/charts/|data/press-|attachments/|policies/)%s(?=[-./])"
"""Beginnings of the addresses that contain a county's code."""
_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
<link rel="canonical" href="{canonical}">
<title>{title} - {portal}</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{told}<a href="{target}">{title}</a></p>
{demo}</main>
</body>
</html>
"""


def former_files(
    county: CountyDisclosure, pages: Iterable[Page], files: Mapping[str, bytes], portal: Portal
) -> Iterator[tuple[str, bytes]]:
    """Yields the files at the old addresses of a county's pages and files; none if its code never changed."""
    told = f"{county.county.name}的行政区划代码已变更为 {county.code}，请看新的网址："
    for page in pages if county.former else ():
        for old, _ in _under_former(county, {page.url: page}):
            yield old, _leading_page(page, told, portal)
        if page.publishes_markdown:
            for old, _ in _under_former(county, {f"{page.stem}.md": page}):
                yield old, _leading_text(page, told)
    others = {address: data for address, data in files.items() if not address.endswith(".md")}
    yield from _under_former(county, others)


def files_of_former_names(
    view: ContractorView, page: Page, files: Mapping[str, bytes], portal: Portal
) -> Iterator[tuple[str, bytes]]:
    """Yields the files at the addresses under which an organisation was published before; none if there are none."""
    told = f"这家单位改名或者合并了，现在是{view.name}，请看新的网址："
    for key in view.earlier_keys:
        yield f"contractors/{key}.html", _leading_page(page, told, portal)
        yield f"contractors/{key}.md", _leading_text(page, told)
        yield f"contractors/{key}.xml", files[f"contractors/{view.key}.xml"]


def with_former(county: CountyDisclosure, found: Mapping[str, T]) -> dict[str, T]:
    """Returns a mapping by address with the old addresses added."""
    return {**found, **dict(_under_former(county, found))}


def _under_former(county: CountyDisclosure, found: Mapping[str, T]) -> Iterator[tuple[str, T]]:
    if county.former:
        own = re.compile(_OWN % county.code)
        for address, thing in found.items():
            for old in county.former:
                if own.match(address):
                    yield own.sub(rf"\g<1>{old}", address), thing


def _leading_text(page: Page, told: str) -> bytes:
    target = page.stem.rpartition("/")[2]
    return f"{told}{markdown_link(page.title, f'{target}.md')}\n".encode()


def _leading_page(page: Page, told: str, portal: Portal) -> bytes:
    """Makes a page that leads to another one in the same folder."""
    site = portal.site
    return _PAGE.format(
        target=escape(quote(page.url.rpartition("/")[2])),
        canonical=escape(site.base_url + quote(page.url)),
        title=escape(page.title),
        portal=escape(site.title),
        told=escape(told),
        demo="<p>示例数据，均为虚构。</p>\n" if site.is_demo else "",
    ).encode("utf-8", "replace")
