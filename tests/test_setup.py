"""Setting up says in one line what a machine lacks, and installs nothing twice."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SETUP = ROOT / "scripts/setup"


def run(folder: Path, path: Path, purpose: str = "site") -> subprocess.CompletedProcess[str]:
    shell = shutil.which("sh")
    assert shell
    environment = {"PATH": str(path), "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(
        [shell, str(folder / "scripts/setup"), purpose],
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
    for name in ("requirements.lock", "requirements-publish.lock", "pyproject.toml"):
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


@pytest.fixture
def complete(machine: tuple[Path, Path]) -> tuple[Path, Path]:
    """The same machine with all that is needed; its .venv notes in ``asked.txt`` what it is asked to do."""
    project, programs = machine
    for name in ("mkdir", "chmod", "rm", "find"):
        (programs / name).symlink_to(shutil.which(name) or "")
    put(programs, "git", "")
    made = f"printf '#!{shutil.which('sh')}\\necho \"$*\" >> asked.txt\\n' > .venv/bin/python; chmod 755 .venv/bin/python"
    put(
        programs,
        "python3",
        f'if [ "$1" = -m ]; then mkdir -p .venv/bin; {made}; else exec {sys.executable} "$@"; fi',
    )
    return project, programs


def asked(project: Path) -> list[str]:
    return (project / "asked.txt").read_text().splitlines()


def test_a_set_up_installs_what_the_lock_names_and_a_second_one_nothing(complete: tuple[Path, Path]) -> None:
    project, programs = complete
    assert run(project, programs).returncode == 0
    unused, *first = asked(project)
    assert unused.endswith("uninstall -qq --yes setuptools")
    assert len(first) == 2
    assert "--require-hashes -r requirements.lock" in first[0]
    assert all("--no-compile" in line for line in first), "a build needs a tenth of what would be compiled"
    assert "--no-deps" in first[1]
    again = run(project, programs)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert asked(project) == [unused, *first]


@pytest.mark.parametrize("unusable", ["exit 1", 'case "$2" in *ensurepip*) exit 1;; esac'])
def test_a_python_too_old_or_without_venv_is_passed_over(complete: tuple[Path, Path], unusable: str) -> None:
    project, programs = complete
    (programs / "python3").rename(programs / "python3.12")
    put(programs, "python3", unusable)
    assert run(project, programs).returncode == 0
    assert len(asked(project)) == 3


def test_what_pip_compiled_of_itself_is_removed(complete: tuple[Path, Path]) -> None:
    project, programs = complete
    packages = project / ".venv/lib/python3.11/site-packages"
    of_pip, of_another = packages / "pip/_internal/__pycache__", packages / "yaml/__pycache__"
    for folder in (of_pip, of_another):
        folder.mkdir(parents=True)
        (folder / "one.pyc").touch()
    assert run(project, programs).returncode == 0
    assert (of_pip.exists(), of_another.exists()) == (False, True)


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_what_is_locked_anew_is_installed(complete: tuple[Path, Path], changed: str) -> None:
    project, programs = complete
    run(project, programs)
    with (project / changed).open("a") as file:
        file.write("\n")
    assert run(project, programs).returncode == 0
    assert len(asked(project)) == 5


def test_a_set_up_that_failed_is_done_again(complete: tuple[Path, Path]) -> None:
    project, programs = complete
    run(project, programs)
    (stamp,) = (project / ".venv").glob(".site-*")
    stamp.unlink()
    (project / ".venv/bin/python").write_text(f"#!{shutil.which('sh')}\nexit 1\n")
    assert run(project, programs).returncode != 0
    assert not list((project / ".venv").glob(".site-*"))


def test_where_the_site_is_published_more_is_installed(complete: tuple[Path, Path]) -> None:
    project, programs = complete
    assert run(project, programs, "publish").returncode == 0
    assert "--require-hashes -r requirements-publish.lock" in asked(project)[1]


@pytest.mark.parametrize(
    ("present", "installed"),
    [
        ((), "chromium fonts-noto-cjk newsboat rss2email"),
        (("chromium",), "newsboat rss2email"),
        (("google-chrome", "newsboat"), "rss2email"),
        (("chromium", "newsboat", "r2e"), ""),
    ],
)
def test_the_programs_that_tests_drive_are_installed_where_they_may_be(
    complete: tuple[Path, Path], present: tuple[str, ...], installed: str
) -> None:
    project, programs = complete
    shutil.copy(ROOT / "requirements-test.lock", project)
    for name in present:
        put(programs, name, "")
    told = run(project, programs, "test").stderr
    assert (installed in told) if installed else "apt-get" not in told, "nobody but root installs"
    put(programs, "id", "echo 0")
    put(programs, "apt-get", 'echo "$*" >> apt.txt')
    assert run(project, programs, "test").returncode == 0
    done = project / "apt.txt"
    orders = done.read_text().splitlines() if done.exists() else []
    assert [order.partition(" -y ")[2] for order in orders[1:]] == [installed][: len(orders)]
    assert bool(orders) == bool(installed)


def test_a_repository_of_data_installs_the_version_that_it_names(complete: tuple[Path, Path]) -> None:
    project, programs = complete
    (project / "pyproject.toml").unlink()
    (project / "requirements.txt").write_text("gongkai==1.0\n")
    assert run(project, programs).returncode == 0
    _, first, second = asked(project)
    assert "--require-hashes -r requirements.lock" in first
    assert second.endswith("--no-deps -r requirements.txt")
    (project / "requirements.txt").write_text("gongkai==1.1\n")
    assert run(project, programs).returncode == 0
    assert len(asked(project)) == 5
