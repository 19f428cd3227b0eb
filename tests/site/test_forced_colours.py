"""In the system's own colours (forced colours) every word can be read and the place in the menu be seen, light and dark."""

import pytest
from playwright.sync_api import Page

from tests.support.kinds import KINDS

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


@pytest.mark.parametrize("url", KINDS)
def test_every_word_can_be_read(page: Page, address: str, url: str) -> None:
    for scheme, width in (("light", 360), ("dark", 1280)):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, forced_colors="active")  # type: ignore[arg-type]
        page.goto(f"{address}/{url}")
        assert page.evaluate(FAINT) == [], scheme
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_menu_marks_the_place_alone(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark", forced_colors="active")
    page.goto(f"{address}/funds.html")
    marked = page.locator(".menu a").evaluate_all(
        """all => {
            return all.filter(one => getComputedStyle(one).borderBottomWidth !== '0px')
                .map(one => one.textContent.trim());
        }"""
    )
    assert marked == ["资金"]
