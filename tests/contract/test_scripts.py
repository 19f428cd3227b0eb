"""What the workflows run beside ``gongkai``: the site's own manifest, and the preview of what a change concerns."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.contract.test_published import manifest
from tests.support.project import ROOT, build, project


class Host(BaseHTTPRequestHandler):
    code, body = 200, b""

    def do_GET(self) -> None:
        self.send_response(self.code if self.path == "/zhsf/manifest.json" else 500)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def host() -> Iterator[type[Host]]:
    class Own(Host):
        pass

    server = HTTPServer(("127.0.0.1", 0), Own)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Own.address = f"http://127.0.0.1:{server.server_port}/zhsf"  # type: ignore[attr-defined]
    yield Own
    server.shutdown()
    server.server_close()


def script(folder: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts" / name), *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "no_proxy": "*"},
        capture_output=True,
        text=True,
        check=False,
    )


def portal(folder: Path, address: str, mode: str) -> Path:
    (folder / "content_data").mkdir(parents=True)
    text = f"栏目名称: 栏目\n主办单位: 省商务厅\n模式: {mode}\n网址: {address}/\n"
    (folder / "content_data/site.yaml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("code", "body", "mode", "ended", "is_written"),
    [
        (200, manifest(), "正式", 0, True),
        (200, manifest(), "演示", 0, True),
        (404, b"", "正式", 0, False),
        (410, b"", "正式", 0, False),
        (503, b"", "正式", 1, False),
        (403, b"", "正式", 1, False),
        (200, b"<!doctype html>", "正式", 1, False),
        (503, b"", "演示", 0, False),
    ],
)
def test_only_where_nothing_was_published_nothing_is_compared(
    code: int, body: bytes, mode: str, ended: int, is_written: bool, host: type[Host], tmp_path: Path
) -> None:
    host.code, host.body = code, body
    folder = portal(tmp_path / "project", host.address, mode)  # type: ignore[attr-defined]
    found = script(folder, "published.py", "published.json")
    assert "Traceback" not in found.stderr
    assert (found.returncode, (folder / "published.json").exists()) == (ended, is_written), found.stderr
    if is_written:
        assert (folder / "published.json").read_bytes() == body


def test_the_preview_holds_the_changed_counties_and_what_is_the_provinces(tmp_path: Path) -> None:
    folder = project(tmp_path / "project", ("210197", "210396"))
    assert build(folder) == 0
    report = folder / "changed.json"
    report.write_text(json.dumps({"since": {"commit": "0" * 40, "counties": ["210396"]}}), "utf-8")
    made = script(folder, "preview.py", "changed.json", "site", "preview")
    assert made.returncode == 0, made.stderr
    preview, site = folder / "preview", folder / "site"
    there = {path.relative_to(preview).as_posix() for path in preview.rglob("*") if path.is_file()}
    all_files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert {"index.html", "counties/index.html", "counties/210396.html", "counties/210396.xml"} <= there
    assert {
        name for name in all_files if name.startswith(("projects/210396", "attachments/210396", "assets/"))
    } <= there
    assert [name for name in there if "210197" in name and not name.startswith("contractors/")] == []
    cases = {name for name in there if name.startswith("cases/") and name.endswith(".html")}
    assert len(cases) > 1
    assert all("210396" in (site / name).read_text("utf-8") for name in cases - {"cases/index.html"})
    report.write_text(json.dumps({"since": {"commit": "0" * 40, "counties": []}}), "utf-8")
    assert script(folder, "preview.py", "changed.json", "site", "nothing").returncode == 0
    assert not (folder / "nothing").exists()
