"""The site changes at once or not at all, as far as a file system allows."""

import json
import os
import shutil
from pathlib import Path

import pytest

from generator.engine.output import (
    Staging,
    begin,
    finish_interrupted,
    staging_folder,
    swap,
    write_whole,
)
from generator.engine.standing import standing

OLD = {"a.html": b"a", "b/c.html": b"c", "b/d.html": b"d", "e": b"file"}
NEW = {"a.html": b"A", "b/c.html": b"c", "e/f.html": b"f", "g.html": b"g"}


def built(site: Path, files: dict[str, bytes]) -> None:
    begin(site)
    stage = Staging(site)
    for address, data in files.items():
        stage.put(address, data)
    swap(site, set(files))


def content(site: Path) -> dict[str, bytes]:
    return {address: (site / address).read_bytes() for address in standing(site)}


def test_a_site_becomes_another(tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(site, OLD)
    assert content(site) == OLD
    built(site, NEW)
    assert content(site) == NEW
    assert not (site / "b/d.html").exists()
    assert not staging_folder(site).exists()


def test_a_file_that_stands_is_not_written_again(tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(site, OLD)
    begin(site)
    first = Staging(tmp_path / "other").put("a.html", b"a")
    assert Staging(site, {"a.html": first}).put("a.html", b"a") is first
    assert standing(staging_folder(site) / "files") == {}


def test_a_build_that_stops_before_the_swap_leaves_the_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(site, OLD)
    begin(site)
    Staging(site).put("a.html", b"half")
    begin(site)
    assert content(site) == OLD


@pytest.mark.parametrize("moves", range(4))
def test_a_swap_that_is_interrupted_is_carried_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    site = tmp_path / "site"
    built(site, OLD)
    begin(site)
    stage = Staging(site)
    for address, data in NEW.items():
        stage.put(address, data)
    left = moves
    real = os.replace

    def failing(staged: str, place: str) -> None:
        nonlocal left
        if left == 0:
            raise KeyboardInterrupt
        left -= 1
        real(staged, place)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(KeyboardInterrupt):
        swap(site, set(NEW))
    monkeypatch.undo()
    finish_interrupted(site)
    assert content(site) == NEW


def test_a_full_disk_leaves_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    built(site, OLD)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    begin(site)
    Staging(site).put("a.html", b"A")
    monkeypatch.setattr(json, "dumps", full)
    with pytest.raises(OSError, match="No space"):
        swap(site, {"a.html"})
    assert content(site) == OLD
    shutil.rmtree(staging_folder(site))


def test_a_file_that_is_taken_in_pieces_is_written_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, data: write(file, data[:3]))
    assert write_whole(str(tmp_path / "a"), b"0123456789").st_size == 10
    assert (tmp_path / "a").read_bytes() == b"0123456789"
    assert write_whole(str(tmp_path / "a"), b"").st_size == 0
