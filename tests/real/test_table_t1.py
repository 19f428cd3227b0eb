"""A county's plan table of sixteen rows that sorts nothing, says no state, and writes 新建 or 续建 for what is to be built.

Places and firms are invented; the layout, the remarks beside amounts and the sums are those of a real table.
"""

from decimal import Decimal

import pytest

from generator.model.codelists import Direction, FundSource, Status
from generator.model.derived import Basis
from generator.model.money import total
from tests.real.entered import CODE, Entered, entered

FIRST = (
    ("甲物流公司", "共同配送一期", "续建", "20"),
    ("甲物流公司", "分拣中心", "新建", "30"),
    ("乙电商公司", "服务站点", "新建", "20"),
    ("乙电商公司", "冷藏间", "续建", "30"),
    ("丙合作社", "品控检测", "续建", "15"),
    ("丙合作社", "包装线", "新建", "20"),
    ("丁供销社", "农资直供", "续建", "25"),
)
SECOND = (
    ("戊公司", "直播基地", "新建", "40"),
    ("己公司", "溯源系统", "续建", "30"),
    ("庚公司", "品牌设计", "续建", "35"),
    ("辛公司", "人才培训", "新建", "40"),
    ("壬公司", "便民店改造", "新建", "40"),
    ("壬公司", "连锁配送", "续建", "10(其中,县级配套6万元)"),
    ("癸公司", "物流补贴", "续建", "25(其中,县级配套6万元)"),
    ("", "站点维修", "维修", "16"),
)
LAST = (("", "贷款贴息", "", "12"),)
ROWS = (*FIRST, *SECOND, *LAST)
OF_COUNTY = Decimal(6)


def record(number: int, firm: str, title: str, kind: str, amount: str) -> str:
    whole, _, remark = amount.partition("(")
    text = f"项目编号: {CODE}-2020-{number:02d}\n项目名称: {title}\n"
    text += f"建设内容: {kind}\n" if kind else ""
    text += "续建: true\n" if kind == "续建" else ""
    text += f"承办单位: {{名称: {firm}}}\n" if firm else ""
    if not remark:
        return f"{text}扶持资金额度: {whole}\n"
    sources = f"[{{来源: 中央, 金额: {int(whole) - 6}}}, {{来源: 县级, 金额: 6}}]"
    return f"{text}扶持资金额度: {int(whole) - 6}\n资金来源: {sources}\n备注: {amount}\n"


@pytest.fixture(scope="module")
def t1(tmp_path_factory: pytest.TempPathFactory) -> Entered:
    files = {f"projects/{number:02d}.yaml": record(number, *row) for number, row in enumerate(ROWS, 1)}
    return entered(tmp_path_factory.mktemp("t1"), files)


def test_nothing_has_to_be_made_up(t1: Entered) -> None:
    assert t1.errors == []
    assert len(t1.county.projects) == 16
    assert {project.direction for project in t1.county.projects} == {Direction.UNSORTED}
    states = {(project.status, project.derived.basis) for project in t1.county.projects}
    assert states == {(Status.NOT_STARTED, Basis.PRESUMED)}


def test_the_sums_are_those_of_the_table(t1: Entered) -> None:
    money = [project.fiscal for project in t1.county.projects]
    assert (total(money[:7]), total(money[7:15]), total(money)) == (160, 236, 408)
    of_county = total(
        line.amount
        for project in t1.county.projects
        for line in project.sources
        if line.source is FundSource.COUNTY
    )
    assert of_county == 2 * OF_COUNTY
    assert t1.county.subsidies == 408 - 2 * OF_COUNTY


def test_the_pages_show_what_the_table_says(t1: Entered) -> None:
    pages = {page.stem: page.body.markdown for page in t1.drawn().pages}
    for number, (firm, _, kind, amount) in enumerate(ROWS, 1):
        page = pages[f"projects/{CODE}-2020-{number:02d}"]
        assert " 未分类" in page
        assert "（按已报送的内容推定）" in page
        assert (" 未分类 续建 *" in page) is (kind == "续建")
        assert firm in page
        assert kind in page
        assert "(" not in amount or "县级配套6万元" in page
    assert "| 未分类 | 16 | 396.00 |" in pages[f"counties/{CODE}"]


def test_nobody_is_accused_of_what_the_table_does_not_say(t1: Entered) -> None:
    """What a plan table lacks is told as lacking; that something was late, unvisited or untendered is not."""
    told = {one.code for one in t1.checked.findings if one.project}
    assert {code for code in told if code[0] in "GVBATRC"} == set()
