"""A YAML file that is passed over at a glance gives nothing away, however it is spelt: a close look finds nothing in it."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.intake.reading.folder import Folder
from generator.intake.reading.source import Source
from generator.intake.reading.yaml_reader import read_yaml
from generator.intake.records import record_files
from generator.intake.records.record_files import read_record, shown
from generator.intake.screening.document import screen, screen_rest
from generator.intake.screening.first_look import clear_text
from generator.intake.screening.hiding import NOTHING
from generator.intake.screening.report import Report
from generator.model.project import Project
from tests.intake.conftest import PROJECT

GOOD = PROJECT.format(code="210197", number="01")
MOBILE = "13800138000"
OTHER_SPELLINGS = """附件: [合同.pdf, 验收.pdf]
建设内容: |
  第一行
  第二行
工作要求: 写在
  两行里
承办单位: {名称: '甲''公司', 责任人: "经理"}
绩效目标: []
# 已核对
"""


def source(text: str) -> Source:
    """A text as it is read from a file in which nothing is unseen."""
    return Source(text, is_clear=clear_text(text.encode()) is not None)


def close_look(text: str) -> Report:
    report = Report("01.yaml")
    document = read_yaml(text, report)
    if document is not None:
        screen_rest(text, screen(document, report), report)
    return report


def passes(text: str, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a file is passed over without a close look."""
    looks: list[str] = []
    monkeypatch.setattr(record_files, "screen_rest", lambda text, *_: looks.append(text))
    report = Report("01.yaml")
    document = read_yaml(text, report)
    if document is None:
        return False
    shown(document, source(text), NOTHING, report)
    return not looks


@pytest.mark.parametrize("text", [GOOD, GOOD + OTHER_SPELLINGS, GOOD + "建设内容: 甲 # 乙\n"])
def test_ordinary_files_are_not_looked_at_closely(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert passes(text, monkeypatch)


@pytest.mark.parametrize(
    "faulty",
    [
        GOOD + f"建设内容: 电话 {MOBILE}\n",
        GOOD + "建设内容: 电话 138\n  0013 8000\n",
        GOOD + "建设内容: >\n  电话 138\n  0013\n  8000\n",
        GOOD + "建设内容: '电话 138''00138000'\n",
        GOOD + '建设内容: "电话 1380013\\u0038000"\n',
        GOOD + '建设内容: "<\\x73cript>"\n',
        GOOD + f"# 电话 {MOBILE}\n",
        GOOD + f"建设内容: 内容 # {MOBILE}\n",
        f"%TAG ! {MOBILE}\n---\n{GOOD}",
        GOOD + f"{MOBILE}:\n",
        GOOD + f"{MOBILE}: ~\n",
        GOOD + f"绩效目标:\n  - {{指标: 行政村, {MOBILE}: }}\n",
    ],
)
def test_what_is_given_away_is_found_and_not_repeated(faulty: str, tmp_path: Path) -> None:
    (tmp_path / "01.yaml").write_text(faulty, "utf-8")
    folder = Folder(tmp_path, "")
    report = folder.report("01.yaml")
    read_record(folder, "01.yaml", Project, report)
    assert {found.code[0] for found in report.findings} & {"P", "S"}
    assert not [found for found in report.findings if MOBILE in found.message + found.cure]


PIECES = (
    *("138", "0013", "8000", "00138000", MOBILE, "110105", "19491231", "002X", "11010519491231002X"),
    *("a", "@", "b.cn", "(at)", "&#", "%4", "0", "<b", "script", "on", "load=", "http:", "//"),
    *("电话", "甲", " ", "\n", "\n  ", "''", "\\u0031", "\\x3c", "# ", ", ", "- ", ": "),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=7).map("".join)
SPELT = st.sampled_from(['"{}"', "'{}'", "{}", "|\n  {}", ">\n  {}", "[{}]", "{{甲: {}}}", "- {}\n  - {}"])


@settings(max_examples=1500)
@given(st.lists(st.tuples(TEXTS, SPELT), min_size=1, max_size=3))
def test_no_spelling_gives_anything_away(values: list[tuple[str, str]]) -> None:
    text = "\n".join(f"名{number}: {spelt.format(said, said)}" for number, (said, spelt) in enumerate(values))
    _agree(text + "\n")


@settings(max_examples=500)
@given(
    st.dictionaries(st.sampled_from("甲乙丙"), TEXTS | st.lists(TEXTS, max_size=2), min_size=1), st.booleans()
)
def test_no_value_gives_anything_away(values: dict[str, object], is_quoted: bool) -> None:
    _agree(yaml.safe_dump(values, allow_unicode=True, width=20, default_style='"' if is_quoted else None))


def _agree(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        taken = passes(text, patch)
    given_away = [found for found in close_look(text).findings if found.code[0] in "PS"]
    assert not (taken and given_away)
