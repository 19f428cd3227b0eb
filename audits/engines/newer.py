"""``make newer``: writes tests/theme/newer.json, what browsers of the floor lack, from MDN's compatibility data."""

import subprocess
from pathlib import Path

from audits.tools import ROOT, locked


def main() -> None:
    home = locked(Path(__file__).parent)
    command = ["node", str(Path(__file__).with_suffix(".cjs")), str(home / "node_modules")]
    found = subprocess.run(command, check=True, capture_output=True)
    (ROOT / "tests/theme/newer.json").write_bytes(found.stdout)


if __name__ == "__main__":
    main()
