"""/counties/<code>.html: the county's money, projects and results, and what it has not disclosed."""

from functools import partial

from generator.model.codelists import FeedTopic
from generator.model.money import total
from generator.model.programme import DEMONSTRATION_COUNTY
from generator.model.project import FISCAL
from generator.render.blocks import blocks
from generator.render.calendar import CALENDAR, title
from generator.render.marks import Marks
from generator.render.open_json import county_json
from generator.render.open_workbook import MEDIA_TYPE, workbook_address
from generator.render.page import Alternate, Crumb, Page
from generator.render.records import parts
from generator.render.records.county_aside import aside, latest
from generator.render.records.county_main import main, money, projects, results
from generator.render.records.earlier_note import earlier
from generator.render.records.tags import DIRECTORY, HOME, JSON, MARKDOWN, article_tags, county_alternates
from generator.render.records.untold import untold
from generator.render.sheet import Sheet
from generator.render.words import (
    NOTHING,
    Shape,
    counted,
    number,
    percent,
    resting,
    together,
    wan,
    words,
)
from generator.views.county import CountyView
from generator.views.of_city import city_url

_HEAD = blocks("{} {} 年{} 行政区划代码 {} *{} 个项目*{}")
_OVERDUE = Shape(" ***{} 个逾期***")
_FACTS = blocks("""
<div class="facts">

- 中央财政专项资金（万元） **{}**（{} {}）
- 安排到项目（万元） **{}**（共 {} 个{}）
- 已拨付（万元） **{}**（{} {}{}）
- 已使用（万元） **{}**（{} {}）

</div>
""")
_WITHOUT_CENTRAL = blocks(f"""
<div class="facts">

- {FISCAL}（万元） **{{}}**（共 {{}} 个项目）
- 项目已拨付（万元） **{{}}**
- 项目已使用（万元） **{{}}**

</div>
""")
_FOUND = blocks("""
<section class="findings">

按规则目录核对，{} {} 项：{}。{}

</section>
""")
_COUNTED = Shape("{} {} 项")


def county_page(view: CountyView) -> Page:
    county = view.county
    stem = f"counties/{county.code}"
    return Page(
        stem=stem,
        kind="county",
        section="counties",
        title=county.name,
        description=f"{county.city.full}{county.name}电子商务进农村综合示范：{len(view.rows)} 个项目的资金、进度、验收和整改。",
        body=_sheet(view),
        breadcrumbs=(HOME, Crumb(DEMONSTRATION_COUNTY, "counties/index.html"), Crumb(county.name)),
        is_demo=county.is_demo,
        updated=view.updated,
        meta_tags=article_tags(
            county.name,
            view.updated,
            f"{county.name}商务局",
            f"{county.name},{DEMONSTRATION_COUNTY},专项资金,项目",
            (DEMONSTRATION_COUNTY, DIRECTORY),
        ),
        feeds=county_alternates(county.code, county.name, *FeedTopic),
        alternates=(
            Alternate("Markdown", f"{stem}.md", MARKDOWN),
            Alternate("JSON", f"{stem}.json", JSON),
            Alternate("xlsx", workbook_address(county.code), MEDIA_TYPE),
            Alternate(title(county.name), f"{stem}.ics", CALENDAR),
        ),
        tip_off="tip-off.html",
        publishes_markdown=True,
        data=partial(county_json, view),
    )


def _sheet(view: CountyView) -> Sheet:
    sheet = Sheet(Marks(view.earlier_versions))
    _head(sheet, view)
    _facts(sheet, view)
    untold(sheet, view.lack)
    if view.findings:
        _found(sheet, view)
    parts.in_columns(sheet, view, money, latest)
    projects(sheet, view)
    parts.in_columns(sheet, view, main, aside)
    results(sheet, view)
    return sheet


def _head(sheet: Sheet, view: CountyView) -> None:
    county = view.county
    sheet.add(parts.HEAD)
    sheet.title(words(county.name))
    sheet.add(
        _HEAD,
        sheet.link(county.city.full, url) if (url := city_url(county.city)) else words(county.city.full),
        words("、".join(str(part.county.cohort) for part in view.parts)),
        words(county.level.unit),
        words(_code(view)),
        resting(number(len(view.rows)), view.rests.projects),
        _OVERDUE(counted(view.overdue, view.rests.projects)) if view.overdue else NOTHING,
    )
    sheet.add(parts.HEAD_END)
    earlier(sheet, county, view.removal, "本县的公开内容")


def _no_share(view: CountyView) -> str:
    """What stands in place of a share: each batch has its own."""
    return "分批" if view.batches else "不适用"


def _code(view: CountyView) -> str:
    """The code, with where it comes from if it is a functional zone's, and the codes that it was before."""
    zone = view.county.zone
    said = [zone.code_source, zone.approval] if zone else []
    said.append(f"原 {'、'.join(view.former)}" if view.former else None)
    return view.county.code + (f"（{'，'.join(filter(None, said))}）" if any(said) else "")


def _facts(sheet: Sheet, view: CountyView) -> None:
    rests = view.rests
    if view.is_without_central:
        sheet.add(
            _WITHOUT_CENTRAL,
            wan(total(row.fiscal for row in view.rows)),
            number(len(view.rows)),
            resting(wan(total(row.paid for row in view.rows)), rests.paid),
            resting(wan(total(row.spent for row in view.rows)), rests.spent),
        )
        return
    sheet.add(
        _FACTS,
        resting(wan(view.central), rests.received),
        parts.defined(sheet, "已到账"),
        resting(wan(view.received), rests.received),
        resting(wan(view.allocated), rests.allocated),
        resting(number(len(view.rows)), rests.projects),
        parts.defined(sheet, "安排到项目", "项目"),
        resting(wan(view.paid), rests.paid),
        parts.defined(sheet, "拨付率"),
        resting(percent(view.paid_share, _no_share(view)), rests.paid_share),
        parts.returned(view.paid, view.returned),
        resting(wan(view.spent), rests.spent),
        parts.defined(sheet, "使用率"),
        resting(percent(view.spent_share, _no_share(view)), rests.spent_share),
    )


def _found(sheet: Sheet, view: CountyView) -> None:
    """Adds the number of findings of each kind, with a link to the list."""
    counts = [_COUNTED(words(title), number(count)) for title, count in view.finding_counts]
    below = sheet.link("逐项查看", f"#核对发现问题-{len(view.findings)}-项")
    sheet.add(
        _FOUND,
        parts.defined(sheet, "核对发现问题", "发现"),
        number(len(view.findings)),
        together(*counts, by="，"),
        below,
    )
