"""What is locked installs on every machine that README names without a compiler."""

import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

from tests.support.project import ROOT

_MACHINES = {
    "Linux x64": "x86_64-manylinux_2_28",
    "Linux arm64": "aarch64-manylinux_2_28",
    "macOS": "aarch64-apple-darwin",
    "macOS (Intel)": "x86_64-apple-darwin",
    "Windows": "x86_64-pc-windows-msvc",
    "Windows arm64": "aarch64-pc-windows-msvc",
}
_PYTHONS = ("3.11", "3.12", "3.13", "3.14")
_NOT_NAMED = ("Windows arm64", "3.11")
"""PyYAML has no wheel for it."""
_MARKDOWN = {("Windows", python): "cmarkgfm" for python in _PYTHONS[:3]} | {
    ("Windows arm64", python): "markdown-it-py" for python in _PYTHONS
}
"""Where it is not comrak that reads Markdown."""
_FROM_SOURCE = ("feedgen",)
"""Published without a wheel; all of it is Python, as is shown below."""


def installed(lock: Path, platform: str, python: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """What uv says when it would install a lock from wheels alone on a machine of another kind."""
    uv = Path(sys.executable).with_name("uv")
    wheels = [
        "--only-binary",
        ":all:",
        *(option for name in _FROM_SOURCE for option in ("--no-binary", name)),
    ]
    place = ["--target", str(folder), "--python-platform", platform, "--python-version", python]
    command = [str(uv), "pip", "install", "--dry-run", *wheels, *place, "--require-hashes", "-r", str(lock)]
    for where in (["--offline"], []):  # what uv has seen of the registry, as a rule, then the registry itself
        done = subprocess.run([*command, *where], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            break
    return done


@pytest.mark.parametrize("python", _PYTHONS)
@pytest.mark.parametrize("machine", _MACHINES)
def test_all_that_a_build_needs_has_a_wheel(machine: str, python: str, tmp_path: Path) -> None:
    done = installed(ROOT / "requirements.lock", _MACHINES[machine], python, tmp_path)
    if (machine, python) == _NOT_NAMED:  # by README, and by `gongkai doctor`; once this fails, they can go
        assert done.returncode != 0
        assert "pyyaml" in done.stderr.lower()
        return
    assert done.returncode == 0, done.stderr
    taken = re.findall(r"^ \+ (comrak|cmarkgfm|markdown-it-py)==", done.stderr, re.MULTILINE)
    assert taken == [_MARKDOWN.get((machine, python), "comrak")]


@pytest.mark.parametrize("machine", _MACHINES)
def test_so_has_what_the_published_site_has_beside(machine: str, tmp_path: Path) -> None:
    """Pyarrow has no wheel for Windows on arm64: there a site has no Parquet, and says so."""
    done = installed(ROOT / "requirements-publish.lock", _MACHINES[machine], _PYTHONS[-1], tmp_path)
    assert done.returncode == 0, done.stderr
    assert (" + pyarrow==" in done.stderr) == (machine != "Windows arm64")


def test_both_locks_name_the_same_versions() -> None:
    """So that a site differs in nothing but the Parquet."""
    names = ("requirements.lock", "requirements-publish.lock")
    locked, more = ((ROOT / name).read_text("utf-8").splitlines() for name in names)
    pinned, all_pinned = ({line for line in lines if re.match(r"[a-z]", line)} for lines in (locked, more))
    assert {line.partition("==")[0] for line in all_pinned - pinned} == {"pyarrow"}
    assert pinned <= all_pinned


@pytest.mark.parametrize("name", _FROM_SOURCE)
def test_what_has_no_wheel_is_python_alone(name: str) -> None:
    """So it builds wherever Python is: its wheel was made here, and fits every machine."""
    found = distribution(name)
    wheel = found.read_text("WHEEL") or ""
    assert "Root-Is-Purelib: true" in wheel
    assert "Tag: py3-none-any" in wheel
    parts = {path.suffix for path in found.files or () if path.parts[0] == name}
    assert parts <= {".py", ".pyc"}
