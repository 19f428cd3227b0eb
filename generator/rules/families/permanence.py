"""E012: what was published stays: records and ledger rows do not vanish."""

from collections import Counter
from collections.abc import Iterator

from generator.model.change import WHOLE, History
from generator.model.disclosure import CountyDisclosure
from generator.model.files import LEDGERS, ROW_KEYS
from generator.model.finding import Severity
from generator.model.identifiers import PROJECT_ID
from generator.rules.base import Hit, Scene, rule
from generator.rules.places import in_file

_GONE = f" › {WHOLE}"


@rule(
    "E012",
    clause="政府信息公开条例",
    title="公开过的记录不见了",
    explanation="项目、典型案例和台账里的行公开以后，记录和网址不能悄悄消失：项目取消的，「状态」改成已取消；不应当公开的，写「撤回」；"
    "台账写错的，另写一行更正，原来的一行保留。依据变更历史核对；文件因有错误读不出来的，改正后此项自然消除。",
    cure="恢复所删的文件或行；项目不应当公开的，保留文件并填写「撤回」（日期、原因、批准）；台账写错的，另写一行，在「更正」里写被更正那一行的日期。",
    good="变更: []\n首次公开: {210198-2020-01: '2021-03-10T09:00:00+08:00', 210198/payments: '2021-03-10T09:00:00+08:00'}",
    bad="变更: []\n首次公开: {210198-2020-09: '2021-03-10T09:00:00+08:00'}",
    severity=Severity.ERROR,
    needs_history=True,
)
def published_records_stay(scene: Scene) -> Iterator[Hit]:
    history, county = scene.history, scene.county
    if history is None:
        return
    for record, published in history.first_published:
        found, folder = PROJECT_ID.fullmatch(record), f"{county.code}/cases/"
        if found and record not in county.by_id and not _is_withdrawn(county, record):
            place = in_file(county, f"projects/{found['number']}.yaml")
            yield Hit(place, f"{published:%Y-%m-%d} 公开的项目 {record} 现在没有记录", record)
        case = record.removeprefix(folder)
        if case != record and all(other.id != case for other in county.cases):
            yield Hit(
                in_file(county, f"cases/{case}.md"), f"{published:%Y-%m-%d} 公开的案例 {case} 现在没有记录"
            )
    yield from _rows_that_went(scene, history)


def _is_withdrawn(county: CountyDisclosure, project: str) -> bool:
    return county.withdrawn is not None and project in county.withdrawn.by_id


def _rows_that_went(scene: Scene, history: History) -> Iterator[Hit]:
    """Ledger rows that the main line had once and that the ledger lacks now."""
    for kind in LEDGERS:
        removed = {
            change.field.removesuffix(_GONE): change
            for change in history.changes
            if change.record == f"{scene.county.code}/{kind.name}" and change.field.endswith(_GONE)
        }
        there = _row_names(scene.county, kind.name) if removed else frozenset()
        for row, change in removed.items():
            if row not in there:
                message = f"公开过的一行「{row}」（{change.old[:60]}）在 {change.published:%Y-%m-%d} 删去了"
                yield Hit(in_file(scene.county, f"{kind.name}.csv"), message, since=change.published.date())


def _row_names(county: CountyDisclosure, ledger: str) -> frozenset[str]:
    """The rows of a ledger as the change record names them, corrected and withdrawn ones too."""
    rows = [*getattr(county, ledger)]
    rows += [correction.old for correction in county.corrections if correction.ledger == ledger]
    rows += getattr(county.withdrawn, ledger) if county.withdrawn else ()
    seen: Counter[str] = Counter()
    names = set()
    for row in rows:
        labels = {label: name for name, label in type(row).labels().items()}
        cells = [getattr(row, labels[column]) for column in ROW_KEYS[ledger]]
        name = " ".join(str(cell) for cell in cells if cell is not None)
        seen[name] += 1
        names.add(name if seen[name] == 1 else f"{name}（{seen[name]}）")
    return frozenset(names)
