"""Workflow commands: one a line, whatever a county wrote."""

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.model.finding import Finding, Severity
from generator.model.place import Place
from generator.rules import find
from generator.rules.reports import format_github
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
    remark, error, _late = format_github(ALL).split("\n")
    assert error == (
        "::error file=content_data/counties/210198/a%2Cb%3Ac 附件.csv,line=2,col=9,"
        f"title={_title('E004')}::金额「a|b%0A::error::x」带有 100%25 或文字。怎么改：改成数字"
    )
    assert remark.startswith("::notice file=content_data/counties/210198/.DS_Store,title=E008 ")
    assert remark.endswith("::临时文件。怎么改：删去")


def test_the_root_is_the_callers() -> None:
    assert format_github([LATE], root="").startswith("::warning file=counties/210198/projects/01.yaml,")


def test_no_file_no_property() -> None:
    assert format_github([PROVINCE]) == "::error title=Z999::没有文件。怎么改：补上"


@given(message=st.text(), file=st.text(min_size=1))
def test_a_finding_is_one_command(message: str, file: str) -> None:
    text = format_github([Finding("E004", Severity.ERROR, message, Place(file, 1, 1), "改")])
    assert not re.search(r"[\r\n]", text)
    properties = text.split("::", 2)[1]
    assert properties.count(",") == 3
    assert properties.count(":") == 0
