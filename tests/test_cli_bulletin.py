"""``gongkai bulletin``: the month's facts on the screen, as Markdown and as a document that can be edited."""

import zipfile
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.support.project import ROOT, project
from tests.support.repository import Repository

MONTH = ("--month", "2022-05")


def run(*arguments: str, root: Path = ROOT) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "bulletin", *arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one county, for what does not depend on how many there are."""
    folder = project(tmp_path_factory.mktemp("county") / "p", ("210197",))
    Repository(folder).commit("opened")
    return folder


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("bulletin") / "通报素材.docx"
    assert f"已写入 {out}" in run(*MONTH, "--out", str(out)).output
    return out


def test_the_document_says_what_the_screen_says_with_links_to_the_pages(document: Path) -> None:
    shown = run(*MONTH).output
    made = docx.Document(str(document))
    paragraphs = [paragraph.text for paragraph in made.paragraphs]
    assert paragraphs[0] == "2022年5月督导通报素材"
    assert {"一、项目进展", "二、资金", "三、督导检查"} <= set(paragraphs)
    assert sum(paragraph.startswith("本月报送进度的项目 ") for paragraph in paragraphs) == 1
    assert paragraphs[-1] in shown
    links = [rel.target_ref for rel in made.part.rels.values() if rel.is_external]
    assert links
    assert all(link.startswith("https://example.gov.cn/zhsf/") and f"({link})" in shown for link in links)


def test_the_table_has_a_row_for_each_county(document: Path) -> None:
    (table,) = docx.Document(str(document)).tables
    counties = len(list((ROOT / "content_data/counties").iterdir()))
    assert [len(row.cells) for row in table.rows] == [8] * (counties + 1)
    assert table.rows[0].cells[0].text == "示范县"


def test_the_same_facts_make_the_same_bytes(document: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.docx"
    run(*MONTH, "--out", str(again))
    assert again.read_bytes() == document.read_bytes()
    with zipfile.ZipFile(again) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_as_markdown(county: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.md"
    run(*MONTH, "--out", str(out), root=county)
    assert out.read_text("utf-8").startswith("# 2022年5月督导通报素材\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--month", "2022-13"), "应如 2022-06"),
        (("--month", "六月"), "应如 2022-06"),
        (("--month", "2022-07"), "2022-07 尚未到"),
        (("--out", "a.doc"), "后缀应是"),
        (("--out", str(ROOT / "README.md")), "已经有了，不覆盖"),
        (("--out", "/nonexistent/a.md"), "不能写入"),
    ],
)
def test_wrong_use_is_one_line(county: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments, root=county)
    assert result.exit_code == 2
    assert result.output.startswith("gongkai：")
    assert said in result.output
    assert len(result.output.strip().splitlines()) == 1
