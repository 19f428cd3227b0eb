"""How far each county is towards 综合验收, clause 五（四）."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.model.codelists import Conclusion
from generator.model.outcome import FinalAcceptance, Outcome, ProvincialRecheck
from generator.model.withheld import Rests, together
from generator.rules.facts import IN_USE_OR_ACCEPTED
from generator.rules.fund_use import FUND_USE_REQUIRED
from generator.views.dates import latest
from generator.views.funds import no_share
from generator.views.lack import NOTHING_LACKS, Lack
from generator.views.rows import ProjectRow, number_accepted
from generator.views.summary import CountySummary

_DECIDING = ("county", "projects", "expenditures", "outcome")
"""Kinds of records that decide a county's stage."""


@dataclass(frozen=True, slots=True)
class AcceptanceLine:
    """One county; shares in % of 中央财政, cancelled projects not counted."""

    name: str
    url: str
    projects: int
    in_use: int
    accepted: int
    central: Decimal | None
    spent_share: Decimal | None
    paid_share: Decimal | None
    is_spent_enough: bool
    final: FinalAcceptance | None
    recheck: ProvincialRecheck | None
    stage: str
    codes: tuple[str, ...]
    """Rules of family A that the county as a whole does not keep, e.g. A101, A102."""

    rests: Rests
    since: date | None
    """When its published acceptance data was published, if the latest version was refused."""

    @property
    def no_share(self) -> str:
        return no_share(self.central)


@dataclass(frozen=True)
class AcceptanceView:
    required: int
    """Share of the special funds that must be used, %."""
    counties: tuple[AcceptanceLine, ...]
    accepted: tuple[ProjectRow, ...]
    """Newest first."""
    failed: tuple[ProjectRow, ...]
    updated: date | None
    rests: Rests


def acceptance_view(summaries: Sequence[CountySummary], lack: Lack = NOTHING_LACKS) -> AcceptanceView:
    """Returns the stage of each county, and the projects already decided on."""
    decided = [
        (row.accepted_on, row.id, row)
        for summary in summaries
        for row in summary.projects
        if row.accepted_on is not None
    ]
    newest = [row for _, _, row in sorted(decided, key=lambda entry: entry[:2], reverse=True)]
    parts = [part for summary in summaries for part in summary.parts]
    steps = [step for summary in parts for step in (summary.final_acceptance, summary.provincial_recheck)]
    return AcceptanceView(
        required=FUND_USE_REQUIRED,
        counties=tuple(map(_line, parts)),
        accepted=tuple(row for row in newest if row.conclusion is Conclusion.PASSED),
        failed=tuple(row for row in newest if row.conclusion is Conclusion.FAILED),
        rests=together(lack.rests, *(summary.rests for summary in summaries)),
        updated=latest([*(row.accepted_on for row in newest), *(step.date for step in steps if step)]),
    )


def _line(summary: CountySummary) -> AcceptanceLine:
    rows = [row for row in summary.projects if not row.is_cancelled]
    central = summary.central
    codes = {finding.code for finding in summary.findings if finding.code[0] == "A" and not finding.project}
    return AcceptanceLine(
        name=summary.name,
        url=summary.url,
        projects=len(rows),
        in_use=sum(row.status in IN_USE_OR_ACCEPTED for row in rows),
        accepted=number_accepted(rows),
        central=central,
        spent_share=summary.spent_share,
        paid_share=summary.paid_share,
        is_spent_enough=is_spent_enough(summary),
        final=summary.final_acceptance,
        recheck=summary.provincial_recheck,
        stage=_stage(summary, rows),
        codes=tuple(sorted(codes)),
        rests=summary.rests,
        since=summary.outcome_since,
    )


def is_spent_enough(summary: CountySummary) -> bool:
    """Whether 90 % of 中央财政 is used, by exact amounts: 90.00 % is enough, 89.999999 % is not."""
    central = summary.central
    return bool(central) and central is not None and summary.spent * 100 >= FUND_USE_REQUIRED * central


def _stage(summary: CountySummary, rows: Sequence[ProjectRow]) -> str:
    """Returns the stage reached, or what is missing for the next, in Chinese."""
    final, recheck = summary.final_acceptance, summary.provincial_recheck
    if summary.rests.of(_DECIDING):
        return "有记录未通过核对，暂不下结论"
    if recheck is not None:
        return f"{Outcome.label_of('provincial_recheck')}{recheck.conclusion or '结论未公开'}"
    if final is not None:
        failed = final.conclusion is Conclusion.FAILED
        return "综合验收不合格，待整改" if failed else "已综合验收，未登记省级复核"
    return _missing(summary, rows) or "条件具备，可以委托第三方机构验收"


def _missing(summary: CountySummary, rows: Sequence[ProjectRow]) -> str:
    """Returns what 综合验收 still lacks, in Chinese; empty if nothing."""
    waiting = [row for row in rows if row.status not in IN_USE_OR_ACCEPTED]
    if not rows:
        return "暂无项目"
    if waiting:
        told = "未报告投入使用" if any(row.is_status_derived for row in waiting) else "未投入使用"
        return f"建设中，还有 {len(waiting)} 个项目{told}"
    if summary.central is None:
        return "项目均已投入使用，中央财政资金未公开，无法计算使用率"
    enough = is_spent_enough(summary)
    return "" if enough else f"项目均已投入使用，资金使用率不足 {FUND_USE_REQUIRED}%"
