"""R: evaluation and rectification, clause 五（五）. R101 is checked by the intake while it reads."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from generator.model.codelists import EvaluationKind
from generator.model.finding import Severity
from generator.model.money import share
from generator.model.outcome import Evaluation
from generator.rules.base import Hit, Rule, Scene, add, rule

CLAUSE = "五（五）"
GAP_ALLOWED = Decimal(10)
"""Points on a scale of 100 by which self-score and provincial score may differ."""

add(
    Rule(
        "R101",
        CLAUSE,
        "绩效评价结论不在四个等次之内",
        "绩效评价结论只有好、较好、一般、较差四个等次。其他地方用的优秀、良好等不能用，提示会给出可能对应的等次。",
        "对照评价报告，改成四个等次之一。",
        good="outcome.yaml: |\n  绩效评价:\n    - {年度: 2021, 类型: 自评, 结论: 较好}\n",
        bad="outcome.yaml: |\n  绩效评价:\n    - {年度: 2021, 类型: 自评, 结论: 良好}\n",
        check=None,
        severity=Severity.ERROR,
    )
)

_EVALUATED = "成果: {绩效评价: [{年度: '2020', 类型: 自评, 得分: '90', 结论: 好, 签字: {单位: 县政府}, 完成日期: 2021-01-15}%s]%s}"


@rule(
    "R102",
    clause=CLAUSE,
    title="绩效评价意见书没有签字",
    explanation="示范县应在绩效评价意见书上签字确认绩效评价结果，对绩效评价的真实性负责。",
    cure="补上「签字」。",
    good=_EVALUATED % ("", ""),
    bad=(_EVALUATED % ("", "")).replace(" 签字: {单位: 县政府},", ""),
)
def evaluations_are_signed(scene: Scene) -> Iterator[Hit]:
    for index, evaluation in enumerate(scene.county.outcome.evaluations):
        signed = evaluation.signature
        if signed is None or not (signed.unit or signed.post):
            place = scene.county.outcome.place("evaluations", index)
            yield Hit(
                place,
                f"{evaluation.year} 年绩效评价（{evaluation.kind}）没有签字",
                since=evaluation.completed,
            )


_LIST = ", 整改清单: [{编号: '1', 问题: 台账不全, 措施: 补登, 负责人: 股长, 期限: 2021-03-01, 销号日期: 2021-02-01}]"


@rule(
    "R103",
    clause=CLAUSE,
    title="整改事项没有措施或负责人",
    explanation="整改清单要明确整改措施和负责人。",
    cure="补上「措施」和「负责人」。",
    good=_EVALUATED % ("", _LIST),
    bad=_EVALUATED % ("", _LIST.replace(" 措施: 补登,", "")),
)
def entries_have_owners(scene: Scene) -> Iterator[Hit]:
    for index, item in enumerate(scene.county.outcome.rectifications):
        missing = [label for label, value in (("措施", item.measure), ("负责人", item.owner)) if not value]
        if missing:
            place = scene.county.outcome.place("rectifications", index)
            yield Hit(place, f"整改事项 {item.number}「{item.problem}」没有写明{'、'.join(missing)}")


_OPEN = "截至: %s\n" + _EVALUATED % ("", _LIST.replace(", 销号日期: 2021-02-01", ""))


@rule(
    "R104",
    clause=CLAUSE,
    title="整改没有在评价当年完成",
    explanation="各示范县要在绩效评价结束当年完成整改，逐项销号。评价结束之年取最近一次绩效评价的完成日期所在年。",
    cure="完成整改并填写「销号日期」。",
    good=_OPEN % "2021-12-31",
    bad=_OPEN % "2022-01-01",
)
def entries_are_closed_in_the_year(scene: Scene) -> Iterator[Hit]:
    completed = [item.completed for item in scene.county.outcome.evaluations if item.completed]
    if not completed:
        return
    limit = date(max(completed).year, 12, 31)
    for index, item in enumerate(scene.county.outcome.rectifications):
        late = item.closed > limit if item.closed else scene.as_of > limit
        if late:
            state = f"{item.closed} 才销号" if item.closed else f"至 {scene.as_of} 仍未销号"
            place = scene.county.outcome.place("rectifications", index, "closed")
            message = f"整改事项 {item.number}「{item.problem}」应于 {limit} 前销号，{state}"
            yield Hit(place, message, since=date(limit.year + 1, 1, 1))


@rule(
    "R105",
    clause=CLAUSE,
    title="需要整改而没有整改清单",
    explanation="绩效评价写明需要整改的项目，或者结论是一般、较差的，应形成整改清单。",
    cure="在 outcome.yaml 里补上「整改清单」。",
    good=(_EVALUATED % ("", _LIST)).replace("结论: 好", "结论: 一般"),
    bad=(_EVALUATED % ("", "")).replace("结论: 好", "结论: 一般"),
)
def poor_results_have_a_list(scene: Scene) -> Iterator[Hit]:
    if scene.county.outcome.rectifications:
        return
    for index, item in enumerate(scene.county.outcome.evaluations):
        is_poor = item.grade is not None and item.grade.name in ("FAIR", "POOR")
        if item.projects_to_rectify or is_poor:
            place = scene.county.outcome.place("evaluations", index)
            yield Hit(
                place, f"{item.year} 年绩效评价（{item.kind}）要求整改，没有整改清单", since=item.completed
            )
            return


_BOTH = _EVALUATED % (
    ", {年度: '2020', 类型: 省级复核, 得分: '%s', 结论: 较好, 签字: {单位: 省}, 完成日期: 2021-01-20}",
    "",
)


@rule(
    "R106",
    clause=CLAUSE,
    title="自评与省级复核相差超过 10 分",
    explanation="自评得分与省级复核得分并列公开，折合百分制相差超过 10 分的，提示各方注意。",
    cure="在「答复」里说明差距的原因。",
    good=_BOTH % "80",
    bad=_BOTH % "79.9",
)
def scores_agree(scene: Scene) -> Iterator[Hit]:
    evaluations = scene.county.outcome.evaluations
    for index, own in enumerate(evaluations):
        if own.kind is not EvaluationKind.SELF:
            continue
        for other in evaluations:
            if other.kind is EvaluationKind.PROVINCIAL and other.year == own.year:
                gap = _gap(own, other)
                if gap is not None and gap > GAP_ALLOWED:
                    place = scene.county.outcome.place("evaluations", index, "score")
                    message = f"{own.year} 年自评 {own.score} 分，省级复核 {other.score} 分，相差超过 10 分"
                    yield Hit(place, message, since=other.completed)


def _gap(own: Evaluation, other: Evaluation) -> Decimal | None:
    if own.score is None or other.score is None:
        return None
    first, second = share(own.score, own.full_score), share(other.score, other.full_score)
    return None if first is None or second is None else abs(first - second)
