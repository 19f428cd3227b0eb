"""CommonMark with tables → HTML: one parser for what is checked and for what is shown."""

from functools import cache

import comrak


def html_of(markdown: str) -> str:
    """The HTML of our own templates' Markdown: HTML in it stands as it is."""
    table, render = _options(is_ours=True)
    return comrak.render_markdown(markdown, extension_options=table, render_options=render)


def safe_html_of(markdown: str, *, with_places: bool = False) -> str:
    """The HTML of a clerk's Markdown: HTML in it becomes a comment, the address of a script becomes empty.

    Args:
        with_places: elements say where they stand in the text (``data-sourcepos``).
    """
    table, render = _options(with_places=with_places)
    return comrak.render_markdown(markdown, extension_options=table, render_options=render)


@cache
def _options(
    *, is_ours: bool = False, with_places: bool = False
) -> tuple[comrak.ExtensionOptions, comrak.RenderOptions]:
    table, render = comrak.ExtensionOptions(), comrak.RenderOptions()
    table.table = True
    render.unsafe_ = is_ours
    render.sourcepos = with_places
    return table, render
