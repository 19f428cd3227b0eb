"""/cities/<code>.html and its feed, drawn as a build draws them."""

import re
from dataclasses import replace
from typing import Any

import feedparser
import pytest

from generator.model.cities import DIRECT, city_named
from generator.model.place import Place
from generator.model.withheld import Rest, Rests, Withheld
from generator.render.artifacts import Artifacts
from generator.render.feeds import Held, city_feed, write_entries
from generator.render.feeds.paging import SIZE, newest_of
from generator.render.overviews import Overview
from generator.render.page import Page
from generator.render.province import DRAWINGS
from generator.views.feed_entries import Entries, Told, together
from generator.views.lack import lack_of
from generator.views.of_city import OfCity
from generator.views.summary import CountySummary
from tests.render.test_feeds import many
from tests.support.feed_rules import check_rss
from tests.support.overviews import PORTAL, overview, summaries

A, B, C = summaries()
OWED = OfCity(("2021-03", "2021-04", "2021-05"), 2, 1, A.of_city.finals)
FIRST = replace(A, of_city=OWED)
TWIN = replace(B, code="210199", name="另一县", city=A.city)


def drawn(name: str, *found: CountySummary, **more: Any) -> Artifacts:
    (drawing,) = [drawing for drawing in DRAWINGS if drawing.name == name]
    whole: Overview = replace(overview(found), **more)
    return drawing.draw(whole)


def pages(*found: CountySummary, **more: Any) -> dict[str, Page]:
    return {page.stem: page for page in drawn("cities", *found, **more).pages}


def text(*found: CountySummary, **more: Any) -> str:
    (page,) = pages(*found, **more).values()
    return page.body.published.decode()


def test_the_markdown_of_a_city_of_two_counties(file_regression: Any) -> None:
    (page,) = pages(FIRST, TWIN).values()
    file_regression.check(page.body.markdown, extension=".md", basename="cities--210100")


def test_each_city_with_counties_has_a_page_and_its_markdown() -> None:
    made = drawn("cities", FIRST, TWIN, B, C)
    assert [page.url for page in made.pages] == [
        "cities/210100.html",
        "cities/210300.html",
        "cities/210600.html",
    ]
    assert set(made.files) == {f"{page.stem}.md" for page in made.pages}
    assert [crumb.url for crumb in made.pages[0].breadcrumbs] == ["index.html", "counties/index.html", ""]
    assert [(feed.url, feed.title) for feed in made.pages[0].feeds] == [("cities/210100.xml", "沈阳市动态")]


def test_a_county_of_no_city_makes_no_page() -> None:
    direct = city_named(DIRECT)
    assert direct is not None
    assert list(pages(replace(C, city=direct))) == []


@pytest.mark.parametrize("page", pages(FIRST, TWIN, B, C).values(), ids=lambda page: page.stem)
def test_all_is_balanced_and_every_table_has_rows(page: Page) -> None:
    content = page.body.html.text
    for tag in ("section", "div", "header", "table", "ul"):
        assert content.count(f"<{tag}") == content.count(f"</{tag}>"), tag
    assert not re.search(r"\]\(|\*\*|\| --|None|\{\{", content)
    assert content.count("<table") == content.count("<tbody>") == 4
    assert all("<td" in body for body in re.findall(r"<tbody>(.*?)</tbody>", content, re.DOTALL))


def test_what_rests_on_withheld_visits_is_not_concluded() -> None:
    found = text(replace(FIRST, rests=Rests(inspections=Rest.MISSING)))
    assert "市级应检查（月） **暂不下结论**" in found
    assert "| [甲县](../counties/210198.html) | 暂不下结论 | 暂不下结论 | 暂不下结论 | 暂不下结论 |" in found
    assert "2021-03、2021-04" not in found.split("## 市级的发现")[0]


def test_what_was_never_published_is_told_once_with_its_number() -> None:
    lack = lack_of([Withheld("inspections", "", Place("x"), None)])
    assert "因 1 条记录未通过核对，从未公开过：x。" in text(replace(FIRST, lack=lack))
    assert "从未公开过" not in text(FIRST)


def test_what_rests_on_a_withheld_outcome_is_not_concluded() -> None:
    found = text(replace(FIRST, rests=Rests(outcome=Rest.MISSING)))
    signatures = found.split("## 验收签字")[1].split("## ")[0]
    assert "| 暂不下结论 | 暂不下结论 |" in signatures
    assert "未销号的整改事项 **暂不计算**" in found


def test_a_county_never_published_is_named_and_nothing_is_summed_over_it() -> None:
    found = text(FIRST, absent=("210177",))
    assert "未列出的：1 个县（编号 210177），未通过核对，从未公开过。" in found
    assert "所辖 暂不计算 个示范县" in found
    assert "未列出的" not in text(FIRST, absent=("210377",))


def test_no_finding_is_said_only_where_all_is_known() -> None:
    sound = replace(FIRST, of_others=())
    assert "按规则目录核对，未发现市级的问题。" in text(sound)
    assert "未发现市级的问题" not in text(replace(sound, rests=Rests(projects=Rest.EARLIER)))


def told(county: str, number: int) -> tuple[Entries[Told], bytes]:
    events = tuple(event._replace(key=f"{county}/{event.key}") for event in many(number))
    return write_entries(county, Entries(events), PORTAL)


def everything(part: Entries[Told]) -> list[Told]:
    return sorted((*part.lasting, *part.passing), key=lambda told: told.published, reverse=True)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [(3, 2, 5), (SIZE, 0, SIZE), (SIZE - 1, 2, SIZE), (70, 80, 52), (80, 80, 62), (0, 0, 0)],
)
def test_the_feed_has_the_newest_entries_of_its_counties(first: int, second: int, expected: int) -> None:
    """One a day in each: fifty, or those of the last thirty days."""
    parts = {"210198": told("210198", first), "210199": told("210199", second)}
    entries = [found for found, _ in parts.values()]
    document = newest_of(entries)
    newest = everything(together(entries))[:expected]
    assert [told.published for told in document.entries] == [told.published for told in newest]
    texts = Held({code: text for code, (_, text) in parts.items()})
    (file,) = city_feed("210100", "沈阳市", entries, texts, PORTAL).items()
    assert file[0] == "cities/210100.xml"
    check_rss(file[1], "https://example.gov.cn/zhsf/cities/210100.xml")
    assert len(feedparser.parse(file[1]).entries) == expected


@pytest.mark.parametrize("counties", [1, 2, 3])
def test_what_is_published_in_a_day_is_in_the_feed_of_its_city(counties: int) -> None:
    """Each county sixty payments and three digests at once, after older entries."""
    parts = []
    for code in range(counties):
        lasting = tuple(event._replace(key=f"{code}/{event.key}") for event in many(90))
        today = [lasting[-1]._replace(key=f"{code}/payments/{index}") for index in range(60)]
        digests = tuple(lasting[-1]._replace(key=f"{code}/findings/{index}") for index in range(3))
        parts.append(write_entries(str(code), Entries((*lasting, *today), digests), PORTAL)[0])
    found = {told.key for told in newest_of(parts).entries}
    day = max(told.published for part in parts for told in part.lasting)
    assert len(found) > 60 * counties
    assert {told.key for part in parts for told in everything(part) if told.published == day} <= found
