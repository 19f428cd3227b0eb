"""Turns a county's text files into a workbook and back: what was read before is read afterwards."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pygit2
import yaml
from pygit2.enums import FileStatus

from generator import intake
from generator.intake.attachments.kinds import WORKBOOKS
from generator.intake.reading.folder import Folder
from generator.intake.reading.source import YAML_LIMIT, read_source
from generator.intake.workbook.places import NO_WORKBOOK
from generator.intake.workbook.sheets import KINDS, Sheet, sheets
from generator.model.county import Batch
from generator.model.files import ledger_of
from generator.model.finding import Finding
from generator.model.identifiers import COUNTY_CODE
from generator.model.own_yaml import LOADER
from generator.workbook.exchange import exchange
from generator.workbook.identity import value_of
from generator.workbook.lying import UnreadError, errors, files_of
from generator.workbook.plain_files import plain_files
from generator.workbook.rows import Row, Rows, rows_in
from generator.workbook.template import Cells, TooLongError, workbook

WORKBOOK = WORKBOOKS[0]
_COMMENT = re.compile(r"(?:^|(?<=\s))#(?! yaml-language-server:).*", re.MULTILINE)
_READ = (".md", ".yaml")
"""Suffixes of the files beside a workbook that are read; of attachments the names count."""
_NAMED = 3
"""Files that a message names."""


class NotConvertedError(ValueError):
    """What cannot be done with a county; the message is in Chinese."""


@dataclass(frozen=True)
class Converted:
    """The files of a county that were written, and those that were removed."""

    written: tuple[Path, ...]
    removed: tuple[Path, ...]


def to_workbook(content: Path, code: str, *, drops_comments: bool = False) -> Converted:
    """Writes a county's workbook, then removes the text files that it stands for.

    Args:
        drops_comments: whether comments in YAML, for which a workbook has no place, may be lost.

    Raises:
        NotConvertedError: nothing was changed.
        OSError: a file cannot be written or removed; nothing was changed.
    """
    folder = _sound(content, code)
    texts = _text_files(folder.path)
    if not texts:
        raise NotConvertedError(f"{code} 无文字文件，已经是工作簿。")
    lying = [folder.path / name for name in WORKBOOKS if (folder.path / name).exists()]
    _refuse_unsaved(folder.path, [*texts, *lying])
    if not drops_comments:
        _refuse_comments(folder, texts)
    rows = rows_in(folder, folder.places)
    try:
        data = workbook(cells_of(rows))
        _prove(folder, _texts(folder), files_of(data), rows)
    except (TooLongError, UnreadError) as error:
        raise _not_alike(code, _first(error)) from None
    target = folder.path / WORKBOOK
    old = [path for path in (*texts, *lying) if path != target]
    exchange({target: data}, old)
    return Converted((target,), tuple(old))


def to_text(content: Path, code: str) -> Converted:
    """Writes the text files that a county's workbook stands for, then removes the workbook.

    Raises:
        NotConvertedError: nothing was changed.
        OSError: a file cannot be written or removed; nothing was changed.
    """
    folder = _sound(content, code)
    old = [folder.path / name for name in WORKBOOKS if (folder.path / name).exists()]
    if not old:
        raise NotConvertedError(f"{code} 无 {WORKBOOK}，已经是文字文件。")
    _refuse_unsaved(folder.path, old)
    files = plain_files(folder.unpacked)
    before = _texts(folder)
    _prove(folder, before, before | files, rows_in(folder, folder.places))
    new = {folder.path / name: data for name, data in files.items()}
    for name in files:
        (folder.path / name).parent.parent.mkdir(exist_ok=True)  # of batches/2022/plan.yaml
    exchange(new, old)
    return Converted(tuple(new), tuple(old))


def filled(
    content: Path, code: str, *, is_empty: bool = False, batch: int | None = None
) -> tuple[bytes, list[Finding]]:
    """A county's workbook with its records, and what could not be read and is missing in it.

    Args:
        is_empty: with the county's name, code, city and cohort alone.
        batch: the year of a later batch that is to be filled in.

    Raises:
        NotConvertedError: there is no such county, or a text has no room in a cell.
    """
    folder = _folder(content, code)
    rows = rows_in(folder, folder.places)
    problems = [] if is_empty else [*errors(folder.workbook), *rows.problems]
    cells = cells_of(rows)
    if is_empty:
        cells = {sheet: _required(sheet, lying) for sheet, lying in cells.items() if _is_basic(sheet)}
    try:
        return workbook(with_batch(cells, batch)), problems
    except TooLongError as error:
        raise NotConvertedError(str(error)) from None


def cells_of(rows: Rows) -> dict[Sheet, list[Cells]]:
    return {sheet: [row.cells for row in lying] for sheet, lying in rows.of_sheet.items()}


def with_batch(rows: Mapping[Sheet, Sequence[Cells]], year: int | None) -> Mapping[Sheet, Sequence[Cells]]:
    """Rows with one for a later batch, if there is none."""
    if year is None:
        return rows
    sheet = next(found for found in sheets() if found.model is Batch)
    key, lying = Batch.label_of("cohort"), rows.get(sheet, ())
    new = [] if any(row.get(key) == str(year) for row in lying) else [{key: str(year)}]
    return {**rows, sheet: [*lying, *new]}


def _is_basic(sheet: Sheet) -> bool:
    return sheet.kind.name == "county" and sheet.is_form


def _required(sheet: Sheet, rows: list[Cells]) -> list[Cells]:
    names = {column.name for column in sheet.columns if column.is_required}
    return [{name: text for name, text in cells.items() if name in names} for cells in rows]


def _folder(content: Path, code: str) -> intake.CountyFolder:
    if not COUNTY_CODE.fullmatch(code) or not (content / "counties" / code).is_dir():
        known = "、".join(sorted(path.name for path in (content / "counties").glob("[0-9]*")))
        raise NotConvertedError(f"找不到代码为“{code}”的县{f'；现有：{known}' if known else ''}。")
    return intake.county_folder(content, code, intake.read_portal(content).answers)


def _sound(content: Path, code: str) -> intake.CountyFolder:
    """A county's folder in which nothing is wrong."""
    folder = _folder(content, code)
    found = intake.read_folder(folder, None)
    if problems := errors(found.places.seen(found.problems)):
        raise NotConvertedError(
            f"{code} 有 {len(problems)} 处错误，先用 gongkai check 核对、改正；文件未改动。"
        )
    return folder


def _text_files(folder: Path) -> list[Path]:
    parts = [path for path in sorted(folder.glob("*.csv")) if ledger_of(path.name)]
    return [*parts, *(path for kind in KINDS for path in sorted(folder.glob(kind.path)) if path not in parts)]


def _refuse_unsaved(folder: Path, paths: Iterable[Path]) -> None:
    """Refuse to remove what no commit holds: it could not be got back."""
    found = pygit2.discover_repository(str(folder.resolve()))
    if found is None:
        return
    repository = pygit2.Repository(found)
    top = Path(repository.workdir).resolve()
    unsaved = [
        path.relative_to(folder).as_posix()
        for path in paths
        if repository.status_file(path.resolve().relative_to(top).as_posix()) != FileStatus.CURRENT
    ]
    if unsaved:
        raise NotConvertedError(
            f"{_listed(unsaved)}尚未提交。转换会删去这些文件，提交过的才找得回来：先提交，再转换。"
        )


def _refuse_comments(folder: Folder, texts: Iterable[Path]) -> None:
    counts = {}
    for path in texts:
        name = path.relative_to(folder.path).as_posix()
        source = read_source(str(path), YAML_LIMIT, folder.report(name)) if path.suffix == ".yaml" else None
        if source and (count := _comments(source.text)):
            counts[name] = count
    if counts:
        raise NotConvertedError(
            f"{_listed(list(counts))}里有 {sum(counts.values())} 行注释（# 后面的文字），工作簿里无处存放，转换以后不再保留。"
            "要留的，先写进“备注”等栏目；不留的，加上 --drop-comments。文件未改动。"
        )


def _comments(text: str) -> int:
    """How many lines of a YAML text have a comment."""
    tokens = yaml.scan(text, LOADER)
    spans = [(it.start_mark.index, it.end_mark.index) for it in tokens if isinstance(it, yaml.ScalarToken)]
    starts = [found.start() for found in _COMMENT.finditer(text)]
    return sum(not any(first <= start < end for first, end in spans) for start in starts)


def _listed(names: list[str]) -> str:
    more = f" 等 {len(names)} 个文件" if len(names) > _NAMED else " "
    return f"{'、'.join(names[:_NAMED])}{more}"


def _texts(folder: intake.CountyFolder) -> dict[str, bytes]:
    """The text files of a county and those that its workbook stands for, by their names."""
    lying = {path.relative_to(folder.path).as_posix(): path.read_bytes() for path in _text_files(folder.path)}
    return {**lying, **folder.unpacked}


def _prove(
    folder: intake.CountyFolder, before: Mapping[str, bytes], after: Mapping[str, bytes], rows: Rows
) -> None:
    """Refuse text files that would be read as other records than those of today.

    Args:
        rows: of today, to say what differs.
    """
    texts = set(_text_files(folder.path))
    beside = {
        path.relative_to(folder.path).as_posix(): path.read_bytes() if path.suffix in _READ else b""
        for path in folder.path.rglob("*")
        if path.is_file() and path not in texts and path.parent != folder.path
    }
    one, other = (_as_read(folder, {**beside, **files}) for files in (before, after))
    if one.disclosure == other.disclosure and not errors(other.problems):
        return
    whole = replace(folder, held=after, is_all_held=True, places=NO_WORKBOOK)
    raise _not_alike(folder.county, _difference(rows, rows_in(whole)))


def _as_read(folder: intake.CountyFolder, files: Mapping[str, bytes]) -> intake.CountyIntake:
    whole = replace(folder, held=files, is_all_held=True, places=NO_WORKBOOK)
    return intake.read_folder(whole, None, opens_attachments=False)


def _difference(before: Rows, after: Rows) -> str:
    """Where the first text is that reads otherwise."""
    for sheet, rows in before.of_sheet.items():
        others = after.of_sheet.get(sheet, [])
        for number, row in enumerate(rows):
            other = others[number] if number < len(others) else Row({})
            for column in sheet.all_columns:
                name = column.name
                was, now = (value_of(column, cells.get(name, "")) for cells in (row.cells, other.cells))
                if was != now:
                    return str((row.places.get(name) or row.place)._replace(label=name))
    return ""


def _first(error: TooLongError | UnreadError) -> str:
    if isinstance(error, TooLongError):
        return str(error)
    told = error.problems[0]
    return f"{told.message}（{told.place}）"


def _not_alike(code: str, where: str) -> NotConvertedError:
    reason = f"：{where}" if where else ""
    return NotConvertedError(
        f"{code} 有内容放进另一种文件再读出来会不一样{reason}。文件未改动；改了这一处再转换，或者报告给维护人员。"
    )
