"""A county that never was published is missing from every figure of the province, and the pages say so."""

import re
from dataclasses import replace
from datetime import date

import pytest

from generator.model.place import Place
from generator.model.withheld import Withheld
from generator.render.calendar import calendar
from generator.render.overviews import OVERVIEW_PAGES, Overview
from generator.render.province import DRAWINGS
from generator.views.lack import Lack, lack_of, lacking
from generator.views.overviews.home import city_cards
from tests.support.overviews import PORTAL, empty, overview, summaries

CODE, NOT_TOLD, WITHOUT = "210777", "暂不计算", "（不含未通过核对的记录）"
WHY = f"因 1 个县（编号 {CODE}）未通过核对"
COUNTIES = summaries()
SUMMED = ("index", "funds", "projects/index", "counties/index", "progress", "acceptance", "contractors/index")
CONCLUDING = ("evaluation", "supervision", "compliance")


def pages(drawn: Overview) -> dict[str, str]:
    return {page.stem: page.page(drawn).body.markdown for page in OVERVIEW_PAGES}


SOUND, WITH_ABSENT = overview(COUNTIES), replace(overview(COUNTIES), absent=(CODE,))
BEFORE, AFTER = pages(SOUND), pages(WITH_ABSENT)


def figures(markdown: str) -> list[str]:
    """The lines that count or sum over the province: facts, totals, the directions."""
    facts = re.findall(r'<div class="facts">(.*?)</div>', markdown, re.S)
    totals = [line for line in markdown.split("\n") if line.startswith(("| **合计**", "共 "))]
    directions = [
        line for line in markdown.split("\n") if re.match(r"\| (物流配送|农产品进城|人才培训) \|", line)
    ]
    return [line for line in (*"\n".join(facts).split("\n"), *totals, *directions) if re.search(r"\d", line)]


@pytest.mark.parametrize("stem", sorted(set(AFTER) - {"rules", "policies/index", "notices/index"}))
def test_no_figure_over_the_counties_is_told(stem: str) -> None:
    assert [line for line in figures(AFTER[stem]) if WITHOUT not in line] == []
    assert (figures(BEFORE[stem]) != []) <= (AFTER[stem] != BEFORE[stem])


@pytest.mark.parametrize("stem", [*SUMMED, *CONCLUDING])
def test_the_place_is_named(stem: str) -> None:
    assert WHY in AFTER[stem] or f"1 个县（编号 {CODE}），未通过核对" in AFTER[stem]
    if stem in SUMMED:
        assert NOT_TOLD in AFTER[stem]


@pytest.mark.parametrize(
    "page", [page for page in OVERVIEW_PAGES if page.stem in SUMMED], ids=lambda page: page.stem
)
def test_no_description_counts(page: object) -> None:
    drawn = next(each for each in OVERVIEW_PAGES if each is page).page(WITH_ABSENT)
    assert not re.search(r"\d", drawn.description)
    assert drawn.description


@pytest.mark.parametrize(
    ("stem", "kind"), [("policies/index", "policies"), ("notices/index", "notices"), ("cases/index", "cases")]
)
def test_lists_do_not_count_what_is_missing(stem: str, kind: str) -> None:
    missing = (Withheld(kind, "", Place(f"{kind}/x.md"), None),)
    first = replace(COUNTIES[0], lack=lack_of(missing))
    drawn = replace(SOUND, summaries=(first, *COUNTIES[1:])) if kind == "cases" else SOUND
    drawn = replace(drawn, portal=replace(drawn.portal, withheld=missing if kind != "cases" else ()))
    assert re.search(r"，共 \d+ ", BEFORE[stem])
    assert "，因 1 条记录未通过核对，总数暂不计算，" in pages(drawn)[stem]


def test_charts_and_calendars_say_why() -> None:
    made = {drawing.name: drawing.draw(WITH_ABSENT) for drawing in DRAWINGS}
    charts = [data.decode() for name, data in made["press"].files.items() if name.endswith(".svg")]
    assert charts
    assert [text for text in charts if f"{WHY}，暂不计算" not in text.replace("</text>", "")] == []
    unfolded = made["deadlines.ics"].files["deadlines.ics"].replace(b"\r\n ", b"").decode()
    assert f"X-WR-CALDESC:{WHY}，期限不全" in unfolded
    sentences = made["press"].files["data/press.md"].decode()
    assert f"1 个县（编号 {CODE}）未通过核对，从未公开过，示范县数暂不计算" in sentences
    for what in ("资金合计", "项目数"):
        assert f"全省{WHY}，从未公开过，{what}暂不计算。" in sentences
    assert not re.search(r"\d 个示范县，|\d 万元", sentences)


@pytest.mark.parametrize(("kind", "is_dated"), [("projects", True), ("outcome", True), ("payments", False)])
def test_a_calendar_lacks_only_what_has_deadlines(kind: str, *, is_dated: bool) -> None:
    lack = lack_of([Withheld(kind, "", Place("x"), None)])
    assert (b"X-WR-CALDESC" in calendar("期限", (), PORTAL, lack)) == is_dated


def test_a_province_of_nothing_but_absent_counties_concludes_nothing() -> None:
    found = pages(replace(empty(), absent=(CODE,)))
    for stem in ("counties/index", "contractors/index", "projects/index"):
        assert not re.search(r"暂无(示范县|项目|承办单位)。", found[stem])
        assert "暂不下结论" in found[stem]


def test_a_city_lacks_the_counties_of_its_code() -> None:
    cities = {county.city.full: county.city.code for county in COUNTIES}
    name, code = next(iter(cities.items()))
    cards = {card.name: card for card in city_cards(COUNTIES, Lack((f"{code}77",)))}
    assert cards[name].rests.projects.name == cards[name].counted.name == "MISSING"
    assert {card.counted.name for card in cards.values() if card.name != name} <= {"LATEST"}
    everywhere = city_cards(COUNTIES, Lack(("999999",)))
    assert {card.counted.name for card in everywhere} == {"MISSING"}


def test_a_company_says_that_it_may_have_more() -> None:
    assert [view.name for view in SOUND.contractors if view.is_partial] == []
    assert [view.name for view in WITH_ABSENT.contractors if not view.is_partial] == []


@pytest.mark.parametrize("kind", ["projects", "payments", "expenditures", "contracts"])
def test_a_company_may_be_in_a_record_that_never_was_published(kind: str) -> None:
    first = replace(COUNTIES[0], lack=lack_of([Withheld(kind, "", Place("x"), None)]))
    drawn = replace(SOUND, summaries=(first, *COUNTIES[1:]))
    assert [view.name for view in drawn.contractors if not view.is_partial] == []
    assert "因 1 条记录未通过核对，从未公开过" in pages(drawn)["contractors/index"]
    assert "因 1 条记录未通过核对，从未公开过" in pages(drawn)["funds"]


def test_what_a_record_keeps_back_is_no_record_of_its_own() -> None:
    """Rows of a project that was never published are kept back with it: one record failed, wherever they count."""
    file, row = Place("counties/210198/projects/02.yaml", 15), Place("counties/210198/payments.csv", 4)
    items = [
        Withheld("projects", "210198-2020-02", file, None, cause="projects/02.yaml"),
        *[Withheld("payments", "210198-2020-02", row, None, cause="projects/02.yaml")] * 3,
        Withheld("payments", "210198-2020-01", row._replace(line=9), None),
    ]
    lack = lack_of(items)
    assert lack.why() == lack.why(["payments"]) == "因 2 条记录未通过核对，暂不计算"
    assert lack.why(["projects"]) == "因 1 条记录未通过核对，暂不计算"
    assert lack.why(["expenditures"]) == ""
    assert lack.told(["payments"]).endswith(
        "，从未公开过：210198/payments.csv 第9行、210198/projects/02.yaml 第15行"
    )
    assert lacking([], [lack, lack, lack]).where() == (
        "210198/payments.csv 第9行、210198/payments.csv 第9行、210198/payments.csv 第9行、"
        "210198/projects/02.yaml 第15行、210198/projects/02.yaml 第15行 等 6 条"
    )


def test_what_lacks_is_counted_by_kind() -> None:
    place, day = Place("counties/210198/x"), date(2022, 1, 1)
    rows = [("payments", None), ("payments", None), ("projects", None), ("plan", day)]
    lack = lack_of(Withheld(kind, "", place, since) for kind, since in rows)
    assert lack.why() == "因 3 条记录未通过核对，暂不计算"
    assert lack.why(["payments"]) == "因 2 条记录未通过核对，暂不计算"
    assert lack.why(["plan"]) == ""
    assert lack.where(["payments"]) == "210198/x、210198/x"
    assert lack.told(["plan"]) == ""
    whole = lacking(["210999", CODE], [lack, lack])
    assert whole.why(["projects"]) == f"因 2 个县（编号 {CODE}、210999）、2 条记录未通过核对，暂不计算"
    many = lacking([str(210100 + n) for n in range(9)], [])
    assert "9 个县（编号 210100、210101、210102、210103、210104 等）" in many.why()
