"""/data/bulletin.html, and the same as Markdown and as a document for a word processor, for 通报 of clause 五（三）."""

from generator.model.programme import DEMONSTRATION_COUNTY, clause
from generator.render.blocks import blocks
from generator.render.columns import Column, Columns, resting_field
from generator.render.marks import Marks
from generator.render.page import Crumb, Page
from generator.render.records import HOME, article_tags, parts
from generator.render.sheet import Sheet
from generator.render.words import Shape, Words, counted, day, number, together, wan, words
from generator.views.overviews.bulletin import BulletinView, CountyLine, Named, Sentence, month_in_words
from generator.views.portal import Portal

STEM = "data/bulletin"
_SUPERVISION = clause("supervision")
_INTRO = "{}要求省商务厅定期督导并通报结果。以下是本栏目已公开的内容中这个月的事实，供编写通报时选用、修改，不是通报本身；数据截至 {}。"
_INTRO_BLOCK = blocks(_INTRO)
COUNTIES = Columns[CountyLine](
    Column(DEMONSTRATION_COUNTY, lambda sheet, line: sheet.link(line.name, line.url)),
    resting_field("报送进度的项目", "reported", "rests.reports"),
    resting_field("本月拨付（万元）", "paid", "rests.paid", wan),
    resting_field("市级检查", "city_visits", "rests.inspections"),
    resting_field("县级检查", "county_visits", "rests.inspections"),
    Column("重大改动", lambda _, line: _changes(line), is_number=True),
    Column("逾期项目", lambda _, line: counted(line.overdue, line.rests.projects), is_number=True),
    Column("核对发现问题", lambda _, line: counted(line.findings, line.rests.worst), is_number=True),
)
_TABLE = parts.card(f"各{DEMONSTRATION_COUNTY}")
_TABLE_NOTE = blocks("前面几列是{}的；逾期项目和核对发现的问题是截至 {} 的。")
_TAKE, _OTHER = parts.card("取用"), Shape("{}，可以粘贴到文稿里修改。")
_COMMAND = blocks("其他月份、文字处理软件的文档：`gongkai bulletin --month {} --out 通报素材.docx`。")
_SOURCE = blocks("{}。")
_NO_COUNTY = blocks("暂无示范县。")


def bulletin_page(view: BulletinView, portal: Portal) -> Page:
    """Makes the page; its Markdown is published beside it."""
    return Page(
        stem=STEM,
        kind="data",
        section="data",
        title=view.title,
        description=f"{month_in_words(view.month)}各示范县项目、资金、督导、改动和整改的事实，供编写通报时使用。",
        body=_with_ways_to_take(bulletin_facts(view, portal), view),
        breadcrumbs=(HOME, Crumb("数据", "data/index.html"), Crumb(view.title)),
        is_demo=view.is_demo,
        updated=view.updated,
        meta_tags=article_tags(
            view.title, view.updated, portal.site.publisher, "督导,通报", ("数据", "数据开放")
        ),
        tip_off="tip-off.html",
        publishes_markdown=True,
    )


def intro(view: BulletinView) -> str:
    """The first paragraph as plain text."""
    return _INTRO.format(_SUPERVISION.in_words, view.as_of)


def bulletin_facts(view: BulletinView, portal: Portal, root: str = "../") -> Sheet:
    """Makes the facts without the ways to take them.

    Args:
        root: what the addresses of links begin with; the whole address of the portal for a text that leaves it.
    """
    sheet = Sheet(Marks(view.earlier_versions), root)
    sheet.add(parts.HEAD)
    sheet.title(words(view.title))
    sheet.add(_INTRO_BLOCK, _cited(sheet, portal), day(view.as_of))
    sheet.add(parts.HEAD_END)
    for section in view.sections:
        sheet.add(parts.card(section.title))
        sheet.items([_sentence(sheet, sentence) for sentence in section.sentences])
        sheet.add(parts.END)
    sheet.add(_TABLE)
    if view.lines:
        sheet.add(_TABLE_NOTE, words(month_in_words(view.month)), day(view.as_of))
        COUNTIES.onto(sheet, view.lines)
    else:
        sheet.add(_NO_COUNTY)
    sheet.add(_SOURCE, words("，".join(view.source)))
    sheet.add(parts.END)
    return sheet


def _with_ways_to_take(sheet: Sheet, view: BulletinView) -> Sheet:
    sheet.add(_TAKE)
    sheet.paragraph(_OTHER(sheet.link("本页的 Markdown", f"{STEM}.md")))
    sheet.add(_COMMAND, words(view.month))
    sheet.add(parts.END)
    return sheet


def _cited(sheet: Sheet, portal: Portal) -> Words:
    url = portal.url_of(_SUPERVISION)
    return sheet.link(_SUPERVISION.in_words, url) if url else words(_SUPERVISION.in_words)


def _sentence(sheet: Sheet, sentence: Sentence) -> Words:
    return together(*(sheet.link(*part) if isinstance(part, Named) else words(part) for part in sentence))


def _changes(line: CountyLine) -> Words:
    return words("暂缺") if line.major_changes is None else number(line.major_changes)
