"""A running `gongkai serve` over the demonstration province."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError

from tests.support.project import ROOT, project

GONGKAI = Path(sys.executable).with_name("gongkai")
ALL_COUNTIES = tuple(sorted(path.name for path in (ROOT / "content_data/counties").iterdir()))


@dataclass
class Preview:
    """A running preview of the demonstration province."""

    record: Path
    """File of one project."""
    page: str
    """Address of its page."""
    settings: Path
    """site.yaml"""
    built: list[float] = field(default_factory=list)
    """When builds ended, seconds of the clock that browsers have, too."""
    said: list[str] = field(default_factory=list)
    """Every line of the terminal."""

    def save(self, amount: str) -> None:
        """Save another 扶持资金额度."""
        text = self.record.read_text("utf-8")
        changed, count = re.subn(r"^扶持资金额度: .*$", f"扶持资金额度: {amount}", text, flags=re.MULTILINE)
        assert count == 1
        self.record.write_text(changed, "utf-8")


@contextmanager
def preview(
    folder: Path, settings: str | None = None, counties: tuple[str, ...] = ALL_COUNTIES
) -> Iterator[Preview]:
    """Serve a copy in ``folder``; ends with the server.

    Args:
        settings: what stands in site.yaml instead of the demonstration's own.
        counties: those of the demonstration that the copy has.
    """
    root = project(folder / "project", counties)
    record = sorted((root / "content_data/counties" / counties[0] / "projects").glob("*.yaml"))[0]
    number = re.search(r"^项目编号: ['\"]?([\d-]+)", record.read_text("utf-8"), re.MULTILINE)
    assert number
    port = free_port()
    page = f"http://127.0.0.1:{port}/projects/{number[1]}.html"
    found = Preview(record, page, root / "content_data/site.yaml")
    if settings is not None:
        found.settings.write_text(settings, "utf-8")
    command = [str(GONGKAI), "--root", str(root), "serve", "--port", str(port)]
    server = subprocess.Popen(
        command, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )

    def listen() -> None:
        for line in server.stdout or ():
            found.said.append(line)
            if "Documentation built" in line:
                found.built.append(time.time())  # noqa: TID251 (for benchmarks/start.py)

    threading.Thread(target=listen, daemon=True).start()
    try:
        assert wait_for(lambda: bool(fetch(found.page)), 90)
        yield found
    finally:
        server.terminate()
        server.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(url: str) -> str:
    """The page, whatever it is; nothing where nobody answers yet."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return str(answer.read().decode("utf-8"))
    except HTTPError as error:
        return str(error.read().decode("utf-8"))
    except OSError:
        return ""


def wait_for(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether it came true at all; ``seconds`` only end a wait that would never end."""
    deadline = time.monotonic() + seconds  # noqa: TID251 (ends a wait)
    while time.monotonic() < deadline:  # noqa: TID251 (ends a wait)
        if condition():
            return True
        time.sleep(0.2)
    return False
