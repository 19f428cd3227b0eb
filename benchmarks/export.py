"""``make bench-export``: the open data of 45 000 projects with 24 months of ledgers, in CPU seconds and peak memory.

Counties are read, checked and summarised first, and companies are found, which is not counted: a build does that for
their pages. Counted is what open data add: a county's rows, documents, lines and its own workbook, then the files in
which those of all counties are joined, each kind of file in a process of its own. xlsx is the counties' workbooks and
that of all. One change is another amount of one payment; its files are made with those that the whole left on the disk.
"""

import argparse
import pickle  # what this program wrote itself
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.synthetic import SHAPES, write_portal
from generator.engine.running.workers import Local
from generator.engine.steps.county_work import Ground, check_county
from generator.engine.steps.earlier_portal_files import portal_of
from generator.engine.steps.whole_portal import codes_of, ground_of
from generator.engine.store.cache import Cache
from generator.engine.store.packs import Pieces, pack
from generator.engine.store.stored_summaries import StoredTables, SummaryPlace, table_piece
from generator.history import PortalHistory
from generator.model.disclosure import CountyDisclosure
from generator.render import open_contracting
from generator.render.data_tables import TABLES, county_tables
from generator.render.database import NewRows, database_file, updated_database
from generator.render.open_contracting import Joint, Share, joints
from generator.render.open_json import county_json, project_json
from generator.render.open_workbook import Earlier, OfAll, county_workbook, portal_workbook
from generator.render.parquet_tables import parquet_file
from generator.views.contractor import ContractorView, contractor_views
from generator.views.county import county_view
from generator.views.feed_entries import Entries
from generator.views.project import project_view
from generator.views.summary import CountySummary, summarise

T = TypeVar("T")
MONTHS = 24
AS_OF = date(2023, 3, 31)
_COUNTIES, _PROJECTS = SHAPES[45_000]
CPU_LIMIT, MEMORY_LIMIT = 60.0, 1_500.0
"""Seconds of all formats but xlsx together; MB of the largest process."""
WITH_WORKBOOK = 120.0
"""Seconds with xlsx."""
CHANGE_LIMIT = 0.10
"""Of the seconds of the whole, for one change."""
CSV, JSON, CONTRACTING, PARQUET, SQLITE, XLSX = "CSV", "JSON", "OC4IDS, OCDS", "Parquet", "SQLite", "xlsx"


@dataclass(frozen=True)
class Cost:
    """CPU seconds; MB at most."""

    seconds: float = 0.0
    memory: float = 0.0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.seconds + other.seconds, max(self.memory, other.memory))


Costs = Mapping[str, Cost]
"""Format → what it costs."""


def counted(work: Callable[[], T]) -> tuple[T, Cost]:
    started = time.process_time()
    found = work()
    return found, Cost(time.process_time() - started, _peak())


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@dataclass(frozen=True)
class Shop:
    """What counties are made with."""

    ground: Ground
    cache: Cache


@dataclass(frozen=True)
class Made:
    """A county's part of the open data, which is in the cache."""

    code: str
    pieces: Pieces
    share: Share
    costs: Costs


def made(shop: Shop, code: str, *, is_changed: bool = False) -> Made:
    """Makes a county's part; ``is_changed``: with another amount of its last payment."""
    checked = check_county(shop.ground, code)
    county, portal = checked.disclosure, shop.ground.portal
    if county is None:
        sys.exit(f"{code}: {checked.findings[:3]}")
    if is_changed:
        county = _with_another_amount(county)
    findings = checked.published_findings
    view = county_view(county, findings, checked.checklist, portal)
    summary = summarise(county, view.rows, findings, checked.checklist, (), Entries(()), portal.as_of)
    views = [
        project_view(county, project, (), portal, earlier_versions=view.earlier_versions)
        for project in county.projects
    ]
    tables, rows_cost = counted(lambda: county_tables(county, summary))
    _, documents_cost = counted(lambda: [county_json(view), *map(project_json, views)])
    filled = replace(summary, tables=tables)
    _, workbook_cost = counted(lambda: county_workbook(filled, portal))
    lines, lines_cost = counted(lambda: open_contracting.county_lines(county, portal, None))
    _, files_cost = counted(lambda: dict(open_contracting.county_files(code, lines, portal)))
    data, places = pack(
        {
            **{table_piece(name): part for name, part in tables.items()},
            **{f"lines-{kind}": own for kind, own in lines._asdict().items()},
            "summary": summary,
        }
    )
    return Made(
        code,
        Pieces(shop.cache.store_block(f"counties/{code}", data), places),
        open_contracting.share_of(county.county, lines),
        {CSV: rows_cost, JSON: documents_cost, CONTRACTING: lines_cost + files_cost, XLSX: workbook_cost},
    )


def _with_another_amount(county: CountyDisclosure) -> CountyDisclosure:
    *others, last = county.payments
    return replace(county, payments=(*others, last.model_copy(update={"amount": last.amount + 1})))


@dataclass(frozen=True)
class Province:
    """All counties, in their order."""

    shop: Shop
    counties: Sequence[Made]
    database: Path
    """Where the database is left."""
    workbook: Path
    """Where the workbook is left."""

    def taken(self, name: str) -> Iterator[Any]:
        """Yields a piece of every county."""
        return (county.pieces.take(self.shop.cache, name) for county in self.counties)

    @cached_property
    def summaries(self) -> Sequence[CountySummary]:
        """With their tables, which are read when they are asked for."""
        cache = self.shop.cache
        own = zip(self.taken("summary"), self.counties, strict=True)
        return [
            replace(summary, tables=StoredTables(SummaryPlace(cache, county.pieces)))
            for summary, county in own
        ]

    @cached_property
    def contractors(self) -> Sequence[ContractorView]:
        return contractor_views([row for own in self.taken("summary") for row in own.projects])

    @property
    def parts(self) -> Sequence[Mapping[str, bytes]]:
        """Each county's rows of every table."""
        found = zip(*(self.taken(table_piece(name)) for name in _TABLES), strict=True)
        return [dict(zip(_TABLES, own, strict=True)) for own in found]

    def joints(self) -> Sequence[Joint]:
        return joints([county.share for county in self.counties], self.shop.ground.portal)


def csv_of(province: Province, table: str) -> int:
    return len(_TABLES[table].whole(province.taken(table_piece(table))))


def parquet_of(province: Province, table: str) -> int:
    return len(parquet_file(_TABLES[table], province.taken(table_piece(table))))


def contracting_of(province: Province, joint: Joint) -> int:
    cache = province.shop.cache
    own = [county for county in province.counties if county.code in joint.codes]
    parts = (county.pieces.take(cache, f"lines-{joint.kind}") for county in own)
    return len(joint.data(parts, province.shop.ground.portal))


def sqlite_of(province: Province) -> int:
    """Makes the database and leaves it on the disk."""
    data = database_file(province.parts, province.contractors, ())
    return province.database.write_bytes(data)


def workbook_of(province: Province, earlier: Earlier | None = None) -> int:
    """Makes the workbook and leaves it on the disk."""
    marks = [
        {name: county.pieces.digest(table_piece(name)) for name in _TABLES} for county in province.counties
    ]
    data, kept = portal_workbook(province.summaries, province.shop.ground.portal, OfAll(), marks, earlier)
    province.workbook.with_suffix(".kept").write_bytes(pickle.dumps(kept))
    return province.workbook.write_bytes(data)


def changed_workbook_of(province: Province) -> int:
    """Makes the workbook from the one on the disk."""
    kept = pickle.loads(province.workbook.with_suffix(".kept").read_bytes())
    return workbook_of(province, Earlier(province.workbook.read_bytes(), kept))


def changed_sqlite_of(province: Province, after: Made, tables: Sequence[str]) -> int:
    """Changes a county's rows in the database on the disk."""
    cache = province.shop.cache
    new = {name: NewRows([after.code], [after.pieces.take(cache, table_piece(name))]) for name in tables}
    return len(updated_database(province.database, new, (province.contractors, ())))


_TABLES = {table.name: table for table in TABLES}


Work = Mapping[str, Sequence[Callable[[], int]]]
"""Format → what makes its files, each returning bytes."""


def whole_of(province: Province) -> Work:
    whole = {SQLITE: [partial(sqlite_of, province)], XLSX: [partial(workbook_of, province)]}
    return _of_tables(province, list(_TABLES), province.joints()) | whole


def change_of(province: Province, before: Made, after: Made) -> Work:
    """What is made anew when a county's part changed."""
    differing = {
        name for name in after.pieces.places if after.pieces.digest(name) != before.pieces.digest(name)
    }
    tables = [name for name in _TABLES if table_piece(name) in differing]
    files = [
        each for each in province.joints() if f"lines-{each.kind}" in differing and after.code in each.codes
    ]
    changed = partial(changed_sqlite_of, province, after, tables)
    return _of_tables(province, tables, files) | {
        SQLITE: [changed],
        XLSX: [partial(changed_workbook_of, province)],
    }


def _of_tables(
    province: Province, tables: Sequence[str], files: Sequence[Joint]
) -> dict[str, Sequence[Callable[[], int]]]:
    return {
        CSV: [partial(csv_of, province, table) for table in tables],
        PARQUET: [partial(parquet_of, province, table) for table in tables],
        CONTRACTING: [partial(contracting_of, province, joint) for joint in files],
    }


def joined(province: Province, work: Work) -> Iterator[tuple[str, Cost, int]]:
    """Yields what the files of each format cost, made in a process of their own: (format, cost, bytes)."""
    for name, steps in work.items():
        with ProcessPoolExecutor(1) as pool:
            size, cost = pool.submit(_run, province, steps, name).result()
        yield name, cost, size


def _run(province: Province, steps: Sequence[Callable[[], int]], name: str) -> tuple[int, Cost]:
    """Returns the bytes and the cost; what a build has before is found before time is counted."""
    if name == SQLITE:
        _ = province.contractors
    elif name == XLSX:
        _ = province.summaries
    elif name == PARQUET:
        import pandas  # noqa: F401  # pyarrow does if it is there: with the tests, not where sites are published
    return counted(lambda: sum(step() for step in steps))


def measured(root: Path, count: int, projects: int) -> tuple[Costs, Costs]:
    """The costs of the whole, and of one change."""
    content = root / "content_data"
    write_portal(content, count, projects, MONTHS)
    history = PortalHistory()
    portal = portal_of(content, history)
    shop = Shop(ground_of(portal, content, AS_OF, AS_OF, history), Cache(root / "cache", "bench"))
    codes = codes_of(portal, history)
    whole: dict[str, Cost] = defaultdict(Cost)
    results = dict(Local(few=1).run(made, shop, codes))
    counties = [results[code] for code in codes]
    for county in counties:
        for name, cost in county.costs.items():
            whole[name] += cost
    province = Province(shop, counties, root / "gongkai.sqlite", root / "gongkai.xlsx")
    for name, cost, size in joined(province, whole_of(province)):
        whole[name] += cost
        print(f"  {name:<14} {size / 2**20:8.0f} MB joined in {cost.seconds:6.1f} s, {cost.memory:5.0f} MB")
    at = len(counties) // 2
    after = made(shop, codes[at], is_changed=True)
    change: dict[str, Cost] = defaultdict(Cost, after.costs)
    changed = replace(province, counties=[*counties[:at], after, *counties[at + 1 :]])
    for name, cost, _ in joined(changed, change_of(changed, counties[at], after)):
        change[name] += cost
    return whole, change


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counties", type=int, default=_COUNTIES)
    parser.add_argument("--projects", type=int, default=_PROJECTS)
    chosen = parser.parse_args()
    count, projects = chosen.counties, chosen.projects
    print(f"{count} counties, {count * projects} projects, {MONTHS} months of ledgers")
    with tempfile.TemporaryDirectory(prefix="gongkai-export-") as name:
        whole, change = measured(Path(name), count, projects)
    for name, cost in whole.items():
        print(
            f"{name:<14} {cost.seconds:7.2f} s CPU, {cost.memory:6.0f} MB; one change {change[name].seconds:6.2f} s"
        )
    total, again = sum(whole.values(), Cost()), sum(change.values(), Cost())
    data = total.seconds - whole[XLSX].seconds
    share = again.seconds / total.seconds
    print(
        f"together       {data:7.2f} s CPU (limit {CPU_LIMIT:.0f}), with xlsx {total.seconds:7.2f} s"
        f" (limit {WITH_WORKBOOK:.0f}), {total.memory:6.0f} MB (limit {MEMORY_LIMIT:.0f})"
    )
    print(f"one change     {again.seconds:7.2f} s CPU, {share:.2f} of the whole (limit {CHANGE_LIMIT})")
    if (count, projects) != (_COUNTIES, _PROJECTS):
        print("the limits are those of the full size")
        return 0
    is_slow = data > CPU_LIMIT or total.seconds > WITH_WORKBOOK
    return int(is_slow or total.memory > MEMORY_LIMIT or share > CHANGE_LIMIT)


if __name__ == "__main__":
    sys.exit(main())
