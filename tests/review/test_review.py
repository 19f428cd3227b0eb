"""What a review says: every changed field, what is new in the findings, and nothing that it must not."""

import html
import json
import re
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.engine.steps import county_work, whole_portal
from generator.engine.steps.county_work import CheckedCounty, Ground
from generator.review.reports import FORMATS, format_review
from generator.rules.reports.markdown import MAX_CHARACTERS
from tests.review.conftest import CLERK, ELSEWHERE, MINE, OTHER, errors, kinds, reviewed
from tests.support.repository import Repository

ID_CARD, MOBILE, CARD, MAIL = "11010519491231002X", "13800138000", "6222021234567895556", "someone@qq.com"
DAY = ("--as-of", "2022-06-30")


def run(repository: Repository, *options: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(repository.root), "review", *options])


def told(repository: Repository, *options: str) -> dict[str, Any]:
    result = run(repository, "--base", "main", "--format", "json", *options)
    assert result.exit_code in (0, 1), result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def changed(found: dict[str, Any]) -> list[tuple[str, str, str, str, str, str]]:
    names = ("record", "field", "old", "new", "unit", "weight")
    return [tuple(line[name] for name in names) for line in found["changes"]]


def test_every_changed_field_is_told_with_unit_and_weight(repository: Repository) -> None:
    path = f"{MINE}/projects/01.yaml"
    repository.change(path, "扶持资金额度: 350.00", "扶持资金额度: 360.00")
    repository.change(path, "县级仓储配送中心", "县级仓储、配送中心")
    repository.change(path, "状态: 在建", "状态: 基本完成")
    repository.commit("three fields")
    assert changed(told(repository)) == [
        ("210198-2020-01", "项目名称", "县级仓储配送中心", "县级仓储、配送中心", "", "文字"),
        ("210198-2020-01", "状态", "在建", "基本完成", "", "重大"),
        ("210198-2020-01", "扶持资金额度", "350.00", "360.00", "万元", "重大"),
    ]


def test_new_rows_and_records_are_told_whole(repository: Repository) -> None:
    rows = (repository.content / MINE / "payments.csv").read_text("utf-8")
    repository.write(f"{MINE}/payments.csv", rows + "2021-05-01,210198-2020-01,20.00,甲公司,尾款,三号,\n")
    project = (repository.content / MINE / "projects/02.yaml").read_text("utf-8")
    repository.write(f"{MINE}/projects/03.yaml", project.replace("2020-02", "2020-03"))
    repository.write(f"{MINE}/attachments/a.txt", "甲")
    repository.commit("new")
    found = told(repository)
    assert {line["old"] for line in found["changes"]} == {""}
    row = next(line for line in found["changes"] if line["record"] == "210198/payments")
    assert row["field"] == "2021-05-01 210198-2020-01 三号 › 记录"
    assert row["new"] == "金额 20.00，收款单位 甲公司，用途 尾款"
    fields = {line["field"] for line in found["changes"] if line["record"] == "210198-2020-03"}
    assert fields == {"项目编号", "项目名称", "支持方向", "状态", "扶持资金额度", "完成时限"}


def publish(repository: Repository, message: str) -> None:
    """Merges the branch ``mine``, and begins the next one."""
    repository.commit(message)
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "-m", message, "mine")
    repository.git("checkout", "-q", "-B", "mine")


def test_what_comes_back_is_compared_with_what_it_last_was(repository: Repository) -> None:
    """Whoever removes a record in one pull request and adds it with another amount later has changed the amount."""
    project, payments = f"{MINE}/projects/01.yaml", f"{MINE}/payments.csv"
    texts = {path: (repository.content / path).read_text("utf-8") for path in (project, payments)}
    repository.change(f"{MINE}/projects/02.yaml", "完成时限: 2022-12-31\n", "")
    repository.change(payments, "2021-03-01,210198-2020-01,74.40,甲公司,首付款,一号,\n", "")
    (repository.content / project).unlink()
    publish(repository, "removed")
    repository.write(project, texts[project].replace("350.00", "999.00"))
    repository.write(payments, texts[payments].replace("74.40", "99.40"))
    repository.change(f"{MINE}/projects/02.yaml", "扶持资金额度", "完成时限: 2023-12-31\n扶持资金额度")
    repository.commit("added again")
    assert changed(told(repository)) == [
        ("210198-2020-01", "扶持资金额度", "350.00", "999.00", "万元", "重大"),
        ("210198-2020-02", "完成时限", "2022-12-31", "2023-12-31", "", "重大"),
        ("210198/payments", "2021-03-01 210198-2020-01 一号 › 金额", "74.40", "99.40", "万元", "重大"),
    ]


def test_what_comes_back_as_it_was_is_told_as_back(repository: Repository) -> None:
    project, payments = f"{MINE}/projects/01.yaml", f"{MINE}/payments.csv"
    texts = {path: (repository.content / path).read_text("utf-8") for path in (project, payments)}
    repository.change(payments, "2021-03-01,210198-2020-01,74.40,甲公司,首付款,一号,\n", "")
    (repository.content / project).unlink()
    publish(repository, "removed")
    for path, text in texts.items():
        repository.write(path, text)
    repository.commit("added again")
    found = {
        (line["record"], line["field"]): (line["old"], line["new"]) for line in told(repository)["changes"]
    }
    assert found == {
        ("210198-2020-01", "记录"): ("", "县级仓储配送中心"),
        ("210198/payments", "2021-03-01 210198-2020-01 一号 › 记录"): (
            "",
            "金额 74.40，收款单位 甲公司，用途 首付款",
        ),
    }


def test_five_changed_cells_are_five_changes(repository: Repository) -> None:
    for number, (old, new) in enumerate(
        (("350.00", "351.00"), ("2022-12-31", "2023-01-31"), ("物流配送", "人才培训"))
    ):
        repository.change(f"{MINE}/projects/0{1 + number % 2}.yaml", old, new)
    repository.change(f"{MINE}/payments.csv", "10.00,甲公司,进度款,,", "10.00,甲公司,进度款,,2021-03-01")
    repository.change(f"{MINE}/county.yaml", "青禾县", "青禾新县")
    repository.commit("five")
    assert len(changed(told(repository))) == 5


def test_the_same_in_another_form_is_no_change(repository: Repository) -> None:
    text = (repository.content / MINE / "projects/01.yaml").read_text("utf-8")
    lines = text.splitlines()
    repository.write(f"{MINE}/projects/01.yaml", "# 注\r\n" + "\r\n".join(reversed(lines)) + "\r\n")
    repository.change(f"{MINE}/payments.csv", "74.40", '"74.4"')
    repository.commit("reformatted")
    found = told(repository)
    assert (changed(found), found["passed"], list(found["counties"])) == ([], True, ["210198"])


PLAN = """方案调整:
  - 日期: {day}
    内容: 延长工期
    涉及项目: ['{project}']
"""


@pytest.mark.parametrize(
    ("day", "project", "adjustment"),
    [
        ("2022-05-01", "210198-2020-01", "2022-05-01"),
        ("2022-05-01", "210198-2020-02", None),
        ("2022-08-01", "210198-2020-01", None),
        (None, "", None),
    ],
)
def test_whether_an_adjustment_covers_a_change(
    day: str | None, project: str, adjustment: str | None, repository: Repository
) -> None:
    repository.change(f"{MINE}/projects/01.yaml", "完成时限: 2022-12-31", "完成时限: 2023-12-31")
    repository.change(f"{MINE}/projects/01.yaml", "状态: 在建", "状态: 基本完成")
    if day:
        repository.write(f"{MINE}/plan.yaml", PLAN.format(day=day, project=project))
    repository.commit("later")
    lines = {
        line["field"]: line for line in told(repository)["changes"] if line["record"] == "210198-2020-01"
    }
    assert (lines["完成时限"]["needsAdjustment"], lines["完成时限"]["adjustment"]) == (True, adjustment)
    assert lines["状态"]["needsAdjustment"] is False
    text = run(repository, "--base", "main").stdout
    assert (f"{adjustment} 的方案调整" if adjustment else "未登记对应的方案调整") in text


def test_findings_are_new_resolved_or_as_before(repository: Repository) -> None:
    repository.git("checkout", "-q", "main")
    repository.change(f"{MINE}/projects/01.yaml", "状态: 在建", "状态: 在见")
    repository.change(f"{MINE}/projects/02.yaml", "物流配送", "物流配关")
    repository.change(f"{OTHER}/projects/02.yaml", "物流配送", "物流配关")
    repository.commit("two errors, and one of another county")
    repository.git("checkout", "-q", "-b", "next")
    repository.change(f"{MINE}/projects/01.yaml", "状态: 在见", "状态: 在建")
    repository.change(f"{MINE}/payments.csv", "10.00", "十万")
    repository.commit("one mended, one brought")
    found = told(repository)["findings"]
    codes = {
        name: [(one["code"], one["file"]) for one in some if one["severity"] == "error"]
        for name, some in found.items()
    }
    assert codes == {
        "new": [("E004", f"{MINE}/payments.csv")],
        "resolved": [("E005", f"{MINE}/projects/01.yaml")],
        "standing": [("E005", f"{MINE}/projects/02.yaml")],
    }
    assert run(repository, "--base", "main").exit_code == 1


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("projects/01.yaml", "状态: 在建", "状态: 在见"),
        ("payments.csv", "10.00", "十万"),
        ("county.yaml", "示范批次: 2020", "示范批次: 二〇二〇"),
    ],
)
def test_what_is_left_unsettled_is_not_called_resolved(
    path: str, old: str, new: str, repository: Repository
) -> None:
    repository.change(f"{MINE}/{path}", old, new)
    repository.commit("with an error")
    assert reviewed(repository).resolved == ()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (f"{MINE}/projects/01.yaml", "状态: 在建", "状态: 在见"),
        (f"{MINE}/projects/01.yaml", "210198-2020-01", "210198-2020-02"),
        (f"{MINE}/payments.csv", "210198-2020-01,74.40", "210198-2020-09,74.40"),
        (f"{MINE}/county.yaml", "沈阳", "大连"),
        ("site.yaml", "模式: 演示", "模式: 演出"),
        ("policies/2020-226.md", "2020-09-14", "2020-09-41"),
    ],
)
def test_it_finds_the_errors_that_check_finds(path: str, old: str, new: str, repository: Repository) -> None:
    repository.change(path, old, new)
    repository.commit("with an error")
    command = ["--root", str(repository.root), "check", "--workers", "1", "--format", "json"]
    checked = json.loads(CliRunner().invoke(main, [*command, "--changed-from", "main"]).stdout)["findings"]
    found = told(repository)["findings"]["new"]
    assert found == checked
    assert [one for one in found if one["severity"] == "error"]


def test_a_case_of_another_countys_name_is_an_error(repository: Repository) -> None:
    case = "---\n标题: 典型\n类别: 农村青年创业创新\n日期: 2022-01-01\n来源: {code}\n---\n\n正文\n"
    repository.git("checkout", "-q", "main")
    repository.write(f"{ELSEWHERE}/cases/one.md", case.format(code="210298"))
    repository.commit("theirs")
    repository.git("checkout", "-q", "-b", "next")
    repository.write(f"{MINE}/cases/one.md", case.format(code="210198"))
    repository.commit("mine of that name")
    assert "E006" in errors(reviewed(repository))
    repository.git("mv", f"content_data/{MINE}/cases/one.md", f"content_data/{MINE}/cases/two.md")
    repository.commit("mine of its own")
    assert errors(reviewed(repository)) == []


def test_entries_on_counties_that_are_not_read_are_no_errors(repository: Repository) -> None:
    repository.git("checkout", "-q", "main")
    entry = "  - 记录: {path}\n    栏目: 用途\n    值: {mail}\n    说明: 单位公用\n"
    repository.write(
        "not-private.yaml", "不含个人信息:\n" + entry.format(path=f"{OTHER}/payments.csv", mail=MAIL)
    )
    repository.change(f"{OTHER}/payments.csv", "首付款", f"首付款{MAIL}")
    repository.commit("declared")
    repository.git("checkout", "-q", "-b", "next")
    repository.change(f"{MINE}/projects/01.yaml", "状态: 在建", "状态: 基本完成")
    repository.commit("mine")
    found = reviewed(repository)
    assert [one.place.file for one in (*found.new, *found.resolved)] == []


def test_only_the_changed_counties_are_checked(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def watched(ground: Ground, code: str, *rest: Any) -> CheckedCounty:
        read.append(code)
        return county_work.check_county(ground, code, *rest)

    monkeypatch.setattr(whole_portal, "check_county", watched)
    repository.change(f"{MINE}/projects/01.yaml", "状态: 在建", "状态: 基本完成")
    repository.commit("mine")
    assert reviewed(repository).is_passed
    assert read == ["210198", "210198"]


def test_what_a_branch_held_in_between_was_never_published(repository: Repository) -> None:
    add(repository, "2021-05-01,210198-2020-01,1,甲公司,款,五号,\n")
    repository.write(f"{MINE}/attachments/a.txt", "甲")
    project = (repository.content / MINE / "projects/02.yaml").read_text("utf-8")
    repository.write(f"{MINE}/projects/03.yaml", project.replace("2020-02", "2020-03"))
    repository.change(f"{MINE}/projects/01.yaml", "350.00", "35.00")
    repository.commit("with a slip of the pen")
    repository.git("rm", "-rq", f"content_data/{MINE}/projects/03.yaml", f"content_data/{MINE}/attachments")
    repository.change(f"{MINE}/payments.csv", "2021-05-01,210198-2020-01,1,", "2021-05-02,210198-2020-01,2,")
    repository.change(f"{MINE}/projects/01.yaml", "35.00", "351.00")
    repository.commit("put right before it was handed in")
    found = reviewed(repository)
    assert (kinds(found), errors(found)) == ([], [])
    assert [(line.old, line.new) for line in found.lines if line.old] == [("350.00", "351.00")]


def test_whether_main_has_moved(repository: Repository) -> None:
    repository.change(f"{MINE}/projects/01.yaml", "状态: 在建", "状态: 基本完成")
    repository.commit("mine")
    assert told(repository)["baseMovedBy"] == 0
    repository.git("checkout", "-q", "main")
    for folder, both in ((OTHER, []), (MINE, ["210198"])):
        repository.change(f"{folder}/projects/02.yaml", "状态: 在建", "状态: 基本完成")
        repository.commit("on main")
        repository.git("checkout", "-q", "mine")
        found = told(repository)
        assert (found["baseMovedBy"], found["countiesMovedToo"]) == (1 + (folder == MINE), both)
        repository.git("checkout", "-q", "main")
    repository.git("checkout", "-q", "mine")
    assert "先合并主线，再审阅一次" in run(repository, "--base", "main").stdout


def test_a_former_code_moves_the_county_without_a_change(repository: Repository) -> None:
    repository.git("mv", f"content_data/{MINE}", "content_data/counties/210194")
    for file in (repository.content / "counties/210194").rglob("*.*"):
        file.write_text(file.read_text("utf-8").replace("210198", "210194"), "utf-8")
    county = repository.content / "counties/210194/county.yaml"
    county.write_text(county.read_text("utf-8") + "原代码: '210198'\n", "utf-8")
    repository.commit("another code")
    found = reviewed(repository, "shenyang")
    assert (kinds(found), errors(found)) == ([], [])
    assert [line.field for line in found.lines if line.old] == []


PRIVATE = {
    "an id number in a new row": lambda made: add(made, f"2021-05-01,210198-2020-01,1,甲,{ID_CARD},五号,\n"),
    "a mobile number in a name": lambda made: made.change(
        f"{MINE}/projects/01.yaml", "县级仓储配送中心", f"中心{MOBILE}"
    ),
    "a card in a row that was published": lambda made: made.change(
        f"{MINE}/payments.csv", "首付款", f"卡号{CARD}"
    ),
    "a private mail in the key of a row": lambda made: add(
        made, f"2021-05-01,210198-2020-01,1,甲,款,{MAIL},\n"
    ),
    "a file of that name": lambda made: made.write(f"{MINE}/attachments/{MOBILE}.txt", "甲"),
    "a case of that name": lambda made: made.write(
        f"{MINE}/cases/{MOBILE}.md", f"---\n标题: {MOBILE}\n---\n"
    ),
    "a new record": lambda made: made.write(f"{MINE}/outcome.yaml", f"绩效评价:\n  - 说明: {ID_CARD}\n"),
    "a comment": lambda made: made.change(f"{MINE}/county.yaml", "名称", f"# {MOBILE}\n名称"),
    "a county's code": lambda made: made.write(f"counties/{MOBILE}/county.yaml", f"名称: {MOBILE}\n"),
    "a heading": lambda made: made.change(f"{MINE}/payments.csv", "用途", MOBILE),
}


def add(repository: Repository, row: str) -> None:
    rows = (repository.content / MINE / "payments.csv").read_text("utf-8")
    repository.write(f"{MINE}/payments.csv", rows + row)


@pytest.mark.parametrize("how", PRIVATE)
def test_no_private_value_is_repeated(how: str, repository: Repository) -> None:
    PRIVATE[how](repository)
    repository.commit("private")
    found = reviewed(repository)
    assert not found.is_passed
    for form in FORMATS:
        text = format_review(found, form)
        assert not [value for value in (ID_CARD, MOBILE, CARD, MAIL) if value in text], form


def test_what_is_put_right_is_not_told_as_the_old_value(repository: Repository) -> None:
    repository.git("checkout", "-q", "main")
    repository.change(f"{MINE}/projects/01.yaml", "县级仓储配送中心", f"中心{MOBILE}")
    repository.commit("private")
    repository.git("checkout", "-q", "-b", "next")
    repository.change(f"{MINE}/projects/01.yaml", f"中心{MOBILE}", "县级仓储配送中心")
    repository.commit("put right")
    found = reviewed(repository)
    assert found.is_passed
    assert [one.code for one in found.resolved if one.code == "P002"] == ["P002"]
    assert not [form for form in FORMATS if MOBILE in format_review(found, form)]


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</td></table><script>alert(1)</script>",
    "![](https://evil.example/x.png)",
    "[甲](https://evil.example)",
    "| a | b |",
    "`code` **bold** ~~gone~~",
    "@admin #12 GH-1 https://evil.example www.evil.example",
    "&lt;b&gt; &#60;",
    "{{ 7*7 }} {% raw %}",
    "$(rm -rf /) `id`",
    "\\| \\",
    '" onmouseover="x',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text: str, repository: Repository) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    repository.change(f"{MINE}/projects/01.yaml", "县级仓储配送中心", quoted)
    repository.write(f"{MINE}/attachments/{text.replace('/', '／')}.txt", "甲")
    repository.write(f"{OTHER}/attachments/{text.replace('/', '／')}.txt", "甲")
    repository.commit("hostile")
    found = reviewed(repository)
    page = format_review(found, "html")
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z0-9!]+)", page))
    plain = {"!doctype", "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "ul", "li", "p"}
    assert tags <= plain | {"div", "table", "thead", "tbody", "tr", "th", "td"}
    assert "onmouseover=" not in re.sub(r">[^<]*<", "><", page)
    sheet = format_review(found, "md")
    for line in sheet.splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) in (4, 6), line
        assert not re.search(r"(?<!\\)[<>`\[\]*~]", re.sub(r"^\| ---.*", "", line)), line
        assert "://" not in line
        assert not re.search(r"[@#]\w", line.replace("&#8288;", "⁠"))


def test_unseen_characters_are_shown_as_replaced(repository: Repository) -> None:
    repository.change(f"{MINE}/projects/01.yaml", "县级仓储配送中心", '"甲\\u202E乙\\u0007丙"')
    repository.commit("unseen")
    found = reviewed(repository)
    assert not found.is_passed
    for form in FORMATS:
        assert not re.search("[\u202e\u0007]", format_review(found, form))


def test_the_markdown_fits_a_comment_and_says_what_it_leaves_out(repository: Repository) -> None:
    rows = "".join(f"2021-06-01,210198-2020-01,1,甲公司,{'长' * 200},{n}号,\n" for n in range(600))
    add(repository, rows)
    repository.commit("many rows")
    found = reviewed(repository)
    sheet = format_review(found, "md")
    assert len(sheet) <= MAX_CHARACTERS + 100
    left = re.search(r"另有 (\d+) 行未列出", sheet)
    assert left
    assert len(json.loads(format_review(found, "json"))["changes"]) == 600
    assert format_review(found, "html").count("长" * 200) == 600


def test_the_exit_code_and_the_file(repository: Repository) -> None:
    out = repository.root.parent / "review.html"
    result = run(repository, "--base", "main", "--actor", CLERK, "--format", "html", "--out", str(out))
    assert (result.exit_code, result.output) == (0, "")
    assert "无改动" in html.unescape(out.read_text("utf-8"))
    repository.change(f"{OTHER}/projects/01.yaml", "状态: 在建", "状态: 基本完成")
    repository.commit("not mine")
    assert run(repository, "--base", "main").exit_code == 0
    result = run(repository, "--base", "main", "--actor", CLERK)
    assert (result.exit_code, result.stdout.splitlines()[0]) == (1, "# 审阅：不能合并：1 处不能收下")
    for wrong in (
        ("--base", "nowhere"),
        ("--base", "main", "--actor", " "),
        ("--base", "main", "--out", "/no/x"),
    ):
        result = run(repository, *wrong)
        assert (result.exit_code, result.stdout) == (2, ""), wrong
        assert len(result.stderr.splitlines()) == 1
    assert run(repository).exit_code == 2


def test_two_reviews_are_the_same_bytes(repository: Repository) -> None:
    repository.change(f"{MINE}/projects/01.yaml", "350.00", "360.00")
    repository.change(f"{OTHER}/payments.csv", "74.40", "七十")
    repository.commit("some")
    first, second = (reviewed(repository, "shenyang") for _ in range(2))
    for form in FORMATS:
        assert format_review(first, form) == format_review(second, form)


def test_the_page_names_its_day(repository: Repository) -> None:
    assert reviewed(repository).as_of == date(2022, 6, 30)
    assert told(repository, "--as-of", "2022-05-01")["asOf"] == "2022-05-01"
