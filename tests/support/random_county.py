"""Random files of a county, as hypothesis strategies taken from the models: what clerks type, and what breaks spreadsheets.

The values fit their fields; that they fit each other is not asked.
"""

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Any, get_origin

import yaml
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from pydantic.fields import FieldInfo

from generator.intake.reading.questions import typed
from generator.model.base import Record, record_inside
from generator.model.fields import codelist_of, held_by
from generator.model.files import COUNTY_FILES, FileKind, Format
from generator.model.place_names import CityName, CountyCode, CountyCodes
from generator.model.project import Project
from generator.model.types import (
    Count,
    Day,
    Flag,
    LedgerDay,
    Money,
    Month,
    MovedMoney,
    Number,
    Percent,
    Phone,
    PlannedDay,
    ProjectId,
    ProjectIds,
    Prose,
    Url,
    Uscc,
    Year,
)

CODE = "210198"
_ODD = (
    "=1+2", "=HYPERLINK(A1)", "+86", "-甲", "@甲", "'十三五'规划", "''", "'甲", "‘甲", "007", "0.10", "1,200.50", "2020.10", "350.00",
    "12345678901234500", "9.12E+17", "2021-6", "6/3", "TRUE", "null", "~", "- 甲", "甲: 乙", "甲 # 乙", "#N/A", "{甲}", "[甲]", "&甲", "*甲", "!甲", "%甲",
    "<b>甲</b>", "_x000D_甲", "“甲”「乙」", '"甲"', "甲\\n乙", "|", ">", "?", "《甲》（虚构）", "甲，乙；丙", "〔2021〕001号", "𠮷野",
)  # fmt: skip
_LETTERS = st.text(
    st.sampled_from("甲乙丙丁村站县0123456789abcXYZ .,，。（）-—/=+'\"<>&#:：%_|"), max_size=12
)
_NUMBERED = st.integers(0, 10**9 - 1).map(lambda number: f"凭{number:09d}")


TEXTS = (st.sampled_from(_ODD) | _LETTERS.map(str.strip) | _NUMBERED).filter(
    lambda text: text not in {"", "'"}
)
_PROSE = TEXTS | st.lists(TEXTS, min_size=2, max_size=3).map("\n".join)
_AMOUNTS = st.decimals(0, 9_999, places=2).map(str) | st.decimals(0, 999, places=6).map(str) | st.just("71.4")
_DATES = st.builds(
    "{:04d}-{:02d}-{:02d}".format, st.integers(2015, 2030), st.integers(1, 12), st.integers(1, 28)
)
_PROJECTS = st.integers(1, 30).map(lambda number: f"{CODE}-2020-{number:02d}")
_BY_TYPE: Mapping[Any, SearchStrategy[Any]] = {
    Money: _AMOUNTS,
    MovedMoney: _AMOUNTS,
    Number: _AMOUNTS,
    Percent: st.decimals(1, 100, places=2).map(str) | st.integers(1, 100).map(str),
    Count: st.integers(0, 10**9).map(str),
    Day: _DATES,
    LedgerDay: _DATES | _DATES.map(lambda day: day[:7]) | st.just("2021年6月上旬"),
    PlannedDay: _DATES
    | st.sampled_from(["2021-12", "2021年12月底前", "合同签订后90日", "尽快", "2021年第三季度"]),
    Month: _DATES.map(lambda day: day[:7]),
    Year: st.integers(2015, 2030).map(str),
    Flag: st.sampled_from(["true", "false", "是", "否"]),
    Phone: st.just("024-00000001"),
    Url: st.sampled_from(["https://example.gov.cn/1.html", "https://example.gov.cn/a?b=1&c=%20#d"]),
    Uscc: st.sampled_from(["91210197MA00010018", "52210197MJ00010018"]),
    ProjectId: _PROJECTS,
    ProjectIds: st.lists(_PROJECTS, min_size=1, max_size=3, unique=True),
    CityName: st.just("沈阳"),
    CountyCode: st.just(CODE),
    CountyCodes: st.lists(st.sampled_from(["210111", "210112"]), min_size=1, max_size=2, unique=True),
    Prose: _PROSE,
}


def _value(info: FieldInfo) -> SearchStrategy[Any]:
    codelist, inside = codelist_of(info), record_inside(info.annotation)
    is_list = get_origin(info.annotation) is tuple
    if inside and is_list:
        return st.lists(records(inside), min_size=1, max_size=3).map(lambda items: _told_apart(items, inside))
    if inside:
        return records(inside)
    if codelist:
        return st.sampled_from([entry.label for entry in codelist])
    known = next((made for kind, made in _BY_TYPE.items() if kind == held_by(info)), None)
    if known is not None:
        return known
    return st.lists(TEXTS, min_size=1, max_size=3) if is_list else TEXTS


def _told_apart(items: list[dict[str, Any]], model: type[Record]) -> list[dict[str, Any]]:
    """Items with other names than each other where their own lists go by these names."""
    first = next((str(info.alias) for info in model.model_fields.values() if info.is_required()), "")
    if first and any(record_inside(info.annotation) for info in model.model_fields.values()):
        for number, item in enumerate(items, 1):
            item[first] = f"{item[first]}{number}"
    return items


@st.composite
def records(draw: DrawFn, model: type[Record]) -> dict[str, Any]:
    """A mapping as YAML holds it: what is required, and some of the rest."""
    infos = [info for info in model.model_fields.values() if info.alias]
    optional = [info for info in infos if not info.is_required()]
    chosen = draw(st.lists(st.sampled_from(optional), max_size=6, unique_by=id)) if optional else []
    found = {
        str(info.alias): draw(_value(info))
        for info in infos
        if info.is_required() or any(info is one for one in chosen)
    }
    return found or {str(infos[0].alias): draw(_value(infos[0]))}


@st.composite
def counties(draw: DrawFn) -> dict[str, bytes]:
    """The text files of a county, by their names below its folder."""
    found: dict[str, bytes] = {}
    for kind in COUNTY_FILES:
        if kind.format is Format.CSV:
            rows = draw(st.lists(records(kind.model), min_size=1, max_size=4))
            found[kind.path] = _ledger(kind, rows)
        elif kind.format is Format.YAML and "*" not in kind.path:
            found[kind.path] = _yaml(draw(records(kind.model)))
    for number in draw(st.sets(st.integers(1, 120), min_size=1, max_size=3)):
        project = draw(records(Project)) | {Project.label_of("id"): f"{CODE}-2020-{number:02d}"}
        found[f"projects/{number:02d}.yaml"] = _yaml(project)
    return found


def _yaml(value: dict[str, Any]) -> bytes:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False).encode()


def _ledger(kind: FileKind, rows: list[dict[str, Any]]) -> bytes:
    out = StringIO()
    writer = csv.DictWriter(out, kind.model.labels().values(), lineterminator="\n")
    writer.writeheader()
    infos = {str(info.alias): info for info in kind.model.model_fields.values()}
    for row in rows:
        texts = {name: value[0] if isinstance(value, list) else value for name, value in row.items()}
        writer.writerow({name: typed(text, infos[name]) for name, text in texts.items()})
    return out.getvalue().encode()
