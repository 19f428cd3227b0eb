"""Characters that nobody sees are refused wherever they come from; what is pasted along at the ends is left out (S006)."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake import read_county, read_portal
from generator.intake.reading.yaml_reader import read_yaml
from generator.intake.screening.markdown import report_document
from generator.intake.screening.report import Report, texts
from generator.intake.screening.unseen import is_seen, problem_in, seen_lines
from generator.model.finding import Finding, Severity
from tests.intake.conftest import write

REFUSED = (
    *map(chr, (0x00, 0x07, 0x08, 0x0B, 0x0C, 0x0E, 0x1B, 0x1C, 0x1F, 0x7F, 0x80, 0x85, 0x9F)),  # controls
    *"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",  # direction
    *"\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u3164\u115f\u1160\uffa0\u034f\u2800\u206a\ufff9",  # no width
    *"\u2028\u2029\ue000\ue123\uf8ff\ufdd0\ufdef\ufffe\uffff",
    *"\U000f0000\U0010fffd\U0001fffe\U0010ffff\U000e0001\U000e0041\U000e0fff",
    "\ufe0f",
    "\U000e0100",
)
STANDING = (
    "𠀀𪚥",  # Han beyond the basic plane
    "\U00031350",  # Han of Unicode 15
    "葛\U000e0100城",  # the variant of a Han character
    "😀👍",
    "ǜ",
    "e\u0301",
    "㎡①Ⅳ",
    "张\u3000三",
    "قەشقەر",
    "\t",
)
ESCAPES = (
    *(r"\0", r"\a", r"\b", r"\v", r"\f", r"\r", r"\e", r"\N", r"\_", r"\L", r"\P"),
    *(r"\x00", r"\x1b", r"\x7f", r"\x85", r"\xa0", r"\xad"),
    *(r"\u202e", r"\u200b", r"\ufeff", r"\ue000", r"\ufdd0", r"\ufffe", r"\uffff", r"\u3164", r"\u2067"),
    *(r"\uD800", r"\uDFFF", r"\uD83D\uDE00", r"\U0001FFFE", r"\U0010FFFF", r"\U000E0001", r"\U00110000"),
)
CASE = "cases/xianggu.md"
CASE_TEXT = "---\n标题: 香菇网上卖\n类别: 农产品网销\n日期: 2021-05-20\n---\n\n做法与成效\n"
PLACES = (
    ("county.yaml", "青禾县"),
    ("projects/01.yaml", "县级仓储配送中心"),
    ("progress.csv", "主体开工"),
    ("payments.csv", "甲公司"),
    (CASE, "香菇网上卖"),
    (CASE, "做法与成效"),
)


@pytest.fixture
def county(column: Path) -> Path:
    folder = column / "counties/210198"
    write(folder / CASE, CASE_TEXT)
    return folder


def spoiled(county: Path, file: str, old: str, new: str) -> list[Finding]:
    path = county / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())
    return list(read_county(county.parents[1], county.name, frozenset()).problems)


def told(problems: list[Finding]) -> list[tuple[str, Severity]]:
    return [(found.code, found.severity) for found in problems]


ERROR, NOTICE = [("S006", Severity.ERROR)], [("S006", Severity.NOTICE)]


@pytest.mark.parametrize("mark", REFUSED, ids=ascii)
def test_no_file_may_hold_it_inside_a_value(county: Path, mark: str) -> None:
    for file, value in PLACES:
        text = (county / file).read_text("utf-8")
        found = spoiled(county, file, value, f"{value[:2]}A{mark}{value[2:]}")
        if mark == "\0":
            assert told(found)[0] == ("E001", Severity.ERROR), file
        else:
            assert told(found) == ERROR, file
            assert f"U+{ord(mark):04X}" in found[0].message
            assert found[0].cure
        write(county / file, text)


@pytest.mark.parametrize("value", STANDING, ids=ascii)
def test_what_is_seen_stands(county: Path, value: str) -> None:
    for file, old in PLACES:
        text = (county / file).read_text("utf-8")
        assert not spoiled(county, file, old, f"甲{value}乙"), file
        write(county / file, text)


@pytest.mark.parametrize("escape", ESCAPES)
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("projects/01.yaml", "县级仓储配送中心", '"仓库{}中心"'),
        ("projects/01.yaml", "项目名称", '"项目{}名称"'),
        ("projects/01.yaml", "状态: 在建", '状态: 在建\n承办单位: {{名称: "甲{}公司"}}'),
        ("projects/01.yaml", "状态: 在建", '状态: 在建\n附件: ["甲{}.pdf"]'),
        ("county.yaml", "青禾县", '"青禾{}县"'),
        (CASE, "香菇网上卖", '"香菇{}网上卖"'),
    ],
)
def test_no_escape_of_yaml_brings_it_in(county: Path, escape: str, file: str, old: str, new: str) -> None:
    found = spoiled(county, file, old, new.format(escape))
    assert found[0].code == "S006"
    assert found[0].severity is Severity.ERROR
    assert (county / file).read_text("utf-8").split("\n")[found[0].place.line - 1].count("\\")
    assert all(is_seen(problem.message) for problem in found)


def test_an_escape_at_the_end_of_a_value_is_no_blank(county: Path) -> None:
    for escape in (r"\x1f", r"\N", r"\x1c", r"\L"):
        write(county / CASE, CASE_TEXT)
        assert told(spoiled(county, CASE, "香菇网上卖", f'"香菇{escape}"')) == ERROR


@pytest.mark.parametrize(
    "entity", ["&#x202e;", "&#8238;", "&zwj;", "&ZeroWidthSpace;", "&shy;", "&#xfffe;", "&#27;"]
)
def test_no_entity_of_markdown_brings_it_in(county: Path, entity: str) -> None:
    for new in (
        f"做法{entity}与成效",
        f'[做法](https://a.gov.cn/ "成{entity}效")',
        f"| 做法 |\n| - |\n| 成{entity}效 |",
    ):
        write(county / CASE, CASE_TEXT)
        assert told(spoiled(county, CASE, "做法与成效", new)) == ERROR, new
    write(county / CASE, CASE_TEXT)
    assert not spoiled(county, CASE, "做法与成效", f"做法`{entity}`与&nbsp;成效")


@pytest.mark.parametrize("mark", "\u200b\u200c\u200d\u2060\ufeff\u00ad", ids=ascii)
@pytest.mark.parametrize("form", ["{0}{1}", "{1}{0}", "{0}{0} {1} {0}"])
def test_what_is_pasted_along_at_the_ends_is_left_out(county: Path, mark: str, form: str) -> None:
    for file, value in PLACES:
        text = (county / file).read_text("utf-8")
        found = spoiled(county, file, value, form.format(mark, value))
        assert told(found) == NOTICE, file
        disclosure = read_county(county.parents[1], county.name, frozenset()).disclosure
        assert disclosure is not None
        (case,) = disclosure.cases
        assert disclosure.county.name == "青禾县"
        assert disclosure.projects[0].title == "县级仓储配送中心"
        assert disclosure.progress[0].note == "主体开工"
        assert disclosure.payments[0].payee == "甲公司"
        assert (case.title, case.text.strip()) == ("香菇网上卖", "做法与成效")
        write(county / file, text)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("projects/01.yaml", "县级仓储配送中心", '"\u200b县级仓储配送中心\ufeff"'),
        ("projects/01.yaml", "县级仓储配送中心", r'"\u200b县级仓储配送中心\ufeff"'),
        ("projects/01.yaml", "项目名称:", "\u200b项目名称\ufeff:"),
        ("projects/01.yaml", "状态: 在建", "状态: 在建\n\u200b\n建设内容: |\n  一\u200b\n  \ufeff二"),
        ("projects/01.yaml", "状态: 在建", "状态: 在建\n附件: []\n相关政策文件: [\u200b2020-226\ufeff]"),
        ("progress.csv", "主体开工", '"\u200b主体开工\u200b"'),
        ("progress.csv", "说明", "\ufeff说明\u200b"),
        (CASE, "---\n标题", "\u200b---\n标题"),
        (CASE, "做法与成效", "做法\u200b\n\n\ufeff- 成效"),
    ],
)
def test_the_ends_are_those_of_values_names_and_lines(county: Path, file: str, old: str, new: str) -> None:
    found = [problem for problem in spoiled(county, file, old, new) if problem.code != "E007"]
    assert told(found) == NOTICE


def test_one_remark_does_for_a_whole_file(county: Path) -> None:
    rows = "".join(
        f"2021-0{month}-28,210198-2020-02,1\u200b,在建,\u200b第{month}月,\n" for month in range(1, 7)
    )
    assert told(spoiled(county, "progress.csv", "主体开工,\n", f"主体开工,\n{rows}")) == NOTICE


def test_other_blanks_are_read_as_ordinary_ones(county: Path) -> None:
    for file, value in PLACES:
        text = (county / file).read_text("utf-8")
        assert told(spoiled(county, file, value, f"{value[:2]}\u00a0{value[2:]}")) == NOTICE
        write(county / file, text)


def test_a_row_that_holds_it_is_left_out_and_named(county: Path) -> None:
    rows = "2021-07-01,210198-2020-01,31,在建,主\u200b体,\n2021-07-02,210198-2020-01,32,在建,封顶,\n"
    (found,) = spoiled(county, "progress.csv", "主体开工,\n", f"主体开工,\n{rows}")
    assert (found.place.line, found.project) == (3, "210198-2020-01")
    disclosure = read_county(county.parents[1], county.name, frozenset()).disclosure
    assert disclosure is not None
    assert [row.note for row in disclosure.progress] == ["主体开工", "封顶"]


def test_the_columns_own_files_are_read_as_closely(column: Path) -> None:
    write(
        column / "site.yaml",
        (column / "site.yaml").read_text("utf-8").replace("省商务厅", r'"省商务厅\ue000"'),
    )
    write(column / "notices/a.md", "---\n标题: 通\u200b报\n日期: 2021-06-01\n类型: 督导通报\n---\n\n正文\n")
    write(column / "policies/b.md", '---\n标题: "通\\u202e知"\n---\n\n正文\n')
    write(column / "national.csv", "指标,年度,数值\n网络零售\u202e额,2020,1\n")
    read = read_portal(column)
    assert [found.code for found in read.problems] == ["S006"] * 4
    assert not read.notices
    assert [policy.id for policy in read.policies] == ["2020-226"]


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(REFUSED), max_size=12))
def test_what_shows_at_a_glance_holds_nothing_that_is_refused(text: str) -> None:
    if is_seen(text):
        assert problem_in(text) is None
    kept = seen_lines(text, Report("a.csv")).replace("\ufffd", "甲")
    report = Report("a.csv")
    assert seen_lines(kept, report) == kept
    assert not report.errors


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(REFUSED), min_size=1, max_size=12))
def test_no_value_read_from_yaml_holds_it_unsaid(text: str) -> None:
    spelt = "".join(f"\\U{ord(mark):08X}" for mark in text)
    report = Report("a.yaml")
    document = read_yaml(f'名称: "{spelt}"\n', report)
    for value in [value for _, value in texts(document.value)] if document else []:
        assert problem_in(value) is None
    if problem_in(text.strip("\u200b\u200c\u200d\u2060\ufeff\u00ad \t\n\u3000")):
        assert report.findings


@given(st.text(max_size=30))
def test_no_text_of_markdown_holds_it_unsaid(text: str) -> None:
    spelt = "".join(f"&#{ord(mark)};" for mark in text)
    report = Report("a.md")
    report_document(spelt, 1, report)
    problem = problem_in(unicodedata.normalize("NFC", text).replace("\0", "").replace("\n", " "))
    is_refused = problem is not None and not problem[0].startswith(("不成立", "换一台", "无所依附"))
    assert not is_refused or report.errors
