"""axe finds nothing on any kind of page on a desktop: light, dark and 长者模式; every table is seen whole."""

import pytest
from playwright.sync_api import Page

from tests.support.kinds import KINDS, MODES, open_in, violations

WIDE = """() => {
    for (const one of document.querySelectorAll('details')) one.open = true;
    return [...document.querySelectorAll('main .table')].filter(box => box.scrollWidth > box.clientWidth + 1)
        .map(box => `${box.textContent.trim().slice(0, 20)}: ${box.scrollWidth} in ${box.clientWidth}`);
}"""
"""Tables that scroll sideways, those that are folded away too."""
HIGH = """() => [...document.querySelectorAll('main th')].filter(head => {
    const words = document.createRange();
    words.selectNodeContents(head.firstChild || head);
    return words.getBoundingClientRect().height > 2.2 * parseFloat(getComputedStyle(head).lineHeight);
}).map(head => head.textContent)"""
"""Headings of columns on more than two lines, without the buttons that sort."""


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("url", KINDS)
def test_a_page_on_a_desktop(page: Page, address: str, url: str, mode: str) -> None:
    open_in(page, f"{address}/{url}", mode, 1280)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert page.evaluate(WIDE) == []
    if mode != "senior":
        assert page.evaluate(HIGH) == []
