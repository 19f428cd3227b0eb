"""One page of every kind of the demonstration portal, and what every one of them must bear."""

from playwright.sync_api import Page

from tests.support.axe import violations

KINDS = (
    "index.html",
    "counties/index.html",
    "counties/210698.html",
    "counties/210698-catalogue.html",
    "cities/210600.html",
    "projects/index.html",
    "projects/210396-2020-12.html",
    "projects/210698-2020-10.html",
    "contractors/index.html",
    "contractors/91210197MA00010018.html",
    "cases/index.html",
    "cases/baishi-bianmindian.html",
    "policies/index.html",
    "policies/2020-226.html",
    "notices/index.html",
    "notices/2020-11-gongzuo-buzhi.html",
    "funds.html",
    "progress.html",
    "supervision.html",
    "acceptance.html",
    "evaluation.html",
    "compliance.html",
    "rules.html",
    "figures.html",
    "changes.html",
    "data/index.html",
    "data/dictionary.html",
    "data/questions.html",
    "data/bulletin.html",
    "data/press.html",
    "data/press-210698.html",
    "tip-off.html",
    "subscribe.html",
    "about.html",
    "accessibility.html",
)
MODES = ("light", "dark", "senior")
WIDTHS = (360, 1280)


def open_in(page: Page, url: str, mode: str, width: int) -> None:
    """Open a page as a reader with these choices sees it."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(url)
    show_in(page, mode)


def show_in(page: Page, mode: str) -> None:
    """Turn a page that is open to ``mode``: one of MODES, or of the system's own colours, ``forced`` or ``forced dark``."""
    page.emulate_media(
        color_scheme="dark" if mode.endswith("dark") else "light",
        forced_colors="active" if mode.startswith("forced") else "none",
    )
    page.evaluate("mode => document.documentElement.dataset.mode = mode", mode if mode == "senior" else "")


def sticks_out(page: Page, width: int) -> list[str]:
    """Says so where the page is wider than the window."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} px in a window of {width}"] if wide > width else []


FAINT = """() => {
    const parts = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = colour => parts(colour).slice(0, 3).map(part => part / 255)
        .map(part => part <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
        .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0);
    const behind = element => {
        for (let one = element; one; one = one.parentElement) {
            const colour = getComputedStyle(one).backgroundColor;
            if ((parts(colour)[3] ?? 1) > .5) return colour;
        }
        return getComputedStyle(document.documentElement).backgroundColor;
    };
    const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue;
        const [one, other] = [getComputedStyle(element).color, behind(element)].map(light);
        if ((Math.max(one, other) + .05) / (Math.min(one, other) + .05) < 4.5) found.push(texts.currentNode.data);
    }
    return found;
}"""
"""Words with less contrast than WCAG 1.4.3 asks for."""


def violations_in_forced_colours(page: Page) -> list[str]:
    """As ``violations``; the contrast is measured here, for axe asks for ``-webkit-text-fill-color``, which Chromium
    tells as the page wrote it and not as it is drawn.
    """
    faint: list[str] = page.evaluate(FAINT)
    return violations(page, colours=False) + [f"faint: {words[:200]}" for words in faint]
