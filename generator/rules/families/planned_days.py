"""E016: planned dates from whose words no date can be read. They are published as written; this tells the submitter."""

from collections.abc import Iterator

from generator.model.base import Record
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Severity
from generator.model.partial_day import DayInWords, Planned
from generator.model.types import HIDDEN
from generator.rules.base import Hit, Scene, rule
from generator.rules.basis import agreed


@rule(
    "E016",
    basis=agreed(),
    title="时限的文字读不出日期",
    reads=("projects", "inspections", "outcome", "batch_outcomes"),
    explanation="计划开工、完成时限、整改期限等照文件写“尽快”“待定”“根据进度确定”的，或者从未登记日期的事件起算的，"
    "照原样公开，读不出是哪一天，按时限核对的规则不下结论，也不列入日历。这一条只告诉报送的人，不公开，也不要求改写文件。",
    cure="文件里写了日期、月份、季度的照写，如 2021年12月底前；从合同签订、中标起算的写 合同签订后90日；确实未写的保持原样。",
    good="项目: {'01': {完成时限: 合同签订后90日}}",
    bad="项目: {'01': {完成时限: 尽快}}",
    severity=Severity.NOTICE,
)
def every_term_names_a_day(scene: Scene) -> Iterator[Hit]:
    for term, record, path, project in _terms(scene.county):
        is_unread = isinstance(term, DayInWords) and not (project and term.is_countable)
        if is_unread and term != HIDDEN:  # what was taken back is not to be written otherwise
            at = record.place(*path)
            yield Hit(at, "这里写的时限读不出是哪一天，照原样公开，不按它核对", project)


def _terms(county: CountyDisclosure) -> Iterator[tuple[Planned | None, Record, tuple[str | int, ...], str]]:
    """Yields every planned date with its record, its path in it, and the project in which it may count from an event."""
    for project in county.projects:
        yield project.planned_start, project, ("planned_start",), project.id
        yield project.deadline, project, ("deadline",), project.id
        if project.acceptance:
            yield project.acceptance.rectify_by, project, ("acceptance", "rectify_by"), project.id
        if project.logistics_subsidy:
            yield project.logistics_subsidy.end_date, project, ("logistics_subsidy", "end_date"), project.id
    for visit in county.inspections:
        yield visit.due, visit, ("due",), ""
    for batch in county.batches:
        for number, item in enumerate(batch.outcome.rectifications):
            yield item.due, batch.outcome, ("rectifications", number, "due"), ""
