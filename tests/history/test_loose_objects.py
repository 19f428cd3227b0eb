"""Over a loose object that is cut short libgit2 may never return: it is told before."""

import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from generator.history import loose_objects
from generator.history.loose_objects import LooseObjects
from generator.history.unreadable import UnreadableError
from tests.support.project import ROOT

ID = "0123456789" * 4
CONTENTS = {
    "commit": b"commit 120\0" + b"tree 0123456789abcdef\n" * 5,
    "blob of a million zeros": b"blob 1000000\0" + bytes(1_000_000),
    "nothing": b"blob 0\0",
}
ASKED = """
import sys
from pathlib import Path
from generator.history.repository import MainLine
from generator.history.unreadable import UnreadableError
content, path = Path(sys.argv[1]), Path(sys.argv[2])
whole = path.read_bytes()
path.chmod(0o600)
for length in range(len(whole)):
    path.write_bytes(whole[:length])
    try:
        line = MainLine(content)
        line.commit_of(line.head), line.tree, line.merge_base("HEAD"), [line.data(blob) for _, blob in line.files(line.head)]
    except UnreadableError:
        continue
    sys.exit(f"{length} of {len(whole)} bytes were believed")
"""


def stored(folder: Path, data: bytes) -> LooseObjects:
    path = folder / ID[:2] / ID[2:]
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return LooseObjects(folder)


@pytest.mark.parametrize("kind", CONTENTS)
def test_every_cut_is_seen(tmp_path: Path, kind: str) -> None:
    packed = zlib.compress(CONTENTS[kind])
    stored(tmp_path, packed).check([ID])
    for length in range(len(packed)):
        for ids in ([ID], None):
            with pytest.raises(UnreadableError, match=ID[:10]):
                stored(tmp_path, packed[:length]).check(ids)


def test_what_is_not_loose_is_left_to_the_library(tmp_path: Path) -> None:
    LooseObjects(tmp_path).check([ID])


@pytest.mark.parametrize("kind", ["commit", "tree", "blob"])
def test_the_history_ends_with_every_cut(tmp_path: Path, kind: str) -> None:
    """In a process of its own, since what does not return can only be ended."""

    def git(*arguments: str) -> str:
        who = {"user.name": "a", "user.email": "a@example.gov.cn"}
        options = [part for name, value in who.items() for part in ("-c", f"{name}={value}")]
        return subprocess.run(
            ["git", "-C", str(tmp_path), *options, *arguments], check=True, capture_output=True, text=True
        ).stdout.strip()

    git("init", "--quiet")
    (tmp_path / "content_data").mkdir()
    (tmp_path / "content_data/site.yaml").write_text("栏目名称: 公开\n", "utf-8")
    git("add", "."), git("commit", "--quiet", "-m", "first")
    name = {"commit": "HEAD", "tree": "HEAD:content_data", "blob": "HEAD:content_data/site.yaml"}[kind]
    id_ = git("rev-parse", name)
    path = tmp_path / ".git/objects" / id_[:2] / id_[2:]
    told = subprocess.run(
        [sys.executable, "-c", ASKED, str(tmp_path / "content_data"), str(path)],
        check=False, cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert (told.returncode, told.stderr) == (0, "")


def test_what_git_packs_while_it_is_looked_at_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (tmp_path / f"0{number}").mkdir()
        (tmp_path / f"0{number}/whole").write_bytes(zlib.compress(b"blob 0\0"))
    objects = LooseObjects(tmp_path)
    looked_at: list[str] = []
    whole = loose_objects._is_whole

    def packed_meanwhile(path: str) -> bool:
        if not looked_at:
            for folder in tmp_path.iterdir():
                if folder != Path(path).parent:
                    shutil.rmtree(folder)
        looked_at.append(path)
        return whole(path)

    monkeypatch.setattr(loose_objects, "_is_whole", packed_meanwhile)
    objects.check()
    assert len(looked_at) == 1
