"""R108, R109: that a county evaluates itself when it must, and the province re-checks it, clause 五（五）."""

from collections.abc import Iterator
from datetime import date

from generator.model.codelists import Conclusion, EvaluationKind
from generator.model.finding import DutyOf
from generator.model.outcome import Evaluation
from generator.rules.base import Hit, Scene, rule
from generator.rules.basis import duty, in_settings
from generator.rules.facts import begun_on
from generator.rules.families.evaluation import is_over
from generator.rules.places import in_outcome
from generator.rules.spans import DAY, months_away

_OWN = "成果: {绩效评价: [{年度: 2020, 类型: 自评, 得分: '90', 结论: 好, 整改建议: 无, 完成日期: 2021-03-01, 签字: {单位: 县, 日期: 2021-03-01}}]}\n"


@rule(
    "R108",
    basis=duty("evaluation", "示范县要按国家要求按时完成本地绩效评价自评工作", limit="self_evaluation"),
    title="未按时登记绩效评价自评",
    reads=("contracts", "plan", "projects", "outcome"),
    explanation="示范县要按国家要求按时完成本地绩效评价自评工作。从印发实施方案（未印发的，签订第一份合同）之年起，一个年度的自评，应在次年的期限"
    f"（{in_settings('self_evaluation')}；国家另有要求的照要求设置）之前登记完成。已经自评过以后年度的，以前的年度不问；综合验收合格之年起不问。",
    cure="完成自评，在“绩效评价”里登记得分、结论、整改建议和签字；已经自评、未登记的予以补登。",
    good="截至: 2021-12-31",
    bad="截至: 2022-01-01",
    of_counties=True,
    per_batch=True,
)
def county_evaluates_itself(scene: Scene) -> Iterator[Hit]:
    begun, final = begun_on(scene), scene.county.outcome.final_acceptance
    if begun is None:
        return
    own = [each.year for each in _ended(scene, EvaluationKind.SELF)]
    first = max([begun.year, *(year + 1 for year in own)])
    end = final.date.year if final and final.conclusion is Conclusion.PASSED else scene.as_of.year
    missing = [year for year in range(first, end) if scene.as_of > _limit(scene, year)]
    if missing:
        years, limit = "、".join(map(str, missing)), scene.site.limits.self_evaluation
        message = f"{years} 年度的自评未在本栏目登记完成，期限是次年 {limit}"
        place = in_outcome(scene.county, "evaluations")
        yield Hit(place, message, since=_limit(scene, missing[0]) + DAY, terms=tuple(map(str, missing)))


def _limit(scene: Scene, year: int) -> date:
    """The last day for the self-evaluation of a year."""
    return date.fromisoformat(f"{year + 1}-{scene.site.limits.self_evaluation}")


def _ended(scene: Scene, kind: EvaluationKind) -> Iterator[Evaluation]:
    return (
        each for each in scene.county.outcome.evaluations if each.kind is kind and is_over(each, scene.as_of)
    )


@rule(
    "R109",
    basis=duty("evaluation", "省商务厅将组织对各示范县绩效评价工作进行复核", limit="recheck"),
    title="自评以后未登记省级复核",
    reads=("outcome",),
    explanation="省商务厅将组织对各示范县绩效评价工作进行复核。一个年度的自评完成（未写完成日期的，签字；都未写的，次年年底）以后超过期限"
    f"（{in_settings('recheck')}），未登记这个年度的省级复核的列为发现。这是省级的事，不计入示范县。",
    cure="省级复核后登记“省级复核”；已经复核、未登记的予以补登。",
    good=f"截至: 2022-03-01\n{_OWN}",
    bad=f"截至: 2022-03-02\n{_OWN}",
    of_counties=True,
    per_batch=True,
    duty_of=DutyOf.PROVINCE,
)
def province_rechecks_evaluations(scene: Scene) -> Iterator[Hit]:
    checked = {each.year for each in _ended(scene, EvaluationKind.PROVINCIAL)}
    months = scene.site.limits.recheck
    waiting = {
        each.year: limit
        for each in _ended(scene, EvaluationKind.SELF)
        if each.year not in checked and scene.as_of > (limit := months_away(_completed(each), months))
    }
    if waiting:
        years = tuple(map(str, sorted(waiting)))
        message = f"{'、'.join(years)} 年度自评完成已超过 {months} 个月，未登记省级复核"
        place = in_outcome(scene.county, "evaluations")
        yield Hit(place, message, since=min(waiting.values()) + DAY, terms=years)


def _completed(evaluation: Evaluation) -> date:
    """When an evaluation was completed, or at the latest if nobody says."""
    signed = evaluation.signature.date if evaluation.signature else None
    return evaluation.completed or signed or date(evaluation.year + 1, 12, 31)
