"""Changes that need an adjustment of the plan, clause 五（二）, for rule L103 and the lists of changes."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.model.change import Change, History, Weight
from generator.model.company import Contractor
from generator.model.county import County, Goal
from generator.model.disclosure import CountyDisclosure
from generator.model.measures import measure
from generator.model.partial_day import judged_day
from generator.model.place import INSIDE
from generator.model.plan import PlanChange
from generator.model.project import BudgetLine, Project, Target
from generator.model.types import HIDDEN

_MONEY = ("subsidy", "sources", "budget_lines")
WATCHED: Mapping[str, str] = {
    Project.label_of(name): name for name in (*_MONEY, "deadline", "contractor", "description", "targets")
}
"""Fields of a project that need an adjustment of the plan to change: label → name."""
GOALS = County.label_of("goals")
"""The field of a county that needs one; a project's 绩效目标 have the same label."""
MONEY = frozenset(map(Project.label_of, _MONEY))
"""Labels of the fields that tell of the same money."""
_DEADLINE, _LINES = Project.label_of("deadline"), Project.label_of("budget_lines")
_PARTICULARS = ("person", "post", "phone", "kind", "former_names", "merged")
CONTACT_DETAILS = frozenset(map(Contractor.label_of, _PARTICULARS))
"""Parts of 承办单位 that may change while the contractor stays the same."""
_IDENTITY = frozenset(Project.label_of("contractor", name) for name in ("name", "code"))
_AMOUNT, _PURPOSE = BudgetLine.label_of("amount"), BudgetLine.label_of("purpose")
_RECUT = frozenset((_AMOUNT, BudgetLine.label_of("category")))
_AIMS = frozenset((Target.label_of("value"), Goal.label_of("target")))
_OF_ANOTHER = frozenset(map(Target.label_of, ("level_one", "level_two", "level_three", "indicator", "unit")))
"""Parts of a target that say that another one stands in its place now."""
_NOUNS = {
    "money": "资金|金额|额度|经费|投资|预算",
    "budget_lines": "资金用途|资金明细|支出结构|支出明细|预算明细",
    "deadline": "时限|期限|工期|完成时间|进度安排",
    "contractor": "承办单位|承办企业|承建单位|实施主体|实施单位",
    "description": "建设内容|建设规模|实施内容",
    "targets": "绩效目标|目标任务|工作目标|绩效指标",
}
_SAME = "(?:均|都|保持|维持)*(?:不变|不作调整|不做调整|不调整|不作变更|不变动|未调整|未变)"
_UNTOUCHED = "(?:不涉及|不改变|不调整|不变更|不影响|未改变|未调整)"
_MOVED = re.compile(r"[调核追][增减加]|[增减][加少]\S{0,12}元|[由从][\d.]+万?元")
_WHOLE_SUM = re.compile("总额度?|总量|总投资|总资金|资金总|合计")


def watched_changes(
    county: CountyDisclosure, history: History | None, as_of: date
) -> Iterator[tuple[Change, PlanChange | None]]:
    """Yields the changes that need an adjustment of the plan, each with the one that covers it, or None."""
    adjustments = [each for batch in county.batches for each in batch.plan.plan_changes]
    goals = {batch.record_of("county") for batch in county.batches}
    previous: dict[tuple[str, str], date] = {}
    changes = history.changes if history else ()
    beside = _changed_together(changes)
    for change in changes:
        project = county.by_id.get(change.record)
        label, day = watched_field(change), change.published.date()
        if label is None or day > as_of or not (project or (label == GOALS and change.record in goals)):
            continue
        if (project and _is_renaming(change, project)) or not _counts(change, label, beside):
            continue
        before = previous.get((change.record, label), date.min)
        previous[change.record, label] = day
        covering = (each for each in adjustments if _covers(each, change, label, before, day))
        yield change, next(covering, None)


def _changed_together(changes: Iterable[Change]) -> Mapping[tuple[str, str, str], list[Change]]:
    """(commit, record, field of the record) → what changed of it, where a change of one item may be another's."""
    found: dict[tuple[str, str, str], list[Change]] = defaultdict(list)
    for change in changes:
        head = change.field.split(INSIDE)[0]
        if head in {_LINES, GOALS}:
            found[change.commit, change.record, head].append(change)
    return found


def _counts(change: Change, label: str, beside: Mapping[tuple[str, str, str], list[Change]]) -> bool:
    """Whether a change of a list cuts a target or re-cuts the budget, and does not only move its items."""
    if label not in {_LINES, GOALS}:
        return True
    if change.field == label or change.field.endswith(("”", "）")):
        return True  # an item went as a whole
    together = beside[change.commit, change.record, label]
    item, _, part = change.field.rpartition(INSIDE)
    if label == _LINES:
        are_named_anew = any(each.field.endswith(INSIDE + _PURPOSE) for each in together)
        return part in _RECUT and not (are_named_anew and _are_moved(together))
    names = {f"{item}{INSIDE}{name}" for name in _OF_ANOTHER}
    is_another = any(each.field in names and each.old and each.new for each in together)
    return part in _AIMS and not is_another and _is_cut(change.old, change.new)


def _are_moved(together: Iterable[Change]) -> bool:
    """Whether the same values stand in other places."""
    return sorted(each.old for each in together) == sorted(each.new for each in together)


def _is_cut(old: str, new: str) -> bool:
    """Whether a target is removed, or surely less than it was: a lower number, or a higher one not to be exceeded."""
    if not new:
        return True
    was, now = measure(old), measure(new)
    if was is None or now is None or was.unit != now.unit:
        return False
    return now.number > was.number if was.bound.is_upper else now.number < was.number


def _is_renaming(change: Change, project: Project) -> bool:
    """Whether the contractor was called otherwise before and says so (曾用名, 并入单位), or may be the natural person of
    today, whose name was published before and is hidden now.
    """
    lead = project.contractor
    if lead is None or change.field not in _IDENTITY:
        return False
    return (lead.is_person and change.old == HIDDEN) or all(map(lead.goes_by, (change.old, change.new)))


def watched_field(change: Change) -> str | None:
    """Returns the watched field that a change is about; None for first disclosures, wording and contact details.

    A deadline put in other words is the same if its last day is.
    """
    head, *inner = change.field.split(INSIDE)
    if head not in WATCHED or not change.old or change.weight is Weight.WORDING:
        return None
    if head == _DEADLINE and judged_day(change.old) == judged_day(change.new) is not None:
        return None  # 2023年6月底前 instead of 2023-06-30
    return None if CONTACT_DETAILS.intersection(inner) else head


def _covers(adjustment: PlanChange, change: Change, label: str, before: date, day: date) -> bool:
    """Whether an adjustment of the plan is of this change's time, of its record, and does not leave its field as it was."""
    concerns = not adjustment.projects or change.record in adjustment.projects
    return (
        concerns
        and before < adjustment.date <= day
        and not _leaves(f"{adjustment.content}。{adjustment.reason or ''}", WATCHED[label])
    )


def _leaves(text: str, name: str) -> bool:
    """Whether the words of an adjustment say that a field stays as it was: 资金额度不变.

    Of money it may be the whole that stays while its parts are moved: 总额不变, 调减20万元.
    """
    kind = name if name in _NOUNS else "money"
    nouns = f"(?:{_NOUNS[kind]})"
    between = "(?:(?!其他|其余)[^，。；;,]){0,12}?"
    said = re.search(f"{nouns}{between}{_SAME}|{_UNTOUCHED}{between}{nouns}", text)
    if said is None:
        return False
    return kind != "money" or not (_MOVED.search(text) or _WHOLE_SUM.search(said[0]))
