"""Page metadata for the theme's templates."""

from typing import Any

from generator.render.page import Page


def page_meta(page: Page) -> dict[str, Any]:
    """Returns what the theme's templates read as ``page.meta``."""
    return {
        "title": page.title,
        "kind": page.kind,
        "template": f"{page.kind}.html",
        "section": page.section,
        "description": page.description,
        "breadcrumbs": [{"title": crumb.title, "url": crumb.url} for crumb in page.breadcrumbs],
        "is_demo": page.is_demo,
        "updated": page.updated.isoformat() if page.updated else "",
        "meta_tags": [{"name": name, "content": content} for name, content in page.meta_tags],
        "feeds": [{"title": feed.title, "url": feed.url, "type": feed.type} for feed in page.feeds],
        "alternates": [{"title": form.title, "url": form.url, "type": form.type} for form in page.alternates],
        "tip_off": page.tip_off,
    }
