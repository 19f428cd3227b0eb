"""One message for one fault: what is wrong, where, and how it is mended; nothing private, nothing of the program."""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from generator.engine.steps.whole_portal import check_portal
from generator.model.finding import Finding, Severity
from tests.support.folder_faults import attachments, declarations, lost, misnamed, relations, strays
from tests.support.ledger_faults import ledgers, remarked
from tests.support.single_faults import (
    AS_OF,
    COUNTY,
    PAYMENTS,
    PRIVATE,
    Fault,
    encodings,
    in_place_of_files,
    province,
    values,
    wholes,
    write,
)

FAULTS = tuple(
    chain(
        encodings(), values(), wholes(), in_place_of_files(), ledgers(), misnamed(), lost(), strays(50),
        attachments(), relations(), declarations(),
    )
)  # fmt: skip
_OF_THE_PROGRAM = re.compile(
    r"Traceback|Error|Exception|None|codec|invalid|expected|unexpected|object at|<class|NoneType|pydantic|\bstr\b|\bint\b|\bdict\b",
    re.IGNORECASE,
)
_CHINESE = re.compile("[一-鿿]")


def errors(root: Path) -> list[Finding]:
    return [found for found in check_portal(root, AS_OF, AS_OF).findings if found.severity is Severity.ERROR]


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    province(tmp_path / "content_data")
    yield tmp_path / "content_data"


def test_without_a_fault_there_is_no_message(root: Path) -> None:
    assert errors(root) == []


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_one_fault_is_one_message(root: Path, fault: Fault) -> None:
    fault.spoil(root)
    (found,) = errors(root)
    assert found.place.file.strip("/") == fault.file
    assert fault.line is None or found.place.line == fault.line
    assert _CHINESE.search(found.message)
    assert _CHINESE.search(found.cure)
    shown = f"{found.message} {found.cure} {found.place}"
    assert not _OF_THE_PROGRAM.search(shown.replace(fault.file, ""))
    assert not any(value in shown for value in PRIVATE)


@pytest.mark.parametrize("fault", tuple(remarked()), ids=str)
def test_what_a_spreadsheet_does_is_read_with_one_remark(root: Path, fault: Fault) -> None:
    fault.spoil(root)
    assert errors(root) == []
    (found,) = (
        one
        for one in check_portal(root, AS_OF, AS_OF).findings
        if one.place.file == fault.file and one.severity is Severity.NOTICE
    )
    assert fault.line is None or found.place.line == fault.line
    assert _CHINESE.search(found.cure)


def test_ten_thousand_strays_are_one_line_with_their_number_and_the_first_names(root: Path) -> None:
    for number in range(10_000):
        (root / COUNTY / f"{number:05d}.tmp").touch()
    (found,) = errors(root)
    assert "共 10000 个：00000.tmp、00001.tmp、00002.tmp、00003.tmp、00004.tmp 等" in found.message


def test_of_many_strays_none_is_named_by_its_private_name(root: Path) -> None:
    for number in range(30):
        (root / COUNTY / f"138001380{number:02d}.tmp").touch()
        (root / COUNTY / f"{number}.tmp").touch()
    told = errors(root)
    assert sorted(found.code for found in told) == ["E008", "P002"]
    assert not any("1380013" in f"{found.message}{found.place}" for found in told)
    assert any("30 个文件" in found.message for found in told)


def test_faults_in_two_cells_of_a_row_are_two_messages(root: Path) -> None:
    text = (root / PAYMENTS).read_text("utf-8")
    write(root / PAYMENTS, text.replace("2021-03-10", "2021-03-1\x1b0").replace("50.00", "五十").encode())
    assert [(found.code, found.place.line) for found in errors(root)] == [("S006", 2), ("E004", 2)]


def test_a_slip_in_one_heading_and_another_that_is_missing_are_two_messages(root: Path) -> None:
    text = (root / PAYMENTS).read_text("utf-8")
    write(root / PAYMENTS, text.replace("日期,项目编号,金额", "日期,项目编码,某某").encode())
    assert sorted(found.code for found in errors(root)) == ["E002", "E003"]
