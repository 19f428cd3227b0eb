"""``make bench-start``: how long a person waits: for a command to start, a second set-up, a saved file in the preview.

Each is done several times, the median counts: the machine has other work, too.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.measure import run
from tests.support.preview import Preview, preview
from tests.support.served import browser_page

ROOT = Path(__file__).parents[1]
GONGKAI = Path(sys.executable).with_name("gongkai")
TIMES = 5
LIMITS = {
    "gongkai rules": 1.5,
    "gongkai check": 5.0,
    "scripts/setup test, nothing to install": 5.0,
    "preview, from the end of the build to the screen": 0.3,
    "preview, from the save to the screen": 5.0,
}
"""Seconds."""
_NOTE_WHEN_SHOWN = """addEventListener("DOMContentLoaded", () =>
  requestAnimationFrame(() => requestAnimationFrame(() => { window.shown = Date.now() })))"""
"""The page itself notes when it was on the screen: whoever asks from outside asks again after half a second."""


def main() -> int:
    subprocess.run([ROOT / "scripts/setup", "test"], check=True)
    with tempfile.TemporaryDirectory(prefix="gongkai-start-") as name:
        folder = Path(name)
        found = {
            "gongkai rules": waited([GONGKAI, "rules"], folder),
            "gongkai check": waited([GONGKAI, "--root", ROOT, "check"], folder),
            "scripts/setup test, nothing to install": waited([ROOT / "scripts/setup", "test"], folder),
        }
        with preview(folder) as shown:
            built, saved = previewed(shown)
    found["preview, from the end of the build to the screen"] = built
    found["preview, from the save to the screen"] = saved
    for what, seconds in found.items():
        print(f"{what}: {seconds:.2f} s (limit {LIMITS[what]})")
    return int(any(seconds > LIMITS[what] for what, seconds in found.items()))


def waited(command: list[str | Path], folder: Path) -> float:
    """Wall seconds of a command."""
    return median(run(command, folder).wall for _ in range(TIMES))


def previewed(shown: Preview) -> tuple[float, float]:
    """Seconds to the screen from the end of the build and from the save."""
    built, saved = [], []
    with browser_page() as page:
        page.add_init_script(_NOTE_WHEN_SHOWN)
        page.goto(shown.page)
        for number in range(1, TIMES + 1):
            before, amount = time.time(), f"{number}23.45"
            shown.save(amount)
            page.get_by_text(amount).first.wait_for(timeout=60_000)
            on_screen = page.wait_for_function("window.shown").json_value() / 1000
            built.append(on_screen - shown.built[-1])
            saved.append(on_screen - before)
    return median(built), median(saved)


if __name__ == "__main__":
    sys.exit(main())
