"""The tools from npm, in the versions that audits/package.json names, kept below .cache/."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SITE = ROOT / "site"
_HOME = ROOT / ".cache/audits"


def installed() -> Path:
    """The folder of the installed packages; ends the program with a sentence where npm is missing or fails."""
    wanted = Path(__file__).with_name("package.json")
    kept = _HOME / "package.json"
    modules = _HOME / "node_modules"
    if modules.is_dir() and kept.is_file() and kept.read_bytes() == wanted.read_bytes():
        return modules
    if shutil.which("npm") is None:
        sys.exit("需要 npm。Debian：apt-get install npm")
    _HOME.mkdir(parents=True, exist_ok=True)
    kept.unlink(missing_ok=True)
    found = subprocess.run(
        ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-save", *_named(wanted)],
        cwd=_HOME,
        check=False,
    )
    if found.returncode:
        sys.exit("npm 没有装上要用的工具，请检查网络后再试。")
    kept.write_bytes(wanted.read_bytes())
    return modules


def locked(folder: Path) -> Path:
    """Where the packages that ``folder`` locks are installed, each with the digest that its package-lock.json names."""
    home = _HOME.with_name(f"audits-{folder.name}")
    lock, kept = folder / "package-lock.json", home / "package-lock.json"
    if not (home / "node_modules").is_dir() or not kept.is_file() or kept.read_bytes() != lock.read_bytes():
        if shutil.which("npm") is None:
            sys.exit("需要 npm。Debian：apt-get install npm")
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        shutil.copy(folder / "package.json", home)
        command = [
            "npm",
            "ci",
            "--silent",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--legacy-peer-deps",
        ]
        shutil.copy(lock, home)
        if subprocess.run(command, cwd=home, check=False).returncode:
            kept.unlink()
            sys.exit("npm 没有装上要用的工具，请检查网络后再试。")
    return home


def _named(wanted: Path) -> list[str]:
    import json

    packages: dict[str, str] = json.loads(wanted.read_text("utf-8"))["dependencies"]
    return [f"{name}@{version}" for name, version in packages.items()]
