"""schema.org descriptions (JSON-LD) in pages: data for search engines, which no browser runs.

A block of data is no script to a browser, so the content security policy has no say in it (tests/site/test_policy.py).
"""

import json
from collections.abc import Iterable
from typing import Any

from generator.model.site import Site
from generator.render.escape import Markdown, one_line
from generator.render.page import Crumb

_UNSAFE = {mark: f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}
_ESCAPES = str.maketrans(_UNSAFE)


def linked_data(*things: dict[str, Any]) -> Markdown:
    """Returns a layout line with these things; no text in them can end the block."""
    told = {"@context": "https://schema.org", "@graph": things}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return Markdown(f'<script type="application/ld+json">{text}</script>')


def organisation(name: str, **more: str) -> dict[str, Any]:
    """A department of the government."""
    return {"@type": "GovernmentOrganization", "name": one_line(name), **more}


def breadcrumbs(site: Site, crumbs: Iterable[Crumb], here: str) -> dict[str, Any]:
    """Where a page stands; ``here`` is its own address from the root."""
    steps = [
        {
            "@type": "ListItem",
            "position": position,
            "name": one_line(crumb.title),
            "item": f"{site.base_url}{crumb.url or here}",
        }
        for position, crumb in enumerate(crumbs, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def dataset(site: Site, as_of: str, files: Iterable[tuple[str, str, str]]) -> dict[str, Any]:
    """The portal's data; ``files`` are (name, media type, address from the root)."""
    return {
        "@type": "Dataset",
        "name": one_line(site.title),
        "description": one_line(
            f"{site.publisher}公开的电子商务进农村综合示范项目、资金、进度、验收、整改和变更记录，"
            "取自各示范县提交的台账，经核对后公开，附来源、口径和每个文件的摘要值。"
        ),
        "url": f"{site.base_url}data/index.html",
        "inLanguage": "zh-CN",
        "dateModified": as_of,
        "isAccessibleForFree": True,
        "creator": organisation(site.publisher),
        "spatialCoverage": one_line(str(site.region)),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "encodingFormat": kind,
                "contentUrl": f"{site.base_url}{address}",
            }
            for name, kind, address in files
        ],
    }
