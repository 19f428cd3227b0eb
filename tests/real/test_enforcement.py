"""Decisions on counterfeit goods and fraud (五（三）): told in the authority's words, and nothing follows from their absence."""

from pathlib import Path

import pytest

from generator.model.codelists import FeedTopic
from generator.rules.example import scene
from generator.views.contractor import contractor_views
from generator.views.events_county import county_events
from generator.views.rows import project_rows
from generator.views.search import contractor_parts
from tests.real.entered import AS_OF, CODE, P1, Entered, entered

P2 = f"{CODE}-2020-02"
HEAD = "日期,项目编号,承办单位,行为,处理机关,处理结果,依据,文号,链接,后续\n"
ROW = f"2021-09-15,{P1},甲公司,销售的蜂蜜与标签标注的产地不符,县市场监督管理局,责令改正，罚款 0.5 万元,产品质量法第五十条,市监处罚〔2021〕1号,https://example.gov.cn/1,\n"
PROJECT = "项目编号: {id}\n项目名称: 站点{id}\n支持方向: 工业品下乡\n状态: 在建\n扶持资金额度: 50\n承办单位: {{名称: {lead}, 联合体: [{{名称: {member}}}]}}\n"
PROJECTS = {
    "projects/01.yaml": PROJECT.format(id=P1, lead="甲公司", member="乙公司"),
    "projects/02.yaml": PROJECT.format(id=P2, lead="丙公司", member="甲公司"),
}


def told(folder: Path, *rows: str) -> Entered:
    return entered(folder, {**PROJECTS, "enforcement.csv": HEAD + "".join(rows)})


def pages_with(found: Entered, text: str) -> set[str]:
    """Stems of the county's, the projects' and the companies' pages that say a text."""
    drawn = found.drawn()
    views = contractor_views(drawn.summary.projects)
    own = {view.name for view in views for decision in view.decisions if text in decision.row.act}
    return {page.stem for page in drawn.pages if text in page.body.markdown} | own


def test_a_decision_stands_on_the_pages_of_county_project_and_the_company_it_names(tmp_path: Path) -> None:
    found = told(tmp_path, ROW)
    assert found.errors == []
    act = "销售的蜂蜜与标签标注的产地不符"
    assert pages_with(found, act) == {f"counties/{CODE}", f"projects/{P1}", "甲公司"}
    sentence = (
        f"（[市监处罚〔2021〕1号](https://example.gov.cn/1)）认定：{act}。处理结果：责令改正，罚款 0.5 万元。"
    )
    assert sentence in found.page(f"projects/{P1}")
    assert f"项目：[站点{P1}](../projects/{P1}.html)" in found.page(f"counties/{CODE}")


def test_a_county_without_a_row_is_silent(tmp_path: Path) -> None:
    for name, files in {"no file": PROJECTS, "no row": {**PROJECTS, "enforcement.csv": HEAD}}.items():
        found = entered(tmp_path / name, files)
        assert found.errors == []
        assert not any("查处" in page.body.markdown for page in found.drawn().pages)


@pytest.mark.parametrize(
    ("row", "company"),
    [
        (ROW.replace(P1, ""), "甲公司"),
        (ROW.replace("甲公司", " 乙 公司 "), "乙公司"),
        (ROW.replace("甲公司", ""), ""),
        (ROW.replace("甲公司", "某门市部"), ""),
        (ROW.replace("甲公司", "甲公司第一分店"), ""),
        (ROW.replace(P1, P2).replace("甲公司", "丙公司"), "丙公司"),
    ],
)
def test_only_the_company_that_is_named_has_it(tmp_path: Path, row: str, company: str) -> None:
    found = told(tmp_path, row)
    assert found.errors == []
    views = contractor_views(found.drawn().summary.projects)
    assert [view.name for view in views if view.decisions] == ([company] if company else [])
    (event,) = [event for event in county_events(found.county) if event.key.startswith("enforcement/")]
    assert event.contractor_keys == tuple(view.key for view in views if view.name == company)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (("市监处罚〔2021〕1号,https://example.gov.cn/1", ","), "E002"),
        (("市监处罚〔2021〕1号", ""), ""),
        (("https://example.gov.cn/1", ""), ""),
        (("销售的蜂蜜与标签标注的产地不符", ""), "E002"),
        (("县市场监督管理局", ""), "E002"),
        (("责令改正，罚款 0.5 万元", ""), "E002"),
        (("2021-09-15", "2021-09"), ""),
        (("2021-09-15", "2021年9月"), ""),
        (("2021-09-15", ""), "E002"),
        (("2021-09-15", "2022-07-01"), "E010"),
        ((P1, f"{CODE}-2020-07"), "E007"),
        (("甲公司", "张三"), "P006"),
        (("https://example.gov.cn/1", "http:/example"), "E004"),
    ],
)
def test_a_row_is_of_a_published_decision(tmp_path: Path, written: tuple[str, str], code: str) -> None:
    row = ROW.replace(*written)
    assert row != ROW
    found = told(tmp_path, row)
    assert [error for error, _ in found.errors] == ([code] if code else [])
    assert not any("张三" in message for _, message in found.errors)


def test_one_message_says_what_a_row_without_a_decision_lacks(tmp_path: Path) -> None:
    found = told(tmp_path, ROW.replace("市监处罚〔2021〕1号,https://example.gov.cn/1", ","))
    (error,) = [one for one in found.checked.findings if one.code == "E002"]
    assert "缺少“文号”和“链接”" in error.message
    assert error.place.line == 2
    assert "尚未作出并公开的决定" in error.cure


def test_what_came_after_is_told_and_a_mistake_is_corrected(tmp_path: Path) -> None:
    later = ROW.rstrip(",\n") + ",经行政复议撤销\n"
    assert "后续：经行政复议撤销。" in told(tmp_path / "a", later).page(f"projects/{P1}")
    head = HEAD.replace("后续", "更正")
    wrong, right = ROW, ROW.replace("0.5", "0.6").rstrip(",\n") + ",2021-09-15\n"
    found = entered(tmp_path / "b", {**PROJECTS, "enforcement.csv": head + wrong + right})
    assert found.errors == []
    assert [row.result for row in found.county.enforcement] == ["责令改正，罚款 0.6 万元"]
    correction = next(event for event in county_events(found.county) if event.topic is FeedTopic.CHANGES)
    key = next(view.key for view in contractor_views(found.drawn().summary.projects) if view.name == "甲公司")
    assert correction.contractor_keys == (key,)


def test_it_is_found_by_its_words() -> None:
    row = f"+enforcement: [{{日期: 2021-05-02, 项目编号: {P1}, 承办单位: 甲公司, 行为: 冒用他人厂名, 处理机关: 县局, 处理结果: 罚款, 文号: 一号}}]"
    county = scene(row).county
    views = contractor_views(project_rows(county, (), AS_OF))
    found = [record for part in contractor_parts(views) for record in part.records if "冒用" in record.prose]
    assert [record.title for record in found] == ["甲公司"]


def test_marks_in_the_words_of_a_decision_are_letters(tmp_path: Path) -> None:
    written = "*以次充好* [点我](a.html) | `甲` # 乙"
    found = told(tmp_path, ROW.replace("责令改正，罚款 0.5 万元", written))
    assert found.errors == []
    for stem in (f"counties/{CODE}", f"projects/{P1}"):
        (body,) = [page.body for page in found.drawn().pages if page.stem == stem]
        assert written in body.html.text
        assert "a.html" not in "".join(body.html.links or ())
