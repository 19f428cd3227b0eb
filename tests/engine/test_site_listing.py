"""The site as it stands: the same whoever looks at it, and the same after a journey."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.engine.output import site_listing
from generator.engine.output.site_listing import listing, look_at, packed, unpacked

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=8)
WRITTEN = st.tuples(st.integers(0, 2**40), st.integers(-(2**62), 2**62))


@given(st.dictionaries(NAMES.map(lambda name: f"{name}/"), st.dictionaries(NAMES, WRITTEN, min_size=1)))
def test_a_packed_listing_is_the_same_when_it_is_unpacked(files: site_listing.Listing) -> None:
    assert unpacked(packed(files)) == files


def _site(folder: Path) -> Path:
    for name in ("index.html", "projects/a.html", "projects/a\nb.md", "data/x/y.svg", "data/x/z/w.svg"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, "utf-8")
    (folder / "empty").mkdir()
    (folder / "link").symlink_to(folder / "projects")
    return folder


def test_workers_see_the_files_that_one_process_sees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = _site(tmp_path / "site")
    alone = listing(site)
    assert set(alone) == {"", "projects/", "data/x/", "data/x/z/"}
    assert set(alone[""]) == {"index.html", "link"}
    monkeypatch.setattr(site_listing, "_SECONDS", 1)
    changed = alone | {
        "projects/": alone["projects/"] | {"a.html": (0, 0), "c.html": (0, 0)},
        "old/": {"b": (0, 0)},
    }
    for left in (alone, changed):
        assert look_at(site, left, 2).files == look_at(site, left, 1).files == alone


@pytest.mark.parametrize("seconds", [1e-6, 1])
def test_what_is_not_as_it_was_left_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    monkeypatch.setattr(site_listing, "_SECONDS", seconds)
    site = _site(tmp_path / "site")
    left = listing(site)
    (site / "projects/a.html").write_text("other", "utf-8")
    (site / "data/x/z/w.svg").unlink()
    assert look_at(site, left, 2).spoiled == {"projects/a.html", "data/x/z/w.svg"}
    assert look_at(tmp_path / "gone", left, 2).spoiled == {
        f"{folder}{name}" for folder, names in left.items() for name in names
    }
