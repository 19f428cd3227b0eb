"""What is saved shows: `gongkai serve` watches the data."""

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
from tests.support.served import browser_page

GONGKAI = Path(sys.executable).with_name("gongkai")


_NOTE_WHEN_SHOWN = """addEventListener("DOMContentLoaded", () =>
  requestAnimationFrame(() => requestAnimationFrame(() => { window.shown = Date.now() })))"""
"""The page itself notes when it was on the screen: whoever asks from outside asks again after half a second."""


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
                found.built.append(time.time())

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
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return str(answer.read().decode("utf-8"))
    except OSError:
        return ""


def wait_for(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.2)
    return False


def test_a_changed_number_shows_after_a_reload(tmp_path: Path) -> None:
    with preview(tmp_path) as shown:
        assert "123.45" not in fetch(shown.page)
        shown.save("123.45")
        assert wait_for(lambda: "123.45" in fetch(shown.page), 60)


def test_a_saved_file_shows_in_the_browser_at_once(tmp_path: Path) -> None:
    """Within 300 ms of the end of the build; of three saves, the middle one: the machine has other work, too."""
    delays = []
    with preview(tmp_path) as shown, browser_page() as page:
        page.add_init_script(_NOTE_WHEN_SHOWN)
        page.goto(shown.page)
        for amount in ("123.45", "234.56", "345.67"):
            shown.save(amount)
            page.get_by_text(amount).first.wait_for(timeout=60_000)
            delays.append(page.wait_for_function("window.shown").json_value() / 1000 - shown.built[-1])
    assert sorted(delays)[1] <= 0.3, delays
