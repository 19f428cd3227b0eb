"""A site goes to an address in the order of its groups, and an upload that is broken off says what is mixed there."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from generator.console import Failure
from generator.engine.output.mark import MANIFEST
from generator.engine.output.publishing_order import GROUPS, group
from generator.engine.output.remote import UNFINISHED
from generator.site.mkdocs import build_site
from tests.support.project import project, tree

URL, ROOT = "memory://bucket/zhsf", "/bucket/zhsf"
COUNTY = "210396"
Files = dict[str, bytes]


class Disk:
    """What lies at the address; breaks off where it is told to, and knows in which order it was written and removed."""

    def __init__(self) -> None:
        self.system = MemoryFileSystem()
        self.written: list[str] = []
        self.removed: list[str] = []
        self.fails: str | None = None
        """The address at which it breaks off."""
        self.error: BaseException = OSError(28, "No space left on device")

    def files(self) -> Files:
        if not self.system.exists(ROOT):
            return {}
        return {path.removeprefix(f"{ROOT}/"): self.system.cat_file(path) for path in self.system.find(ROOT)}

    def clear(self) -> None:
        if self.system.exists(ROOT):
            self.system.rm(ROOT, recursive=True)

    def forget(self) -> None:
        """What was written and removed so far."""
        self.written.clear()
        self.removed.clear()

    def put(self, address: str, data: bytes) -> None:
        self.system.pipe_file(f"{ROOT}/{address}", data)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    found = Disk()
    found.clear()
    pipe, remove = MemoryFileSystem.pipe_file, MemoryFileSystem.rm_file

    def pipes(system: Any, path: str, value: bytes, **options: Any) -> None:
        address = path.removeprefix(f"{ROOT}/")
        if address == found.fails:
            raise found.error
        found.written.append(address)
        pipe(system, path, value, **options)

    def removes(system: Any, path: str) -> None:
        found.removed.append(path.removeprefix(f"{ROOT}/"))
        remove(system, path)

    monkeypatch.setattr(MemoryFileSystem, "pipe_file", pipes)
    monkeypatch.setattr(MemoryFileSystem, "rm_file", removes)
    yield found
    found.clear()


class Versions:
    """A project and two states of its data, between which every group differs and pages vanish; each as a site."""

    def __init__(self, folder: Path) -> None:
        os.environ["NO_MKDOCS_2_WARNING"] = "1"
        self.root = project(folder / "p", (COUNTY,))
        content = self.root / "content_data"
        shutil.copytree(content, folder / "old")
        attachment = next((content / f"counties/{COUNTY}/attachments").glob("*.pdf"))
        sample = Path(__file__).parents[2] / "content_data/counties/210197/attachments"
        shutil.copyfile(next(sample.glob("*.pdf")), attachment)
        record = content / f"counties/{COUNTY}/projects/01.yaml"
        text = re.sub(r"^扶持资金额度: .*$", "扶持资金额度: 123.45", record.read_text("utf-8"), flags=re.M)
        record.write_text(text, "utf-8")
        next((content / "notices").glob("*.md")).unlink()
        shutil.copytree(content, folder / "new")
        self.folder = folder
        self.sites = {name: self._site(name) for name in ("new", "old")}

    def _site(self, name: str) -> Files:
        self.take(name)
        self.build(str(self.folder / "site"))
        return tree(self.folder / "site")

    def take(self, name: str) -> None:
        """Let the project hold a state of the data."""
        shutil.rmtree(self.root / "content_data")
        shutil.copytree(self.folder / name, self.root / "content_data")

    def build(self, site: str = URL, **options: Any) -> None:
        options.setdefault("allow_removals", True)
        assert build_site(self.root, as_of=None, site_dir=site, clean=False, workers=1, **options) == 0

    def publish(self, name: str, **options: Any) -> None:
        self.take(name)
        self.build(**options)

    def stand(self, disk: Disk, name: str) -> None:
        """What publishing leaves at the address, for tests of what comes after."""
        self.take(name)
        for address, data in self.sites[name].items():
            disk.put(address, data)

    def changed(self) -> list[str]:
        """Addresses at which the new site is not as the old one."""
        old, new = self.sites["old"], self.sites["new"]
        return sorted(address for address, data in new.items() if old.get(address) != data)

    def in_group(self, number: int) -> list[str]:
        return [address for address in self.changed() if group(address) == number]


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    made = Versions(tmp_path_factory.mktemp("upload"))
    assert all(made.in_group(number) for number in range(len(GROUPS)))
    assert made.sites["old"].keys() - made.sites["new"].keys()
    return made


def refused(versions: Versions, name: str) -> str:
    """The one line of a build that is broken off."""
    with pytest.raises(Failure) as caught:
        versions.publish(name)
    assert caught.value.exit_code == 2
    assert "\n" not in caught.value.message
    return str(caught.value.message)


def test_pages_go_first_and_the_manifest_last(versions: Versions, disk: Disk) -> None:
    versions.publish("old")
    assert disk.files() == versions.sites["old"]
    assert disk.written[0] == UNFINISHED
    groups = [group(address) for address in disk.written[1:]]
    assert groups == sorted(groups)
    assert disk.written[-1] == MANIFEST
    assert disk.removed == [UNFINISHED]


def test_only_what_differs_is_sent_and_what_vanished_is_removed_at_the_end(
    versions: Versions, disk: Disk
) -> None:
    versions.publish("old")
    disk.forget()
    versions.publish("new")
    assert disk.files() == versions.sites["new"]
    assert sorted(disk.written[1:]) == versions.changed()
    assert set(disk.removed[:-1]) == versions.sites["old"].keys() - versions.sites["new"].keys()
    disk.forget()
    versions.build()
    shutil.rmtree(versions.root / ".cache")  # as on another machine
    versions.build()
    assert (disk.written, disk.removed) == ([], [])


@pytest.mark.parametrize("number", range(len(GROUPS)))
def test_an_upload_that_is_broken_off_says_what_is_mixed(versions: Versions, disk: Disk, number: int) -> None:
    versions.stand(disk, "old")
    disk.fails = versions.in_group(number)[-1]
    told = refused(versions, "new")
    assert told == "".join([
        f"写到 {URL} 时中断（磁盘已满）：",
        f"{'、'.join(GROUPS[:number])}是新的，" if number else "",
        f"{GROUPS[number]}新旧混在一起",
        f"，{'、'.join(GROUPS[number + 1 :])}是旧的" if number + 1 < len(GROUPS) else "",
        "。请再生成一次，会接着写完。",
    ])  # fmt: skip
    old, new, there = versions.sites["old"], versions.sites["new"], disk.files()
    for address in new.keys() | old.keys():
        if group(address) < number and address in new:
            assert there[address] == new[address]
        elif group(address) > number or address not in new:
            assert there.get(address) == old.get(address)
    disk.fails = None
    versions.build()
    assert disk.files() == new


@pytest.mark.parametrize("number", range(len(GROUPS)))
def test_a_first_upload_that_is_broken_off_goes_on(versions: Versions, disk: Disk, number: int) -> None:
    """What stands there then has no manifest, and is ours all the same."""
    new = versions.sites["new"]
    disk.fails = [address for address in sorted(new) if group(address) == number][-1]
    told = refused(versions, "new")
    assert f"{GROUPS[number]}写了一部分" in told
    assert number == 0 or f"{GROUPS[number - 1]}已经写完" in told
    assert number == len(GROUPS) - 1 or f"{GROUPS[-1]}尚未写" in told
    disk.fails = None
    versions.publish("old")
    assert disk.files() == versions.sites["old"]


def test_what_was_half_changed_and_is_taken_back_is_written_back(versions: Versions, disk: Disk) -> None:
    """The manifest that stands there still tells of the old page, where the new one lies by now."""
    versions.publish("old")
    for number in (3, 1):
        disk.fails = versions.in_group(number)[-1]
        refused(versions, "new")
    disk.fails = None
    versions.publish("old")
    assert disk.files() == versions.sites["old"]


def test_pages_of_an_upload_that_was_broken_off_vanish_too(versions: Versions, disk: Disk) -> None:
    """They stand in no manifest."""
    versions.publish("new")
    disk.fails = MANIFEST
    refused(versions, "old")
    assert disk.files().keys() - versions.sites["new"].keys() - {UNFINISHED}
    disk.fails = None
    versions.publish("new")
    assert disk.files() == versions.sites["new"]


def test_who_interrupts_is_told_as_well(versions: Versions, disk: Disk) -> None:
    versions.stand(disk, "old")
    disk.fails, disk.error = versions.in_group(1)[-1], KeyboardInterrupt()
    assert refused(versions, "new").startswith(f"写到 {URL} 时中断（有人中断）：{GROUPS[0]}是新的，")


def test_nothing_is_touched_where_not_even_the_first_file_can_be_written(
    versions: Versions, disk: Disk
) -> None:
    versions.stand(disk, "old")
    disk.fails = UNFINISHED
    assert refused(versions, "new") == f"写不到 {URL}（磁盘已满），那里的网站未改动。"
    assert disk.files() == versions.sites["old"]


def test_what_is_spoiled_there_is_written_anew(versions: Versions, disk: Disk) -> None:
    versions.stand(disk, "old")
    right = versions.sites["old"]
    disk.system.rm_file(f"{ROOT}/funds.html")
    disk.put("index.html", b"half")
    disk.put(f"counties/{COUNTY}.html", right[f"counties/{COUNTY}.html"][:-1])
    versions.build()
    assert disk.files() == right


@pytest.mark.parametrize("name", [UNFINISHED, MANIFEST])
@pytest.mark.parametrize("data", [b"", b"[1, 2", b"{}", b"\xff"])
def test_damaged_marks_leave_a_site_that_can_be_mended(
    versions: Versions, disk: Disk, name: str, data: bytes
) -> None:
    versions.stand(disk, "old")
    disk.fails = versions.in_group(2)[-1]
    refused(versions, "new")
    disk.fails = None
    disk.put(name, data)
    versions.publish("old")
    assert disk.files() == versions.sites["old"]


def test_many_pages_that_would_vanish_are_seen_before_anything_is_touched(
    versions: Versions, disk: Disk
) -> None:
    """Also on a machine that never built this site."""
    versions.stand(disk, "old")
    for record in sorted((versions.root / f"content_data/counties/{COUNTY}/projects").glob("*.yaml"))[2:]:
        record.unlink()
    disk.forget()
    for _ in range(2):
        assert build_site(versions.root, as_of=None, site_dir=URL, clean=False, workers=1) == 1
        assert (disk.written, disk.removed) == ([], [])
        shutil.rmtree(versions.root / ".cache")
    assert disk.files() == versions.sites["old"]


def test_what_others_keep_there_stays(versions: Versions, disk: Disk) -> None:
    theirs = {"CNAME": b"x", ".well-known/security.txt": b"y", "photos/1.jpg": b"z"}
    for address, data in theirs.items():
        disk.put(address, data)
    assert "不是空的" in refused(versions, "old")
    assert disk.files() == theirs
    disk.clear()
    versions.publish("old")
    disk.system.pipe_file("/bucket/above.html", b"above")
    for address, data in theirs.items():
        disk.put(address, data)
    disk.put(UNFINISHED, b'["../above.html", "../../bucket/above.html"]')
    versions.publish("new")
    assert disk.files() == versions.sites["new"] | theirs
    assert disk.system.cat_file("/bucket/above.html") == b"above"
