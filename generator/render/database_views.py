"""Views of the database: what people ask, each by the definition of the pages (/figures.html); money in 万元."""

from typing import NamedTuple

from generator.model.codelists import Status
from generator.model.money import FEN_PER_WAN

_CANCELLED = Status.CANCELLED.label


class View(NamedTuple):
    name: str
    title: str
    note: str
    query: str


def _wan(expression: str, name: str) -> str:
    return f"{expression} / {FEN_PER_WAN}.0 AS {name}"


VIEWS = (
    View(
        "by_county",
        "各县的资金",
        "与资金总览的各县一样；占比是占中央财政专项资金的百分数。",
        f"""
        SELECT row_id AS county_code, name, city, {_wan("central_fen", "central")}, {_wan("received_fen", "received")},
            {_wan("allocated_fen", "allocated")}, {_wan("paid_fen", "paid")}, {_wan("returned_fen", "returned")},
            {_wan("spent_fen", "spent")}, paid_fen * 100.0 / nullif(central_fen, 0) AS paid_share,
            spent_fen * 100.0 / nullif(central_fen, 0) AS spent_share, not_given
        FROM counties ORDER BY row_id
        """,  # nosec B608  # names and labels are our own
    ),
    View(
        "by_direction",
        "各支持方向的资金",
        "与资金总览的各方向一样；额度不含已取消的项目，金额不含无中央资金的项目。",
        f"""
        SELECT direction, count(*) AS projects,
            {_wan(f"coalesce(sum(central_fen) FILTER (WHERE status <> '{_CANCELLED}' AND NOT is_without_central), 0)", "central")},
            {_wan("coalesce(sum(paid_fen) FILTER (WHERE NOT is_without_central), 0)", "paid")},
            {_wan("coalesce(sum(spent_fen) FILTER (WHERE NOT is_without_central), 0)", "spent")},
            count(not_given) AS with_figures_not_given
        FROM projects GROUP BY direction ORDER BY direction
        """,  # nosec B608  # names and labels are our own
    ),
    View(
        "overdue",
        "逾期的项目",
        "完成时限已过、状态仍不到“基本完成”的，天数多的在前。",
        f"""
        SELECT row_id AS project, title, county_code, contractor, status, deadline, days_overdue,
            {_wan("paid_fen", "paid")}
        FROM projects WHERE days_overdue > 0 ORDER BY days_overdue DESC, row_id
        """,  # nosec B608  # names and labels are our own
    ),
    View(
        "unpaid_money",
        "到账后未拨付的资金",
        "已到账减去已拨付，多的在前；各笔到账多少天未拨付，见规则 F108 的发现。",
        f"""
        SELECT row_id AS county_code, name, {_wan("received_fen", "received")}, {_wan("paid_fen", "paid")},
            {_wan("(received_fen - paid_fen)", "unpaid")}
        FROM counties WHERE received_fen > paid_fen ORDER BY received_fen - paid_fen DESC, row_id
        """,  # nosec B608  # names and labels are our own
    ),
    View(
        "contractor_totals",
        "承办单位的项目和资金",
        "与承办单位的网页一样：改名、合并的算作一家，金额是牵头的项目，多的在前。",
        f"""
        SELECT key, name, counties, projects, {_wan("central_fen", "central")}, {_wan("paid_fen", "paid")},
            {_wan("returned_fen", "returned")}, overdue, cancelled
        FROM contractors ORDER BY paid_fen DESC, key
        """,  # nosec B608  # names and labels are our own
    ),
    View(
        "amount_changes",
        "金额的变更",
        "公开以后改过的金额，新的在前；原来、现在以万元计，照填报的数。",
        """
        SELECT id, published, county_code, record, title, field, old, new FROM changes
        WHERE unit = '万元' ORDER BY published DESC, id
        """,  # nosec B608  # names and labels are our own
    ),
)
"""All views, besides those of single tables in 万元."""
