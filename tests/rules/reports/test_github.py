"""Workflow commands: one a line, whatever a county wrote."""

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.model.finding import Finding, Severity
from generator.model.place import Place
from generator.rules import find
from generator.rules.reports import Since, format_github
from tests.rules.reports.samples import ALL, LATE, PROVINCE


def _title(code: str) -> str:
    entry = find(code)
    assert entry is not None
    return f"{code} {entry.title}"


def test_annotations_name_file_line_and_column() -> None:
    assert format_github([LATE]) == (
        "::warning file=content_data/counties/210198/projects/01.yaml,line=12,col=7,"
        f"title={_title('G102')}::完成时限 2022-03-31，已超过 91 天，进度 65%25，仍未基本完成。怎么改：抓紧完成"
    )


def test_what_a_county_wrote_is_escaped() -> None:
    error, _late, remark = format_github(ALL).split("\n")
    assert error == (
        "::error file=content_data/counties/210198/a%2Cb%3Ac 附件.csv,line=2,col=9,"
        f"title={_title('E004')}::金额“a|b%0A::error::x”带有 100%25 或文字。怎么改：改成数字"
    )
    assert remark.startswith("::notice file=content_data/counties/210198/.DS_Store,title=E008 ")
    assert remark.endswith("::临时文件。怎么改：删去")


def test_the_root_is_the_callers() -> None:
    assert format_github([LATE], root="").startswith("::warning file=counties/210198/projects/01.yaml,")


def test_no_file_no_property() -> None:
    assert format_github([PROVINCE]) == "::error title=Z999::没有文件。怎么改：补上"


def many(count: int, severity: Severity, county: str, message: str = "不对") -> list[Finding]:
    file = f"counties/{county}/payments.csv"
    return [
        Finding("E004", severity, message, Place(file, line + 2, 1), "改", county=county)
        for line in range(count)
    ]


def test_ten_are_ten() -> None:
    text = format_github(many(10, Severity.ERROR, "210198"))
    assert [line[:8] for line in text.split("\n")] == ["::error "] * 10


def test_of_more_than_ten_the_most_important_are_shown_and_the_last_counts_the_rest() -> None:
    found = [
        *many(9, Severity.NOTICE, "210101"),
        *many(8, Severity.FINDING, "210197"),
        *many(3, Severity.ERROR, "210197"),
        *many(2, Severity.ERROR, "210198"),
    ]
    since = Since("a" * 40, ("210198",), tuple(many(4, Severity.FINDING, "210197")))
    *lines, last = format_github(found, since=since).split("\n")
    commands = [line for line in lines if line.startswith("::")]
    assert [line.split(" ", 1)[0] for line in commands] == ["::error"] * 5 + ["::warning"] * 5
    assert ["210198" in line for line in commands[:5]] == [True, True, False, False, False]
    assert commands[-1] == "::warning title=另有 13 条::另有 4 项发现、9 条提示未标在文件上，见这一步的日志。"
    rest = lines[len(commands) :]
    assert len(rest) == 13
    assert rest[0] == "content_data/counties/210197/payments.csv:6 发现 E004 不对。怎么改：改"
    assert last == f"与提交 {'a' * 10} 相比：改动了 210198 的文件；当时已有的 4 项发现未列出，不算这次的。"


def test_errors_beyond_the_tenth_are_counted_as_errors() -> None:
    text = format_github(many(23, Severity.ERROR, "210198"))
    assert "::error title=另有 14 条::另有 14 个错误未标在文件上，见这一步的日志。" in text


@given(message=st.text() | st.sampled_from(["::error::x", "##[error]x", "a\n::stop-commands::x"]))
def test_the_lines_of_the_log_are_no_commands(message: str) -> None:
    lines = format_github(many(30, Severity.ERROR, "210198", message)).split("\n")
    assert len(lines) == 9 + 1 + 21
    assert not [line for line in lines[10:] if line.lstrip().startswith("::") or "##[" in line]


@given(message=st.text(), file=st.text(min_size=1))
def test_a_finding_is_one_command(message: str, file: str) -> None:
    text = format_github([Finding("E004", Severity.ERROR, message, Place(file, 1, 1), "改")])
    assert not re.search(r"[\r\n]", text)
    properties = text.split("::", 2)[1]
    assert properties.count(",") == 3
    assert properties.count(":") == 0
