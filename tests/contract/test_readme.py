"""Every command that README names is run: on a clean clone, by somebody with a new home folder."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.installed import bytes_on_disk
from tests.support.preview import fetch, free_port, wait_for
from tests.support.project import ROOT, tree

README = (ROOT / "README.md").read_text("utf-8")
LARGEST = 250 * 2**20
"""Bytes on disk that `make site` may install: 250 MB as `du -m` counts them."""
SHORT = {"site"}
"""Targets of make that end soon and need no more than a build."""
SMALL = {
    "bench-check": ["--counties", "2", "--projects", "3"],
    "bench-history": ["--counties", "2", "--projects", "3", "--commits", "6"],
}
"""Targets whose program takes a size: it is run as make would run it, with the packages of this test, on little."""
BY_CI = {"test", "lint", "audit", "engines"}
"""Targets that CI runs by their names; the first is running this."""
BY_HAND = {
    "bench": "brings Hugo and Eleventy by npm and builds 10 000 projects with each",
    "bench-start": "judges seconds, which no test does",
    "lint-html": "brings the Nu checker by npm and needs a Java",
    "lighthouse": "brings Lighthouse by npm and judges seconds",
    "screenshots": "writes over docs/screenshots",
}
"""Targets that nobody runs unasked, and why; of these `make -n` says that they are there and what they would do."""


def blocks(language: str) -> list[str]:
    """The commands of the code blocks in a language, without their remarks."""
    found = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    lines = [re.sub(r"\s+#.*", "", line).strip() for block in found for line in block.splitlines()]
    return [line for line in lines if line]


def named() -> list[str]:
    """The commands that README names in a sentence or a table."""
    found = re.findall(r"`((?:gongkai|make) [^`]+)`", README)
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Clone:
    """A clean clone and the home folder of whoever has it."""

    folder: Path
    variables: Mapping[str, str]

    def run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env=self.variables, capture_output=True, text=True, check=False
        )

    def well(self, command: list[str]) -> str:
        done = self.run(command)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def serving(self, command: list[str], page: str) -> Iterator[str]:
        """A server that is ended with all that it started."""
        server = subprocess.Popen(
            command,
            cwd=self.folder,
            env=self.variables,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            assert wait_for(lambda: bool(fetch(page)), 90)
            yield fetch(page)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """Cloned, and `make site` run: where packages come from is this machine's setting, all else is new."""
    home = tmp_path_factory.mktemp("readme")
    folder = home / "公开 gongkai"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(folder)], check=True, capture_output=True)
    kept = re.compile("PATH|LANG|LC_.*|PIP_.*|SSL_.*|.*_(PROXY|proxy)")
    variables = {name: value for name, value in os.environ.items() if kept.fullmatch(name)}
    cache = subprocess.run(
        [sys.executable, "-m", "pip", "cache", "dir"], capture_output=True, text=True, check=False
    )
    variables |= {"HOME": str(home), "PYTHON": sys.executable, "PIP_CACHE_DIR": cache.stdout.strip()}
    made = Clone(folder, variables)
    assert "网站已生成" in made.well(["make", "site"])
    return made


@pytest.fixture
def fresh(clone: Clone) -> Iterator[Clone]:
    """The clone without what commands before left in its data."""
    yield clone
    clone.well(["git", "checkout", "-q", "."])
    clone.well(["git", "clean", "-fdq"])


def test_make_site_installs_no_more_than_it_may(clone: Clone) -> None:
    assert (clone.folder / "site/index.html").is_file()
    assert clone.well(["git", "status", "--porcelain"]) == ""
    assert bytes_on_disk(clone.folder / ".venv") <= LARGEST


@pytest.mark.parametrize("command", [line for line in named() if line.startswith("gongkai")])
def test_a_command_that_is_named_does_what_it_says(command: str, fresh: Clone) -> None:
    _, *arguments = shlex.split(command)
    program = str(fresh.folder / ".venv/bin/gongkai")
    if arguments == ["serve"]:
        port = str(free_port())
        with fresh.serving([program, "serve", "--port", port], f"http://127.0.0.1:{port}/index.html") as page:
            assert "综合示范信息公开" in page
        return
    fresh.well([program, *arguments])
    fresh.well([program, arguments[0], "--help"])


def targets() -> list[str]:
    lines = [line for line in (*blocks("sh"), *named()) if line.startswith("make ")]
    return list(dict.fromkeys(target for line in lines for target in line.split()[1:]))


def test_every_target_is_run_or_it_is_said_why_not() -> None:
    assert sorted(targets()) == sorted([*SHORT, "serve", *SMALL, *BY_CI, *BY_HAND])
    jobs = (ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    assert [target for target in BY_CI if f"run: make {target}\n" not in jobs] == []


@pytest.mark.parametrize("target", targets())
def test_a_target_of_make_is_there_and_runs(target: str, fresh: Clone) -> None:
    recipe = fresh.well(["make", "-n", target])
    assert recipe
    if target in SHORT:
        fresh.well(["make", target])
    elif target in SMALL:
        setup, program = recipe.splitlines()
        assert setup == "scripts/setup test"
        assert fresh.well([sys.executable, *program.split()[1:], *SMALL[target]])
    elif target == "serve":
        assert ".venv/bin/gongkai serve" in recipe  # which is run above, on a port that is free


def test_a_repository_of_data_alone_is_made_and_built(fresh: Clone) -> None:
    for line in (line for line in blocks("sh") if not line.startswith("make ")):
        fresh.well(shlex.split(line))
    made = tree(fresh.folder.parent / "数据/site")
    assert "projects/210197-2020-01.html" in made
    (wheel,) = (fresh.folder / "dist").glob("gongkai-*-py3-none-any.whl")
    shutil.rmtree(wheel.parent)


def test_what_windows_types_instead_does_the_same(fresh: Clone) -> None:
    """The same commands, the same order; `py` and `.venv\\Scripts` are what Windows calls them."""
    folder = fresh.folder
    before = tree(folder / "site")
    shutil.rmtree(folder / "site")
    python = str(folder / ".venv/bin/python")
    lines = blocks("powershell")
    assert [line.split()[1] for line in lines if "Scripts\\gongkai" in line] == ["doctor", "build", "serve"]
    for line in lines:
        program, *arguments = line.split()
        if program == "py":
            fresh.well([sys.executable, *arguments])
        elif program == ".venv\\Scripts\\python":
            fresh.well([python, *arguments])
        elif arguments == ["serve"]:
            port = str(free_port())
            command = [python, "-m", "generator.cli", "serve", "--port", port]
            with fresh.serving(command, f"http://127.0.0.1:{port}/index.html") as page:
                assert "综合示范信息公开" in page
        else:
            fresh.well([python, "-m", "generator.cli", *arguments])
    assert tree(folder / "site") == before
