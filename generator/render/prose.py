"""Markdown written by clerks (cases, policies, notices) → safe HTML as one layout block.

The text is CommonMark with tables, rendered by comrak in safe mode (raw HTML is dropped) and cleaned by nh3 with an
allow-list: no scripts, styles, forms, frames or pictures, no attributes but ``href`` of allowed schemes and ``start`` of
lists. Headings start below the page's own. The result has no blank line and no line that starts like Markdown, so it is
one layout block.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from urllib.parse import urljoin

from generator.model.commonmark import safe_html_of
from generator.model.programme import Clause
from generator.render.escape import Markdown

_TAGS = {
    *("p", "br", "strong", "em", "del", "ul", "ol", "li", "blockquote", "hr", "code", "pre", "a"),
    *("h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td"),
}
_HEADING = re.compile(r"<(/?)h([1-6])>")


@lru_cache(maxsize=1_000)
def prose(text: str) -> Markdown:
    """Renders a clerk's Markdown as a block of safe HTML, for lines of its own in a template."""
    return Markdown(_one_block(_safe(text)))


def prose_elsewhere(text: str, page: str) -> str:
    """Renders a clerk's Markdown as safe HTML for a reader's program: links are absolute.

    Args:
        page: the absolute address of the page that shows the text, to which its links are relative.
    """

    def absolute(_: str, name: str, value: str) -> str | None:
        try:
            return urljoin(page, value) if name == "href" else value
        except ValueError:
            return None

    return _safe(text, absolute).strip()


def _safe(text: str, attribute: Callable[[str, str, str], str | None] | None = None) -> str:
    import nh3

    rendered = safe_html_of(text)
    lowest = min((int(found[2]) for found in _HEADING.finditer(rendered)), default=2)
    shifted = _HEADING.sub(lambda found: f"<{found[1]}h{_level(int(found[2]), lowest)}>", rendered)
    return nh3.clean(
        shifted,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
        attribute_filter=attribute,
    )


def with_anchors(body: Markdown, clauses: Iterable[Clause]) -> Markdown:
    """Gives the paragraphs of a notice that are cited their anchors; one that the text lacks gets none."""
    for clause in clauses:
        body = Markdown(body.replace(f"<p>{clause.begins}", f'<p id="{clause.anchor}">{clause.begins}', 1))
    return body


def _level(level: int, lowest: int) -> int:
    """Returns the new level of a heading: the clerk's highest becomes h2, the lowest h4."""
    return min(level - lowest + 2, 4)


def _one_block(clean: str) -> str:
    """Removes blank lines and makes every line start with a tag or an entity, so that it stays one HTML block."""
    first, *others = [line for line in clean.replace("\r", "").split("\n") if line.strip()] or [""]
    return first + "".join([f"\n{line}" if line.startswith("<") else f"&#10;{line}" for line in others])
