"""B106, G107: dates in an unusual order. It may be true (先建后补, 重新招标), so it is a finding and no error."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from generator.model.base import Record
from generator.model.fields import field_in_words
from generator.model.partial_day import earliest
from generator.rules.base import Hit, Scene, rule
from generator.rules.basis import COMPARED

"""In place of a clause: the notice does not ask for it."""
_TENDER = (("procurement", "notice_date"), ("procurement", "award_date"), ("procurement", "contract_date"))
_OF_CONTRACT = (("notice", "date"), ("award_date",), ("date",))
_WORK = (("procurement", "contract_date"), ("planned_start",), ("deadline",))
_CLOSING = (
    ("procurement", "contract_date"),
    ("planned_start",),
    ("acceptance", "date"),
    ("acceptance", "rectified_on"),
)


class _Odd(NamedTuple):
    """A date that lies before one that usually comes first."""

    path: tuple[str, ...]
    message: str


@rule(
    "B106",
    basis=COMPARED,
    title="公告、中标、合同的日期先后倒置",
    reads=("contracts", "projects"),
    explanation="按照公平、公正、公开原则，采取公开招标等政府采购方式选择承办单位：先公告，再中标，再签合同，可以同日。"
    "写在 contracts.yaml 里的，一份合同一份合同地核对。",
    cure="核对提示的两个日期；属实的（如重新采购、补签合同）照实保留，在“答复”里说明。",
    good="项目: {'01': {采购: {公告日期: 2021-02-20, 中标日期: 2021-02-20, 合同日期: 2021-02-20}}}",
    bad="项目: {'01': {采购: {公告日期: 2021-02-21, 中标日期: 2021-02-20, 合同日期: 2021-02-21}}}",
)
def tender_goes_step_by_step(scene: Scene) -> Iterator[Hit]:
    county = scene.county
    for project in county.projects:
        if not county.contracts_of[project.id]:
            for odd in _out_of_order(_dates(project, _TENDER)):
                yield Hit(project.place(*odd.path), odd.message, project.id)
    for index, contract in enumerate(county.contracts.contracts):
        for odd in _out_of_order(_dates(contract, _OF_CONTRACT)):
            place = county.contracts.place("contracts", index, *odd.path)
            yield Hit(place, f"合同“{contract.number}”的{odd.message}")


@rule(
    "G107",
    basis=COMPARED,
    title="合同至验收的先后与通常不同",
    reads=("contracts", "projects"),
    explanation="通常先签合同，再开工，然后完成、验收。通知未规定这个先后，先建后补、以奖代补、重新采购的项目会不同："
    "照实公开，在这里列出，便于核对和说明；续建项目不与合同日期比较。只写到月、季的，肯定倒置的才列。",
    cure="核对提示的两个日期；属实的照实保留，在“答复”里说明，如先建后补。",
    good="项目: {'01': {采购: {合同日期: 2021-03-08}, 计划开工: 2021-03-08, 完成时限: 2021-12-31}}",
    bad="项目: {'01': {采购: {合同日期: 2021-03-09}, 计划开工: 2021-03-08, 完成时限: 2021-12-31}}",
)
def work_follows_the_usual_order(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        first = 1 if project.is_carried_over else 0  # it went on under a contract of each year
        found = (
            *_out_of_order(_dates(project, _WORK[first:])),
            *_out_of_order(_dates(project, _CLOSING[first:])),
        )
        for odd in dict.fromkeys(found):
            yield Hit(project.place(*odd.path), odd.message, project.id)


_Dated = tuple[tuple[str, ...], str, date]
"""(path, label, day)."""


def _out_of_order(dates: Iterable[_Dated]) -> Iterator[_Odd]:
    """Compares each date with the latest before it; where either is no plain day, only what is certain is told."""
    latest: tuple[str, date] | None = None
    for path, label, day in dates:
        if latest and day < earliest(latest[1]):
            yield _Odd(path, f"{field_in_words(label)} {day} 早于{field_in_words(latest[0])} {latest[1]}")
        elif latest is None or day > latest[1]:
            latest = (label, day)


def _dates(record: Record, steps: Iterable[tuple[str, ...]]) -> Iterator[_Dated]:
    """Yields the dates of a record that are given and count from no other."""
    for path in steps:
        value: object = record
        for name in path:
            value = getattr(value, name, None)
        if isinstance(value, date):
            is_plain = path[-1] in {"date", "rectified_on"}  # 日期 alone would not say of what
            label = record.label_of(*path) if is_plain else str(record.key_path(*path)[-1])
            yield path, label, value
