"""The program as a new user has it: its wheel in the environment of a data repository, far from the checkout."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.project import ROOT
from tests.support.readme import newcomer

BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Machine:
    """A home folder with a data repository in it, and nothing of the checkout."""

    home: Path
    folder: Path
    """The data repository; the program is in its ``.venv``."""
    variables: Mapping[str, str]

    def run(self, *command: str | Path, at: Path | None = None) -> subprocess.CompletedProcess[str]:
        """A program of the environment."""
        name, *arguments = command
        return subprocess.run(
            [str(each) for each in (self.folder / ".venv/bin" / name, *arguments)],
            cwd=at or self.home,
            env=self.variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def gongkai(self, *arguments: str | Path, at: Path | None = None) -> subprocess.CompletedProcess[str]:
        """A command that must go well."""
        done = self.run("gongkai", *arguments, at=at)
        assert done.returncode == 0, done.stdout + done.stderr
        return done


def built_wheel(folder: Path) -> Path:
    """The wheel of this checkout."""
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    _done(sys.executable, "-m", "pip", "wheel", *options, str(ROOT))
    (wheel,) = folder.glob("gongkai-*.whl")
    return wheel


def new_machine(home: Path) -> Machine:
    """A blank data repository as the checkout makes it, with the wheel beside it; nothing is installed yet."""
    home.mkdir(parents=True)
    machine = Machine(home, home / "我的 数据", newcomer(home))
    _done(str(BIN / "gongkai"), "new", "province", str(machine.folder))
    built_wheel(machine.folder / "wheels")
    return machine


def _done(*command: str) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def bytes_on_disk(folder: Path) -> int:
    """What a folder takes, in bytes, in blocks of the disk where it says so."""
    found = [path.lstat() for path in folder.rglob("*")]
    return sum(getattr(one, "st_blocks", 0) * 512 or one.st_size for one in found)
