"""axe finds nothing on any kind of page on a desktop: light, dark and 长者模式."""

import pytest
from playwright.sync_api import Page

from tests.support.kinds import KINDS, MODES, open_in, violations


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("url", KINDS)
def test_a_page_on_a_desktop(page: Page, address: str, url: str, mode: str) -> None:
    open_in(page, f"{address}/{url}", mode, 1280)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
