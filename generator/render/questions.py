"""Questions that people ask of the open data, each with its SQL, the same in pandas, and the page that shows the matter.

Both read the published files as they are. A question is put to the database when it is made (``answer_of``); a test runs the
pandas lines on the CSV tables and compares. Orders are exact: by counts, days or amounts, then by a key.
"""

from decimal import Decimal
from typing import NamedTuple

import apsw

from generator.model.codelists import Direction, Status
from generator.model.files import LEDGERS
from generator.model.money import FEN_PER_WAN
from generator.model.project import Project
from generator.model.withheld import MONEY, OF_COMPANIES, OF_PROJECTS
from generator.render.table_columns import NOT_GIVEN

MOST = 10
"""Most rows of an answer."""
COUNTY, PROJECT, COMPANY = "县代码", Project.label_of("id"), "承办单位编号"
"""Columns of an answer whose cells lead to the record's page."""
_ACCEPTED, _LOGISTICS = Status.ACCEPTED.label, Direction.LOGISTICS.label
_TRAININGS = next(kind.title for kind in LEDGERS if kind.name == "trainings")


class Question(NamedTuple):
    id: str
    title: str
    asked_by: str
    told: str
    """How it is counted, in a sentence."""
    sql: str
    pandas: str
    page: str
    """Address of the page that shows the same."""
    rests_on: tuple[str, ...] = ()
    """Kinds of records (``model.files``) without which a row is left out; empty: all."""


class Answer(NamedTuple):
    names: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]


def answer_of(question: Question, base: apsw.Connection) -> Answer:
    """Puts a question to the database."""
    names: list[str] = []

    def note_names(cursor: apsw.Cursor, *_: object) -> bool:
        names.extend(column[0] for column in cursor.get_description())
        return True

    cursor = base.cursor()
    cursor.exec_trace = note_names  # afterwards a cursor without rows tells none
    rows = tuple(cursor.execute(question.sql))
    return Answer(tuple(names), rows)


def exact(wan: float) -> Decimal:
    """An amount as the database divides it, with the decimals that it has."""
    return round(Decimal(wan) * FEN_PER_WAN) / FEN_PER_WAN


def prelude(data: str) -> str:
    """What the pandas lines begin with.

    Args:
        data: address of the folder of the CSV tables.
    """
    return f"""
import pandas as pd

目录 = "{data}"

def 表(名称):
    return pd.read_csv(目录 + 名称 + ".csv", dtype=str, keep_default_na=False, na_values=["", "{NOT_GIVEN}"])

def 数(列):
    return 列.astype(float).round(6)
""".strip()


QUESTIONS = (
    Question(
        "unpaid",
        "哪些县到账的资金还有很多未拨付？",
        "记者",
        "已到账减去已拨付，多的在前。",
        """
SELECT name AS 县名, row_id AS 县代码, received_fen / 1000000.0 AS "已到账（万元）",
    paid_fen / 1000000.0 AS "已拨付（万元）", (received_fen - paid_fen) / 1000000.0 AS "未拨付（万元）"
FROM counties
WHERE received_fen > paid_fen
ORDER BY received_fen - paid_fen DESC, row_id
LIMIT 10
""",
        """
县 = 表("counties")
答案 = pd.DataFrame({
    "县名": 县["名称"],
    "县代码": 县["行编号"],
    "已到账（万元）": 数(县["已到账（万元）"]),
    "已拨付（万元）": 数(县["已拨付（万元）"]),
})
答案["未拨付（万元）"] = (答案["已到账（万元）"] - 答案["已拨付（万元）"]).round(6)
答案 = 答案[答案["未拨付（万元）"] > 0].sort_values(["未拨付（万元）", "县代码"], ascending=[False, True]).head(10)
""",
        "funds.html",
        MONEY,
    ),
    Question(
        "idle",
        "哪些县的资金到账以后长期未拨付，从哪一天算起？",
        "督导人员",
        "规则 F108 的发现：超过栏目设置的期限，按先到先付计算，合同尚未到付款节点的不计；早的在前。",
        """
SELECT c.name AS 县名, f.county_code AS 县代码, f.since AS 超过期限自, f.message AS 情况
FROM findings f JOIN counties c ON c.row_id = f.county_code
WHERE f.rule = 'F108'
ORDER BY f.since, f.row_id
LIMIT 10
""",
        """
发现 = 表("findings").merge(表("counties")[["行编号", "名称"]], left_on="所在县代码", right_on="行编号", suffixes=("", "（县）"))
发现 = 发现[发现["规则"] == "F108"].sort_values(["自哪一天起", "行编号"])
答案 = pd.DataFrame({
    "县名": 发现["名称"],
    "县代码": 发现["所在县代码"],
    "超过期限自": 发现["自哪一天起"],
    "情况": 发现["发现的问题"],
}).head(10)
""",
        "compliance.html",
    ),
    Question(
        "overdue",
        "各县有几个项目逾期，最长的逾期多少天？",
        "督导人员",
        "完成时限已过、状态仍不到“基本完成”的项目；项目多的县在前。",
        """
SELECT c.name AS 县名, p.county_code AS 县代码, count(*) AS "逾期项目（个）",
    max(p.days_overdue) AS "最长逾期（天）"
FROM projects p JOIN counties c ON c.row_id = p.county_code
WHERE p.days_overdue > 0
GROUP BY p.county_code
ORDER BY count(*) DESC, max(p.days_overdue) DESC, p.county_code
LIMIT 10
""",
        """
项目 = 表("projects").merge(表("counties")[["行编号", "名称"]], left_on="所在县代码", right_on="行编号", suffixes=("", "（县）"))
项目["天数"] = 项目["逾期天数（天）"].astype(int)
项目 = 项目[项目["天数"] > 0]
答案 = 项目.groupby(["名称", "所在县代码"])["天数"].agg(["count", "max"]).reset_index()
答案.columns = ["县名", "县代码", "逾期项目（个）", "最长逾期（天）"]
答案 = 答案.sort_values(["逾期项目（个）", "最长逾期（天）", "县代码"], ascending=[False, False, True]).head(10)
""",
        "progress.html",
        ("projects", "progress"),
    ),
    Question(
        "contractors",
        "哪些承办单位在各县合计承担的中央资金最多？",
        "记者",
        "牵头的项目，不含已取消的；改名、合并的算作一家。",
        """
SELECT name AS 承办单位, key AS 承办单位编号, counties AS "县（个）", projects AS "项目（个）",
    central_fen / 1000000.0 AS "中央资金（万元）", paid_fen / 1000000.0 AS "已拨付（万元）"
FROM contractors
WHERE central_fen > 0
ORDER BY central_fen DESC, key
LIMIT 10
""",
        """
单位 = 表("contractors")
答案 = pd.DataFrame({
    "承办单位": 单位["名称"],
    "承办单位编号": 单位["承办单位的网址编号"],
    "县（个）": 单位["所在的县（个）"].astype(int),
    "项目（个）": 单位["项目（个）"].astype(int),
    "中央资金（万元）": 数(单位["中央资金（万元）"]),
    "已拨付（万元）": 数(单位["已拨付（万元）"]),
})
答案 = 答案[答案["中央资金（万元）"] > 0].sort_values(["中央资金（万元）", "承办单位编号"], ascending=[False, True]).head(10)
""",
        "contractors/index.html",
        OF_COMPANIES,
    ),
    Question(
        "method",
        "各种采购方式各有多少，单一来源占几成？",
        "研究者",
        "项目里写的采购，连同合同台账里的合同；已在合同台账的项目不再计。占比按写明金额的中标金额计算。",
        """
WITH 采购 AS (
    SELECT procurement_method AS method, procurement_award_amount_fen AS fen FROM projects
    WHERE row_id NOT IN (SELECT project FROM contract_parts)
    UNION ALL SELECT method, award_amount_fen FROM contracts
)
SELECT method AS 采购方式, count(*) AS "采购（个）", count(fen) AS "写明金额（个）",
    coalesce(sum(fen), 0) / 1000000.0 AS "中标金额（万元）",
    sum(fen) * 100.0 / (SELECT sum(fen) FROM 采购 WHERE method IS NOT NULL) AS "占比（%）"
FROM 采购
WHERE method IS NOT NULL
GROUP BY method
ORDER BY count(*) DESC, method
LIMIT 10
""",
        """
项目, 合同 = 表("projects"), 表("contracts")
项目 = 项目[~项目["行编号"].isin(表("contract-parts")["项目编号"])]
采购 = pd.concat([
    项目[["采购 › 方式", "采购 › 中标金额（万元）"]].set_axis(["采购方式", "金额"], axis=1),
    合同[["方式", "中标金额（万元）"]].set_axis(["采购方式", "金额"], axis=1),
]).dropna(subset="采购方式")
采购["金额"] = 数(采购["金额"])
答案 = 采购.groupby("采购方式")["金额"].agg(["size", "count", "sum"]).reset_index()
答案.columns = ["采购方式", "采购（个）", "写明金额（个）", "中标金额（万元）"]
占比 = 答案["中标金额（万元）"] * 100 / 采购["金额"].sum()
答案["占比（%）"] = 占比.where(答案["写明金额（个）"] > 0)
答案 = 答案.sort_values(["采购（个）", "采购方式"], ascending=[False, True]).head(10)
""",
        "projects/index.html",
        ("projects", "contracts"),
    ),
    Question(
        "amounts",
        "公开以后，哪些金额改过？",
        "记者",
        "最近的在前；原来、现在照填报的数，以万元计。",
        """
SELECT substr(published, 1, 10) AS 公开日期, title AS 记录, field AS 栏目, old AS 原来, new AS 现在
FROM changes
WHERE unit = '万元'
ORDER BY published DESC, id
LIMIT 10
""",
        """
变更 = 表("changes")
变更 = 变更[变更["计量单位"] == "万元"].sort_values(["公开时间", "变更编号"], ascending=[False, True]).head(10)
答案 = pd.DataFrame({
    "公开日期": 变更["公开时间"].str[:10],
    "记录": 变更["记录名称"],
    "栏目": 变更["栏目"],
    "原来": 变更["原来"],
    "现在": 变更["现在"],
})
""",
        "changes.html",
    ),
    Question(
        "village",
        "各县用在到村物流上的钱有多少？",
        "研究者",
        f"支持方向是“{_LOGISTICS}”、名称里有“村”字的项目；已使用多的县在前。",
        f"""
SELECT c.name AS 县名, p.county_code AS 县代码, count(*) AS "项目（个）",
    sum(p.paid_fen) / 1000000.0 AS "已拨付（万元）", sum(p.spent_fen) / 1000000.0 AS "已使用（万元）"
FROM projects p JOIN counties c ON c.row_id = p.county_code
WHERE p.direction = '{_LOGISTICS}' AND instr(p.title, '村') AND p.paid_fen IS NOT NULL AND p.spent_fen IS NOT NULL
GROUP BY p.county_code
ORDER BY sum(p.spent_fen) DESC, p.county_code
LIMIT 10
""",  # nosec B608  # our own words
        f"""
项目 = 表("projects").merge(表("counties")[["行编号", "名称"]], left_on="所在县代码", right_on="行编号", suffixes=("", "（县）"))
项目 = 项目[(项目["支持方向"] == "{_LOGISTICS}") & 项目["项目名称"].str.contains("村")]
项目 = 项目.dropna(subset=["已拨付（万元）", "已使用（万元）"])
项目 = 项目.assign(拨付=数(项目["已拨付（万元）"]), 使用=数(项目["已使用（万元）"]))
答案 = 项目.groupby(["名称", "所在县代码"]).agg({{"行编号": "count", "拨付": "sum", "使用": "sum"}}).round(6).reset_index()
答案.columns = ["县名", "县代码", "项目（个）", "已拨付（万元）", "已使用（万元）"]
答案 = 答案.sort_values(["已使用（万元）", "县代码"], ascending=[False, True]).head(10)
""",
        "funds.html",
        OF_PROJECTS,
    ),
    Question(
        "rectifications",
        "各县还有几项整改未销号？",
        "督导人员",
        "整改清单里未写销号日期的；多的在前。",
        """
SELECT c.name AS 县名, r.county_code AS 县代码, count(*) AS "整改（项）",
    count(*) - count(r.closed) AS "未销号（项）"
FROM rectifications r JOIN counties c ON c.row_id = r.county_code
GROUP BY r.county_code
HAVING count(*) > count(r.closed)
ORDER BY count(*) - count(r.closed) DESC, r.county_code
LIMIT 10
""",
        """
整改 = 表("rectifications").merge(表("counties")[["行编号", "名称"]], left_on="所在县代码", right_on="行编号", suffixes=("", "（县）"))
答案 = 整改.groupby(["名称", "所在县代码"]).agg({"行编号": "count", "销号日期": "count"}).reset_index()
答案.columns = ["县名", "县代码", "整改（项）", "已销号"]
答案["未销号（项）"] = 答案["整改（项）"] - 答案["已销号"]
答案 = 答案[答案["未销号（项）"] > 0].drop(columns="已销号")
答案 = 答案.sort_values(["未销号（项）", "县代码"], ascending=[False, True]).head(10)
""",
        "evaluation.html",
        ("outcome", "batch_outcomes"),
    ),
    Question(
        "trainings",
        "各县培训了多少人次，其中脱贫户多少，实现就业创业多少？",
        "研究者",
        "不计已更正的行；培训记录有从未公开的，该县不列；多的在前。",
        f"""
SELECT c.name AS 县名, t.county_code AS 县代码, count(*) AS "培训（期）", sum(t.people) AS 人次,
    sum(t.poor_people) AS 其中脱贫户人次, sum(t.employed) AS 实现就业创业人次
FROM trainings t JOIN counties c ON c.row_id = t.county_code
WHERE t.corrected_by IS NULL AND NOT instr(coalesce(c.not_listed, ''), '{_TRAININGS}')
GROUP BY t.county_code
ORDER BY sum(t.people) DESC, t.county_code
LIMIT 10
""",  # nosec B608  # our own words
        f"""
县 = 表("counties")
县 = 县[~县["未通过核对、从未公开，因而未列入的记录"].fillna("").str.contains("{_TRAININGS}")]
培训 = 表("trainings").merge(县[["行编号", "名称"]], left_on="所在县代码", right_on="行编号", suffixes=("", "（县）"))
培训 = 培训[培训["由哪一行更正（已更正的不计）"].isna()]
列 = ["人次", "其中脱贫户人次", "实现就业创业人次"]
培训[列] = 培训[列].astype(float)
各县 = 培训.groupby(["名称", "所在县代码"])
答案 = pd.concat([各县.size(), 各县[列].sum(min_count=1)], axis=1).reset_index()
答案.columns = ["县名", "县代码", "培训（期）", "人次", "其中脱贫户人次", "实现就业创业人次"]
答案 = 答案.sort_values(["人次", "县代码"], ascending=[False, True]).head(10)
""",
        "counties/index.html",
        ("trainings",),
    ),
    Question(
        "accepted",
        "哪些已验收的项目，中央资金还未拨付完？",
        "督导人员",
        "中央资金减去已拨付，差得多的在前；无中央资金的项目不计。",
        f"""
SELECT title AS 项目, row_id AS 项目编号, central_fen / 1000000.0 AS "中央资金（万元）",
    paid_fen / 1000000.0 AS "已拨付（万元）", (central_fen - paid_fen) / 1000000.0 AS "未拨付（万元）"
FROM projects
WHERE status = '{_ACCEPTED}' AND central_fen > paid_fen AND NOT is_without_central
ORDER BY central_fen - paid_fen DESC, row_id
LIMIT 10
""",  # nosec B608  # our own words
        f"""
项目 = 表("projects")
项目 = 项目[(项目["状态"] == "{_ACCEPTED}") & (项目["无中央资金（拨付、使用不计入全县）"] == "否")]
答案 = pd.DataFrame({{
    "项目": 项目["项目名称"],
    "项目编号": 项目["行编号"],
    "中央资金（万元）": 数(项目["中央资金（万元）"]),
    "已拨付（万元）": 数(项目["已拨付（万元）"]),
}})
答案["未拨付（万元）"] = (答案["中央资金（万元）"] - 答案["已拨付（万元）"]).round(6)
答案 = 答案[答案["未拨付（万元）"] > 0].sort_values(["未拨付（万元）", "项目编号"], ascending=[False, True]).head(10)
""",
        "acceptance.html",
        OF_PROJECTS,
    ),
)
