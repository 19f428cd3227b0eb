"""A field's label is written once, in the model: nowhere else is a text that is such a label and nothing more."""

import ast
from collections.abc import Iterator, Mapping

import pytest
from jinja2 import nodes

from generator.model.base import Record, record_inside
from generator.model.files import COUNTY_FILES, PROVINCE_FILES
from generator.model.place import INSIDE
from generator.render.environment import environment
from tests.support.project import ROOT

_SEEN = "Headings that counties' own workbooks have, and what they mean: no label of ours, or one they call otherwise."
_ARGUMENT = (
    "What the command line calls an argument: it is told without reading the model, which would take longer."
)
_CASE = "A word of the rules' examples, which lay a case over the spotless county; no field of a record."
_REPORT = "Heads a column of the report on a check; findings are no records."
_OTHER = "Another thing that goes by the same word: "
EXCEPTIONS: Mapping[str, Mapping[str, str]] = {
    "cli.py": dict.fromkeys(("日期", "提交", "记录", "栏目", "依据", "目录"), _ARGUMENT),
    "cli_bulletin.py": dict.fromkeys(("月份", "文件"), _ARGUMENT),
    "cli_digest.py": dict.fromkeys(("文件", "目录"), _ARGUMENT),
    "cli_new.py": {"项目名称": _ARGUMENT, "目录": _ARGUMENT},
    "cli_review.py": dict.fromkeys(("日期", "提交", "文件", "账号", "目录", "单位"), _ARGUMENT),
    "cli_verify.py": {"目录": _ARGUMENT},
    "cli_workbook.py": {"文件": _ARGUMENT},
    "console.py": dict.fromkeys(("日期", "目录"), _ARGUMENT),
    "intake/attachments/kinds.py": {"附件": _OTHER + "the file that is told of."},
    "intake/attachments/picture_parts.py": {"附件": _OTHER + "the file that is told of."},
    "intake/reading/did_you_mean.py": dict.fromkeys(
        (
            "项目名称",
            "建设内容",
            "承办单位",
            "扶持资金额度",
            "完成时限",
            "责任人",
            "负责人",
            "统一社会信用代码",
            "日期",
            "凭证号",
        ),
        _SEEN,
    ),
    "intake/records/validation.py": {"名称": _OTHER + "what any key is called."},
    "intake/screening/markdown.py": {"链接": _OTHER + "a link in Markdown."},
    "intake/workbook/sheets.py": {
        "名称": _OTHER + "the heading over what a sheet's fields are called.",
        "内容": _OTHER + "the heading over what the fields hold.",
    },
    "render/calendar.py": {"期限": _OTHER + "what a calendar is called."},
    "render/document_pages.py": {"内容": _OTHER + "what a document's metadata say."},
    "render/open_workbook/guide.py": dict.fromkeys(
        ("事项", "内容", "说明", "提交", "金额", "日期", "更正"),
        _OTHER + "how the file's cells are to be read.",
    ),
    "render/overviews/changes_page.py": {
        "日期": _OTHER + "the day on which a change was published.",
        "记录": _OTHER + "what was changed.",
        "内容": _OTHER + "the field that changed.",
        "依据": _OTHER + "the adjustment that covers a change.",
    },
    "render/overviews/compliance_page.py": {
        "事项": _OTHER + "an item of the checklist.",
        "规则": _OTHER + "a rule of the catalogue.",
    },
    "render/overviews/dictionary_page.py": {
        "名称": _OTHER + "what a field is called.",
        "依据": _OTHER + "the clause that asks for a field.",
        "说明": _OTHER + "what a field means.",
    },
    "render/overviews/funds_page.py": {"月份": _OTHER + "the month of money, which is held by the day."},
    "render/overviews/supervision_page.py": {"问题": _OTHER + "the problem that a visit found."},
    "render/records/county_aside.py": {
        "事项": _OTHER + "an item of the checklist.",
        "月份": _OTHER + "the month of visits, which are held by the day.",
    },
    "render/records/change_table.py": {
        "日期": _OTHER + "the day on which a change was published.",
        "内容": _OTHER + "the field that changed.",
        "依据": _OTHER + "the adjustment that covers a change.",
    },
    "render/records/project_cards.py": {"目标": "A target's 目标值, beside what was reached; there is no room for more."},
    "review/reports.py": {
        "文件": _OTHER + "where a finding stands.",
        "规则": _OTHER + "the rule of a finding.",
        "问题": _OTHER + "what a finding says.",
        "栏目": _OTHER + "the field that changed.",
    },
    "rules/checklist.py": {"公开": _OTHER + "how far an item is disclosed."},
    "rules/example.py": dict.fromkeys(("截至", "栏目", "县", "记录", "文件", "公开"), _CASE),
    "rules/explain.py": {"依据": _OTHER + "the clause that a rule rests on."},
    "rules/families/plan.py": {"资金": _OTHER + "a word looked for in what a regulation is called."},
    "rules/reports/json_report.py": {"提交": _REPORT},
    "rules/reports/markdown.py": dict.fromkeys(("文件", "规则", "问题"), _REPORT),
    "rules/wordings.py": dict.fromkeys(("类别", "依据"), "A key of the list of wordings, which is no county's file."),
    "streams.py": {"公开": _OTHER + "a text in Chinese, to try a terminal with."},
    "views/press.py": {"来源": _OTHER + "who is to be named as the source of figures."},
    "views/search.py": {"县": _OTHER + "the last character of a county's name."},
}  # fmt: skip


def labels_of(model: type[Record]) -> Iterator[str]:
    for info in model.model_fields.values():
        if info.alias:
            yield info.alias
        inside = record_inside(info.annotation)
        if inside:
            yield from labels_of(inside)


LABELS = {label for kind in (*COUNTY_FILES, *PROVINCE_FILES) for label in labels_of(kind.model)}


def labels_in(text: str) -> list[str]:
    """The labels that a text consists of: one, one before a colon, a path of several, the head of a table."""
    plain = text.removesuffix("：")
    if plain in LABELS:
        return [plain]
    if plain.startswith("|"):
        return [cell for part in plain.split("|") if (cell := part.partition("（")[0].strip()) in LABELS]
    if INSIDE.strip() not in plain:
        return []
    steps = [step.strip() for step in plain.split(INSIDE.strip())]
    named = [step for step in steps if step and not step.startswith("第") and step != "项"]
    return named if all(step in LABELS for step in named) else []


def texts_of_program(source: str) -> Iterator[str]:
    """The texts of a program, and those between the places of one with places; its docstrings are none."""
    tree = ast.parse(source)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def texts_of_template(source: str) -> Iterator[str]:
    """The texts in a template's expressions; its prose is a page's own."""
    for found in environment().parse(source).find_all(nodes.Const):
        if isinstance(found.value, str):
            yield found.value


def test_a_label_stands_in_the_model_alone() -> None:
    program = ROOT / "generator"
    found: dict[str, set[str]] = {}
    for path in sorted(program.rglob("*.py")):
        name = path.relative_to(program).as_posix()
        labels = {label for text in texts_of_program(path.read_text("utf-8")) for label in labels_in(text)}
        if labels and not name.startswith("model/"):
            found[name] = labels
    for path in sorted(program.rglob("*.j2")):
        labels = {label for text in texts_of_template(path.read_text("utf-8")) for label in labels_in(text)}
        if labels:
            found[path.relative_to(program).as_posix()] = labels
    assert found == {name: set(words) for name, words in EXCEPTIONS.items()}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('label = "扶持资金额度"', ["扶持资金额度"]),
        ('yield f"支持方向：{project.direction}"', ["支持方向"]),
        ('found = change.field == "验收 › 日期"', ["验收", "日期"]),
        ('label = f"整改清单 › 第{index}项 › 期限"', ["整改清单", "期限"]),
        ('HEAD = "| 日期 | 金额（万元） | 收款单位 |"', ["日期", "金额", "收款单位"]),
        ('HEAD = ["项目名称", "额度"]', ["项目名称"]),
        ('"""完成时限"""', []),
        ('message = f"超过完成时限 {days} 天"', []),
        ("title = Project.label_of('title')", []),
    ],
)
def test_what_counts_as_a_label(line: str, expected: list[str]) -> None:
    assert [label for text in texts_of_program(line) for label in labels_in(text)] == expected


def test_templates_are_looked_through() -> None:
    source = '# 完成时限\n{{ row["完成时限"] }}{% if state == "状态" %}{% endif %}'
    assert sorted(texts_of_template(source)) == ["完成时限", "状态"]


def test_every_exception_says_why() -> None:
    assert all(reason.endswith(".") for words in EXCEPTIONS.values() for reason in words.values())
