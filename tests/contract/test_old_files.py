"""Files written for the model of 2020's demonstration read to the same records, findings and pages, whatever came later."""

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.engine import check_portal
from generator.engine.steps.whole_portal import CheckedPortal
from generator.model.base import Record
from generator.model.canonical import digest
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Finding
from generator.render.portal_artifacts import county_artifacts

OLD = Path(__file__).parents[1] / "fixtures/demonstration-2020"
EXPECTED = json.loads((OLD / "expected.json").read_text("utf-8"))
"""What the program of that day read: record → digest of its canonical JSON; findings."""
SHUFFLED = "210396"
TODAY = date(2026, 11, 29)
_BLOCK = re.compile(r"^(?=[^\s#-])", re.MULTILINE)
"""Where a top-level key of a YAML file begins."""


def read(root: Path) -> CheckedPortal:
    return check_portal(root, None, TODAY)


@pytest.fixture(scope="module")
def old() -> CheckedPortal:
    return read(OLD / "content_data")


def records(county: CountyDisclosure) -> Iterator[tuple[str, Record]]:
    yield f"{county.code}/county", county.county
    yield f"{county.code}/plan", county.plan
    yield f"{county.code}/outcome", county.outcome
    for project in county.projects:
        yield f"{county.code}/{project.id}", project
    for case in county.cases:
        yield f"{county.code}/{case.id}", case
    for table in (
        "progress",
        "payments",
        "expenditures",
        "inspections",
        "trainings",
        "transactions",
        "activities",
    ):
        for number, row in enumerate(getattr(county, table)):
            yield f"{county.code}/{table}/{number}", row


def digests(portal: CheckedPortal) -> dict[str, str]:
    """File → digest of the records in it, ledgers as a whole; counties apart from the documents of the province."""
    found: dict[str, list[str]] = {}
    assert portal.province is not None
    documents = (*portal.province.policies, *portal.province.notices)
    settings = portal.province.site.model_dump(
        by_alias=True, exclude_unset=True
    )  # others have newer defaults
    own = [("site", settings), *((document.id, document) for document in documents)]
    national = [("national", average) for average in portal.province.national]
    named = [*own, *national, *(item for county in portal.province.counties for item in records(county))]
    for name, record in named:
        whole = re.sub(r"(/\D+)/\d+$", r"\1", name)
        found.setdefault(whole, []).append(digest(record))
    return {name: parts[0] if len(parts) == 1 else digest(parts) for name, parts in found.items()}


def located(findings: Iterable[Finding]) -> list[list[Any]]:
    """Code, file, line, label and project of each finding; its words may be put better."""
    places = ((one.code, one.place.file, one.place.line, one.place.label, one.project) for one in findings)
    return sorted(map(list, places))


def test_the_demonstration_of_2020_reads_as_it_did(old: CheckedPortal) -> None:
    assert not old.has_errors
    assert digests(old) == EXPECTED["records"]
    assert located(old.findings) == EXPECTED["findings"]


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("projects/01.yaml", r"完成时限: (\d{4})", "完成时限: 2029"),
        ("payments.csv", r"\n2021-\d\d", "\n2021-02"),
        ("county.yaml", r"中央财政: (\d+)", "中央财政: 1\\1"),
    ],
)
def test_the_expectation_notices_one_changed_value(
    tmp_path: Path, old: CheckedPortal, file: str, before: str, after: str
) -> None:
    root = _copy_of_one_county(tmp_path)
    path = root / f"counties/{SHUFFLED}/{file}"
    text, times = re.subn(before, after, path.read_text("utf-8"), count=1)
    assert times == 1
    path.write_text(text, "utf-8")
    assert digests(read(root)).items() - EXPECTED["records"].items()


def _copy_of_one_county(folder: Path) -> Path:
    root = folder / "content_data"
    shutil.rmtree(root, ignore_errors=True)
    for name in ("site.yaml", "national.csv"):
        root.mkdir(exist_ok=True)
        shutil.copy(OLD / "content_data" / name, root / name)
    for name in ("policies", "notices", f"counties/{SHUFFLED}"):
        shutil.copytree(OLD / "content_data" / name, root / name)
    return root


def _other_columns(text: str, order: Callable[[list[int]], list[int]]) -> str:
    rows = list(csv.reader(StringIO(text)))
    places = order(list(range(len(rows[0]))))
    made = StringIO()
    csv.writer(made, lineterminator="\n").writerows([row[place] for place in places] for row in rows)
    return made.getvalue()


def _other_blocks(text: str, order: Callable[[list[str]], list[str]]) -> str:
    head, *blocks = _BLOCK.split(text)
    whole = [block if block.endswith("\n") else f"{block}\n" for block in blocks]
    return head + "".join(order(whole))


def _pages(portal: CheckedPortal) -> dict[str, str]:
    """Stem → Markdown of every page of a portal with one county."""
    (county,) = portal.counties
    assert county.disclosure is not None
    drawn = county_artifacts(
        county.disclosure, county.published_findings, county.checklist, portal.ground.portal, county.history
    )
    return {page.stem: page.body.markdown for page in drawn.pages}


@cache
def _usual_pages() -> dict[str, str]:
    """Pages of the county as its files lie there, nothing shuffled."""
    with TemporaryDirectory() as folder:
        return _pages(read(_copy_of_one_county(Path(folder))))


@settings(max_examples=6)
@given(shuffle=st.randoms(use_true_random=False), endings=st.sampled_from(("\n", "\r\n")))
def test_an_old_file_laid_out_in_any_order_gives_the_same_records_and_pages(
    tmp_path_factory: pytest.TempPathFactory, shuffle: Any, endings: str
) -> None:
    def order(items: list[Any]) -> list[Any]:
        return shuffle.sample(items, len(items))  # type: ignore[no-any-return]

    root = _copy_of_one_county(tmp_path_factory.mktemp("old"))
    for path in sorted((root / "counties" / SHUFFLED).glob("**/*.*")):
        if path.suffix in {".csv", ".yaml"}:
            way = _other_columns if path.suffix == ".csv" else _other_blocks
            path.write_text(way(path.read_text("utf-8"), order), "utf-8", newline=endings)
    read_again = read(root)
    assert [one for one in read_again.findings if one.severity.value == "error"] == []
    assert digests(read_again).items() <= EXPECTED["records"].items()
    assert _pages(read_again) == _usual_pages()
