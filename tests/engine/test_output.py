"""The site changes at once or not at all, as far as a file system allows, and a stranger's files are left alone."""

import errno
import json
import os
import shutil
import stat
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from generator.engine.output import staging as output
from generator.engine.output.mark import MANIFEST
from generator.engine.output.publishing_order import turn
from generator.engine.output.site_listing import STAGED_INSIDE, files_in
from generator.engine.output.staging import (
    NotOursError,
    Ours,
    Staging,
    begin,
    finish_interrupted,
    staging_folder,
    swap,
)
from generator.engine.store.disk import write_whole


def manifest(addresses: Iterable[str]) -> bytes:
    names = {"format": 1, "commit": "", "tree": "", "as_of": "2022-06-30", "versions": {}}
    return json.dumps({**names, "files": dict.fromkeys(addresses, "")}).encode()


OLD = {"a.html": b"a", "b/c.html": b"c", "b/d.html": b"d", "e": b"file"}
NEW = {"a.html": b"A", "b/c.html": b"c", "e/f.html": b"f", "g.html": b"g"}


def with_manifest(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, MANIFEST: manifest(files)}


def staged(site: Path, files: dict[str, bytes]) -> None:
    begin(site, {})
    stage = Staging(site)
    for address, data in with_manifest(files).items():
        stage.put(address, data)


def built(site: Path, files: dict[str, bytes]) -> None:
    staged(site, files)
    swap(site, with_manifest(files), Ours(site, {}))


def content(site: Path) -> dict[str, bytes]:
    found = {address: (site / address).read_bytes() for address in files_in(site)}
    found.pop(MANIFEST, None)
    return found


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
    begin(site, {})
    first = Staging(tmp_path / "other").put("a.html", b"a")
    assert Staging(site, {"a.html": first}).put("a.html", b"a") is first
    assert files_in(staging_folder(site) / "files") == {}


def test_a_build_that_stops_before_the_swap_leaves_the_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(site, OLD)
    begin(site, {})
    Staging(site).put("a.html", b"half")
    begin(site, {})
    assert content(site) == OLD


def interrupted(site: Path, files: dict[str, bytes], moves: int, patch: pytest.MonkeyPatch) -> None:
    """A swap that ends after so many moves."""
    staged(site, files)
    left = moves
    real = output._move

    def failing(one: str, other: str) -> None:
        nonlocal left
        if left == 0:
            raise KeyboardInterrupt
        left -= 1
        real(one, other)

    with patch.context() as patched:
        patched.setattr(output, "_move", failing)
        with pytest.raises(KeyboardInterrupt):
            swap(site, with_manifest(files), Ours(site, {}))


@pytest.mark.parametrize("moves", range(5))
def test_a_swap_that_is_interrupted_is_carried_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    site = tmp_path / "site"
    built(site, OLD)
    interrupted(site, NEW, moves, monkeypatch)
    finish_interrupted(site)
    assert content(site) == NEW


@pytest.mark.parametrize(
    "cut", [lambda data: data[:40], lambda data: b"", lambda data: data.replace(b"a", b"b")]
)
@pytest.mark.parametrize("moves", [0, 2])
def test_a_damaged_plan_is_told_anew_from_the_manifests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: object, moves: int
) -> None:
    site = tmp_path / "site"
    built(site, OLD)
    interrupted(site, NEW, moves, monkeypatch)
    plan = staging_folder(site) / "plan.json"
    plan.write_bytes(cut(plan.read_bytes()))  # type: ignore[operator]
    begin(site, {})
    assert content(site) == NEW


def test_a_full_disk_leaves_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    built(site, OLD)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    begin(site, {})
    Staging(site).put("a.html", b"A")
    monkeypatch.setattr(json, "dumps", full)
    with pytest.raises(OSError, match="No space"):
        swap(site, {"a.html"}, Ours(site, {}))
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


@pytest.mark.parametrize("stands", [True, False])
def test_what_moves_in_is_on_the_disk_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stands: bool
) -> None:
    site = tmp_path / "site"
    if stands:
        built(site, OLD)
    staged(site, NEW)
    waited: list[bool] = []
    monkeypatch.setattr(os, "sync", lambda: waited.append((site / "g.html").exists()))
    synced: list[int] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append(handle)
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    swap(site, with_manifest(NEW), Ours(site, {}))
    assert waited == [False]
    assert bool(synced) == stands, "the plan, where there is one"
    assert content(site) == NEW


def test_where_nothing_changes_nothing_waits_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    built(site, OLD)
    begin(site, {})
    monkeypatch.setattr(os, "sync", pytest.fail)
    monkeypatch.setattr(os, "fsync", pytest.fail)
    swap(site, with_manifest(OLD), Ours(site, {}))
    assert content(site) == OLD


def test_a_full_disk_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError) as caught:
        write_whole(str(tmp_path / "a"), b"0")
    assert caught.value.filename == str(tmp_path / "a")


@pytest.fixture
def other_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on another disk than the test's own."""
    disks = [path for path in (Path("/dev/shm"), Path("/var/tmp")) if path.is_dir()]
    others = [disk for disk in disks if disk.stat().st_dev != tmp_path.stat().st_dev]
    if not others:
        pytest.skip("no second disk here")
    folder = others[0] / f"gongkai-{os.getpid()}"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A site that is the root of a disk of its own."""
    site = tmp_path / "site"
    site.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "none", str(site)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("only root may mount")
    yield site
    subprocess.run(["umount", str(site)], check=True)


def test_a_site_that_is_a_mount_is_swapped_by_file(mounted: Path) -> None:
    (mounted / "lost+found").mkdir()
    staged(mounted, OLD)
    assert staging_folder(mounted) == mounted / STAGED_INSIDE
    swap(mounted, with_manifest(OLD), Ours(mounted, {}))
    built(mounted, NEW)
    assert content(mounted) == NEW
    assert not (mounted / STAGED_INSIDE).exists()
    assert not list(mounted.parent.glob(".site*"))


@pytest.mark.parametrize("moves", range(5))
def test_a_swap_on_a_mount_is_carried_through(
    mounted: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    built(mounted, OLD)
    interrupted(mounted, NEW, moves, monkeypatch)
    begin(mounted, {})
    assert content(mounted) == NEW


def test_a_folder_of_the_site_that_is_another_disk(tmp_path: Path, mounted: Path) -> None:
    """``mounted`` is taken for the folder ``site`` of a site around it."""
    around = tmp_path
    with pytest.raises(NotOursError):
        begin(around, {})
    (around / MANIFEST).write_bytes(manifest([]))
    built(around, {"a.html": b"a", "site/b.html": b"b"})
    built(around, {"site/b.html": b"B", "site/c.html": b"c"})
    assert (mounted / "b.html").read_bytes() == b"B"
    assert content(around) == {"site/b.html": b"B", "site/c.html": b"c"}


def test_a_site_in_a_folder_that_is_not_ours_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    real = output._claim

    def not_beside(folder: Path) -> None:
        if folder.parent == tmp_path:
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        real(folder)

    monkeypatch.setattr(output, "_claim", not_beside)
    built(site, OLD)
    built(site, NEW)
    assert content(site) == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_is_readable_whatever_the_umask(tmp_path: Path) -> None:
    site = tmp_path / "above/site"
    before = os.umask(0o077)
    try:
        built(site, OLD)
        built(site, NEW)
    finally:
        os.umask(before)
    for path in (site.parent, site, *site.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


# ---- what is not ours


def strangers(folder: Path, *names: str) -> dict[str, bytes]:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"precious")
    return dict.fromkeys(names, b"precious")


@pytest.mark.parametrize(
    "names",
    [
        ("notes.txt",),
        (".git/HEAD",),
        (".hidden",),
        ("index.html", "assets/site.css"),
        ("lost+found/file",),
        ("a/b/c/d",),
        ("manifest.json",),
        ("plan.json", "files/a.html"),
    ],
)
def test_a_folder_that_is_no_site_of_ours_is_refused(tmp_path: Path, names: tuple[str, ...]) -> None:
    site = tmp_path / "site"
    theirs = strangers(site, *names)
    with pytest.raises(NotOursError, match="不是空的"):
        begin(site, {})
    assert {address: (site / address).read_bytes() for address in files_in(site)} == theirs
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize(
    "data", [b"{}", b"[]", b'{"name": "app"}', b'{"format": 1, "files": {}}', b"\xff", b""]
)
def test_another_manifest_is_no_mark(tmp_path: Path, data: bytes) -> None:
    (tmp_path / MANIFEST).write_bytes(data)
    with pytest.raises(NotOursError):
        begin(tmp_path, {})


def test_a_folder_that_holds_an_empty_folder_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "site/kept").mkdir(parents=True)
    with pytest.raises(NotOursError):
        begin(tmp_path / "site", {})


def test_what_the_last_build_left_is_a_mark_as_well(tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(site, OLD)
    left = {"": {"a.html": files_in(site)["a.html"]}}
    (site / MANIFEST).unlink()
    begin(site, left)
    os.utime(site / "a.html", (1, 1))
    with pytest.raises(NotOursError):
        begin(site, left)


def test_a_file_is_no_site(tmp_path: Path) -> None:
    (tmp_path / "site").write_bytes(b"precious")
    with pytest.raises(NotOursError, match="不是文件夹"):
        begin(tmp_path / "site", {})
    assert (tmp_path / "site").read_bytes() == b"precious"


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_a_strangers_staging_folder_is_refused(tmp_path: Path, kind: str) -> None:
    site, place = tmp_path / "site", tmp_path / ".site.next"
    elsewhere = tmp_path / "elsewhere"
    strangers(elsewhere, "files/a")
    if kind == "folder":
        strangers(place, "files/a")
    elif kind == "file":
        place.write_bytes(b"precious")
    else:
        place.symlink_to(elsewhere)
    with pytest.raises(NotOursError):
        begin(site, {})
    assert os.path.lexists(place)
    assert (elsewhere / "files/a").exists()


def test_a_strangers_files_in_a_site_of_ours_stay(tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(site, OLD)
    theirs = strangers(site, "CNAME", ".well-known/security.txt", "b/own.html", "old/x")
    built(site, NEW)
    assert content(site) == NEW | theirs
    built(site, {"z.html": b"z"})
    assert content(site) == {"z.html": b"z"} | theirs


@pytest.mark.parametrize("name", ["g.html", "e2", "b/new/x"])
def test_a_stranger_in_the_way_of_a_page_is_named_and_nothing_changes(tmp_path: Path, name: str) -> None:
    site = tmp_path / "site"
    built(site, OLD)
    theirs = strangers(site, name)
    wanted = NEW | {"e2/f.html": b"f", "b/new/x/y.html": b"y"}
    with pytest.raises(NotOursError, match=Path(name).name):
        built(site, wanted)
    assert content(site) == OLD | theirs


def test_a_strangers_folder_in_the_way_of_a_page_is_named(tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(site, OLD)
    (site / "a.html").unlink()
    theirs = strangers(site, "a.html/deep/own")
    with pytest.raises(NotOursError, match="own"):
        built(site, NEW)
    assert theirs.items() <= content(site).items()


def test_a_link_in_a_site_is_not_followed(tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    built(site, OLD)
    theirs = strangers(elsewhere, "c.html")
    shutil.rmtree(site / "b")
    (site / "b").symlink_to(elsewhere)
    with pytest.raises(NotOursError, match="b"):
        built(site, NEW)
    assert content(elsewhere) == theirs
    (site / "b").unlink()
    (site / "g.html").symlink_to(elsewhere / "c.html")
    with pytest.raises(NotOursError, match=r"g\.html"):
        built(site, NEW)
    assert content(elsewhere) == theirs


def test_the_same_bytes_are_nobodys_loss(tmp_path: Path) -> None:
    """As after a swap that was interrupted and whose staging folder was removed by hand."""
    site = tmp_path / "site"
    built(site, OLD)
    (site / "g.html").write_bytes(NEW["g.html"])
    built(site, NEW)
    assert content(site) == NEW


def test_pages_move_in_first_and_the_manifest_last() -> None:
    addresses = [
        MANIFEST, "index.html", "feed.xml", "counties/210197.xml", "feed.json", "deadlines.ics", "feeds.opml",
        "projects/index.html", "funds.html", "search/index.json", "projects/210197-2020-01.html",
        "counties/210197.html", "assets/site.css",
    ]  # fmt: skip
    ordered = sorted(addresses, key=turn)
    assert ordered[-2:] == ["index.html", MANIFEST]
    assert set(ordered[:3]) == {"assets/site.css", "counties/210197.html", "projects/210197-2020-01.html"}
    assert set(ordered[3:6]) == {"projects/index.html", "funds.html", "search/index.json"}
