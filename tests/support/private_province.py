"""A province in which each record holds private data in one value: each value, in many writings, at each time.

Every record but for that value is sound, so that nothing else withholds it. The same layout can be filled with other
private values, and with none at all.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from generator.model.cities import LIAONING
from generator.model.codelists import OrganisationKind
from generator.model.files import COUNTY_FILES, PROVINCE_FILES, FileKind, Format
from generator.model.identifiers import is_registered_county
from generator.model.plan import Plan
from tests.support.private_injections import Injection, Odd, When, is_town
from tests.support.private_values import Written
from tests.support.record_fields import BODY, TEXT, KeyPath, Leaf, put, required
from tests.support.repository import Repository

AS_OF = date(2022, 6, 30)
_FIRST_DAY = date(2021, 1, 4)
_COHORT = "2020"
_PICTURE = "示意图.png"
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0d"
    "efb0cc0000000049454e44ae426082"
)
"""One white pixel."""


@dataclass(frozen=True)
class _County:
    """A county of the test: which injections its files hold."""

    code: str
    city: str
    held: Mapping[str, Sequence[Injection]]
    """Name of a file kind → what its records hold."""
    odd: Odd | None = None

    @property
    def project(self) -> str:
        """A sound project that ledgers and documents may name."""
        return f"{self.code}-{_COHORT}-01"


_A_FILE, _PROJECTS = 12, 24
"""Records of a kind in one county; of its projects, which are most, so many that they take no counties for themselves."""


def laid_out(found: Iterable[Injection], odd: Iterable[Odd] = ()) -> list[_County]:
    """Injections spread over counties: one with a private county.yaml has nothing else to publish."""
    of_kind: dict[str, list[Injection]] = {}
    for one in found:
        of_kind.setdefault(one.leaf.kind.name, []).append(one)
    codes = _codes()
    made = [_County(*next(codes), {"county": [one]}) for one in of_kind.pop("county", [])]
    for kind in PROVINCE_FILES:
        of_kind.pop(kind.name, None)
    single = {kind.name for kind in COUNTY_FILES if kind.format is Format.YAML and "*" not in kind.path}
    sizes = dict.fromkeys(single, 1) | {"projects": _PROJECTS}
    portions = {name: _parts(held, sizes.get(name, _A_FILE)) for name, held in of_kind.items()}
    for number in range(max(map(len, portions.values()), default=0)):
        held = {name: parts[number] for name, parts in portions.items() if number < len(parts)}
        made.append(_County(*next(codes), held))
    return made + [_County(*next(codes), {}, one) for one in odd]


def _parts(held: list[Injection], size: int) -> list[list[Injection]]:
    return [held[start : start + size] for start in range(0, len(held), size)]


def _codes() -> Iterator[tuple[str, str]]:
    """(code, city) of counties that GB/T 2260 does not know."""
    for last in range(99, 0, -1):
        for city in LIAONING.cities:
            code = f"{city.code}{last:02d}"
            if not is_registered_county(code):
                yield code, city.label


def files(found: Sequence[Injection], counties: Sequence[_County], version: int) -> dict[str, str | bytes]:
    """Path below content_data/ → contents, in one version."""
    made: dict[str, str | bytes] = {"site.yaml": _dump(_SITE)}
    for kind in PROVINCE_FILES:
        held = [one for one in found if one.leaf.kind == kind]
        if kind.format is Format.CSV:
            made[kind.path] = _ledger(kind, held, version, _County("", "", {}))
        for number, one in enumerate(held) if kind.format is Format.MARKDOWN else ():
            _put_document(made, kind.path.replace("*", f"d-{number}"), one, version, _County("", "", {}))
    made["policies/2020-226.md"] = "---\n标题: 政策\n---\n正文。\n"
    for county in counties:
        for path, contents in _county_files(county, version):
            made[f"counties/{county.code}/{path}"] = contents
        if county.odd is not None and county.odd.stands(version):
            for path, contents in county.odd.oddity.make(county.odd.text, county.code).items():
                made[path.removeprefix("/") if path.startswith("/") else f"counties/{county.code}/{path}"] = (
                    contents
                )
    return made


def _county_files(county: _County, version: int) -> Iterator[tuple[str, str | bytes]]:
    own = county.held.get("county")
    record = _record(own[0], version, county) if own else _COUNTY(county)
    if record is None:
        return
    yield "county.yaml", _dump(record)
    yield f"attachments/{_PICTURE}", _PNG
    yield "projects/01.yaml", _dump(_PROJECT | {"项目编号": county.project})
    for kind in COUNTY_FILES:
        held = county.held.get(kind.name, ())
        if kind.format is Format.CSV and held:
            yield kind.path, _ledger(kind, held, version, county)
        for number, one in enumerate(held) if kind.format is not Format.CSV and kind.name != "county" else ():
            name = _name(kind, number, county)
            made: dict[str, str | bytes] = {}
            if kind.name in _IN_A_BATCH:
                made[f"batches/{name}/batch.yaml"] = _dump(_BATCH(name))
            if kind.format is Format.MARKDOWN:
                _put_document(made, kind.path.replace("*", name), one, version, county)
            else:
                inner = _record(one, version, county, name)
                if inner is not None:
                    made[kind.path.replace("*", name)] = _dump(inner)
            yield from made.items()


def _name(kind: FileKind, number: int, county: _County) -> str:
    """What stands for ``*`` in the path of the county's n-th record of a kind; a batch has a record under test alone."""
    if kind.name == "projects":
        return f"{number + 2:02d}"
    first = _FIRST_BATCH.get(kind.name)
    return f"c-{county.code}-{number}" if first is None else str(first + number)


_FIRST_BATCH = {"batches": 2021, "batch_plans": 2041, "batch_outcomes": 2061}
"""Kind of a later batch's file → the year of the first batch in which one is tried."""
_IN_A_BATCH = _FIRST_BATCH.keys() - {"batches"}
"""Kinds of files beside a batch.yaml."""
_SITE = {
    "栏目名称": "综合示范信息公开",
    "主办单位": "省商务厅（示例）",
    "模式": "演示",
    "网址": "https://example.gov.cn/zhsf/",
    "演示日期": AS_OF.isoformat(),
    "开栏日期": "2022-03-01",
    "监督举报": [{"渠道": "电话", "号码或地址": "12345"}],
}
_PROJECT = {"项目名称": "仓储中心", "支持方向": "物流配送", "状态": "在建"}


def _COUNTY(county: _County) -> dict[str, Any]:  # noqa: N802 - beside _SITE and _PROJECT
    return {
        "名称": f"示例{county.code}县",
        "行政区划代码": county.code,
        "所属市": county.city,
        "示范批次": _COHORT,
        "示例数据": "true",
    }


def _BATCH(year: str) -> dict[str, Any]:  # noqa: N802 - beside _SITE and _PROJECT
    return {"示范批次": year}


def _record(one: Injection, version: int, county: _County, name: str = "") -> dict[str, Any] | None:
    """The record of an injection in the words of its file; None while there is none."""
    text = one.versions[version]
    if text is None:
        return None
    kind = one.leaf.kind
    record: dict[str, Any] = {}
    base = {
        "county": _COUNTY(county),
        "projects": _PROJECT | {"项目编号": f"{county.code}-{_COHORT}-{name}"},
        "batches": _BATCH(name),
    }
    record |= base.get(kind.name, {})
    for key, value in required(kind.model, one.leaf.path).items():
        record.setdefault(key, value)
    for path, value in _BESIDE.get(one.leaf.path[0], {}).items():
        put(record, (path,), value)
    _mend(record, one.leaf, county)
    if not isinstance(text, Written):
        is_own_id = one.leaf.path == (_KNOWN_BY.get(kind.name),)
        text = record[str(one.leaf.path[0])] if is_own_id else _fit(one, county) or text
    put(record, one.leaf.path, text)
    if is_town(one.leaf):
        _of_a_person(record, one.leaf.path)
    return record


def _of_a_person(record: dict[str, Any], path: KeyPath) -> None:
    """Leaves of the organisation with this town nothing but the town: it is a natural person's."""
    owner: Any = record
    for step in path[:-1]:
        owner = owner[step]
    for label in owner.keys() - {path[-1]}:
        del owner[label]
    owner["类型"] = OrganisationKind.PERSON.label


_BESIDE: Mapping[str | int, Mapping[str, str]] = {"取消": {"状态": "已取消"}, "验收": {"状态": "已验收"}}
"""What else a record must say that has this."""
_KNOWN_BY = {"projects": "项目编号", "batches": "示范批次"}
"""Kind → the value that must agree with the name of its file or folder."""
_NAMES_A_PROJECT = {"项目编号", "涉及项目"}


def _mend(record: dict[str, Any], leaf: Leaf, county: _County) -> None:
    """References among the required values lead somewhere."""
    if leaf.kind.model is Plan and "答复" in record:
        record["答复"][0]["对象"] = county.code
    if leaf.kind.name == "cases" and "图片" in record:
        record["图片"][0]["文件"] = _PICTURE


def _fit(one: Injection, county: _County) -> str | None:
    """The sound value where not any text will do."""
    key = next(step for step in reversed(one.leaf.path) if isinstance(step, str))
    kind = one.leaf.kind
    if kind.name == "county" and len(one.leaf.path) == 1:
        return str(_COUNTY(county).get(key, "")) or None if key != "名称" else None
    if kind.name == "projects" and key == "状态":
        return "在建"
    if key in _NAMES_A_PROJECT:
        return county.project
    if key in {"附件", "文件"}:
        return _PICTURE if county.code else "https://example.gov.cn/1.pdf"
    fit = {"对象": county.code, "县": county.code, "相关政策文件": "2020-226"}
    return fit.get(key)


def _put_document(
    made: dict[str, str | bytes], path: str, one: Injection, version: int, county: _County
) -> None:
    if one.leaf.path == (BODY,):
        text = one.versions[version]
        record: dict[str, Any] | None = None if text is None else required(one.leaf.kind.model, ())
        body = text
    else:
        record, body = _record(one, version, county), "正文。"
    if record is not None:
        made[path] = f"---\n{_dump(record)}---\n\n{body}\n"


def _ledger(kind: FileKind, held: Sequence[Injection], version: int, county: _County) -> str:
    labels = list(kind.model.labels().values())
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(labels)
    for number, one in enumerate(held):
        text = one.versions[version]
        if text is None:
            continue
        row = required(kind.model, ()) | {"日期": (_FIRST_DAY + timedelta(days=number)).isoformat()}
        row |= {"月份": f"{2020 + number // 12}-{number % 12 + 1:02d}", "年度": str(2001 + number % 99)}
        row |= {"项目编号": county.project, "指标": one.marker}
        if kind.name == "progress":
            row["状态"] = "在建"
        column = str(one.leaf.path[0])
        if isinstance(text, Written):
            row[column] = text
        elif column == "更正":
            row[column] = ""
        elif column in {"附件", "状态"} or one.leaf.sound == TEXT:
            row[column] = _fit(one, county) or (row.get(column) if column == "状态" else text) or text
        elif column not in row:
            row[column] = text
        writer.writerow([row.get(label, "") for label in labels])
    return written.getvalue()


def _dump(record: Mapping[str, Any]) -> str:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(dict(record), Dumper=dumper, allow_unicode=True, sort_keys=False, width=1_000_000))


@dataclass
class PrivateProvince:
    """The province in a repository with its commits; the work tree holds the newest version."""

    repository: Repository
    injections: tuple[Injection, ...]
    odd: tuple[Odd, ...] = ()

    @classmethod
    def make(cls, root: Path, found: Iterable[Injection], odd: Iterable[Odd] = ()) -> "PrivateProvince":
        """A commit for each version but the last, which stands in the work tree."""
        held, strange = tuple(found), tuple(odd)
        counties = laid_out(held, strange)
        repository = Repository(root)
        stands: dict[str, str | bytes] = {}
        last = max(len(one.versions) for one in held) - 1 if held else 1
        for version in range(last + 1):
            wanted = files(held, counties, version)
            _write(repository.content, stands, wanted)
            stands = wanted
            if version < last:
                repository.commit(f"version {version}")
        return cls(repository, held, strange)

    def put_right(self) -> None:
        """What is private in the newest version becomes sound or goes, and that is committed."""
        last = max(len(one.versions) for one in self.injections) - 1
        stands = files(self.injections, laid_out(self.injections, self.odd), last)
        sound = [one.put_right() for one in self.injections]
        gone = [replace(one, when=When.CORRECTED) for one in self.odd]
        _write(self.repository.content, stands, files(sound, laid_out(sound, gone), last))
        self.repository.commit("put right")

    def texts(self) -> Iterator[tuple[str, Written]]:
        """(name, private text) of all that was put in."""
        for one in self.injections:
            yield from one.texts()
        yield from ((one.name, one.text) for one in self.odd)


def _write(content: Path, stands: Mapping[str, str | bytes], wanted: Mapping[str, str | bytes]) -> None:
    for path in stands.keys() - wanted.keys():
        file = content / path
        file.unlink()
        while not any(file.parent.iterdir()):
            file = file.parent
            file.rmdir()
    for path, contents in wanted.items():
        if stands.get(path) != contents:
            file = content / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
