"""A flawless example county; the rules' examples laid over it are both documentation and tests.

An example is YAML with the labels of the data files: a mapping is merged, a list replaced, ``+payments`` appends to a
ledger, ``-payments`` removes matching rows, ``null`` removes a value. ``截至`` sets the as-of date.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import yaml

from generator.intake.county.contracted import contracted
from generator.intake.county.presumed_status import with_statuses
from generator.model.base import Record
from generator.model.change import Change, History, Missing, Weight
from generator.model.codelists import InspectionLevel
from generator.model.contracts import Contracts
from generator.model.county import County
from generator.model.disclosure import CountyDisclosure
from generator.model.documents import Case, Notice
from generator.model.files import LEDGERS
from generator.model.ledgers import (
    Activity,
    Expenditure,
    Inspection,
    Payment,
    Progress,
    Snapshot,
    Training,
    Transaction,
)
from generator.model.national import NationalAverage
from generator.model.outcome import Outcome
from generator.model.plan import Plan
from generator.model.project import Project
from generator.model.site import Site
from generator.rules.base import Cancelled, Scene

AS_OF = date(2021, 6, 30)
_DATE, _MONTH = Payment.label_of("date"), Transaction.label_of("month")
_UNTIL = Snapshot.label_of("month")
_CONTRACTS = Contracts.label_of("contracts")
_COUNTY = InspectionLevel.COUNTY.label

_SPOTLESS = """
县:
  名称: 示例县
  行政区划代码: '210198'
  所属市: 沈阳
  示范批次: '2020'
  示例数据: 'true'
  责任人: {职务: 副县长, 单位: 示例县人民政府, 办公电话: 024-00000001}
  主管部门: {名称: 示例县商务局, 联系人: 电商股负责人, 办公电话: 024-00000002}
  公开专栏: https://example.gov.cn/210198/
  专项资金: {中央财政: '1000'}
  资金到账: [{日期: '2021-03-10', 金额: '1000', 文号: 示例〔2021〕1号}]
  组织领导: {牵头县领导职务: 县长, 成员部门: [商务局, 财政局], 工作机制文件: 示例〔2020〕2号}
  管理制度:
    - {名称: 项目管理办法, 文号: 示例〔2020〕3号, 日期: '2020-12-01'}
    - {名称: 专项资金管理办法, 文号: 示例〔2020〕4号, 日期: '2020-12-01'}
  绩效目标:
    - {指标: 乡镇物流覆盖率, 单位: '%', 目标: '100', 当前: '100'}
    - {指标: 行政村物流覆盖率, 单位: '%', 目标: '100', 当前: '100'}
    - {指标: 行政村电商服务覆盖率, 单位: '%', 目标: '100', 当前: '100'}
    - {指标: 建档立卡贫困村电商服务覆盖率, 单位: '%', 目标: '100', 当前: '100'}
    - {指标: 农村网络零售额增速, 单位: '%', 目标: '12', 当前: '12'}
    - {指标: 农产品网络零售额增速, 单位: '%', 目标: '30', 当前: '30'}
方案:
  实施方案:
    标题: 实施方案
    文号: 示例〔2020〕5号
    印发日期: '2020-11-20'
    印发机关: 示例县人民政府
    责任主体: 县人民政府
    工作目标: 全覆盖
    建设内容: 三个项目
    时间节点: 2021 年底
    验收考核标准: 逐项验收
    备案:
      - {层级: 市, 日期: '2020-11-25', 文号: 一}
      - {层级: 省, 日期: '2020-12-01', 文号: 二}
      - {层级: 国家, 日期: '2020-12-10', 文号: 三}
  决策过程: [{日期: '2020-11-10', 会议或文件: 县政府常务会议, 事项: 审议实施方案, 结论: 通过}]
成果: {}
合同: []
项目:
  '01': {项目名称: 仓储配送中心, 支持方向: 物流配送, 扶持资金额度: '400', 承办单位: {名称: 甲公司, 责任人: 总经理},
    采购: {中标金额: '400'}, 资金用途: [{类别: 设施设备, 用途: 分拣线, 金额: '400'}], 利用现有设施: 利用园区闲置厂房}
  '02': {项目名称: 公共服务中心升级, 支持方向: 农产品进城, 扶持资金额度: '400', 承办单位: {名称: 乙公司, 责任人: 总经理},
    采购: {中标金额: '400'}, 资金用途: [{类别: 服务, 用途: 孵化服务, 金额: '400'}]}
  '03': {项目名称: 农村电商培训, 支持方向: 人才培训, 扶持资金额度: '200', 承办单位: {名称: 丙公司, 责任人: 总经理},
    采购: {中标金额: '200'}, 资金用途: [{类别: 培训, 用途: 师资与教材, 金额: '200'}]}
项目共有:
  状态: 在建
  建设内容: 内容
  工作要求: 要求
  县级责任人: {职务: 县商务局副局长, 单位: 示例县商务局}
  采购: {方式: 公开招标, 公告日期: '2021-01-20', 公告链接: https://example.gov.cn/1.html, 中标日期: '2021-02-20', 合同日期: '2021-03-01'}
  计划开工: '2021-03-08'
  完成时限: '2021-12-31'
  绩效目标: [{指标: 完成, 目标值: '1', 单位: 项, 完成值: '0'}]
  相关政策文件: ['2020-226']
栏目: {栏目名称: 栏目, 主办单位: 省, 模式: 演示, 网址: https://example.gov.cn/}
案例: [{标题: 案例, 类别: 电商扶贫, 日期: '2021-05-01'}]
通报: [{标题: 督导通报, 日期: '2021-06-01', 类型: 督导通报, 涉及县: [示例县]}]
全国平均:
  - {指标: 农村网络零售额增速, 年度: '2020', 数值: '8.9', 单位: '%'}
  - {指标: 农产品网络零售额增速, 年度: '2020', 数值: '26.2', 单位: '%'}
"""


def scene(overlay: str = "") -> Scene:
    """Returns the scene of the flawless county with an example laid over it."""
    return scene_of(read_example(overlay))


def read_example(text: str) -> dict[str, Any]:
    """Reads an example; its values are plain strings."""
    return yaml.load(text, Loader=yaml.BaseLoader) or {}  # nosec B506  # our own text, plain strings


def scene_of(overlay: Mapping[str, Any]) -> Scene:
    """Returns the scene of the flawless county with an example laid over it that was read already."""
    base = yaml.load(_SPOTLESS, Loader=yaml.BaseLoader)  # nosec B506  # our own text, plain strings
    changes = {key: _without_null(value) for key, value in overlay.items()}
    as_of = date.fromisoformat(changes.pop("截至", AS_OF.isoformat()))
    cancelled = {
        key: tuple(
            Cancelled(code, name, project, date.fromisoformat(day)) for code, name, project, day in places
        )
        for key, places in changes.pop("别县取消", {}).items()
    }
    history = _history(changes.pop("变更", None), changes.pop("首次公开", {}))
    missing = tuple(map(_missing, changes.pop("不见", ())))
    base["台账"] = _ledgers()
    merged = laid_over(base, _ledger_changes(changes))
    return Scene(
        county=with_statuses(_county(merged), as_of),
        as_of=as_of,
        site=Site.model_validate(merged["栏目"]),
        national=tuple(NationalAverage.model_validate(row) for row in merged["全国平均"]),
        notices=tuple(Notice.model_validate(row) for row in merged["通报"]),
        cancelled_elsewhere=cancelled,
        history=history,
        missing=missing,
    )


def _county(data: Mapping[str, Any]) -> CountyDisclosure:
    ledgers: dict[str, Any] = {
        kind.name: tuple(
            kind.model.model_validate(_without_absent(row))
            for row in sorted(data["台账"][kind.name], key=_when)
        )
        for kind in LEDGERS
    }
    projects = []
    for number, own in data["项目"].items():
        if own is not None:
            filled = laid_over(data["项目共有"] | _row(Project, id=f"210198-2020-{number}"), own)
            projects.append(Project.model_validate(_without_absent(filled)))
    county = CountyDisclosure(
        contracts=Contracts.model_validate(_without_absent({_CONTRACTS: data[_CONTRACTS]})),
        county=County.model_validate(_without_absent(data["县"])),
        plan=Plan.model_validate(_without_absent(data["方案"])),
        outcome=Outcome.model_validate(_without_absent(data["成果"])),
        projects=tuple(projects),
        cases=tuple(Case.model_validate(case) for case in data["案例"]),
        **ledgers,
    )
    return contracted(county)


def _without_absent(value: Any) -> Any:
    """A value without the keys that are None: those that an overlay takes away."""
    if isinstance(value, dict):
        return {key: _without_absent(inner) for key, inner in value.items() if inner is not None}
    return [_without_absent(inner) for inner in value] if isinstance(value, list) else value


def _when(row: Mapping[str, Any]) -> str:
    """Sort key of ledger rows, the same order as the intake's."""
    return str(row.get(_DATE) or row.get(_MONTH) or row.get(_UNTIL, ""))


def _row(model: type[Record], **values: str) -> dict[str, str]:
    """Renames English field names to the labels of the data files."""
    return {model.label_of(name): value for name, value in values.items()}


def _ledgers() -> dict[str, list[dict[str, str]]]:
    """Ledgers of three projects: paid in full and in time, visited every week, reporting every month."""
    ids = {number: f"210198-2020-{number}" for number in ("01", "02", "03")}
    months = ("2021-03", "2021-04", "2021-05")
    mondays = [date(2021, 3, 8) + timedelta(weeks=week) for week in range(17)]
    visited = {"method": "现场考察", "measure": "无"}
    visits = [
        _row(Inspection, date=day.isoformat(), level=_COUNTY, project=project, **visited)
        for day in mondays
        for project in ids.values()
    ]
    visits += [_row(Inspection, date=f"2021-{month:02d}-15", level="市", **visited) for month in range(3, 7)]
    paid = {"01": ("甲公司", "400"), "02": ("乙公司", "400"), "03": ("丙公司", "200")}
    return {
        "progress": [
            _row(
                Progress,
                date=f"2021-{month:02d}-20",
                project=project,
                percent=str(month * 5),
                status="在建",
            )
            for project in ids.values()
            for month in (4, 5, 6)
        ],
        "payments": [
            _row(
                Payment, date="2021-03-20", project=ids[number], amount=amount, payee=payee, purpose="进度款"
            )
            for number, (payee, amount) in paid.items()
        ],
        "expenditures": [
            _row(
                Expenditure,
                date="2021-04-20",
                project=project,
                category="服务",
                purpose="安装调试",
                amount="100",
            )
            for project in ids.values()
        ],
        "inspections": visits,
        "trainings": [
            _row(
                Training,
                date="2021-05-10",
                project=ids["03"],
                topic="普及班",
                audience="返乡农民工",
                hours="16",
                people="40",
                followed_up="20",
                record="签到表",
            )
        ],
        "transactions": [
            _row(Transaction, month=month, project=project, retail_sales="10", farm_sales="5", orders="100")
            for month in months
            for project in ids.values()
        ],
        "snapshots": [],
        "enforcement": [],
        "activities": [
            _row(Activity, date="2021-05-20", project=project, name="座谈会", people="20")
            for project in ids.values()
        ],
    }


def _ledger_changes(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Moves ``payments``, ``+payments`` and ``-payments`` at the top of an example below 台账."""
    names = {kind.name for kind in LEDGERS}
    ledgers = {key: rows for key, rows in changes.items() if key.lstrip("+-") in names}
    rest = {key: value for key, value in changes.items() if key not in ledgers}
    return {**rest, "台账": ledgers} if ledgers else rest


def laid_over(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Returns data with an example laid over it, as the module says."""
    merged = dict(base)
    for key, value in over.items():
        if key.startswith("+"):
            merged[key[1:]] = [*merged.get(key[1:], []), *value]
        elif key.startswith("-"):
            merged[key[1:]] = [row for row in merged[key[1:]] if not any(_has(row, gone) for gone in value)]
        elif isinstance(value, Mapping) and isinstance(merged.get(key), Mapping):
            merged[key] = laid_over(merged[key], value)
        else:
            merged[key] = value
    return merged


def _has(row: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    return all(row.get(key) == value for key, value in values.items())


def _without_null(value: Any) -> Any:
    if value in ("null", ""):
        return None
    if isinstance(value, dict):
        return {key: _without_null(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_null(inner) for inner in value]
    return value


def _missing(gone: Mapping[str, str]) -> Missing:
    """``{记录: record, 文件: file of the county, 公开: day}``."""
    file = f"counties/210198/{gone['文件']}"
    return Missing(gone["记录"], file, date.fromisoformat(gone["公开"]), "0" * 40)


def _history(rows: Any, published: Mapping[str, str]) -> History | None:
    """``变更: [[record, field, old, new, ISO time]]`` and ``首次公开: {record: ISO time}``.

    An empty list of changes is a history without changes; without one there is no history at all.
    """
    if rows is None:
        return None
    changes = (
        Change(record, label, old, new, datetime.fromisoformat(when), "0" * 40, Weight.MAJOR)
        for record, label, old, new, when in rows
    )
    first = ((record, datetime.fromisoformat(when)) for record, when in published.items())
    return History(tuple(changes), tuple(first))
