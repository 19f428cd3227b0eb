"""A build writes only where nothing of anybody else's stands; the place may be written in any way."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.console import Failure
from generator.engine.output import staging as output
from generator.site.mkdocs import build_site
from tests.support.project import ROOT, build, project, tree

BIN = Path(sys.executable).parent
Seen = dict[str, tuple[bytes, int]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project whose sources are all its own, beside what else lies on a clerk's disk."""
    made = project(tmp_path / "home/p", ("210197",))
    for name in ("docs", "overrides"):
        (made / name).unlink()
        (made / name).mkdir()
    (made / "docs/about.md").write_text("# 关于\n", "utf-8")
    (made / "overrides/main.html").write_text("{{ page.content }}", "utf-8")
    (made / ".git/refs").mkdir(parents=True)
    (made / ".git/HEAD").write_text("ref: refs/heads/main\n", "utf-8")
    (made / ".cache/history").mkdir(parents=True)
    (tmp_path / "home/.ssh").mkdir()
    (tmp_path / "home/.ssh/id").write_text("key", "utf-8")
    return made


def seen(folder: Path) -> Seen:
    """Every file, with its time."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file() and ".cache" not in path.parts
    }


def refusal(folder: Path, site: str | Path | None) -> str:
    """What a build that is refused says; nothing below the home folder changes."""
    before = seen(folder.parent)
    with pytest.raises(Failure) as caught:
        build_site(folder, as_of=None, site_dir=site, clean=False, workers=1)
    assert caught.value.exit_code == 2
    assert "\n" not in caught.value.message
    assert seen(folder.parent) == before
    return str(caught.value.message)


SOURCES = [
    "", "content_data", "content_data/counties", "content_data/counties/210197", "content_data/new/site",
    "docs", "docs/site", "overrides", "overrides/assets", ".git", ".git/refs", ".git/site", ".cache",
    ".cache/build", ".cache/build/x", "..", "../..", "../.ssh",
]  # fmt: skip


@pytest.mark.parametrize("name", SOURCES)
def test_no_site_over_or_in_the_sources(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("HOME", str(folder.parent))
    refusal(folder, folder / name)


@pytest.mark.parametrize("name", ["content_data", "docs", ".git", "content_data/counties/210197"])
@pytest.mark.parametrize(
    "written",
    [
        lambda path: f"{path}/",
        lambda path: f"{path}/.",
        lambda path: f"{path}/../{path.name}",
        lambda path: f"{path.parent}//{path.name}//",
        lambda path: f"file://{path}",
        lambda path: f"FILE://localhost{path}/",
        lambda path: f"local://{path}",
        lambda path: f"simplecache::file://{path}",
        lambda path: str(path.with_name(path.name.upper())),
        lambda path: str(path.with_name(path.name.title())),
        lambda path: os.path.relpath(str(path)),
    ],
)
def test_however_it_is_written(folder: Path, name: str, written: Callable[[Path], str]) -> None:
    refusal(folder, written(folder / name))


@pytest.mark.parametrize("name", ["", "content_data", "docs", "overrides", ".git", ".."])
def test_a_link_to_a_source_is_the_source(folder: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "link").symlink_to(folder / name)
    refusal(folder, tmp_path / "link")
    (tmp_path / "link2").symlink_to("link")
    refusal(folder, tmp_path / "link2")


def test_a_link_above_the_site_is_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    refusal(folder, tmp_path / "link/content_data/new")


def test_another_mount_of_a_source_is_the_source(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "mount"
    place.mkdir()
    if subprocess.run(["mount", "--bind", folder, place], capture_output=True, check=False).returncode:
        pytest.skip("only root may mount")
    try:
        refusal(folder, place)
        refusal(folder, place / "content_data")
        refusal(folder, place / "docs/new")
    finally:
        subprocess.run(["umount", place], check=True)


@pytest.mark.parametrize("place", ["/", "/home", "~", "file:///", "file://content_data", "/etc", "/usr/lib"])
def test_places_of_the_machine(folder: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setattr(output, "make_folder", pytest.fail)  # should a check be missing
    refusal(folder, str(Path.home()) if place == "~" else place)


@pytest.mark.parametrize("name", ["../.ssh", "../photos", "tests"])
def test_a_folder_that_holds_anything_is_refused(folder: Path, name: str) -> None:
    (folder / name).mkdir(exist_ok=True)
    (folder / name / "own").write_text("precious", "utf-8")
    assert "不是空的" in refusal(folder, folder / name)
    assert "不是空的" in refusal(folder, f"file://{(folder / name).resolve()}")


@pytest.mark.parametrize("name", ["content_data", "content_data/counties", "overrides/x", ".git", "../.ssh"])
def test_what_mkdocs_yml_says_is_checked_as_well(folder: Path, name: str) -> None:
    config = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(config.replace("site_dir: site", f"site_dir: {name}"), "utf-8")
    refusal(folder, None)
    before = seen(folder.parent)
    done = subprocess.run(
        [BIN / "mkdocs", "build", "--quiet"],
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("gongkai：")
    assert len(done.stderr.splitlines()) == 1
    assert seen(folder.parent) == before


def test_the_docs_as_site_are_refused_in_chinese(folder: Path) -> None:
    config = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(config.replace("site_dir: site", "site_dir: docs/out"), "utf-8")
    assert "docs" in refusal(folder, None)


def test_what_an_address_in_mkdocs_yml_names_is_checked(tmp_path: Path) -> None:
    made = project(tmp_path / "home/p", ("210197",), remote=f"file://{tmp_path}/home/p/content_data")
    refusal(made, None)


def test_the_command_says_it_in_one_line(folder: Path) -> None:
    done = subprocess.run(
        [BIN / "gongkai", "--root", folder, "build", "--site-dir", folder / "content_data"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("gongkai：网站未生成：网站不能写到")
    assert len(done.stderr.splitlines()) == 1


def test_a_site_is_built_again_and_strangers_stay(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", ("210197",))
    assert build(folder) == 0
    right = tree(folder / "site")
    theirs = {"CNAME": b"a", ".htaccess": b"b", ".well-known/security.txt": b"c", "counties/.nojekyll": b"d"}
    for address, data in theirs.items():
        (folder / "site" / address).parent.mkdir(exist_ok=True)
        (folder / "site" / address).write_bytes(data)
    own = folder / "content_data/notices"
    for notice in own.glob("*.md"):
        notice.unlink()
    assert build(folder) == 0
    now = tree(folder / "site")
    assert {address: now.pop(address) for address in theirs} == theirs
    assert not any(address.encode() in now["manifest.json"] for address in theirs)
    assert not any(address.startswith("notices/2") for address in now)
    assert any(address.startswith("notices/2") for address in right)


def test_a_site_is_known_by_its_manifest_though_the_cache_is_gone(tmp_path: Path) -> None:
    """As after an update of this program, or on another machine."""
    folder = project(tmp_path / "p", ("210197",))
    assert build(folder) == 0
    right = tree(folder / "site")
    (folder / "site/CNAME").write_bytes(b"a")
    shutil.rmtree(folder / ".cache")
    assert build(folder) == 0
    assert tree(folder / "site") == right | {"CNAME": b"a"}
    (folder / "site/manifest.json").unlink()  # as versions before 清单 left it
    shutil.rmtree(folder / ".cache")
    assert "旧版软件生成的网站无清单，请先删去" in refusal(folder, None)


def test_clean_forgets_our_caches_alone(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", ("210197",))
    assert build(folder, folder / ".cache/site") == 0
    (folder / ".cache/tools").mkdir()
    (folder / ".cache/tools/vnu.jar").write_bytes(b"jar")
    entry = next((folder / ".cache/build").rglob("state.entry"))
    os.utime(entry, (1, 1))
    assert build_site(folder, as_of=None, site_dir=folder / ".cache/site", clean=True, workers=1) == 0
    assert (folder / ".cache/tools/vnu.jar").exists()
    assert entry.stat().st_mtime > 1
    assert (folder / ".cache/site/index.html").exists()


def test_the_sources_of_this_program_are_safe() -> None:
    before = {path: path.stat().st_mtime_ns for path in (ROOT / "generator").rglob("*.py")}
    for name in ("generator", "generator/model", "generator/new"):
        with pytest.raises(Failure, match="generator"):
            build_site(ROOT, as_of=None, site_dir=ROOT / name, clean=False, workers=1)
    assert {path: path.stat().st_mtime_ns for path in (ROOT / "generator").rglob("*.py")} == before
