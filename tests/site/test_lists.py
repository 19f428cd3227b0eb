"""The lists of a page: filters beside them, sorting, paging, addresses that are shared; whole without a script."""

import re
from collections.abc import Sequence

import pytest
from playwright.sync_api import Page, Route, expect

LISTS = (
    "counties/index.html",
    "projects/index.html",
    "contractors/index.html",
    "changes.html",
    "compliance.html",
    "supervision.html",
    "progress.html",
    "acceptance.html",
    "cases/index.html",
    "notices/index.html",
    "policies/index.html",
)
BESIDE = """() => [...document.querySelectorAll('.list-tools')].map(tools => {
    const box = tools.getBoundingClientRect(), next = tools.nextElementSibling.getBoundingClientRect();
    return [tools.querySelector('form').getBoundingClientRect().height > 0, box.right <= next.left,
        Math.abs(box.top - next.top) < 30];
})"""
"""Of every list: whether its filters are open, left of it, and no higher than it."""


def visible(page: Page, column: int) -> list[str]:
    return page.locator(f"main tbody tr:not([hidden]) td:nth-child({column})").all_inner_texts()


def test_a_list_is_filtered_sorted_and_shared(page: Page, address: str) -> None:
    page.goto(f"{address}/projects/index.html")
    tools, count = page.locator(".list-tools"), page.locator("main tbody tr").count()
    assert len(visible(page, 1)) == 50 < count
    expect(page.locator(".list-status")).to_have_text(f"共{count}个项目。")
    tools.get_by_label("示范县", exact=True).select_option("云岭满族自治县")
    tools.get_by_label("支持方向", exact=True).select_option("物流配送")
    page.get_by_role("button", name="按扶持资金（万元）排序").click()
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    amounts = [float(text.replace(",", "")) for text in visible(page, 5)]
    assert len(amounts) > 2
    assert amounts == sorted(amounts, reverse=True)
    tools.get_by_label("扶持资金（万元）不少于").fill(str(amounts[1]))
    expect(page.locator(".list-status")).to_have_text(
        f"共{count}个项目，符合2个项目，按扶持资金（万元）降序排列。"
    )
    titles = visible(page, 1)
    page.goto(page.url)
    assert visible(page, 1) == titles
    assert set(visible(page, 2)) == {"云岭满族自治县"}
    page.get_by_role("button", name="清除筛选").click()
    expect(page.locator(".list-status")).to_have_text(f"共{count}个项目。")
    assert page.url == f"{address}/projects/index.html"


def test_a_county_of_two_batches_is_found_by_each(page: Page, address: str) -> None:
    page.goto(f"{address}/counties/index.html")
    batches = page.locator(".list-tools").get_by_label("批次", exact=True)
    offered = batches.locator("option").all_inner_texts()
    assert offered == ["全部", *sorted({year for text in visible(page, 3)[:-1] for year in text.split("、")})]
    assert "青禾县" in visible(page, 1)
    for year in ("2020", "2022"):
        batches.select_option(year)
        assert "青禾县" in visible(page, 1)
    batches.select_option("2021")
    assert "青禾县" not in visible(page, 1)


def test_a_list_turns_its_pages(page: Page, address: str) -> None:
    page.goto(f"{address}/projects/index.html")
    first = visible(page, 1)
    page.get_by_role("button", name="下一页").click()
    second = visible(page, 1)
    assert (len(first), len(second)) == (50, page.locator("main tbody tr").count() - 50)
    assert not set(first) & set(second)
    page.goto(page.url)
    assert visible(page, 1) == second


def lengthened(route: Route) -> None:
    """The page with every entry thirty times."""
    html = route.fetch().text()
    longer = re.sub(r"<li>.*?</li>", lambda one: one[0] * 30, html, flags=re.DOTALL)
    route.fulfill(body=html.partition("<main")[0] + "<main" + longer.partition("<main")[2])


def test_an_address_that_names_a_group_shows_it_wherever_the_list_is_long(page: Page, address: str) -> None:
    page.route("**/cases/index.html*", lengthened)
    page.goto(f"{address}/cases/index.html")
    expect(page.locator(".list-pages span")).to_have_text(re.compile("第 1 页，共 [3-9] 页"))
    names = page.locator("[data-list] h2").evaluate_all("headings => headings.map(heading => heading.id)")
    for name in (names[-1], names[0]):
        page.goto(f"{address}/cases/index.html#{name}")
        expect(page.locator(f"[id='{name}']")).to_be_in_viewport()
    page.evaluate("name => location.hash = name", names[-1])
    expect(page.locator(f"[id='{names[-1]}']")).to_be_in_viewport()
    page.goto(f"{address}/cases/index.html#%")
    assert page.locator("[data-list] li:visible").count() == 50


def test_a_rule_that_the_address_names_is_shown_on_whatever_page_of_the_list_it_is(
    page: Page, address: str
) -> None:
    """The home page leads to it."""
    page.goto(f"{address}/compliance.html")
    rules = page.locator("[data-list=found] h3").evaluate_all(
        "headings => headings.map(heading => heading.id)"
    )
    page.goto("about:blank")
    page.goto(f"{address}/compliance.html#{rules[-1]}")
    expect(page.locator(f"[id='{rules[-1]}']")).to_be_in_viewport()


def test_the_overdue_are_found_in_one_touch(page: Page, address: str) -> None:
    page.goto(f"{address}/projects/index.html")
    page.get_by_label("只看逾期").check()
    states = visible(page, 9)
    assert states
    assert all("逾期" in state for state in states)


def test_text_filters_rows_and_groups(page: Page, address: str) -> None:
    page.goto(f"{address}/counties/index.html?text=%E6%BB%A1%E6%97%8F")
    assert visible(page, 1) == ["云岭满族自治县", "合计"]
    page.goto(f"{address}/cases/index.html")
    page.locator(".list-tools").get_by_label("示范县").select_option("白石县")
    tags = page.locator("[data-list] li:visible em").all_inner_texts()
    assert tags
    assert set(tags) == {"白石县"}
    assert page.locator("[data-list] h2:visible").count() <= len(tags)
    page.goto(f"{address}/compliance.html?found-text=%E5%86%B7%E9%93%BE")
    lines = page.locator("[data-list=found] > section > details > ul > li:visible").all_inner_texts()
    assert lines
    assert all("冷链" in line for line in lines)


def test_a_list_on_a_phone_is_sorted_by_its_fields(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{address}/projects/index.html")
    assert page.locator(".sort:visible").count() == 0
    page.get_by_role("button", name="筛选和排序").click()
    page.locator(".list-tools").get_by_label("排序").select_option(label="扶持资金（万元），大的在前")
    amounts = [float(text.replace(",", "")) for text in visible(page, 5)]
    assert amounts == sorted(amounts, reverse=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("url", LISTS)
def test_filters_stand_beside_the_list_and_are_folded_on_a_phone(page: Page, address: str, url: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{address}/{url}")
    assert page.locator(".list-tools").count() > 0
    assert [place for place in page.evaluate(BESIDE) if place != [True, True, True]] == []
    page.set_viewport_size({"width": 360, "height": 800})
    openers = page.locator(".list-opener").all()
    assert all(re.search(r"（共\d+\S+）", opener.inner_text()) for opener in openers)
    assert page.locator(".list-tools form:visible").count() == 0
    page.evaluate("document.documentElement.dataset.mode = 'senior'")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.locator(".list-opener:visible").count() == len(openers)


def test_filters_on_a_phone_open_with_the_keyboard_and_count(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{address}/projects/index.html?state=%E5%B7%B2%E9%AA%8C%E6%94%B6")
    opener = page.locator(".list-opener")
    expect(opener).to_have_text(re.compile(r"筛选和排序（符合\d+个项目）"))
    expect(opener).to_have_attribute("aria-expanded", "false")
    opener.focus()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    page.keyboard.type("不会有的词")
    expect(opener).to_have_text("筛选和排序（符合0个项目）")
    expect(page.locator(".list-status")).to_have_text("无符合条件的，请放宽条件。")
    assert page.locator(".list-status").evaluate("one => getComputedStyle(one).position") == "static"


GIVEN = [
    "2,000.00",
    "未公开",
    "300.00（含上一次公开的记录）",
    "暂不计算",
    "0.00",
    "-5.00",
    "10,000.00",
    "99.5",
    "750.00",
    "不适用",
]
UP = ["-5.00", "0.00", "99.5", "300.00（含上一次公开的记录）", "750.00", "2,000.00", "10,000.00"]
SHARES = ["3/4", "12/12", "9/10", "10/11", "0/5", "5/12", "12/13", "不适用", "6/12", "—"]
SHARES_UP = ["0/5", "5/12", "6/12", "3/4", "9/10", "10/11", "12/13", "12/12"]
CITIES = ["沈阳市", "鞍山市", "—", "抚顺市", "未公开", "丹东市", "阜新市", "葫芦岛市", "不适用", "本溪市"]
CITIES_UP = ["鞍山市", "本溪市", "丹东市", "抚顺市", "阜新市", "葫芦岛市", "沈阳市"]


@pytest.mark.parametrize(
    ("heading", "given", "up"),
    [("已拨付", GIVEN, UP), ("公开事项", SHARES, SHARES_UP), ("所属市", CITIES, CITIES_UP)],
)
def test_counties_are_sorted_as_numbers_blanks_last_the_total_below(
    page: Page, address: str, heading: str, given: Sequence[str], up: Sequence[str]
) -> None:
    column: list[int] = []

    def given_values(route: Route) -> None:
        html = route.fetch().text()
        heads = re.findall(r"<th [^>]*>(.*?)</th>", html)
        column.append(heads.index(heading) + 1)
        values = iter([*given, "合计的数"])
        cell = re.compile(rf'(<td data-label="{heading}"[^>]*>).*?(</td>)')
        route.fulfill(body=cell.sub(lambda found: found[1] + next(values) + found[2], html))

    page.route("**/counties/index.html*", given_values)
    page.goto(f"{address}/counties/index.html")
    names = visible(page, 1)
    blanks = [text for text in given if text not in up]
    button = page.get_by_role("button", name=f"按{heading}排序")
    seen = {}
    for _ in range(2):
        button.click()
        order = page.locator("th[aria-sort]").get_attribute("aria-sort") or ""
        seen[order] = visible(page, column[0])
        expect(page.locator(".list-status")).to_have_text(
            f"共{len(given)}个示范县，按{heading}{'升序' if order == 'ascending' else '降序'}排列。"
        )
    assert seen == {
        "ascending": [*up, *blanks, "合计的数"],
        "descending": [*reversed(up), *blanks, "合计的数"],
    }
    button.click()
    assert page.locator("th[aria-sort]").count() == 0
    assert visible(page, 1) == names


def test_counties_stand_by_city_without_a_script_and_an_address_names_one(tab: Page, address: str) -> None:
    context = tab.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    plain = context.new_page()
    plain.goto(f"{address}/counties/index.html")
    assert plain.locator("main button").count() == 0
    cities = visible(plain, 2)[:-1]
    assert len(cities) == len(CITIES)
    assert [city for at, city in enumerate(cities) if city != cities[at - 1]] == list(dict.fromkeys(cities))
    context.close()
    tab.goto(f"{address}/counties/index.html?city=%E9%9E%8D%E5%B1%B1%E5%B8%82")
    assert set(visible(tab, 2)[:-1]) == {"鞍山市"}


def test_the_address_of_a_change_leads_to_its_row_on_whichever_page_of_the_list(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/changes.html")
    name = page.locator("main tbody tr td:first-child > span").last.get_attribute("id")
    page.goto(f"{address}/changes.html?county=#{name}")
    row = page.locator("tr", has=page.locator(f"#{name}"))
    expect(row).to_be_in_viewport()
    row.get_by_text("引用", exact=True).click()
    expect(row.locator("details p")).to_contain_text(f"changes.html#{name}")
