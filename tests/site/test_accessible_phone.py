"""axe finds nothing on any kind of page, nothing sticks out and nothing is too small on a phone, in every mode."""

import pytest
from playwright.sync_api import Page

from tests.support.axe import violations
from tests.support.kinds import KINDS, open_in, show_in, sticks_out, violations_in_forced_colours

SPACED = """* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important; }
    p { margin-bottom: 2em !important; }"""
"""WCAG 1.4.12: what a reader may set."""
SMALL = """least => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')]
    .filter(element => element.checkVisibility() && !element.closest('p, li li, dd, td, .skip, figure, .timeline, .news'))
    .filter(element => getComputedStyle(element).display !== 'inline')
    .map(element => [(element.type === 'checkbox' ? element.labels[0] : element).getBoundingClientRect(), element])
    .filter(([box]) => box.width && box.height && box.height < least - .5)
    .map(([box, element]) => `${Math.round(box.height)} ${element.outerHTML.slice(0, 120)}`)"""
"""Controls lower than ``least`` CSS pixels; links in running text are excepted by WCAG 2.5.8."""
COVERED = """() => [...document.querySelectorAll('main .table')].filter(box => box.checkVisibility() && box.scrollWidth > box.clientWidth)
    .map(box => [box.querySelector('td, th'), box])
    .filter(([cell, box]) => getComputedStyle(cell).position === 'sticky' && cell.offsetWidth > box.clientWidth * .6)
    .map(([cell]) => cell.outerHTML.slice(0, 120))"""
"""Tables whose column that stays leaves little room to read the others."""
A_THIRD = 800 / 3
"""Of the first screen, CSS pixels."""


@pytest.mark.parametrize("url", KINDS)
def test_a_page_on_a_phone(page: Page, address: str, url: str) -> None:
    """One visit, for a page is slower to open than to look at; the colours of 长者模式 are looked at when it is narrowest."""
    open_in(page, f"{address}/{url}", "light", 360)
    if url != "policies/2020-226.html":  # a document begins with its 索引号
        assert page.evaluate("document.querySelector('h1').getBoundingClientRect().top") < A_THIRD
    wrong = {
        "light": page.evaluate(SMALL, 44) + page.evaluate(COVERED) + violations(page) + sticks_out(page, 360)
    }
    show_in(page, "dark")
    wrong["dark"] = violations(page) + sticks_out(page, 360)
    show_in(page, "forced")
    wrong["forced"] = violations_in_forced_colours(page) + sticks_out(page, 360)
    show_in(page, "senior")
    wrong["senior"] = page.evaluate(SMALL, 60) + violations(page, colours=False) + sticks_out(page, 360)
    show_in(page, "light")
    page.set_viewport_size({"width": 320, "height": 800})  # 1280 at 400 %, WCAG 1.4.10
    wrong["320"] = sticks_out(page, 320)
    page.add_style_tag(content=SPACED)
    wrong["320 spaced"] = violations(page, colours=False) + sticks_out(page, 320)
    page.set_viewport_size({"width": 256, "height": 800})
    wrong["256 spaced"] = sticks_out(page, 256)
    show_in(page, "senior")
    wrong["256 spaced senior"] = violations(page) + sticks_out(page, 256)
    assert {name: found for name, found in wrong.items() if found} == {}
