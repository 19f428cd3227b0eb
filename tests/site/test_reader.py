"""What any reader does: choose how the page looks, go through it with the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect


def test_the_scheme_is_switched_and_kept(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{address}/index.html")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="深色").click()
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    assert page.evaluate(paper) == dark
    page.goto(f"{address}/counties/index.html")
    assert page.evaluate(paper) == dark
    page.get_by_role("button", name="浅色").click()
    page.reload()
    assert page.evaluate(paper) == light


def test_the_senior_mode_is_large_and_kept(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    size = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
    usual = page.evaluate(size)
    page.get_by_role("button", name="长者模式").click()
    assert page.evaluate(size) >= 24 > usual  # 18 pt
    page.goto(f"{address}/projects/210396-2020-12.html")
    assert page.evaluate(size) >= 24
    page.reload()
    assert page.evaluate(size) >= 24
    page.get_by_role("button", name="标准模式").click()
    page.reload()
    assert page.evaluate(size) == usual


def tab_to(page: Page, name: str, most: int = 80) -> None:
    """Press Tab until something of that name has the focus, which must come into sight and be seen to have it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => {
                const element = document.activeElement, style = getComputedStyle(element);
                return [(element.getAttribute('aria-label') || element.textContent || element.name || '').trim(),
                    style.outlineStyle !== 'none' || style.boxShadow !== 'none'];
            }"""
        )
        page.wait_for_function(
            """() => {
                const box = document.activeElement.getBoundingClientRect();
                return box.bottom > 0 && box.top < innerHeight;
            }""",
            timeout=2_000,
        )
        assert focused[1], f"no focus to be seen on «{focused[0][:40]}»"
        if focused[0].startswith(name):
            return
    raise AssertionError(f"«{name}» is not reached by {most} presses of Tab")


@pytest.mark.parametrize(
    ("width", "mode"), [(256, "light"), (320, "senior"), (360, "dark"), (360, "senior"), (1280, "light")]
)
def test_from_home_to_a_letter_with_the_keyboard_alone(
    page: Page, address: str, width: int, mode: str
) -> None:
    page.add_init_script(f"localStorage.setItem('gongkai.mode', '{'senior' if mode == 'senior' else ''}')")
    page.emulate_media(color_scheme="dark" if mode == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/index.html")
    assert page.evaluate("document.documentElement.dataset.mode === 'senior'") == (mode == "senior")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    page.keyboard.press("/")
    page.locator("#search-box").focus()
    page.keyboard.type("210396-2020-12")
    expect(page.locator(".search-results li a").first).to_be_visible()
    tab_to(page, "检索")
    title = page.locator(".search-results li a").first.inner_text()
    tab_to(page, title)
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/210396-2020-12.html")
    tab_to(page, "举报这个项目的问题")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tip-off.html#**")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
    page.keyboard.type("服务站的门一直锁着。")
    expect(page.locator("main")).to_contain_text("服务站的门一直锁着。")
    expect(page.locator("main")).to_contain_text("210396-2020-12")
