"""Every command that README names is run: on a clean clone, by somebody with a new home folder.

README of a data repository is walked through in test_wheel.py.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from generator.cli import main
from tests.support.installed import bytes_on_disk
from tests.support.project import ROOT, tree
from tests.support.readme import Reader, blocks, in_sentences, newcomer, typed, without_windows

README, ENGLISH = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.en.md"))
LARGEST = 250 * 2**20
"""Bytes on disk that `make site` may install: 250 MB as `du -m` counts them."""
BLOCKS = list(
    {
        tuple(typed(line) for line in block): block for text in (ENGLISH, README) for block in blocks(text)
    }.values()
)
"""Those of README.en.md that are README's, too, are run once."""
SENTENCES = list(dict.fromkeys([*in_sentences(README), *in_sentences(ENGLISH)]))


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Cloned, and `make site` run."""
    home = tmp_path_factory.mktemp("readme")
    folder = home / "公开 gongkai"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(folder)], check=True, capture_output=True)
    made = Reader(folder, newcomer(home))
    assert "网站已生成" in made.types("make site")
    return made


@pytest.fixture
def fresh(clone: Reader) -> Iterator[Reader]:
    """The clone without what commands before left in its data."""
    yield clone
    clone.types("git checkout -q . && git clean -fdq")


def test_make_site_installs_no_more_than_it_may(clone: Reader) -> None:
    assert (clone.folder / "site/index.html").is_file()
    assert clone.types("git status --porcelain") == ""
    assert bytes_on_disk(clone.folder / ".venv") <= LARGEST


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block[0])
def test_a_block_of_commands_goes_well(block: list[str], fresh: Reader) -> None:
    for line in block:
        said = fresh.types(line)
        if line.startswith("make serve"):
            assert "综合示范信息公开" in said
    if any("new province" in line for line in block):
        made = tree(fresh.folder.parent / "数据/site")
        assert "projects/210197-2020-01.html" in made


@pytest.mark.parametrize("command", SENTENCES)
def test_a_command_in_a_sentence_does_what_it_says(command: str, fresh: Reader) -> None:
    if command == "git fetch --unshallow":
        fresh.types("git fetch -q --depth 1")
        assert fresh.types("git rev-parse --is-shallow-repository").strip() == "true"
    said = fresh.types(command, activated=True)
    assert fresh.types("git rev-parse --is-shallow-repository").strip() == "false"
    assert command != "gongkai serve" or "综合示范信息公开" in said


def test_what_windows_types_instead_does_the_same(fresh: Reader) -> None:
    folder = fresh.folder
    before = tree(folder / "site")
    shutil.rmtree(folder / "site")
    (block,) = blocks(README, "powershell")
    done = [typed(line).split()[1] for line in block if "Scripts\\gongkai" in line]
    assert done == ["doctor", "build", "serve"]
    for line in block:
        said = fresh.types(without_windows(line))
    assert "综合示范信息公开" in said
    assert tree(folder / "site") == before


def test_no_command_stands_where_it_is_not_run() -> None:
    """Languages of code blocks: what is typed is in the first two, the others are files."""
    for name in ("README.md", "README.en.md", "generator/new_province/README.md"):
        text = (ROOT / name).read_text("utf-8")
        assert set(re.findall(r"^ *```(\S+)$", text, re.MULTILINE)) <= {"sh", "powershell", "text", "nginx"}
    assert len(SENTENCES) > 10
    assert ["make site", "make serve"] in [[typed(line) for line in block] for block in BLOCKS]


def test_an_option_is_one_of_the_command_in_whose_row_it_stands() -> None:
    context = click.Context(main)
    rows = re.findall(r"^\| `gongkai (\w+) ?(\w*)(.*)", README, re.MULTILINE)
    assert len(rows) > 8
    for name, part, row in rows:
        command = main.get_command(context, name)
        if isinstance(command, click.Group):
            command = command.get_command(context, part)
        assert command is not None
        own = {option for each in command.params for option in each.opts}
        assert set(re.findall(r"`(--[\w-]+)", row)) <= own


@pytest.mark.parametrize("path", ["README.md", "README.en.md", "CONTRIBUTING.md"])
def test_a_link_leads_somewhere(path: str) -> None:
    links = re.findall(r"\]\(([^)#\s]+)\)", (ROOT / path).read_text("utf-8"))
    assert [link for link in links if "://" not in link and not (ROOT / Path(link)).exists()] == []
