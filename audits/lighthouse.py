"""``make lighthouse``: Lighthouse's mobile scores of six kinds of page, and what a first visit to a project weighs."""

import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from audits.tools import SITE, installed
from tests.support.served import CHROMIUM, MISSING, served

LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
MOST_BYTES = 40_000
"""Compressed, everything a browser asks for on a first visit to a project page."""
PAGES = (
    "index.html",
    "counties/210698.html",
    "projects/210698-2020-10.html",
    "funds.html",
    "progress.html",
    "compliance.html",
)


def main() -> int:
    if CHROMIUM is None:
        sys.exit(MISSING)
    program = installed() / "lighthouse/cli/index.js"
    failed = False
    with served(SITE) as host:
        for page in PAGES:
            report = _report(program, f"{host}/{page}")
            scores = {name: round(100 * report["categories"][name]["score"]) for name in LEAST}
            weight = _weight(report)
            print(
                f"{page}："
                + "，".join(f"{name} {score}" for name, score in scores.items())
                + f"，首次访问压缩后 {weight} 字节"
            )
            failed |= any(scores[name] < least for name, least in LEAST.items())
            failed |= page.startswith("projects/") and weight > MOST_BYTES
    print("低于要求" if failed else f"达到要求：{LEAST}，项目页不超过 {MOST_BYTES} 字节")
    return int(failed)


def _report(program: Path, url: str) -> Mapping[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "report.json"
        command = ["node", str(program), url, "--quiet", "--output=json", f"--output-path={out}"]
        command += ["--chrome-flags=--headless=new --no-sandbox", f"--only-categories={','.join(LEAST)}"]
        subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": CHROMIUM or ""})
        report: Mapping[str, Any] = json.loads(out.read_text("utf-8"))
    return report


def _weight(report: Mapping[str, Any]) -> int:
    """Bytes of everything the page asked for, as a server that compresses sends it."""
    requests = report["audits"]["network-requests"]["details"]["items"]
    paths = {unquote(urlsplit(request["url"]).path).lstrip("/") for request in requests}
    return sum(len(gzip.compress((SITE / path).read_bytes())) for path in paths if (SITE / path).is_file())


if __name__ == "__main__":
    sys.exit(main())
