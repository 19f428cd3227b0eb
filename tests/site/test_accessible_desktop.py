"""axe finds nothing on any kind of page on a desktop, in every mode; every table is seen whole."""

import pytest
from playwright.sync_api import Page

from tests.support.axe import violations
from tests.support.kinds import KINDS, open_in, show_in, sticks_out, violations_in_forced_colours

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
OVER = """() => [...document.querySelectorAll('main td')].filter(cell => cell.scrollWidth > cell.clientWidth + 1)
    .map(cell => cell.textContent)"""
"""Cells whose words lie over the next cell."""


@pytest.mark.parametrize("url", KINDS)
def test_a_page_on_a_desktop(page: Page, address: str, url: str) -> None:
    open_in(page, f"{address}/{url}", "light", 1280)
    wrong = {"light": violations(page) + sticks_out(page, 1280)}
    show_in(page, "dark")
    wrong["dark"] = violations(page) + sticks_out(page, 1280)
    show_in(page, "senior")
    wrong["senior"] = violations(page) + sticks_out(page, 1280)
    show_in(page, "forced dark")
    wrong["forced"] = violations_in_forced_colours(page) + sticks_out(page, 1280)
    show_in(page, "light")
    wrong["tables"] = page.evaluate(WIDE) + page.evaluate(HIGH) + page.evaluate(OVER)
    show_in(page, "senior")
    wrong["tables, senior"] = page.evaluate(WIDE) + page.evaluate(OVER)
    assert {name: found for name, found in wrong.items() if found} == {}


def test_the_menu_marks_the_place_alone_in_the_systems_own_colours(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark", forced_colors="active")
    page.goto(f"{address}/funds.html")
    marked = page.locator(".menu a").evaluate_all(
        """all => {
            return all.filter(one => getComputedStyle(one).borderBottomWidth !== '0px')
                .map(one => one.textContent.trim());
        }"""
    )
    assert marked == ["资金"]
