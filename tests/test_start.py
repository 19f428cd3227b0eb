"""What a command loads before it does anything: nothing heavy that it may not need."""

import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from mkdocs.config import load_config

from generator.site.frame import ThemeFrame
from generator.site.settings import configure
from tests.support.overviews import AS_OF, SITE

ROOT = Path(__file__).parents[1]
_LATER = (
    "asyncio",
    "distributed",
    "frictionless",
    "fsspec.core",
    "holidays",
    "icalendar",
    "openpyxl",
    "pandas",
    "pygit2",
    "segno",
)


def test_a_build_starts_without_libraries_that_it_may_not_need() -> None:
    asked = f"import sys, generator.site.building; print([name for name in {_LATER} if name in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert found.stdout.strip() == "[]"


def loaded(modules: str) -> list[str]:
    """What of the program is in memory once these are loaded."""
    asked = f"import sys, {modules}; print(*[name for name in sys.modules if name.startswith('generator.')])"
    command = [sys.executable, "-c", asked]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split()


def test_a_check_loads_nothing_that_draws() -> None:
    rooms = {name.split(".")[1] for name in loaded("generator.engine, generator.rules.reports")}
    assert "intake" in rooms
    assert rooms.isdisjoint({"site", "review"})
    drawn = [name for name in loaded("generator.engine, generator.rules.reports") if ".render." in name]
    assert set(drawn) <= {"generator.render.fonts"}


def test_a_command_that_reads_no_data_loads_no_model() -> None:
    assert [name for name in loaded("generator.cli") if ".views" in name or ".disclosure" in name] == []


def test_a_frame_takes_the_configuration_that_is_loaded_and_leaves_it_behind() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    frame = ThemeFrame(str(ROOT / "mkdocs.yml"), SITE, AS_OF, ("index",), loaded=config)
    frame.prepare()
    assert config.site_name == SITE.title
    assert pickle.loads(pickle.dumps(frame)) == frame == replace(frame, loaded=None)
    assert pickle.loads(pickle.dumps(frame)).loaded is None


def test_the_projects_theme_and_the_programs_are_all_that_mkdocs_looks_through(tmp_path: Path) -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    assert configure(config, SITE, AS_OF, ()).theme.dirs == [str(ROOT / "overrides")]
    (tmp_path / "docs").mkdir()
    text = "site_name: x\ntheme:\n  name: material\n"
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    none = configure(load_config(str(tmp_path / "mkdocs.yml")), SITE, AS_OF, ())
    assert none.theme.dirs == [str(ROOT / "overrides")]
    (tmp_path / "overrides").mkdir()
    own = configure(load_config(str(tmp_path / "mkdocs.yml")), SITE, AS_OF, ())
    assert own.theme.dirs == [str(tmp_path / "overrides"), str(ROOT / "overrides")]
