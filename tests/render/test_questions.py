"""Each question's SQL, its pandas lines and the table on its page, all as printed, say the same."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from generator.intake import read_county
from generator.render.data_tables import TABLES, county_tables
from generator.render.database import database_file
from generator.render.overviews.questions_page import QUESTIONS_PAGE
from generator.render.portal_tables import CONTRACTORS, contractor_rows
from generator.render.published_changes import change_rows, changes_files
from generator.render.questions import MOST, QUESTIONS, Question
from generator.views.contractor import contractor_views
from generator.views.feed_entries import Entries
from generator.views.overviews.changes import changes_view
from generator.views.rows import project_rows
from generator.views.summary import CountySummary, summarise
from tests.support.one_county import P1, P2, OneCounty, one_county
from tests.support.overviews import overview
from tests.support.portal import AS_OF, PORTAL, artifacts
from tests.support.random_county import CODE, counties

Rows = list[tuple[Any, ...]]
_SECTION = re.compile(r'<section class="card">(.*?)</section>', re.DOTALL)
_CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
_PLACES = 6
_UNSHRUNK = [phase for phase in Phase if phase is not Phase.shrink]
"""A province is large: making a failing one smaller takes minutes."""


def printed(page: str) -> dict[str, tuple[str, list[str]]]:
    """Heading → its section and the blocks of code in it, of a page."""
    found = {}
    for section in _SECTION.findall(page):
        heading = re.search(r"<h2[^>]*>(.*?)</h2>", section, re.DOTALL)
        assert heading
        blocks = re.findall(r"<pre><code>(.*?)</code></pre>", section, re.DOTALL)
        found[text_of(heading[1])] = (section, [unescape(block) for block in blocks])
    return found


def text_of(html: str) -> str:
    return unescape(re.sub("<[^>]*>", "", html)).strip()


def by_sql(base: Path, sql: str) -> Rows:
    with closing(sqlite3.connect(base)) as opened:
        return [tuple(map(plain, row)) for row in opened.execute(sql)]


def by_pandas(folder: Path, prelude: str, lines: str) -> Rows:
    names: dict[str, Any] = {}
    exec(prelude, names)
    names["目录"] = f"{folder}/"
    exec(lines, names)
    return [tuple(map(plain, row)) for row in names["答案"].itertuples(index=False, name=None)]


def plain(value: Any) -> Any:
    if value is None or (not isinstance(value, str) and pandas.isna(value)):
        return None
    return value if isinstance(value, str) else round(float(value), _PLACES)


def assert_shown(section: str, rows: Rows) -> None:
    """The table of the page has these rows, as a reader sees numbers."""
    shown = [[text_of(cell) for cell in _CELL.findall(row)] for row in section.split("</tr>")]
    told = [row for row in shown if row]
    assert len(told) == len(rows)
    for cells, row in zip(told, rows, strict=True):
        for cell, value in zip(cells, row, strict=True):
            if isinstance(value, float):
                share = cell.endswith("%")
                number = float(cell.rstrip("%").replace(",", ""))
                assert number == pytest.approx(value, abs=0.11 if share else 1e-9)
            else:
                assert " ".join((value or "").split()) == " ".join(cell.split())
    if not rows:
        assert "已公开的记录里，暂无符合条件的。" in section


def assert_equal(page: str, base: Path, folder: Path) -> dict[str, Rows]:
    """Asks every question in each way; returns the answers by the question's id."""
    found = printed(page)
    (prelude,) = found["怎样查"][1]
    answers = {}
    for question in QUESTIONS:
        section, (sql, lines) = found[question.title]
        rows = by_sql(base, sql)
        assert rows == by_pandas(folder, prelude, lines), question.id
        assert_shown(section, rows)
        assert len(rows) <= MOST
        answers[question.id] = rows
    return answers


def test_on_the_demonstration(demonstration: Path) -> None:
    page = (demonstration / "data/questions.html").read_text("utf-8")
    answers = assert_equal(page, demonstration / "data/gongkai.sqlite", demonstration / "data")
    assert all(answers.values()), "the demonstration has an answer to each"
    assert len(QUESTIONS) == 10


def test_each_leads_to_a_page(demonstration: Path) -> None:
    assert all((demonstration / question.page).is_file() for question in QUESTIONS)
    page = (demonstration / "data/questions.html").read_text("utf-8")
    assert '<a href="../counties/210496.html">长滩县</a>' in page


def published(found: tuple[CountySummary, ...], folder: Path) -> dict[str, Rows]:
    """Publishes counties and asks every question."""
    views = contractor_views([row for summary in found for row in summary.projects])
    changes = changes_view(found, ())
    files = {table.address: table.whole(one.tables[table.name] for one in found) for table in TABLES}
    files |= changes_files(changes, PORTAL, change_rows(changes, PORTAL)) | {
        CONTRACTORS.address: CONTRACTORS.whole([contractor_rows(views)])
    }
    for address, data in files.items():
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    page = QUESTIONS_PAGE.page(overview(found)).body.html.text
    base = folder / "data/gongkai.sqlite"
    base.write_bytes(database_file([summary.tables for summary in found], views, changes.lines))
    return assert_equal(page, base, folder / "data")


def _read(files: dict[str, bytes], code: str) -> CountySummary | None:
    with TemporaryDirectory() as folder:
        for name, data in files.items():
            path = Path(folder, "counties", code, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.replace(CODE.encode(), code.encode()))
        county = read_county(Path(folder), code, None).disclosure
    if county is None:
        return None
    summary = summarise(county, project_rows(county, (), AS_OF), (), (), (), Entries(), AS_OF)
    return replace(summary, tables=county_tables(county, summary))


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), phases=_UNSHRUNK)
@given(st.lists(counties(), min_size=1, max_size=8))
def test_on_a_random_province(files: list[dict[str, bytes]]) -> None:
    """Of whatever is typed: the answers are the same; most of its files fail checks, and are left out everywhere."""
    codes = (str(code) for code in range(210180, 210199))
    found = tuple(summary for each, code in zip(files, codes, strict=False) if (summary := _read(each, code)))
    assume(found)
    with TemporaryDirectory() as folder:
        published(found, Path(folder))


def test_without_any_record(tmp_path: Path) -> None:
    assert set(map(len, published((), tmp_path).values())) == {0}


@pytest.fixture
def county(tmp_path: Path) -> OneCounty:
    return one_county(tmp_path / "county")


def question(id_: str) -> Question:
    return next(one for one in QUESTIONS if one.id == id_)


def test_what_was_never_published_is_left_out_and_said(county: OneCounty, tmp_path: Path) -> None:
    county.write("payments.csv", f"日期,项目编号,金额\n2021-03-10,{P1},误\n2021-03-11,{P2},1\n")
    found = (artifacts(county.county()).summary,)
    answers = published(found, tmp_path)
    assert CODE not in {row[1] for row in answers["unpaid"]}
    page = printed(QUESTIONS_PAGE.page(overview(found)).body.html.text)
    told = text_of(page[question("unpaid").title][0])
    assert "未通过核对、从未公开的，未计入：210198/payments.csv 第2行。" in told
    assert "未计入" not in text_of(page[question("rectifications").title][0])


def test_a_table_that_lacks_rows_gives_no_sum_of_its_county(county: OneCounty, tmp_path: Path) -> None:
    county.write("trainings.csv", f"日期,项目编号,主题,人次\n2021-03-10,{P1},一,30\n2021-03-11,{P1},二,误\n")
    assert published((artifacts(county.county()).summary,), tmp_path)["trainings"] == []
    county.write("trainings.csv", f"日期,项目编号,主题,人次\n2021-03-10,{P1},一,30\n")
    (row,) = published((artifacts(county.county()).summary,), tmp_path)["trainings"]
    assert row[2:4] == (1, 30)
