"""Names of attachments: private data, names that collide or cannot stand elsewhere; a record that names one."""

import random
import unicodedata
from pathlib import Path

import pytest

from generator.intake import CountyIntake, read_county
from generator.intake.reading.file_names import name_fault, same_elsewhere
from tests.intake.conftest import write
from tests.support.private_values import WRITINGS, bare

FOLDER = "counties/210198/attachments"
PDF = (Path(__file__).parents[3] / "content_data/counties/210197/attachments").glob("*.pdf")
SOUND = next(iter(sorted(PDF))).read_bytes()
IN_NAMES = sorted(name for name in WRITINGS if not {"tab", "break"} & set(name.split()))


def read(column: Path) -> CountyIntake:
    return read_county(column, "210198", frozenset({"2020-226"}))


def put(column: Path, name: str) -> None:
    path = column / FOLDER / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(SOUND)


def published(column: Path) -> list[str]:
    disclosure = read(column).disclosure
    assert disclosure is not None
    return [attachment.name for attachment in disclosure.attachments]


@pytest.mark.parametrize("writing", IN_NAMES)
def test_a_name_with_private_data_is_refused_and_not_repeated(column: Path, writing: str) -> None:
    value = WRITINGS[writing](random.Random(f"attachment {writing}"))
    put(column, f"{value}.pdf".replace("/", "／"))
    found = read(column).problems
    assert [finding.code[0] for finding in found] == ["P"]
    assert bare(value.value) not in bare(repr(found))
    assert published(column) == []


@pytest.mark.parametrize("writing", IN_NAMES[::7])
def test_a_record_that_names_it_is_told_of_the_name_alone(column: Path, writing: str) -> None:
    name = f"{WRITINGS[writing](random.Random(writing))}.pdf".replace("/", "／").replace("'", "''")
    path = column / "counties/210198/projects/01.yaml"
    write(path, path.read_text("utf-8") + f"附件: ['{name}']\n")
    assert {finding.code[0] for finding in read(column).problems} == {"P"}


@pytest.mark.parametrize(
    "name",
    [
        "con.pdf",
        "CON.PDF",
        "Aux.pdf",
        "nul .pdf",
        "prn.批复.pdf",
        "com1.pdf",
        "LPT9.pdf",
        "com².pdf",
        "CONOUT$.pdf",
        " 批复.pdf",
        "批:复.pdf",
        "批复?.pdf",
        "100%.pdf",
        "a#b.pdf",
        "a\\b.pdf",
        "批\u202e复.pdf",
        "批\u200b复.pdf",
        "批\ue000复.pdf",
        unicodedata.normalize("NFD", "résumé.pdf"),
        "批\uf900.pdf",
        "a\n.pdf",
    ],
)
def test_a_name_that_is_none_elsewhere_is_refused(column: Path, name: str) -> None:
    put(column, name)
    assert [finding.code for finding in read(column).problems] == ["S003"]
    assert published(column) == []


@pytest.mark.parametrize("name", ["con", "aux", "nul", "prn", "com1", "lpt0", "com9"])
def test_a_case_named_as_a_device_is_refused(column: Path, name: str) -> None:
    write(column / f"counties/210198/cases/{name}.md", "---\n标题: 甲\n---\n\n正文\n")
    assert [finding.code for finding in read(column).problems] == ["E008"]


@pytest.mark.parametrize(
    "name",
    [
        "批复.pdf",
        "合同（一）.pdf",
        "console.pdf",
        "com10.pdf",
        "a.b.c.pdf",
        "关于 2020 年的批复.pdf",
        "ｌｐｔ1.pdf",
    ],
)
def test_an_ordinary_name_stands(column: Path, name: str) -> None:
    put(column, name)
    assert read(column).problems == ()
    assert published(column) == [name]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pifu.pdf", "PiFu.pdf"),
        ("pifu.pdf", "pifu.PDF"),
        ("ÉTÉ.pdf", "été.pdf"),
        ("ΣΑΣ.pdf", "σας.pdf"),
        ("straße.pdf", "STRASSE.pdf"),
        ("批复A.pdf", "批复a.pdf"),
    ],
)
def test_two_names_that_are_one_elsewhere_are_both_refused(column: Path, one: str, other: str) -> None:
    put(column, one)
    put(column, other)
    put(column, "别的.pdf")
    assert [finding.code for finding in read(column).problems] == ["S003", "S003"]
    assert published(column) == ["别的.pdf"]


def test_forms_of_one_letter_are_one_name() -> None:
    composed, apart = (unicodedata.normalize(form, "Ångström.pdf") for form in ("NFC", "NFD"))
    assert same_elsewhere([composed, apart, "a.pdf"]) == {composed: apart, apart: composed}
    assert same_elsewhere(["１.pdf", "1.pdf", "²"]) == {}


def test_a_name_is_measured_in_bytes() -> None:
    assert name_fault("批" * 83 + ".pdf") is None
    assert name_fault("批" * 84 + ".pdf") is not None


def test_what_an_office_program_left_behind_is_a_remark(column: Path) -> None:
    put(column, "~$台账.xlsx")
    assert [finding.severity.value for finding in read(column).problems] == ["notice"]
    assert published(column) == []
