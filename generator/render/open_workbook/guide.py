"""The first sheet of a workbook: what the file holds, as of when, from where, and how to read and join it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.county import County
from generator.model.site import Site
from generator.render.data_table import ROW_ID
from generator.render.data_tables import TABLES
from generator.render.open_workbook.cell_markup import LONGEST
from generator.render.open_workbook.package import Filled, Layout
from generator.render.table_columns import NOT_GIVEN, Column
from generator.views.portal import Portal

TITLE = "说明"
LAYOUT = Layout(TITLE, (Column("item", "事项"), Column("text", TITLE)), is_prose=True)
_TITLES = {column.name: column.title for table in TABLES for column in table.columns}


@dataclass(frozen=True)
class About:
    """What differs from one workbook to another."""

    of: str
    """Whose tables it holds."""
    portal: Portal
    is_demo: bool
    commit: str
    """The commit with the last change of its data; empty if unknown."""
    others: str
    """Where the data of others, or of each county, are."""
    left_out: str = ""
    """What it leaves out for its length, and where that is; empty: nothing."""


def guide(about: About, sheets: Sequence[tuple[Filled, str]]) -> list[tuple[str, str]]:
    """Returns the rows of the sheet.

    Args:
        sheets: the other sheets, each with the address of the same table as CSV, from the root.
    """
    return [*_told(about), *_listed(about, sheets)]


def _told(about: About) -> Iterator[tuple[str, str]]:
    site, as_of = about.portal.site, about.portal.as_of
    yield (
        "内容",
        f"{about.of}公开的项目、合同、台账等表格，一张表一个工作表，与网站上同名的 CSV 是同样的行和数。",
    )
    if about.left_out:
        yield "省略", about.left_out
    yield "数据截至", str(as_of)
    if about.is_demo:
        yield County.label_of("is_demo"), "县名、企业和金额均为虚构。"
    yield "发布", f"{site.publisher}“{site.title}”栏目，{site.base_url}"
    if about.commit:
        yield "提交", f"数据最近一次改动的 git 提交 {about.commit}"
    yield "使用", _terms(site, str(as_of))
    yield "另见", about.others
    yield (
        "金额",
        "以万元计，是数，照原始数据写全，最多六位小数（精确到分）；求和后舍入到六位小数，与网页的合计逐分相等。",
    )
    yield "日期", "写到日的是日期；未定到日的照原文，是文字。"
    yield "空格", f"未公开或者未填，不是 0。“{NOT_GIVEN}”是依据的记录从未公开。"
    yield (
        "更正",
        f"已被更正的行也列出，“{_TITLES['corrected_by']}”写更正它的行的{_TITLES[ROW_ID]}；求和时去掉这些行。",
    )
    yield (
        "连接各表",
        f"“{_TITLES[ROW_ID]}”永不改变，各表用它指别的表的行；“{_TITLES['county_code']}”指示范县，"
        f"“{_TITLES['project']}”指项目。每一栏的含义见网站的 data/datapackage.json。",
    )
    yield (
        "以前的版本",
        f"“{_TITLES['standing_since']}”有日期的行，最新一次报送未通过核对，所示是那一天公开的版本。",
    )
    yield (
        "文字",
        "以等号、加号、减号、@ 等开头的文字，前面有一个撇号，与 CSV 相同；本文件无公式，无外部链接。"
        f"一格最多 {LONGEST} 字，写不下的写明全文在哪个 CSV。",
    )


def _terms(site: Site, as_of: str) -> str:
    licence = f"许可：{site.licence.name}，{site.licence.url}。" if site.licence else ""
    return f"{licence}请注明：来源 {site.publisher}“{site.title}”栏目，数据截至 {as_of}。"


def _listed(about: About, sheets: Sequence[tuple[Filled, str]]) -> Iterator[tuple[str, str]]:
    base = about.portal.site.base_url
    for sheet, address in sheets:
        yield (
            f"工作表“{sheet.layout.title}”",
            f"{sheet.length} 行" + (f"；全省的 CSV：{base}{address}" if address else ""),
        )
