"""What a folder's digest tells, and that many counties are counted as one by one."""

import os
from pathlib import Path

import pytest

from benchmarks.synthetic import AS_OF, write_portal
from generator import intake
from generator.engine.steps import counted as counties
from generator.engine.steps.whole_portal import ground_of
from generator.engine.store import cache
from generator.engine.store.cache import source
from tests.support.counting import counted


def digest(folder: Path) -> str:
    return source(folder, None).digest


def test_a_folder_is_told_by_names_contents_and_links(tmp_path: Path) -> None:
    (tmp_path / "projects").mkdir()
    file, link = tmp_path / "projects" / "a.yaml", tmp_path / "link"
    file.write_text("甲", "utf-8")
    link.symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    seen = [digest(tmp_path)]
    file.write_text("乙", "utf-8")
    seen.append(digest(tmp_path))
    link.unlink()
    link.symlink_to("elsewhere")
    seen.append(digest(tmp_path))
    file.rename(tmp_path / "projects" / "b.yaml")
    seen.append(digest(tmp_path))
    assert len(set(seen)) == len(seen)


def test_a_touched_file_is_the_same(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("甲", "utf-8")
    before = digest(tmp_path)
    os.utime(file, (1, 1))
    assert digest(tmp_path) == before


def test_workers_count_as_one_process_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_portal(tmp_path, 7, 2)
    portal = intake.read_portal(tmp_path)
    ground = ground_of(portal, tmp_path, AS_OF, AS_OF)
    monkeypatch.setattr(counties, "_TOGETHER", 2)
    monkeypatch.setattr(cache, "_TICK", 0)  # the files were written just now
    alone, two = (counted(ground, portal.county_codes, workers) for workers in (1, 2))
    assert alone == two
    assert [county.code for county in alone] == list(portal.county_codes)
