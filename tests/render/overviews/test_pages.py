"""Golden files of every overview page, and what must hold of all of them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

import generator.render
from generator.model.site import SetAside
from generator.render.overviews import (
    MAIN_MENU,
    MORE_MENU,
    OVERVIEW_PAGES,
    Overview,
    stems_filled_by,
    stems_shown,
)
from generator.render.overviews.rules_page import RULES_PAGE
from generator.render.page import Page
from generator.views.overviews.home import attention
from tests.render.test_escape import read
from tests.support.overviews import AS_OF, PORTAL, empty, overview, summaries


def overview_pages(drawn: Overview) -> Iterator[Page]:
    return (page.page(drawn) for page in OVERVIEW_PAGES)


def sections(drawn: Overview) -> tuple[str, ...]:
    return stems_shown(map(stems_filled_by, drawn.summaries), drawn.policies, drawn.notices)


FOUND = overview(summaries())
PAGES = {page.stem: page for page in overview_pages(FOUND)}
WITH_HISTORY = {page.stem: page for page in overview_pages(overview(summaries(with_history=True)))}
EMPTY = {page.stem: page for page in overview_pages(empty())}
HAND_WRITTEN = {"about", "accessibility"}
_LED_TO = {"data/dictionary", "data/questions"}
"""Pages in no menu."""
_DELIMITERS = re.compile(r"\|( -{3}:? \|)+")


def stem_of(page: Page) -> str:
    return page.stem


def check(page: Page, name: str, file_regression: Any) -> None:
    file_regression.check(page.body.markdown, extension=".md", basename=name.replace("/", "--"))


@pytest.mark.parametrize(
    "stem", sorted(PAGES.keys() - _LED_TO)
)  # those are the models again, and test_questions.py
def test_the_markdown_of_every_page(stem: str, file_regression: Any) -> None:
    check(PAGES[stem], stem, file_regression)


def test_changes_with_a_history(file_regression: Any) -> None:
    check(WITH_HISTORY["changes"], "changes-with-history", file_regression)


def test_the_markdown_of_an_empty_column(file_regression: Any) -> None:
    """All pages that show data, one after the other: each says in a sentence that there is nothing yet."""
    shown = [
        page
        for stem, page in EMPTY.items()
        if stem not in {"figures", "rules", "tip-off", "subscribe"} | _LED_TO
    ]
    text = "\n".join(f"@ {page.stem}\n\n{page.body.markdown}" for page in shown)
    file_regression.check(text, extension=".md", basename="empty-column")


def test_a_table_s_heading_and_cell_are_one_declaration() -> None:
    """In columns (render/columns.py)."""
    folder = Path(generator.render.__file__).parent / "templates"
    assert not [path.name for path in folder.glob("*.j2") if "| ---" in path.read_text("utf-8")]


@pytest.mark.parametrize("page", [*PAGES.values(), *EMPTY.values(), *WITH_HISTORY.values()], ids=stem_of)
def test_no_table_is_without_a_row_and_all_rows_are_of_one_width(page: Page) -> None:
    lines = page.body.markdown.split("\n")
    for number, line in enumerate(lines):
        if _DELIMITERS.fullmatch(line):
            assert lines[number + 1].startswith("|"), lines[number - 1]
    content = page.body.html.text
    for table in re.findall(r"<table.*?</table>", content, re.DOTALL):
        widths = {
            len(re.findall(r"<t[hd][ >]", row)) for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
        }
        assert len(widths) == 1, table


@pytest.mark.parametrize("page", [*PAGES.values(), *EMPTY.values(), *WITH_HISTORY.values()], ids=stem_of)
def test_layout_is_balanced_and_all_markdown_is_rendered(page: Page) -> None:
    content = page.body.html.text
    for tag in ("section", "div", "header", "table", "ul"):
        assert content.count(f"<{tag}") == content.count(f"</{tag}>"), tag
    data = r'<script type="application/ld\+json">[^<]*</script>'
    seen = read(re.sub(rf"<pre>.*?</pre>|{data}", "", content, flags=re.DOTALL))
    assert not {"b", "script", "img"} & set(seen.tags)
    for mark in ("](", "**", "| --", "None", "{{", "Decimal"):
        assert mark not in seen.text, mark


@pytest.mark.parametrize("page", PAGES.values(), ids=stem_of)
def test_what_the_theme_needs_to_know(page: Page) -> None:
    assert 0 < len(page.description) <= 120
    assert page.is_demo is PORTAL.is_demo
    assert [name for name, _ in page.meta_tags] == [
        "ColumnName",
        "ColumnDescription",
        "ColumnKeywords",
        "ColumnType",
    ]
    assert all(re.fullmatch(r"topics/[a-z]+\.xml", feed.url) for feed in page.feeds)
    assert len(page.breadcrumbs) == (0 if page.stem == "index" else 2)
    assert page.section in {entry.section for entry in MAIN_MENU} | {"outcome", "home"}


@pytest.mark.parametrize("page", [PAGES["compliance"], PAGES["progress"], PAGES["evaluation"]], ids=stem_of)
def test_what_home_counts_is_what_its_links_lead_to(page: Page) -> None:
    """Under the heading a count links to stand exactly as many rows or entries."""
    for item in attention(FOUND.summaries, PORTAL.site.limits):
        address, _, anchor = item.url.partition("#")
        if address != page.url or not item.count:
            continue
        headings = page.body.html.headings
        (heading,) = [found for found in headings if found.id == anchor]
        section = page.body.markdown.split(f" {heading.title}\n")[-1].split("</section>")[0]
        rows = [line for line in section.split("\n") if line.startswith(("| [", "- ["))]
        assert len(rows) == item.count, item


def test_links_within_the_overviews_lead_to_headings() -> None:
    anchors = {page.url: {found.id for found in page.body.html.headings} for page in PAGES.values()}
    for page in PAGES.values():
        for target in re.findall(r"\]\((?:\.\./)*([^)]+)\)", page.body.markdown):
            address, _, fragment = unquote(target).partition("#")
            if fragment and address in anchors:
                assert fragment in anchors[address], (page.stem, target)


def test_sections_name_what_has_something_to_show() -> None:
    stems = {entry.stem for entry in (*MAIN_MENU, *MORE_MENU)}
    assert set(sections(FOUND)) == stems
    assert set(sections(empty())) == {"index", "figures", "rules", "subscribe", "tip-off"} | HAND_WRITTEN
    assert {page.stem for page in EMPTY.values()} | HAND_WRITTEN == stems | _LED_TO


def test_the_latest_date_of_the_data_shown() -> None:
    days = {stem: page.updated.isoformat() for stem, page in PAGES.items() if page.updated}
    assert days["funds"] == "2021-05-10"
    assert days["supervision"] == "2021-06-30"
    assert days["cases/index"] == "2021-05-07"
    assert days["notices/index"] == "2021-06-01"
    assert days["policies/index"] == "2020-09-14"
    assert "tip-off" not in days
    assert not any(page.updated for page in EMPTY.values())


def test_examples_of_rules_stand_as_they_are_typed() -> None:
    content = PAGES["rules"].body.html.text
    assert "<pre><code>县: {规则: F108}\n\n- &lt;b&gt;*x*&lt;/b&gt;\n</code></pre>" in content
    assert "正例" not in content.split("F108")[1].split("</section>")[0], "an empty example is not shown"


def test_a_rule_that_is_set_aside_says_so_until_when_and_why() -> None:
    entry = SetAside(rule="F108", begin=AS_OF, until=AS_OF, reason="核对<b>国库</b>数据")
    portal = replace(PORTAL, site=PORTAL.site.model_copy(update={"set_aside": (entry,)}))
    text = RULES_PAGE.page(replace(FOUND, portal=portal)).body.html.text
    assert f"{AS_OF} 至 {AS_OF}：核对&lt;b&gt;国库&lt;/b&gt;数据" in text
    assert f"{AS_OF} 至 {AS_OF} 暂停公开：核对" in text.split('id="f108"')[1].split("</section>")[0]
    assert "暂停公开" not in PAGES["rules"].body.html.text


def test_the_tip_off_page_collects_nothing() -> None:
    page = PAGES["tip-off"].body.html.text
    assert '<a href="tel:02400000000">024-00000000</a>' in page
    assert "script" not in read(page).tags
    assert '<div class="callout tip-off-project" hidden>' in page
    form = page[page.index("<form") : page.index("</form>")]
    assert form.startswith('<form autocomplete="off" hidden>')
    assert not re.search(r"\b(?:name|action|method|formaction)=|type=\"submit\"", form), "nothing can be sent"


def test_hostile_names_of_projects_stay_in_their_attribute() -> None:
    hostile = '"><script>alert(1)</script>&amp;\n\n<b onclick=x>'
    summary = summaries()[0]
    rows = tuple(row._replace(title=hostile, county_name=hostile) for row in summary.projects)
    page = next(
        page
        for page in overview_pages(overview((replace(summary, projects=rows),)))
        if page.stem == "tip-off"
    )
    found = read(page.body.html.text)
    assert not {"script", "b"} & set(found.tags)
    assert found.tags.count("option") == len(rows)
