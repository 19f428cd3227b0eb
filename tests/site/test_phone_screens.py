"""How far a reader scrolls on a phone of 360 × 800, what folds, and what the first screen of a project says."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

HEIGHT = 800
MOST = {"rules.html": 20, "compliance.html": 12, "supervision.html": 8, "changes.html": 10, "index.html": 7}
FIRST = """() => [document.querySelector('h1'), document.querySelector('.page-head em'),
        ...[...document.querySelectorAll('.facts strong')].slice(0, 3)]
    .map(one => [one.textContent, one.getBoundingClientRect().bottom])"""
"""Name, state, amount, contractor and deadline, and where each ends."""
BANNERS = {"已取消": "这个项目已取消", "已撤回": "这个项目已撤回", "逾期": "逾期"}


@pytest.fixture
def phone(page: Page) -> Page:
    page.set_viewport_size({"width": 360, "height": HEIGHT})
    return page


def screens(page: Page, url: str) -> float:
    page.goto(url)
    return float(page.evaluate("document.documentElement.scrollHeight")) / HEIGHT


@pytest.mark.parametrize("url", MOST)
def test_an_overview_is_not_endless(phone: Page, address: str, url: str) -> None:
    assert screens(phone, f"{address}/{url}") <= MOST[url]


def test_no_county_is_longer_than_nine_screens(phone: Page, folder: Path, address: str) -> None:
    counties = sorted(path.name for path in folder.glob("counties/2*.html"))
    assert len(counties) >= 8
    long = {name: screens(phone, f"{address}/counties/{name}") for name in counties}
    assert {name: length for name, length in long.items() if length > 9} == {}


def some_projects(folder: Path) -> list[Path]:
    """Those that are cancelled, withdrawn or late, and every seventh."""
    every = sorted(folder.glob("projects/2*.html"))
    told = [path for path in every if 'class="card withdrawn"' in path.read_text("utf-8")]
    assert len(told) > 3
    return sorted({*told, *every[::7]})


def test_the_first_screen_of_a_project_says_what_matters(phone: Page, folder: Path, address: str) -> None:
    wrong = []
    for path in some_projects(folder):
        length = screens(phone, f"{address}/projects/{path.name}")
        below = [name for name, end in phone.evaluate(FIRST) if end > HEIGHT]
        if length > 8 or below:
            wrong.append((path.stem, length, below))
    assert wrong == []


def test_what_ended_or_is_late_is_said_before_all_else(phone: Page, folder: Path, address: str) -> None:
    """With a date, on the first screen: a reader does not look under 验收 on the fifth."""
    seen = set()
    for path in sorted(folder.glob("projects/2*.html")):
        text = path.read_text("utf-8")
        head = text.partition('<div class="facts">')[0].partition("<main")[2]
        states = re.sub(r"<[^>]*>", "", head.partition("</header>")[0])
        for word, said in BANNERS.items():
            if word in states or (word == "已撤回" and said in text):
                seen.add(word)
                assert said in head.partition("</header>")[2], path.stem
                assert re.search(r"\d{4}-\d\d-\d\d", head.partition("</header>")[2]), path.stem
    assert seen == set(BANNERS)


def test_what_is_folded_opens_without_a_script(tab: Page, address: str) -> None:
    context = tab.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    plain = context.new_page()
    plain.goto(f"{address}/rules.html#g101")
    rule = plain.locator("section.rule", has=plain.locator("#g101"))
    expect(rule.get_by_text("依据：")).to_be_hidden()
    rule.locator("summary").click()
    expect(rule.get_by_text("依据：")).to_be_visible()
    context.close()


def test_what_is_looked_for_is_not_left_folded(phone: Page, address: str) -> None:
    phone.goto(f"{address}/compliance.html")
    assert phone.locator("[data-list=found] details[open]").count() == 0
    phone.locator("[data-list=found] .list-opener").click()
    phone.locator("[data-list=found]").get_by_label("关键词").fill("冷链")
    expect(phone.locator("[data-list=found] li:visible").first).to_contain_text("冷链")


def test_nothing_is_folded_on_paper(phone: Page, address: str) -> None:
    phone.goto(f"{address}/counties/210698.html")
    phone.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert phone.locator("details:not([open])").count() == 0
    phone.evaluate("dispatchEvent(new Event('afterprint'))")
    assert phone.locator("details:not([open])").count() > 3


CHARTED = (
    "index.html",
    "funds.html",
    "progress.html",
    "counties/index.html",
    "counties/210698.html",
    "counties/211498.html",
    "projects/210698-2020-10.html",
    "data/press.html",
)
SMALL_OR_OUT = """() => {
    const body = parseFloat(getComputedStyle(document.body).fontSize), wrong = [];
    for (const figure of document.querySelectorAll('figure.chart')) {
        const frame = figure.parentElement.getBoundingClientRect(), words = document.createRange();
        const texts = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            if (!texts.currentNode.data.trim()) continue;
            const parent = texts.currentNode.parentElement;
            words.selectNodeContents(texts.currentNode);
            const box = words.getBoundingClientRect();
            if (parent.closest('svg') || parseFloat(getComputedStyle(parent).fontSize) < body
                || box.right > frame.right + 1 || box.left < frame.left) wrong.push(texts.currentNode.data);
        }
        if (figure.scrollWidth > figure.clientWidth + 1) wrong.push(figure.getAttribute('aria-label'));
    }
    return wrong;
}"""
"""Words of charts that are smaller than the page's, stand in a drawing, or stick out; charts that scroll sideways."""


@pytest.mark.parametrize("mode", ["standard", "senior"])
@pytest.mark.parametrize("width", [256, 360, 800])
def test_a_calendar_is_seen_whole_on_a_phone(page: Page, address: str, width: int, mode: str) -> None:
    """Its months and weeks break into rows, each with its name; nothing lies beyond the edge."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.goto(f"{address}/supervision.html")
    page.evaluate("mode => document.documentElement.dataset.mode = mode", mode)
    beyond = page.evaluate(
        """() => {
            const cells = [...document.querySelectorAll('.period[open] td')];
            return [cells.length, cells.filter(cell => {
                const box = cell.getBoundingClientRect(), card = cell.closest('.card').getBoundingClientRect();
                const words = document.createRange();
                words.selectNodeContents(cell);
                return Math.max(box.right, words.getBoundingClientRect().right) > card.right || box.left < card.left
                    || cell.scrollWidth > cell.clientWidth + 1;
            }).map(cell => cell.dataset.label + ' ' + cell.textContent)];
        }"""
    )
    assert beyond[0] > 100
    assert beyond[1] == []
    assert page.locator(".period[open] tr").nth(1).aria_snapshot().startswith("- row")


def test_a_table_of_weeks_fits_a_desktop(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}/supervision.html")
    boxes = page.locator(".period .table").evaluate_all(
        "all => all.map(box => { box.closest('details').open = true; return box.scrollWidth - box.clientWidth; })"
    )
    assert len(boxes) > 5
    assert max(boxes) <= 1


@pytest.mark.parametrize("mode", ["standard", "senior"])
@pytest.mark.parametrize("width", [256, 320, 360, 768, 1280])
def test_charts_are_as_wide_as_the_page_and_their_words_as_large(
    page: Page, address: str, width: int, mode: str
) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    for url in CHARTED:
        page.goto(f"{address}/{url}")
        page.evaluate("mode => document.documentElement.dataset.mode = mode", mode)
        assert page.locator("figure.chart").count() >= 1, url
        assert page.evaluate(SMALL_OR_OUT) == [], url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url


def test_bars_of_one_chart_begin_and_end_at_the_same_place(page: Page, address: str) -> None:
    """A bar twice as long stands for twice as much, at every width."""
    for width in (256, 360, 1280):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.goto(f"{address}/funds.html")
        places = page.evaluate(
            """() => [...document.querySelectorAll('.groups svg, .groups + .axis')].map(one =>
                [one.getBoundingClientRect().left, one.getBoundingClientRect().right].map(Math.round).join())"""
        )
        assert len(places) == 13
        assert len(set(places)) == 1, (width, places)
