"""The report for people at a terminal."""

from generator.rules.reports import format_text
from tests.rules.reports.samples import ALL, LATE, PROVINCE

GOLDEN = """counties/210198/.DS_Store
  整个文件 提示 E008 临时文件。
    怎么改：删去

counties/210198/a,b:c 附件.csv
  第2行第9列 错误 E004 金额“a|b ::error::x”带有 100% 或文字
    怎么改：改成数字

counties/210198/projects/01.yaml
  第12行第7列“完成时限” 发现 G102 完成时限 2022-03-31，已超过 91 天，进度 65%，仍未基本完成（依据：五（三））
    怎么改：抓紧完成

1 个错误，1 项发现，1 条提示。"""


def test_text_is_grouped_by_file() -> None:
    assert format_text(ALL, colour=False) == GOLDEN


def test_one_file_is_named_once() -> None:
    text = format_text([LATE, LATE], colour=False)
    assert text.count("counties/210198/projects/01.yaml") == 1


def test_colour_marks_the_severity_and_nothing_else() -> None:
    text = format_text(ALL, colour=True)
    assert "\033[33m发现 G102\033[0m" in text
    assert "\033[31m错误 E004\033[0m" in text
    assert "\033[36m提示 E008\033[0m" in text
    plain = text
    for code in ("\033[1m", "\033[31m", "\033[33m", "\033[36m", "\033[0m"):
        plain = plain.replace(code, "")
    assert plain == GOLDEN


def test_what_concerns_no_file_is_the_province_s() -> None:
    assert format_text([PROVINCE], colour=False).startswith("（全省）\n  整个文件 错误 Z999 没有文件")
