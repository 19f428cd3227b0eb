"""A project folder on disk that a test may build and spoil: the demonstration's data, the real theme."""

import contextlib
import io
import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from generator.site.mkdocs import build_site

ROOT = Path(__file__).parents[2]
COUNTIES = ("210197", "210396", "210697")
PROJECTS = sum(
    "\n撤回:" not in path.read_text("utf-8") for path in ROOT.glob("content_data/counties/*/projects/*.yaml")
)
"""How many projects the demonstration lists: all but the withdrawn."""


def project(folder: Path, counties: tuple[str, ...] = COUNTIES, **options: object) -> Path:
    """A checkout of its own with some of the demonstration's counties."""
    folder.mkdir(parents=True)
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert "  - gongkai\n" in config
    lines = "".join(f"      {name}: {value}\n" for name, value in options.items())
    if lines:
        config = config.replace("  - gongkai\n", f"  - gongkai:\n{lines}")
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    for name in ("overrides", "docs"):
        (folder / name).symlink_to(ROOT / name)
    data = folder / "content_data"
    data.mkdir()
    for name in ("site.yaml", "national.csv", "policies", "notices"):
        source = ROOT / "content_data" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, data / name)
    for code in counties:
        shutil.copytree(ROOT / "content_data/counties" / code, data / "counties" / code)
    return folder


def build(
    folder: Path, site: Path | None = None, *, as_of: date | None = None, workers: int = 1, **options: Any
) -> int:
    """Build in this process; returns the exit code. Pages may vanish: most tests that remove some ask something else."""
    options.setdefault("allow_removals", True)
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    with contextlib.redirect_stderr(io.StringIO()):
        return build_site(
            folder, as_of=as_of, site_dir=site or folder / "site", clean=False, workers=workers, **options
        )


def tree(site: Path) -> dict[str, bytes]:
    """Address → bytes of every file of a site."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }
