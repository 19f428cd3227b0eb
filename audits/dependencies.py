"""``make audit``: known vulnerabilities of the locked dependencies (pip-audit).

Asking needs PyPI's vulnerability service. Where it does not answer for every package, that is said and is no pass:
pip-audit itself then calls everything "not found" and ends with 0.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from audits.tools import ROOT

LOCK = ROOT / "requirements-test.lock"
"""Holds what requirements.lock and requirements-publish.lock hold, and the tools for tests and checks."""
WAVED: dict[str, str] = {}
"""Id of a vulnerability that does not touch this program → why not."""
CLEAN, VULNERABLE, NOT_ASKED = 0, 1, 2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--not-asked-is-fine", action="store_true", help="for machines without the network")
    chosen = parser.parse_args()
    code, said = audit(LOCK)
    print(said, file=sys.stderr if code else sys.stdout)
    return CLEAN if code == NOT_ASKED and chosen.not_asked_is_fine else code


def audit(lock: Path, *options: str) -> tuple[int, str]:
    """CLEAN, VULNERABLE or NOT_ASKED, and the sentence that tells it; ``options`` go to pip-audit."""
    program = Path(sys.executable).with_name("pip-audit")
    command = [
        str(program),
        "--disable-pip",
        "--require-hashes",
        "-r",
        str(lock),
        "-f",
        "json",
        "--progress-spinner",
        "off",
    ]
    command += [word for name in WAVED for word in ("--ignore-vuln", name)]
    found = subprocess.run([*command, *options], check=False, capture_output=True, text=True)
    try:
        packages = json.loads(found.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = (found.stderr.strip().splitlines() or ["没有说明"])[-1]
        return NOT_ASKED, f"依赖没有核对：未能连接漏洞库（{last[:200]}）。联网后请运行 make audit。"
    return judge(packages)


def judge(packages: list[dict[str, Any]]) -> tuple[int, str]:
    """The same for pip-audit's list: name, version, vulns; or name, skip_reason."""
    lines = [
        f"{one['name']} {one['version']}：{hole['id']}，修正版本 {'、'.join(hole['fix_versions']) or '还没有'}"
        for one in packages
        for hole in one.get("vulns", ())
    ]
    silent = sum("skip_reason" in one for one in packages)
    if silent or not packages:
        lines.append(
            f"依赖没有核对完：未能连接漏洞库，{len(packages)} 个依赖里有 {silent} 个没有答复。联网后请运行 make audit。"
        )
    if any("vulns" in one and one["vulns"] for one in packages):
        return VULNERABLE, "\n".join(["依赖有已知漏洞：", *lines])
    if lines:
        return NOT_ASKED, lines[-1]
    return CLEAN, f"{len(packages)} 个依赖，没有已知漏洞。"


if __name__ == "__main__":
    sys.exit(main())
