"""/data/questions.html: questions that people ask of the open data, how to put them, and what the answer is today."""

from typing import Any, NamedTuple

from apsw import Connection

from generator.model.withheld import Rest
from generator.render.columns import Column, Columns
from generator.render.overviews.acceptance_page import ACCEPTANCE_PAGE
from generator.render.overviews.changes_page import CHANGES_PAGE
from generator.render.overviews.compliance_page import COMPLIANCE_PAGE
from generator.render.overviews.contractors_page import CONTRACTORS_PAGE
from generator.render.overviews.counties_page import COUNTIES_PAGE
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.evaluation_page import EVALUATION_PAGE
from generator.render.overviews.from_database import alone
from generator.render.overviews.funds_page import FUNDS_PAGE
from generator.render.overviews.overview import Overview
from generator.render.overviews.progress_page import PROGRESS_PAGE
from generator.render.overviews.projects_page import PROJECTS_PAGE
from generator.render.overviews.rules_page import code_block
from generator.render.questions import (
    COMPANY,
    COUNTY,
    MOST,
    PROJECT,
    QUESTIONS,
    Answer,
    Question,
    answer_of,
    exact,
    prelude,
)
from generator.render.sheet import Sheet
from generator.render.words import Words, number, or_nothing, percent, wan

_PAGES = {COUNTY: "counties", PROJECT: "projects", COMPANY: "contractors"}
_AMOUNT, _SHARE = "（万元）", "（%）"
_SHOWN_ON = {
    f"{page.stem}.html": page.title
    for page in (
        ACCEPTANCE_PAGE,
        CHANGES_PAGE,
        COMPLIANCE_PAGE,
        CONTRACTORS_PAGE,
        COUNTIES_PAGE,
        EVALUATION_PAGE,
        FUNDS_PAGE,
        PROGRESS_PAGE,
        PROJECTS_PAGE,
    )
}
"""Address → title of the pages that show what is asked."""


class _Answered(NamedTuple):
    question: Question
    page_title: str
    answer: Answer
    columns: Columns[Any]
    note: str
    """What is left out, or counted as published before; empty: nothing."""
    unknown: str
    """Why no answer can be given; empty: one can."""


def drawn_from(overview: Overview, base: Connection) -> Content:
    """Draws the page from the database."""
    return content(
        "questions.md.j2",
        updated=overview.newest,
        answered=[_answered(question, overview, base) for question in QUESTIONS],
        prelude=prelude(f"{overview.portal.site.base_url}data/"),
        as_of=overview.portal.as_of,
        code=code_block,
        most=MOST,
    )


def _answered(question: Question, overview: Overview, base: Connection) -> _Answered:
    found = answer_of(question, base)
    unknown = overview.portal.incomplete if question.page == f"{CHANGES_PAGE.stem}.html" else ""
    return _Answered(
        question, _SHOWN_ON[question.page], found, _columns(found), _note(question, overview), unknown
    )


def _note(question: Question, overview: Overview) -> str:
    why = overview.lack.because(question.rests_on)
    told = [f"{why}、从未公开的，未计入：{overview.lack.where(question.rests_on)}。"] if why else []
    kinds = question.rests_on or overview.rests._fields
    if any(county.rests.of(kinds) is Rest.EARLIER for county in overview.summaries):
        told.append("有的记录最近一次提交未通过核对，按上一次公开的内容计。")
    return "".join(told)


def _columns(answer: Answer) -> Columns[Any]:
    """Returns the columns of an answer; the first leads to the page of the record that another names."""
    names = answer.names
    key = next((at for at, name in enumerate(names) if name in _PAGES), 0)

    def first(sheet: Sheet, row: Any) -> Words:
        return sheet.link(row[0], f"{_PAGES[names[key]]}/{row[key]}.html") if key else or_nothing(row[0])

    others = (_column(answer, at) for at in range(1, len(names)))
    return Columns(Column(names[0], first), *others)


def _column(answer: Answer, at: int) -> Column[Any]:
    name = answer.names[at]

    def cell(_: Sheet, row: Any) -> Words:
        value = row[at]
        if value is None or isinstance(value, str):
            return or_nothing(value)
        if name.endswith(_AMOUNT):
            return wan(exact(value))
        return percent(exact(value)) if name.endswith(_SHARE) else number(value)

    return Column(name, cell, is_number=any(isinstance(row[at], (int, float)) for row in answer.rows))


QUESTIONS_PAGE = OverviewPage(
    stem="data/questions",
    title="常用查询",
    description="记者、督导人员和研究者常问的十个问题：SQL、pandas 的写法和今天的答案。",
    menu=Menu.NEITHER,
    section="data",
    column_type="数据开放",
    is_always_shown=True,
    draw=alone(drawn_from),
)
