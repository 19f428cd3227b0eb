"""Setting up says in one line what a machine lacks, and installs nothing twice."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SETUP = ROOT / "scripts/setup"


def run(folder: Path, path: Path) -> subprocess.CompletedProcess[str]:
    shell = shutil.which("sh")
    assert shell
    environment = {"PATH": str(path), "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(
        [shell, str(folder / "scripts/setup"), "site"],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


@pytest.fixture
def machine(tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the set-up files and an empty PATH to put programs on."""
    project, programs = tmp_path / "project", tmp_path / "bin"
    (project / "scripts").mkdir(parents=True)
    programs.mkdir()
    shutil.copy(SETUP, project / "scripts/setup")
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, project)
    (programs / "dirname").symlink_to(shutil.which("dirname") or "")
    return project, programs


def put(programs: Path, name: str, script: str) -> None:
    program = programs / name
    program.write_text(f"#!{shutil.which('sh')}\n{script}\n")
    program.chmod(0o755)


@pytest.mark.parametrize(
    ("present", "lacking"),
    [
        ({}, "需要 Python 3.11"),
        ({"python3": "exit 1"}, "需要 Python 3.11"),
        ({"python3": "exit 0"}, "需要 git"),
        ({"python3": 'case "$2" in *ensurepip*) exit 1;; esac', "git": ""}, "缺少 venv"),
    ],
)
def test_what_is_lacking_is_said_in_one_line(
    machine: tuple[Path, Path], present: dict[str, str], lacking: str
) -> None:
    project, programs = machine
    for name, script in present.items():
        put(programs, name, script)
    result = run(project, programs)
    assert result.returncode == 2
    assert lacking in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_second_set_up_installs_nothing() -> None:
    assert subprocess.run([str(SETUP), "test"], capture_output=True, check=False).returncode == 0
    before = sorted(path.name for path in (ROOT / ".venv").glob(".*-*"))
    started = time.monotonic()
    result = subprocess.run([str(SETUP), "test"], capture_output=True, text=True, check=False)
    assert result.returncode == 0
    assert result.stderr == ""
    assert sorted(path.name for path in (ROOT / ".venv").glob(".*-*")) == before
    assert time.monotonic() - started < 5
