"""A name of a value that holds private data is reported once, however it is spelt, and never repeated."""

import random
from pathlib import Path

import pytest

from generator import intake
from generator.model.finding import Finding
from tests.intake.conftest import COUNTY, PROJECT, SITE

CODE = "210198"
PRIVATE = ("13812345678", "手机 138 1234 5678", "11010519491231002X", "身份证11010519491231002X号")


def spelt(text: str, seed: int) -> str:
    """A YAML text in double quotes, some of its characters written as escapes."""
    dice = random.Random(seed)
    marks = []
    for character in text:
        way = dice.choice(("{}", "\\u{:04x}", "\\U{:08x}"))
        marks.append(character if way == "{}" else way.format(ord(character)))
    return '"' + "".join(marks) + '"'


COUNTY_YAML, PROJECT_YAML = COUNTY.format(code=CODE), PROJECT.format(code=CODE, number="01")
PLACES = {
    "at the top of a project": ("projects/01.yaml", PROJECT_YAML + "{}: 甲\n"),
    "within a part": ("projects/01.yaml", PROJECT_YAML + "取消:\n  {}: 甲\n"),
    "within an item of a list": ("projects/01.yaml", PROJECT_YAML + "附件:\n  - {}: 甲\n"),
    "within braces": ("projects/01.yaml", PROJECT_YAML + "取消: {{{}: 1}}\n"),
    "above others": ("projects/01.yaml", PROJECT_YAML + "取消:\n  {}:\n    日期:\n      深: 乙\n"),
    "above what is hostile": ("plan.yaml", "实施方案:\n  {}: <script>alert(1)</script>\n"),
    "with a question mark": ("plan.yaml", "? {}\n: 甲\n"),
    "twice": ("plan.yaml", "{0}: 甲\n{0}: 乙\n"),
    "in a county": ("county.yaml", COUNTY_YAML + "{}: 甲\n"),
    "in a head": ("cases/yi.md", "---\n标题: 一\n{}: 甲\n---\n正文。\n"),
    "in a list where none belongs": ("outcome.yaml", "整改清单:\n  - [{{{}: 甲}}]\n"),
}


def found(root: Path, file: str, text: str) -> list[Finding]:
    for name, content in {"county.yaml": COUNTY_YAML, "projects/01.yaml": PROJECT_YAML, file: text}.items():
        path = root / "counties" / CODE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    (root / "site.yaml").write_text(SITE, "utf-8")
    return [
        one for one in intake.read_county(root, CODE, frozenset()).problems if one.place.file.endswith(file)
    ]


@pytest.mark.parametrize("private", PRIVATE)
@pytest.mark.parametrize("place", PLACES)
def test_it_is_told_and_not_repeated(tmp_path: Path, place: str, private: str) -> None:
    file, text = PLACES[place]
    for seed in range(6):
        written = spelt(private, seed) if seed else f'"{private}"'
        problems = found(tmp_path, file, text.format(written))
        assert {one.code for one in problems} & {"P001", "P002"}, (written, problems)
        assert "E003" not in {one.code for one in problems}, problems
        told = " ".join(f"{one.message} {one.cure} {one.place} {one.place.label}" for one in problems)
        assert not {"1234", "5678", "1949", "002X"} & {told[at : at + 4] for at in range(len(told))}, told


def test_a_name_that_is_told_is_told_once(tmp_path: Path) -> None:
    problems = found(tmp_path, "projects/01.yaml", PROJECT_YAML + '"13812345678": 甲\n')
    assert [(one.code, one.place.line) for one in problems] == [("P002", PROJECT_YAML.count("\n") + 1)]


def test_an_ordinary_name_is_only_unknown(tmp_path: Path) -> None:
    problems = found(tmp_path, "projects/01.yaml", PROJECT_YAML + '"\\u0031二三": 甲\n')
    assert [one.code for one in problems] == ["E003"]
