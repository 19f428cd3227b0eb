"""axe finds nothing on any kind of page, and nothing sticks out, on a phone: light, dark and 长者模式."""

import pytest
from playwright.sync_api import Page

from tests.support.kinds import KINDS, MODES, open_in, violations

SPACED = """* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important; }
    p { margin-bottom: 2em !important; }"""
"""WCAG 1.4.12: what a reader may set."""


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("url", KINDS)
def test_a_page_on_a_phone(page: Page, address: str, url: str, mode: str) -> None:
    open_in(page, f"{address}/{url}", mode, 360)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("url", KINDS)
def test_a_page_at_four_times_its_size(page: Page, address: str, url: str) -> None:
    """WCAG 1.4.10: 1280 CSS pixels at 400 % leave 320."""
    open_in(page, f"{address}/{url}", "light", 320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.add_style_tag(content=SPACED)
    for width, mode in ((320, "standard"), (256, "standard"), (256, "senior")):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("mode => document.documentElement.dataset.mode = mode", mode)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, mode)
        assert (width, mode) == (256, "standard") or violations(page) == [], (width, mode)
