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

from tests.support.project import ROOT, project

GONGKAI = Path(sys.executable).with_name("gongkai")


@dataclass
class Preview:
    """A running preview of the demonstration province."""

    record: Path
    """File of one project."""
    page: str
    """Address of its page."""
    built: list[float] = field(default_factory=list)
    """When builds ended, seconds of the clock that browsers have, too."""

    def save(self, amount: str) -> None:
        """Save another 扶持资金额度."""
        text = self.record.read_text("utf-8")
        changed, count = re.subn(r"^扶持资金额度: .*$", f"扶持资金额度: {amount}", text, flags=re.MULTILINE)
        assert count == 1
        self.record.write_text(changed, "utf-8")


@contextmanager
def preview(folder: Path) -> Iterator[Preview]:
    """Serve a copy in ``folder``; ends with the server."""
    counties = sorted(path.name for path in (ROOT / "content_data/counties").iterdir())
    root = project(folder / "project", tuple(counties))
    record = sorted((root / "content_data/counties" / counties[0] / "projects").glob("*.yaml"))[0]
    number = re.search(r"^项目编号: ['\"]?([\d-]+)", record.read_text("utf-8"), re.MULTILINE)
    assert number
    port = free_port()
    found = Preview(record, f"http://127.0.0.1:{port}/projects/{number[1]}.html")
    command = [str(GONGKAI), "--root", str(root), "serve", "--port", str(port)]
    server = subprocess.Popen(
        command, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )

    def listen() -> None:
        for line in server.stderr or ():
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
    """The page, or nothing where nobody answers yet."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return str(answer.read().decode("utf-8"))
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
