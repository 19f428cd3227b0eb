"""One page of every kind of the demonstration portal, and what every one of them must bear."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

KINDS = (
    "index.html",
    "counties/index.html",
    "counties/210698.html",
    "counties/210698-catalogue.html",
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
    "changes.html",
    "data/index.html",
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
    page.emulate_media(color_scheme="dark" if mode == "dark" else "light")
    page.goto(url)
    if mode == "senior":
        page.evaluate("document.documentElement.dataset.mode = 'senior'")


def violations(page: Page) -> list[str]:
    """What axe finds wrong, as «rule: element»."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]
