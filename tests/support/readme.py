"""The commands that a README names, and somebody with a new home folder who types them."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.preview import fetch, free_port, wait_for

_COMMAND = re.compile(r"[a-z.][\w./-]* [^`]+")
"""A program and what follows it; a name, a path, an option or a sign alone is none."""


def blocks(readme: str, language: str = "sh") -> list[list[str]]:
    """The lines of each code block in a language, as they stand."""
    return [block.splitlines() for block in re.findall(rf"```{language}\n(.*?)```", readme, re.DOTALL)]


def in_sentences(readme: str) -> list[str]:
    """The commands that stand in a sentence or a table."""
    prose = re.sub(r"```.*?```", "", readme, flags=re.DOTALL)
    return [found for found in re.findall(r"`([^`\n]+)`", prose) if _COMMAND.fullmatch(found)]


def typed(line: str) -> str:
    """A line without its remark."""
    return re.sub(r"\s+#.*", "", line)


def without_windows(line: str) -> str:
    """What a line for PowerShell is here: `py` is a Python, and programs of ours are asked for by ``python -m``."""
    line = re.sub(r"^py ", '"$PYTHON" ', line)
    line = line.replace(r".venv\Scripts\gongkai", ".venv/bin/python -m generator.cli")
    return line.replace(r".venv\Scripts\python", ".venv/bin/python")


def newcomer(home: Path) -> dict[str, str]:
    """Variables of somebody new: where packages come from is this machine's setting, all else is as it comes."""
    kept = re.compile("PATH|LANG|LC_.*|PIP_.*|SSL_.*|.*_(PROXY|proxy)")
    variables = {name: value for name, value in os.environ.items() if kept.fullmatch(name)}
    asked = [sys.executable, "-m", "pip", "cache", "dir"]
    cache = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return variables | {"HOME": str(home), "PYTHON": sys.executable, "PIP_CACHE_DIR": cache}


@dataclass(frozen=True)
class Reader:
    """Somebody who types what the README in a folder says."""

    folder: Path
    variables: Mapping[str, str]

    def types(self, line: str, page: str = "index.html", *, activated: bool = False) -> str:
        """Runs a line as a shell does; it must go well. Returns what it printed.

        Args:
            page: where the line starts a preview, the page that is looked at, which is returned.
            activated: programs of .venv are found by their names.
        """
        variables = dict(self.variables)
        if activated:
            variables["PATH"] = f"{self.folder / '.venv/bin'}{os.pathsep}{variables['PATH']}"
        if typed(line).endswith(" serve"):
            with self._serving(line, variables, page) as found:
                return found
        done = subprocess.run(
            ["sh", "-c", line], cwd=self.folder, env=variables, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, line + done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def _serving(self, line: str, variables: dict[str, str], page: str) -> Iterator[str]:
        """Starts a preview on a port that is free; ends it with all that it started."""
        port = str(free_port())
        address = f"http://127.0.0.1:{port}/{page}"
        server = subprocess.Popen(
            ["sh", "-c", line],
            cwd=self.folder,
            env={**variables, "GONGKAI_PORT": port},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            assert wait_for(lambda: bool(fetch(address)), 90), line
            yield fetch(address)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)
