"""The program as a new user has it: its wheel in a fresh environment, far from the checkout."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.support.project import ROOT

BIN = Path(sys.executable).parent
_SCRIPTS = "Scripts" if os.name == "nt" else "bin"


@dataclass(frozen=True)
class Machine:
    """A home folder with an environment in it, and nothing of the checkout."""

    home: Path
    wheel: Path

    @property
    def environment(self) -> Path:
        return self.home / "环境"

    def program(self, name: str) -> Path:
        return self.environment / _SCRIPTS / name

    def run(self, *command: str | Path, at: Path | None = None) -> subprocess.CompletedProcess[str]:
        """A program of the environment; what it needs of this machine is PATH."""
        name, *arguments = command
        return subprocess.run(
            [str(each) for each in (self.program(str(name)), *arguments)],
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

    @property
    def variables(self) -> dict[str, str]:
        kept = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP")
        given = {name: os.environ[name] for name in kept if name in os.environ}
        return {
            **given,
            "HOME": str(self.home),
            "USERPROFILE": str(self.home),
            "NO_COLOR": "1",
            "PYTHONUTF8": "1",
        }


def built_wheel(folder: Path) -> Path:
    """The wheel of this checkout."""
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    _done(sys.executable, "-m", "pip", "wheel", *options, str(ROOT))
    (wheel,) = folder.glob("gongkai-*.whl")
    return wheel


def installed(home: Path) -> Machine:
    """The wheel and what requirements.lock names, as ``scripts/setup`` installs them, in an environment with pip."""
    home.mkdir(parents=True)
    machine = Machine(home, built_wheel(home / "下载"))
    uv = str(BIN / "uv")
    install = [uv, "pip", "install", "--quiet", "--python", str(machine.program("python"))]
    _done(uv, "venv", "--quiet", "--seed", "--python", sys.executable, str(machine.environment))
    _done(*install, "--require-hashes", "-r", str(ROOT / "requirements.lock"))
    _done(*install, "--no-deps", str(machine.wheel))
    return machine


def _done(*command: str) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def bytes_on_disk(folder: Path) -> int:
    """What a folder takes, in bytes, in blocks of the disk where it says so."""
    found = [path.lstat() for path in folder.rglob("*")]
    return sum(getattr(one, "st_blocks", 0) * 512 or one.st_size for one in found)
