"""Dependencies with known vulnerabilities fail, and what could not be asked is never called clean."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from audits.dependencies import CLEAN, NOT_ASKED, VULNERABLE, audit, judge

LOCK = f"click==8.1.8 --hash=sha256:{'0' * 64}\njinja2==3.1.4 --hash=sha256:{'1' * 64}\n"
HOLE = {
    "id": "GHSA-q2x7-8rv6-6q7h",
    "summary": "sandbox breakout",
    "details": "sandbox breakout",
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "jinja2"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "3.1.5"}]}],
        }
    ],
}


@contextmanager
def service(holes: dict[str, Any], status: int = 200) -> Iterator[str]:
    """The address of a vulnerability service (OSV) on this machine that knows ``holes`` by package."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            body = json.dumps({"vulns": holes.get(asked["package"]["name"], [])}).encode()
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: the test reports."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/v1/query"
        finally:
            server.shutdown()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.lock"
    path.write_text(LOCK)
    return path


def test_a_known_vulnerability_fails_and_names_the_version_that_mends_it(lock: Path) -> None:
    with service({"jinja2": [HOLE]}) as address:
        code, said = audit(lock, "-s", "osv", "--osv-url", address)
    assert code == VULNERABLE
    assert "jinja2 3.1.4：GHSA-q2x7-8rv6-6q7h，修正版本 3.1.5" in said


def test_nothing_known_passes(lock: Path) -> None:
    with service({}) as address:
        assert audit(lock, "-s", "osv", "--osv-url", address) == (CLEAN, "2 个依赖，没有已知漏洞。")


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_a_service_that_refuses_is_no_pass(lock: Path, status: int) -> None:
    with service({}, status) as address:
        code, said = audit(lock, "-s", "osv", "--osv-url", address)
    assert code == NOT_ASKED
    assert "未能连接漏洞库" in said


def test_a_service_that_is_not_there_is_no_pass(lock: Path) -> None:
    code, said = audit(lock, "-s", "osv", "--osv-url", "http://127.0.0.1:9/v1/query")
    assert code == NOT_ASKED
    assert "未能连接漏洞库" in said


SILENT = {
    "name": "click",
    "skip_reason": "Dependency not found on PyPI and could not be audited: click (8.1.8)",
}
SOUND = {"name": "click", "version": "8.1.8", "vulns": []}
HOLED = {"name": "jinja2", "version": "3.1.4", "vulns": [{"id": "GHSA-1", "fix_versions": []}]}


@pytest.mark.parametrize(
    ("packages", "code", "said"),
    [
        ([], NOT_ASKED, "没有核对完"),
        ([SILENT], NOT_ASKED, "1 个依赖里有 1 个没有答复"),
        ([SOUND, SILENT], NOT_ASKED, "2 个依赖里有 1 个没有答复"),
        ([HOLED, SILENT], VULNERABLE, "1 个没有答复"),
        ([HOLED, SOUND], VULNERABLE, "修正版本 还没有"),
        ([SOUND], CLEAN, "1 个依赖，没有已知漏洞"),
    ],
)
def test_only_an_answer_for_every_package_is_a_pass(
    packages: list[dict[str, Any]], code: int, said: str
) -> None:
    found, sentence = judge(packages)
    assert found == code
    assert said in sentence
