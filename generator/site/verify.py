"""``gongkai verify``: the files of a published site against its manifest, and the manifest against the repository."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from generator.engine.output.mark import MANIFEST
from generator.engine.steps.manifest import Manifest, read_manifest
from generator.intake.reading.folder import printable
from generator.model.incomplete import INCOMPLETE
from generator.site.rebuilt import Rebuilt
from generator.site.site_files import NotReachedError, Seen, Site, is_address


class Kind(Enum):
    """How a file differs; the label is what a line begins with."""

    MISSING = ("missing", "缺少")
    CHANGED = ("changed", "改动")
    ADDED = ("added", "多出")
    UNREAD = ("unread", "未核对")
    REFUSED = ("refused", "地址不当")
    UNLIKE_REPOSITORY = ("unlike-repository", "与仓库不符")

    def __init__(self, code: str, label: str) -> None:
        self.code, self.label = code, label


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that is not as it should be."""

    address: str
    kind: Kind
    detail: str = ""
    """A few Chinese words."""

    @property
    def line(self) -> str:
        detail = f"（{self.detail}）" if self.detail else ""
        return f"{self.kind.label}  {'/'.join(map(printable, self.address.split('/')))}{detail}"


@dataclass(frozen=True)
class Verdict:
    """What was found about a site."""

    manifest: Manifest
    differences: tuple[Difference, ...]
    shows_all: bool
    """Whether added files were looked for."""
    rebuilt: Rebuilt | None = None

    @property
    def is_equal(self) -> bool:
        return not self.differences

    @property
    def is_unsettled(self) -> bool:
        """Whether nothing is known to differ, and some files could not be read."""
        return bool(self.differences) and all(found.kind is Kind.UNREAD for found in self.differences)


def manifest_of(site: Site) -> tuple[bytes, Manifest]:
    """Returns a site's manifest; raises NotReachedError if it cannot be read."""
    data = site.manifest()
    try:
        return data, read_manifest(data)
    except ValueError as error:
        raise NotReachedError(f"网站的 {MANIFEST} 不完整，或者{error}") from None


def verify(
    site: Site,
    manifest: Manifest,
    rebuilt: Rebuilt | None = None,
    progress: Callable[[Iterator[tuple[str, Seen]], int], Iterator[tuple[str, Seen]]] = lambda seen, _: seen,
) -> Verdict:
    """Compares a site with its manifest, and the manifest with what the repository gives.

    Raises:
        NotReachedError: the site cannot be read to the end.
    """
    found: dict[str, Difference] = {}
    listed = {
        name: digest for name, digest in manifest.files.items() if is_address(name) and name != MANIFEST
    }
    for name in manifest.files.keys() - listed.keys():
        found[name] = Difference(name, Kind.REFUSED, "清单里的这个地址不是网站里的文件，未读取")
    for address, seen in progress(site.look(listed), len(listed)):
        if difference := _difference(address, listed[address], seen):
            found[address] = difference
    for address in site.addresses():
        if address not in listed and address != MANIFEST:
            found[address] = Difference(address, Kind.ADDED)
    if rebuilt is not None:
        for address, detail in _unlike(manifest, rebuilt.manifest):
            one = found.get(address)
            found[address] = (
                replace(one, detail="；".join(filter(None, (one.detail, f"清单与仓库不符：{detail}"))))
                if one
                else Difference(address, Kind.UNLIKE_REPOSITORY, detail)
            )
    return Verdict(manifest, tuple(found[name] for name in sorted(found)), site.shows_all, rebuilt)


def _difference(address: str, digest: str, seen: Seen) -> Difference | None:
    if seen.unread:
        return Difference(address, Kind.UNREAD, seen.unread)
    if not seen.sha256:
        return Difference(address, Kind.MISSING)
    return None if seen.sha256 == digest else Difference(address, Kind.CHANGED)


def _unlike(manifest: Manifest, rebuilt: Manifest) -> Iterator[tuple[str, str]]:
    """Yields (address, in what the manifest differs from the one that the repository gives)."""
    members = {
        "git 提交": (manifest.commit, rebuilt.commit),
        "目录树": (manifest.tree, rebuilt.tree),
        "数据截至日": (manifest.as_of, rebuilt.as_of),
        "记录网址": (manifest.records.keys(), rebuilt.records.keys()),
        "订阅条目": (manifest.entries.keys(), rebuilt.entries.keys()),
    }
    if names := [name for name, (one, other) in members.items() if one != other]:
        yield MANIFEST, f"{'、'.join(names)}不同"
    yield from _unlike_files(manifest.files, rebuilt.files)


def _unlike_files(files: Mapping[str, str], rebuilt: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for address in files.keys() | rebuilt.keys():
        if address not in rebuilt:
            yield address, "仓库生成不出这个文件"
        elif address not in files:
            yield address, "仓库生成的文件，清单未列"
        elif files[address] != rebuilt[address]:
            yield address, "与仓库生成的内容不同"


def in_words(verdict: Verdict) -> Iterable[str]:
    """Yields the report: a line for each file that differs, then what was compared."""
    manifest = verdict.manifest
    yield from (found.line for found in verdict.differences)
    counts = "，".join(
        f"{kind.label} {count} 个"
        for kind in Kind
        if (count := sum(found.kind is kind for found in verdict.differences))
    )
    told = f"有 {len(verdict.differences)} 个文件不一致：{counts}" if counts else "全部一致"
    of_commit = f"，提交 {manifest.commit[:12]}" if manifest.commit else ""
    yield f"清单列有 {len(manifest.files)} 个文件（数据截至 {manifest.as_of}{of_commit}），{told}。"
    if manifest.incomplete:
        yield f"清单写明网站生成时{INCOMPLETE}。"
    if not verdict.shows_all:
        yield "网址列不出全部文件，未核对有无多出的文件。"
    if verdict.rebuilt is None:
        yield "清单自身未核对；有仓库的，加 --repo 重新生成后比较。"
    else:
        program = "该提交里的程序" if verdict.rebuilt.has_own_program else "这台机器上的程序"
        yield f"已检出提交 {manifest.commit[:12]}，用{program}重新生成，并与清单比较。"


def in_json(verdict: Verdict, versions: Iterable[str]) -> str:
    """Returns the report as JSON, for programs."""
    report = {
        "is_equal": verdict.is_equal,
        "commit": verdict.manifest.commit,
        "as_of": verdict.manifest.as_of.isoformat(),
        "files": len(verdict.manifest.files),
        "added_looked_for": verdict.shows_all,
        "rebuilt": verdict.rebuilt is not None,
        "other_versions": list(versions),
        "differences": [
            {"address": found.address, "kind": found.kind.code, "detail": found.detail}
            for found in verdict.differences
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)
