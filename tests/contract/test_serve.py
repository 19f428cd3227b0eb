"""What is saved shows: `gongkai serve` watches the data."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
GONGKAI = Path(sys.executable).with_name("gongkai")


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
    project = tmp_path / "project"
    project.mkdir()
    shutil.copy(ROOT / "mkdocs.yml", project)
    for folder in ("content_data", "docs", "overrides"):
        shutil.copytree(ROOT / folder, project / folder)
    county = sorted((project / "content_data/counties").iterdir())[0]
    record = sorted((county / "projects").glob("*.yaml"))[0]
    text = record.read_text("utf-8")
    number = re.search(r"^项目编号: ['\"]?([\d-]+)", text, re.MULTILINE)
    assert number
    port = free_port()
    command = [str(GONGKAI), "--root", str(project), "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        pages = (
            f"http://127.0.0.1:{port}/zhsf/projects/{number[1]}.html",
            f"http://127.0.0.1:{port}/projects/{number[1]}.html",
        )
        assert wait_for(lambda: any(fetch(page) for page in pages), 90)
        assert not any("123.45" in fetch(page) for page in pages)
        changed, count = re.subn(r"^扶持资金额度: .*$", "扶持资金额度: 123.45", text, flags=re.MULTILINE)
        assert count == 1
        record.write_text(changed, "utf-8")
        assert wait_for(lambda: any("123.45" in fetch(page) for page in pages), 60)
    finally:
        server.terminate()
        server.wait(timeout=30)
