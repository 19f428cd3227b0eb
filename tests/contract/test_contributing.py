"""What CONTRIBUTING.md has a developer type is there; what a size can be given to is run on little."""

import re
import subprocess
import sys

import pytest

from tests.support.project import ROOT

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)
SMALL = {
    "bench-check": ["--counties", "2", "--projects", "3"],
    "bench-export": ["--counties", "1", "--projects", "3"],
    "bench-history": ["--counties", "2", "--projects", "3", "--commits", "6"],
}


def recipe(target: str) -> list[str]:
    """What `make` would run."""
    asked = subprocess.run(
        ["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=True, env={"PATH": "/usr/bin"}
    )
    return asked.stdout.splitlines()


def test_every_target_is_named_once() -> None:
    """Those of users in README, those of developers in CONTRIBUTING.md; none that is not there."""
    named = [
        target
        for name in ("README.md", "CONTRIBUTING.md")
        for target in re.findall(
            r"^(?:\| `)?make ([a-z-]+)\b", (ROOT / name).read_text("utf-8"), re.MULTILINE
        )
    ]
    assert sorted(named) == sorted(TARGETS)
    (phony,) = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert sorted(phony.split()) == sorted(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_runs_a_program_that_is_there(target: str) -> None:
    for module in re.findall(r"python -m ((?:audits|benchmarks)\S+)", "\n".join(recipe(target))):
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()


@pytest.mark.parametrize("target", SMALL)
def test_a_measurement_runs_on_little(target: str) -> None:
    setup, program = recipe(target)
    assert setup == "scripts/setup test"
    command = [sys.executable, *program.split()[1:], *SMALL[target]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
