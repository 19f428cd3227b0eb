"""Twice as much costs twice as much: no reader and no writer takes a long text worse than its length.

What is held is a ratio of processor time, of the cheaper of two runs, since a busy machine only adds to it: for four
times as long a text it is four where the work is linear and sixteen where it is quadratic.
"""

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from generator import intake
from generator.intake.records import past_versions as past
from generator.intake.screening import markdown as markdown_check
from generator.intake.screening.private import find_private, without_private
from generator.intake.screening.report import Report
from generator.model.documents import Case
from generator.model.files import ROW_KEYS
from generator.model.ledgers import Progress
from generator.model.project import Project
from generator.render.document_pages import notice_page
from generator.render.html import to_html
from generator.render.placeholders import cut, sentinel
from generator.render.prose import prose
from generator.views.documents import NoticeView
from tests.intake.conftest import COUNTY, PROJECT, write
from tests.support.portal import NOTICE

FOUR_TIMES = 8.0
"""Between four, which is linear, and sixteen, which is quadratic."""
TOO_LITTLE = 0.15
"""Processor time of which nothing can be told."""
BEGINNING = "项目编号: 210198-2020-01\n支持方向: 物流配送\n状态: 在建\n项目名称: "
LEDGER = "日期,项目编号,进度,状态,说明,附件\n"
FRONT = "---\n标题: 香菇\n类别: 农产品网销\n日期: 2021-05-20\n---\n\n"
ROW = "2021-06-30,210198-2020-01,30,在建,{},\n"


@pytest.fixture(scope="module", autouse=True)
def _what_stands_is_left_out() -> Iterator[None]:
    """What other tests have loaded is not looked through again before each of thousands of runs."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def cost(work: Callable[[], object], runs: int) -> float:
    """Processor time of the cheapest run."""
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.process_time()  # noqa: TID251 - a ratio is held, never seconds
        work()
        times.append(time.process_time() - start)  # noqa: TID251
    return min(times)


def hold(make: Callable[[int], Callable[[], object]], size: int) -> None:
    """Four times as much costs no more than four times as much, with a margin."""
    work = make(size * 4)
    if cost(work, 1) < TOO_LITTLE:
        return
    four = cost(work, 2)
    once = cost(make(size), 2)
    assert four <= FOUR_TIMES * max(once, TOO_LITTLE / FOUR_TIMES), (size, once, four)


def as_record(text: str) -> None:
    past.past_record((BEGINNING + text + "\n").encode(), Project, Report(""))


def as_block(text: str) -> None:
    past.past_record(
        f"{BEGINNING}|\n  {text.replace(chr(10), chr(10) + '  ')}\n".encode(), Project, Report("")
    )


def as_rows(text: str) -> None:
    past.past_rows((LEDGER + text + "\n").encode(), Progress, ROW_KEYS["progress"], Report(""))


def as_cell(text: str) -> None:
    past.past_rows((LEDGER + ROW.format(f'"{text}"')).encode(), Progress, ROW_KEYS["progress"], Report(""))


def as_heading(text: str) -> None:
    past.past_rows(
        (LEDGER.rstrip() + "," + text + "\n1,2\n").encode(), Progress, ROW_KEYS["progress"], Report("")
    )


def as_body(text: str) -> None:
    past.past_document((FRONT + text + "\n").encode(), Case, "xianggu", Report(""))


def as_front(text: str) -> None:
    past.past_document(f"---\n{text}\n---\n正文\n".encode(), Case, "xianggu", Report(""))


def screened(text: str) -> None:
    list(find_private(text))
    without_private(text)


ANYWHERE = (
    *(",", ",,,,,\n", '"', '""', "\n", "1 ", "1.", "12-", "1-3-8-", "138 0013 8000 ", "4-", "6222-", "1,"),
    *(
        "210198199001",
        "@",
        "a@",
        "@qq.com",
        "[at]",
        "&",
        "&amp;",
        "&#49;",
        "%31",
        "%2525",
        "３",
        "½",
        "\u00a0",
    ),
    *(
        "\u200b",
        "a\u0301",
        "<",
        "<a ",
        "<!--",
        "javascript:",
        "onmouse",
        "=",
        "- ",
        "*",
        "*a_ ",
        "`",
        "[a](",
        "]",
    ),
    *(
        "![",
        "[a]: b\n",
        "\\",
        ">",
        "> ",
        "+ ",
        "1. ",
        "# a\n",
        "|",
        "|-|-|\n",
        "a|b\n-|-\n",
        "    a\n",
        ":",
        "a: ",
    ),
    *(
        "? ",
        "- a: b\n",
        "[",
        "{",
        "&a ",
        "*a ",
        "!a ",
        "# ",
        "'",
        "|\n",
        "「",
        "电话 ",
        "卡号",
        "<<<<<<< a\n",
    ),
    *(ROW.format("甲"), ROW.format("13800138000"), ROW.format("<b>"), "2021-06-30,", "x,y\n"),
)
READERS = (as_record, as_block, as_rows, as_cell, as_heading, as_body, as_front, screened)


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_a_reader_takes_a_text_as_its_length(read: Callable[[str], None]) -> None:
    for unit in ANYWHERE:
        hold(lambda size, unit=unit: partial(read, unit * (size // len(unit))), 1_500)  # type: ignore[misc]


def readable(text: str) -> bool:
    """Whether a text is fit to be published, so that somebody writes it."""
    report = Report("")
    markdown_check.report_document(text, 1, report)
    return not report.errors


def page(text: str) -> str:
    prose.cache_clear()
    found = notice_page(NoticeView(NOTICE.model_copy(update={"text": text}), ()))
    to_html(str(found.body))
    return str(found.body)


MARKDOWN = {
    "headings": lambda n: "# 甲\n" * n,
    "headings of several levels": lambda n: "# 甲\n\n## 甲\n\n### 甲-2\n\n" * (n // 3),
    "paragraphs": lambda n: "甲乙丙\n\n" * n,
    "lines": lambda n: ("甲\n" * 900 + "\n\n") * (n // 300),
    "code": lambda n: ("```\n" + "a\n" * 900 + "```\n\n") * (n // 300),
    "signs": lambda n: ("&<" * 900 + "\n\n") * (n // 300),
    "blanks": lambda n: ("½\u00a0" * 900 + "\n\n") * (n // 300),
    "stress": lambda n: "**甲** *乙* " * n,
    "links": lambda n: "[甲](https://a.cn/) " * n,
    "references": lambda n: (
        "".join(f"[a{i}]: https://a.cn/\n" for i in range(n)) + "".join(f"[a{i}] " for i in range(n))
    ),
    "lists": lambda n: "- 甲\n  - 乙\n\n" * n,
    "quotes": lambda n: "> 甲\n\n" * n,
    "tables": lambda n: "a|b\n-|-\nc|d\n\n" * n,
    "a heading above tables": lambda n: "# " + "*甲* " * n + "\n\n" + "a|b\n-|-\n\n" * n,
    "a heading above cells": lambda n: "|" + "*甲* " * n + "|乙|\n|-|-|\n" + "|丙|丁|\n" * min(n, 2000),
}


@pytest.mark.parametrize("kind", MARKDOWN)
def test_a_page_is_written_as_its_text_is_long(kind: str) -> None:
    make = MARKDOWN[kind]
    assert readable(make(900))
    hold(lambda size: partial(page, make(size)), 300)
    assert len(page(make(1200))) <= 5 * len(page(make(300)))


REFUSED = {
    "a wide table": (lambda n: "|a" * 200 + "|\n" + "|-" * 200 + "|\n" + "|b|\n" * n, 1),
    "a very wide table": (lambda n: "|a" * n * 2 + "|\n" + "|-" * n * 2 + "|\n", 1),
    "a long table": (lambda n: "a|b\n-|-\n" + "c|d\n" * n, 1),
    "a table that is quoted": (lambda n: "前\n\n> a|b\n> -|-\n" + "> c|d\n" * n, 3),
    "quotes in one line": (lambda n: "前\n\n" + ">" * n, 3),
    "quotes with blanks": (lambda n: "前\n\n" + "> " * n + "深", 3),
    "quotes in lists": (lambda n: "- > 1. " + ">" * n, 1),
    "stress in stress": (lambda n: "*甲 **乙 " * n + "丙** 丁*" * n, 1),
    "stress of one kind": (lambda n: "*甲 " * n + "乙*" * n, 1),
    "a long paragraph": (lambda n: "前\n\n" + "甲乙丙丁\n" * n * 2, 3),
    "a paragraph of signs": (lambda n: "前\n\n" + "&" * n * 10, 3),
    "long code": (lambda n: "```\n" + "甲乙丙丁\n" * n * 2 + "```\n", 1),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_would_cost_more_than_its_length_is_refused_where_it_begins(kind: str) -> None:
    make, line = REFUSED[kind]
    report = Report("cases/a.md")
    markdown_check.report_document(make(3_000), 5, report)
    assert {(found.code, found.place.line) for found in report.findings} == {("S005", line + 4)}
    hold(lambda size: partial(readable, make(size)), 500)


def test_a_table_and_a_quotation_of_usual_size_may_stand() -> None:
    assert readable("|" + "甲|" * 20 + "\n|" + "-|" * 20 + "\n" + ("|" + "乙|" * 20 + "\n") * 240)
    assert readable(("> " * 20 + "甲\n\n") * 20)
    assert readable("a > b >> c " * 50)
    assert readable("*" * 3_000 + "甲" + "*" * 3_000)  # strong in strong is written once
    assert readable("---\n\n甲\n---\n" + "乙\n" * 6_000)


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """One county with one project."""
    folder = tmp_path / "counties/210198"
    write(folder / "county.yaml", COUNTY.format(code="210198"))
    write(folder / "projects/01.yaml", PROJECT.format(code="210198", number="01"))
    return tmp_path


def test_a_ledger_in_which_every_row_corrects_another(portal: Path) -> None:
    head = "日期,项目编号,金额,收款单位,凭证号,更正\n"
    file = portal / "counties/210198/payments.csv"

    def make(size: int) -> Callable[[], object]:
        def read() -> None:
            rows = (
                f"2021-01-01,210198-2020-01,1,甲,第{i}号,{f'2021-01-01 第{i - 1}号' if i else ''}\n"
                for i in range(size)
            )
            write(file, head + "".join(rows))
            found = intake.read_county(portal, "210198", frozenset({"2020-226"})).disclosure
            assert found is not None
            assert len(intake.settled(found, date(2022, 6, 30)).payments) == 1

        return read

    hold(make, 300)


def test_missing_attachments_among_many_that_are_there(portal: Path) -> None:
    folder = portal / "counties/210198"
    own = (folder / "projects/01.yaml").read_text("utf-8")

    def make(size: int) -> Callable[[], object]:
        for number in range(size // 4):
            write(folder / f"attachments/p{number}.pdf", "%PDF-1.4\n%%EOF")
        write(folder / "projects/01.yaml", own + "附件:\n" + "".join(f"  - q{i}.pdf\n" for i in range(size)))
        return lambda: intake.read_county(portal, "210198", frozenset({"2020-226"}))

    hold(make, 100)


def test_values_are_put_in_as_many_as_there_are() -> None:
    def make(size: int) -> Callable[[], object]:
        shell = cut(" ".join(map(sentinel, range(size))))
        values = dict.fromkeys(range(size), "甲" * 9)
        return lambda: shell.given(values)

    hold(make, 2_000)


def test_every_row_that_went_is_looked_for_once() -> None:
    from generator.engine.steps.vanished import _Sound
    from generator.model.change import Missing
    from generator.rules.example import scene

    county = scene().county
    row = county.progress[0]

    def make(size: int) -> Callable[[], object]:
        rows = tuple(row.model_copy(update={"date": date(2000, 1, 1) + timedelta(i)}) for i in range(size))
        sound = _Sound(replace(county, progress=rows))
        names = [f"{found.date} {found.project}" for found in rows]
        gone = [
            Missing("210198/progress", "counties/210198/progress.csv", row.date, "", name) for name in names
        ]
        return lambda: [sound.holds(found) for found in gone]

    hold(make, 200)
