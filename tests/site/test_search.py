"""The search index read by the very script that readers get, in a real browser; truth by counting substrings."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from generator.engine import check_portal
from generator.engine.steps.drawn_portal import publish
from generator.model.cities import City
from generator.model.disclosure import CountyDisclosure, Province
from generator.model.identifiers import is_uscc
from generator.render.artifacts import Artifacts
from generator.render.search import index_part, merge
from generator.views.contractor import contractor_views
from generator.views.rows import project_row
from generator.views.search import (
    SearchPart,
    SearchRecord,
    city_parts,
    contractor_parts,
    county_part,
    document_parts,
)
from tests.support.search_province import first
from tests.support.search_truth import Truth, folded, truth
from tests.support.served import browser_page, served

ROOT = Path(__file__).parents[2]

ASK = """async ([queries, all, filters]) => {
  window.index ||= await gongkai.openIndex(async name => {
    const got = await fetch("/search/" + name);
    if (!got.ok) throw new Error(name);
    return got.text();
  });
  const answers = [];
  for (const query of queries) {
    const answer = await window.index.search(query, filters);
    while (all && answer.waiting) await answer.more(8);
    const urls = [];
    for (const doc of answer.found) urls.push((await window.index.record(doc, answer.words)).url);
    answers.push([urls.slice(0, answer.inFields), urls.slice(answer.inFields)]);
  }
  return answers;
}"""

COST = """async query => {
  let bytes = 0;
  const core = await gongkai.openIndex(async name => {
    const body = await (await fetch("/search/" + name)).arrayBuffer();
    bytes += body.byteLength;
    return new TextDecoder().decode(body);
  });
  const answer = await core.search(query);
  await Promise.all(answer.found.slice(0, 10).map(doc => core.record(doc, answer.words)));
  return bytes;
}"""

NONSENSE = [
    "甲乙丙丁戊己",
    "qwxzj",
    "999999-2020-01",
    "91ZZZZZZZZZZZZZZZZ",
    "公司公司公司",
    "县的了吗",
    "７７７７７７７７",
    "限有司公",
    "𠮷𠮷",
    "“司公限有”",
]


@dataclass
class Searched:
    """An index in the browser, and what it must find."""

    page: Page
    truth: Truth

    def ask(
        self, queries: list[str], *, prose: bool = False, **filters: str
    ) -> list[tuple[list[str], list[str]]]:
        """For each query the addresses found by fields, best first, and those found in running text."""
        found: Any = self.page.evaluate(ASK, [queries, prose, filters])
        return [(by_field, by_text) for by_field, by_text in found]


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    with browser_page() as page:
        yield page


def _serve(folder: Path, files: dict[str, bytes], browser: Page) -> Iterator[Page]:
    page = browser.context.new_page()
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    script = (ROOT / "overrides/assets/search-core.js").read_bytes()
    (folder / "search-core.js").write_bytes(script)
    (folder / "index.html").write_text(
        "<!doctype html><meta charset=utf-8><title>x</title><script src=search-core.js></script>", "utf-8"
    )
    with served(folder) as address:
        page.goto(f"{address}/index.html")
        yield page


@pytest.fixture(scope="module")
def portal() -> tuple[Province, Artifacts]:
    checked = check_portal(ROOT / "content_data", None, date(2022, 6, 30))
    assert checked.province
    return checked.province, publish(checked)


@pytest.fixture(scope="module")
def demonstration(
    tmp_path_factory: pytest.TempPathFactory, browser: Page, portal: tuple[Province, Artifacts]
) -> Iterator[Searched]:
    province, artifacts = portal
    files = {name: data for name, data in artifacts.files.items() if name.startswith("search/")}
    for page in _serve(tmp_path_factory.mktemp("demo"), files, browser):
        yield Searched(page, truth(province.counties, province.policies, province.notices))


@pytest.fixture(scope="module")
def thousands(tmp_path_factory: pytest.TempPathFactory, browser: Page) -> Iterator[Searched]:
    """3 000 projects in 100 counties."""
    counties = first(3000)
    rows = [
        project_row(county, project, (), date(2022, 6, 30))
        for county in counties
        for project in county.projects
    ]
    parts = [*map(county_part, counties), *contractor_parts(contractor_views(rows)), *cities(counties)]
    for page in _serve(tmp_path_factory.mktemp("thousands"), index(parts), browser):
        yield Searched(page, truth(counties))


def cities(counties: Iterable[CountyDisclosure]) -> tuple[SearchPart, ...]:
    named: dict[City, list[str]] = {}
    for county in counties:
        named.setdefault(county.county.city, []).append(county.county.name)
    return city_parts(sorted(named.items()))


def index(parts: Iterable[SearchPart]) -> dict[str, bytes]:
    """Every file of the index of these parts."""
    shares = [index_part(part) for part in parts]
    files = merge([share.part for share in shares])
    for share in shares:
        files |= share.files
    return files


def runs(texts: list[str]) -> list[str]:
    """Pieces of two to eight characters that begin and end where no word does."""
    return [text[1 + at % 3 :][: 2 + at % 7] for at, text in enumerate(texts) if len(text) > 10]


def unquoted(query: str) -> list[str]:
    return [query.strip('"“”「」')] if query[0] in '"“「' else query.split()


def check(searched: Searched, queries: list[str]) -> None:
    """Every record whose fields hold the words and no other, an exact field first."""
    wrong: list[object] = []
    for query, (found, _) in zip(queries, searched.ask(queries), strict=True):
        expected = searched.truth.in_fields(*unquoted(query))
        if set(found) != expected or len(found) != len(expected):
            wrong.append((query, sorted(expected - set(found))[:3], sorted(set(found) - expected)[:3]))
        exact = searched.truth.exact(unquoted(query)[0]) if len(unquoted(query)) == 1 else set()
        if exact and found and not set(found[: len(exact)]) <= exact:
            wrong.append((query, "not first", found[:3]))
    assert wrong == []


DEMONSTRATION = [
    "云岭满族自治县", "云岭县", "云岭", "满族", "青禾县", "禾丰", "沈阳市", "沈阳", "葫芦岛", "210698", "211498",
    "210698-2020-02", "2020-02", "98-2020", "210197-2020-", "禾丰滨江物流有限公司（虚构）", "禾丰滨江物流有限公司",
    "满乡云集", "东塬冷链", "邮路速递", "惠农", "检测技术", "91210698MA0002051W", "91210698ma0002051w", "MA00020",
    "２１０６９８－２０２０－０２", "９１２１０６９８", "205.00", "２０５．００", "1,880.00", "1880.00", "副局长",
    "项目经理", "交通运输局", "务中心提", "商务公共服", "村级电商服", "链直", "游电商", "补贴", "人才培训", "物流配送",
    "在建", "已取消", "基本完成", "〔2020〕226号", "辽商电商函", "督导通报", "县", "限", "2", "x", "司（", "(虚构)",
    "“共同配送”", '"物流有限公司"', "「草莓产地」", "冷链 禾丰", "禾丰 已验收 物流", "电商扶贫", "2020年示范县",
    "禾商发〔2021〕7号", "补贴实施细则", "禾丰 禾商发", "农产品上行物流补贴", "沙岭县", "210997", "物流股股长", "黑沟镇",
    "示例", "政府信息公开条例", "通知", "省商务厅", "O2O", "培训学校",
]  # fmt: skip


def test_the_demonstration_province_is_found_by_its_fields(demonstration: Searched) -> None:
    assert len(DEMONSTRATION) >= 60
    assert sum(bool(demonstration.truth.in_fields(*unquoted(query))) for query in DEMONSTRATION) >= 50
    check(demonstration, DEMONSTRATION)


def test_names_numbers_and_runs_of_three_thousand_projects_are_found(thousands: Searched) -> None:
    fields = thousands.truth.fields
    contractors = [texts for url, texts in sorted(fields.items()) if url.startswith("contractors/")]
    projects = [texts for url, texts in sorted(fields.items()) if url.startswith("projects/")]
    names = [texts[0] for texts in contractors[::97]]
    codes = [texts[1] for texts in contractors[::131] if len(texts) > 1]
    titles = [texts[-9] for texts in projects[::211]] + [texts[5] for texts in projects[::173]]
    queries = [
        *names,
        *(name[2:6] for name in names),
        *codes,
        *(code[3:9] for code in codes),
        *(code[9:] for code in codes),
        *(f"{number:06d}-2020-{number % 30 + 1:02d}" for number in range(210100, 210200, 13)),
        *runs(titles),
        *runs(names),
        *[
            "满族",
            "蒙古族",
            "岫岩县",
            "新宾",
            "清原满族自治县",
            "银杏",
            "沈阳市",
            "项目经理",
            "副县长",
            "商务股股长",
        ],
        *[
            "O2O体验店",
            "o2o",
            "B2B集采",
            "２０２０－０７",
            "agri-tech",
            "Ａｇｒｉ",
            "e农",
            "邮政集团有限公司",
            "(二期)",
        ],
        *[
            "“有限公司”",
            "有限公司",
            "务中心升",
            "与冷链直",
            "12.50",
            "草莓 岫岩",
            "O2O 物流有限公司 在建",
            "县",
            "农",
            "7",
        ],
    ]
    assert len(queries) >= 60
    check(thousands, queries)


@pytest.mark.parametrize("query", ["沈阳", "沈阳市", "沈阳市和所辖示范县"])
def test_a_city_is_found_before_its_counties(demonstration: Searched, query: str) -> None:
    ((found, _),) = demonstration.ask([query])
    assert found[0] == "cities/210100.html"


@pytest.mark.parametrize("name", ["demonstration", "thousands"])
def test_nonsense_finds_nothing(name: str, request: pytest.FixtureRequest) -> None:
    searched: Searched = request.getfixturevalue(name)
    assert searched.ask(NONSENSE, prose=True) == [([], [])] * len(NONSENSE)


def shown(portal: tuple[Province, Artifacts]) -> dict[str, str]:
    """The address of every page → the text that a reader sees on it."""
    return {
        page.url: folded(unescape(re.sub(r"<[^>]*>", "", page.body.html.text))) for page in portal[1].pages
    }


def test_what_is_searched_stands_on_the_page(portal: tuple[Province, Artifacts]) -> None:
    province, _ = portal
    pages = shown(portal)
    parts = [
        *map(county_part, province.counties),
        *cities(province.counties),
        *document_parts(province.policies, province.notices),
    ]
    absent = [
        (record.id, text)
        for part in parts
        for record in part.records
        for text in (*(field for _, field in record.fields), *searched_text(record))
        if folded(text) not in pages[f"{record.folder}/{record.id}.html"]
        and not is_uscc(text)  # a contractor's code leads from its projects to its page
    ]
    assert absent == []


def searched_text(record: SearchRecord) -> list[str]:
    """The running text of a project or county, line by line; that of documents is the page itself."""
    return record.prose.split("\n") if record.folder in {"projects", "counties"} else []


def test_running_text_is_searched_in_full(
    demonstration: Searched, portal: tuple[Province, Artifacts]
) -> None:
    queries = [
        "预冷间5处",
        "“不得空跑”",
        "三级物流",
        "滞留",
        "刺绣",
        "影像",
        "专款专用",
        "禾丰 冷藏车",
        "子女直播",
        "按筐计价",
        "白商合〔2022〕1号补1",
        "主体设备到货",
        "备机",
        "210697 验收合格满一年",
    ]
    pages = shown(portal)
    for query, (by_field, by_text) in zip(queries, demonstration.ask(queries, prose=True), strict=True):
        words = query.strip("“”").split()
        assert demonstration.truth.anywhere(*words) <= {*by_field, *by_text}, query
        assert by_text, query
        assert not set(by_field) & set(by_text), query
        assert [url for url in by_text if not all(folded(word) in pages[url] for word in words)] == [], query


def test_running_text_of_three_thousand_projects_is_searched_exactly(thousands: Searched) -> None:
    queries = ["驿站冷库", "仓储分拣销售", "岫岩 驿站烘干", "每周台账", "412", "草莓 冷库412", "分"]
    for query, (by_field, by_text) in zip(queries, thousands.ask(queries, prose=True), strict=True):
        assert thousands.truth.in_fields(*query.split()) == set(by_field), query
        assert thousands.truth.anywhere(*query.split()) == {*by_field, *by_text}, query


def test_filters_narrow_what_is_found(thousands: Searched) -> None:
    found = thousands.ask(["物流", ""], county="210107", direction="物流配送", state="在建")
    own = {url for url in thousands.truth.fields if url.startswith("projects/210107-")}
    fitting = own & thousands.truth.exact("物流配送") & thousands.truth.exact("在建")
    assert fitting
    assert set(found[0][0]) == set(found[1][0]) == fitting


def test_few_bytes_lead_to_the_first_hit(thousands: Searched) -> None:
    """Everything the search reads, from opening the index to the ten results of the first page."""
    page = thousands.page
    names = [
        texts[0] for url, texts in sorted(thousands.truth.fields.items()) if url.startswith("contractors/")
    ]
    for query in (names[40], "岫岩满族自治县", "210120-2020-02", "品控溯源", "12.50"):
        assert page.evaluate(COST, query) <= 100_000, query
