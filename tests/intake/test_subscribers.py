"""The list of subscribers as clerks save it: every fault at once with its line and cure, no address repeated."""

from decimal import Decimal
from pathlib import Path

import pytest

from generator.intake.subscribers import read_subscribers
from generator.model.finding import Finding, Severity
from generator.model.subscriber import Frequency, Subscriber, Wish

HEAD = "邮箱,频率,县,承办单位,规则,金额不低于（万元）\n"
RULES = frozenset({"G102", "F108"})


def read(
    folder: Path, text: str, encoding: str = "utf-8"
) -> tuple[tuple[Subscriber, ...], tuple[Finding, ...]]:
    file = folder / "名单.csv"
    file.write_bytes(text.encode(encoding))
    return read_subscribers(file, RULES)


def told(findings: tuple[Finding, ...]) -> list[tuple[int, str]]:
    return [(found.place.line, found.place.label) for found in findings if found.severity is Severity.ERROR]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_list_as_a_spreadsheet_saves_it(tmp_path: Path, encoding: str, end: str) -> None:
    text = (
        f"{HEAD}b@qq.com,每周,甲县、210397,,,50\n"
        "a@example.gov.cn,每日,,甲物流公司、乙 (中国) 公司,g102,\nb@qq.com,每周,,,,1000.5\n"
    )
    found, findings = read(tmp_path, text.replace("\n", end), encoding)
    assert told(findings) == []
    assert found == (
        Subscriber(
            "a@example.gov.cn", Frequency.DAILY, (Wish((), ("甲物流公司", "乙 (中国) 公司"), ("G102",)),)
        ),
        Subscriber(
            "b@qq.com",
            Frequency.WEEKLY,
            (Wish(("甲县", "210397"), least=Decimal(50)), Wish(least=Decimal("1000.5"))),
        ),
    )


def test_all_faults_are_told_with_line_and_field_and_no_address(tmp_path: Path) -> None:
    text = (
        f"{HEAD}zhang.san.qq.com,每日,,,,\nlisi@qq.com,天天,,,X999,五十\n,每周,,,,\n"
        "wang@qq.com、zhao@qq.com,每日,,,,\nqian@qq.com,每日,,,,-1\nsun@qq.com,每日,,,,NaN\nzhou@qq.com,每周,,,,\nwu@qq.com,每周,wu@qq.com,,,\n"
    )
    found, findings = read(tmp_path, text)
    assert told(findings) == [
        (2, "邮箱"),
        (3, "频率"),
        (3, "规则"),
        (3, "金额不低于（万元）"),
        (4, "邮箱"),
        (5, "邮箱"),
        (6, "金额不低于（万元）"),
        (7, "金额不低于（万元）"),
        (9, "县"),
    ]
    assert all(finding.cure for finding in findings)
    assert not any(
        "@" in f"{finding.message}{finding.cure}" or "zhang" in finding.message for finding in findings
    )
    assert [one.address for one in found] == ["zhou@qq.com"]


@pytest.mark.parametrize(
    "address",
    [
        "a@b",
        "a b@example.cn",
        "张三@example.cn",
        "a@example.cn\nBcc: x@example.cn",
        "a@example.cn\rBcc:x@example.cn",
        "甲 <a@example.cn>",
        "a..b@example.cn",
        "a@-example.cn",
        '"a b"@example.cn',
        "a@example.cn,b@example.cn",
        f"{'a' * 250}@example.cn",
    ],
)
def test_what_is_no_address_is_refused(tmp_path: Path, address: str) -> None:
    quoted = address.replace('"', '""')
    found, findings = read(tmp_path, f'{HEAD}"{quoted}",每日,,,,\n')
    assert found == ()
    assert told(findings)
    assert not any("Bcc" in finding.message + finding.cure for finding in findings)


@pytest.mark.parametrize(
    "text", ["", "a@qq.com,每日,,,,\n", "邮箱,县\na@qq.com,甲县\n", "邮箱;频率\na@qq.com;每日\n"]
)
def test_a_list_without_its_headings_is_one_error_or_more_and_no_address(tmp_path: Path, text: str) -> None:
    _, findings = read(tmp_path, text)
    if "；" not in text and ";" not in text:
        assert told(findings)
    assert not any("qq.com" in finding.message + finding.cure for finding in findings)


def test_a_folder_or_a_picture_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\x89PNG\x00\x00")
    assert told(read_subscribers(tmp_path / "a.csv", RULES)[1])
