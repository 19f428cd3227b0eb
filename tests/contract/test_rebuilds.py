"""One build after the other in a preview: nothing takes it down, nothing piles up, nothing private is said."""

import functools
import gc
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.gongkai import gongkai as forked
from tests.support.leaks import Leaks
from tests.support.private_oddities import ODDITIES
from tests.support.private_values import WRITINGS, Written
from tests.support.project import ROOT, project, tree
from tests.support.rebuilds import Rebuilds

COUNTY = "210396"
PROJECT = f"counties/{COUNTY}/projects/01.yaml"
Break = Callable[[Path], object]
"""What spoils a project folder."""
AMOUNT = r"^扶持资金额度: .*$"


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Rebuilds]:
    with previewed(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rebuilds]:
    """One preview for tests that leave the project folder as it was."""
    with previewed(tmp_path_factory.mktemp("shared")) as made:
        yield made


@contextmanager
def previewed(folder: Path) -> Iterator[Rebuilds]:
    root = project(folder / "p", (COUNTY,))
    for name in ("docs", "overrides"):
        linked = (root / name).resolve()
        (root / name).unlink()
        shutil.copytree(linked, root / name)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("NO_MKDOCS_2_WARNING", "1")
        made = Rebuilds(root, folder / "preview")
        assert "错误" not in made()
        yield made
        made.close()


def replaced(name: str, text: str) -> Break:
    return lambda root: (root / name).write_text(text, "utf-8")


def added(name: str, text: str) -> Break:
    return lambda root: (root / name).write_text((root / name).read_text("utf-8") + text, "utf-8")


def exchanged(name: str, old: str, new: str) -> Break:
    return lambda root: (root / name).write_text((root / name).read_text("utf-8").replace(old, new), "utf-8")


def taken_away(name: str) -> Break:
    return lambda root: (root / name).unlink() if (root / name).is_file() else shutil.rmtree(root / name)


LINES = len((ROOT / "mkdocs.yml").read_text("utf-8").splitlines())
BROKEN: dict[str, tuple[Break, str]] = {
    "site.yaml no YAML": (replaced("content_data/site.yaml", "标题: [\n"), "site.yaml 无法读取"),
    "site.yaml empty": (replaced("content_data/site.yaml", ""), "site.yaml 无法读取"),
    "site.yaml of another shape": (replaced("content_data/site.yaml", "- 标题\n"), "site.yaml 无法读取"),
    "site.yaml gone": (taken_away("content_data/site.yaml"), "site.yaml 无法读取"),
    "redactions.yaml no YAML": (replaced("content_data/redactions.yaml", "- [\n"), "redactions.yaml 有错"),
    "no counties": (taken_away("content_data/counties"), "一个县也未读到"),
    "mode": (exchanged("content_data/site.yaml", "模式: 演示", "模式: 正式"), "“模式: 正式”不能发布示例数据"),
    "mkdocs.yml no YAML": (added("mkdocs.yml", "nav: [\n"), f"mkdocs.yml 第 {LINES + 2} 行附近写得不对"),
    "mkdocs.yml gone": (taken_away("mkdocs.yml"), "mkdocs.yml 无法读取"),
    "a link that leads nowhere": (added("docs/about.md", "\n[内容](nowhere.html)\n"), "链接打不开"),
    "a template that is none": (replaced("overrides/main.html", "{% if %}"), "网站未生成"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_build_that_fails_leaves_the_last_good_site(shared: Rebuilds, tmp_path: Path, name: str) -> None:
    breaks, told = BROKEN[name]
    good = shared.files()
    shutil.copytree(shared.root, tmp_path / "sound", symlinks=True)
    breaks(shared.root)
    try:
        for _ in range(2):  # nothing stays locked
            said = shared()
            assert told in shared.rebuild.failure
            assert said.count(shared.rebuild.failure) == 1
            assert "Traceback" not in said
            assert shared.files() == good
    finally:
        shutil.rmtree(shared.root)
        (tmp_path / "sound").rename(shared.root)
    amount = f"{100 + list(BROKEN).index(name)}.45"
    shared.save(PROJECT, AMOUNT, f"扶持资金额度: {amount}")
    shared()
    assert shared.rebuild.failure == ""
    page = f"projects/{COUNTY}-2020-01.html"
    assert amount.encode() in shared.files()[page]
    assert amount.encode() not in good[page]


def test_a_mistake_of_ours_is_told_without_its_words(
    preview: Rebuilds, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = WRITINGS["mobile plain"](random.Random(1)).value

    def fails(*_: object) -> None:
        raise ValueError(number)

    with monkeypatch.context() as patched:
        patched.setattr("generator.site.building.build_portal", fails)
        said = preview()
    assert "程序出错（ValueError site/building.py:" in said
    assert number not in said
    assert "Traceback" not in said
    preview()
    assert preview.rebuild.failure == ""


def objects() -> int:
    gc.collect()
    return len(gc.get_objects()) + gc.get_freeze_count()


def test_nothing_of_a_build_that_is_over_is_kept(preview: Rebuilds) -> None:
    """The same two states again and again, so that what remembers texts knows them all."""
    counted = []
    for number in range(10):
        preview.save(PROJECT, AMOUNT, f"扶持资金额度: {100 + number % 2}.45")
        preview()
        counted.append(objects())
    kept = counted[-1] - counted[3]
    assert kept < 6, f"{kept} objects are kept of 6 builds: {counted}"


def unbounded() -> dict[str, int]:
    """How many results every function of the program remembers that never forgets any."""
    found: dict[str, int] = {}
    for one in gc.get_objects():
        is_ours = isinstance(one, functools._lru_cache_wrapper) and one.__module__.startswith("generator.")
        if is_ours and one.cache_parameters()["maxsize"] is None:
            name = f"{one.__module__}.{one.__qualname__}"
            found[name] = found.get(name, 0) + one.cache_info().currsize
    return found


def test_no_text_is_remembered_for_ever(preview: Rebuilds) -> None:
    """What a person types while the preview runs differs every time."""

    def save(number: int) -> None:
        preview.save(PROJECT, r"^项目名称: .*$", f"项目名称: 冷库{number}")
        preview.save(PROJECT, AMOUNT, f"扶持资金额度: {number}.45")
        preview.save(f"counties/{COUNTY}/county.yaml", r"^名称: .*$", f"名称: 样例{number}县")
        notice = next((preview.root / "content_data/notices").glob("*.md"))
        notice.write_text(f"{notice.read_text('utf-8')}\n第{number}段。\n", "utf-8")
        for document in sorted((preview.root / f"content_data/counties/{COUNTY}/cases").glob("*.md")):
            document.write_text(f"{document.read_text('utf-8')}\n第{number}段。\n", "utf-8")
        preview()

    for number in range(100, 102):
        save(number)
    before = unbounded()
    for number in range(200, 204):
        save(number)
    after = unbounded()
    assert {name: count for name, count in after.items() if count >= before.get(name, 0) + 4} == {}


BESIDE = tuple(f"2103{number}" for number in range(84, 93))
"""Codes of counties that publish one project and no more: each has room for one more file of a name."""


def beside(content: Path, code: str) -> None:
    """Make such a county."""
    folder = content / "counties" / code
    (folder / "projects").mkdir(parents=True)
    about = f"名称: 样例{code}县\n行政区划代码: '{code}'\n所属市: 鞍山\n示范批次: 2020\n示例数据: true\n"
    (folder / "county.yaml").write_text(about, "utf-8")
    one = f"项目编号: {code}-2020-01\n项目名称: 冷库\n支持方向: 物流配送\n状态: 在建\n"
    (folder / "projects/01.yaml").write_text(one, "utf-8")


def rounds() -> list[dict[str, tuple[str, str | bytes, Written]]]:
    """Every odd place, as many at a time as are in files of their own.

    Path below content_data/ → (place, contents, private text).
    """
    made: list[dict[str, tuple[str, str | bytes, Written]]] = []

    def places(number: int, text: Written, county: str) -> dict[str, tuple[str, str | bytes, Written]]:
        oddity = ODDITIES[number]
        return {
            path[1:] if path.startswith("/") else f"counties/{county}/{path}": (oddity.name, data, text)
            for path, data in oddity.make(text, county).items()
        }

    for number in range(len(ODDITIES)):
        text = WRITINGS["mobile plain"](random.Random(number))
        within = [places(number, text, county) for county in (COUNTY, *BESIDE)]
        free = ((one, files) for one in made for files in within if one.keys().isdisjoint(files))
        found, files = next(free, ({}, within[0]))
        if not found:
            made.append(found)
        found |= files
    return made


def test_no_private_value_is_said_while_it_is_typed(preview: Rebuilds) -> None:
    """One place after the other, put right in between as a person would; each file is told."""
    content = preview.root / "content_data"
    for code in BESIDE:
        beside(content, code)
    preview()
    assert preview.rebuild.failure == ""
    sound = tree(content)
    held: dict[str, Written] = {}
    said: dict[str, bytes] = {}
    for number, files in enumerate(rounds()):
        for path, (name, data, text) in files.items():
            held[name] = text
            file = content / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data if isinstance(data, bytes) else data.encode())
        words = preview() + preview.rebuild.failure
        said[f"round {number}"] = words.encode()
        told = {block.partition("\n")[0] for block in words.split("\n\n") if "P002" in block}
        assert {path for path, (_, _, text) in files.items() if text.value not in path} <= told
        for path, data in tree(content).items():
            if path not in sound:
                (content / path).unlink()
            elif data != sound[path]:
                (content / path).write_bytes(sound[path])
    assert len(held) == len(ODDITIES)
    assert Leaks.of(held.items()).in_files(said | preview.files()) == {}


def gongkai(root: Path) -> None:
    """Build in a process of its own: MkDocs gives all builds of one process the same plugin."""
    done = forked("--root", root, "build")
    assert done.returncode == 0, done.stderr


def test_a_preview_leaves_what_other_builds_keep(preview: Rebuilds) -> None:
    """Only a build that publishes empties the caches of other sites after something was taken back."""
    gongkai(preview.root)
    kept = tree(preview.root / ".cache")
    entry = f"- {{日期: 2022-06-01, 记录: {COUNTY}-2020-01, 栏目: 工作要求, 提交: '{'a' * 40}', 依据: 本人申请}}\n"
    (preview.root / "content_data/redactions.yaml").write_text(f"依法隐去:\n{entry}", "utf-8")
    preview()
    assert preview.rebuild.failure == ""
    assert tree(preview.root / ".cache") == kept
    gongkai(preview.root)
    assert tree(preview.root / ".cache") != kept
