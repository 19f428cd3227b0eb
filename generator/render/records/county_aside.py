"""The narrow column of a county's page: what is disclosed and news; then people, visits, cases, files."""

from generator.model.codelists import InspectionLevel, UnitLevel
from generator.model.county import County
from generator.model.ledgers import Inspection
from generator.render import charts
from generator.render.blocks import Entries, blocks
from generator.render.columns import Column, Columns, Facts, nothing
from generator.render.folds import few_first, folded
from generator.render.open_contracting import county_address
from generator.render.records import enforcement
from generator.render.records.parts import END, END_DIV, TIMELINE, card, dated, joined, with_comma
from generator.render.records.project_particulars import tip_off_phone
from generator.render.records.public_catalogue import catalogue_url
from generator.render.records.untold import figure
from generator.render.sheet import Sheet
from generator.render.words import (
    GAP,
    NOTHING,
    Shape,
    Words,
    day,
    fixed,
    number,
    or_gap,
    or_nothing,
    resting,
    tel,
    term,
    together,
    words,
)
from generator.rules.checklist import ChecklistItem, Disclosed
from generator.views.county import CountyView, VisitMonth
from generator.views.county_headings import CASES, FILES, PEOPLE, VISITS
from generator.views.events import Event

_OF = Shape("{}/{}")
_CARD, _DISCLOSED = blocks('<section class="card">'), Shape("信息公开 {}")
_MISSING, _SHARE = fixed("***未公开***"), Shape("{}/{}")
_CHECKLIST = Columns[ChecklistItem](
    Column("事项", lambda _, item: words(item.title)),
    Column("情况", lambda _, item: _MISSING if item.state is Disclosed.NOT else words(item.state.value)),
    Column("已公开/应公开", lambda _, item: _SHARE(number(item.disclosed), number(item.due)), is_number=True),
)
_NEWS_LIST = blocks('<div class="news">')
_NEWS, _NO_NEWS, _NEWS_ITEM = card("最新动态"), blocks("暂无动态。"), Entries("{} *{}* {}")
_PEOPLE = card(PEOPLE)
_GROUP, _PHONE = Shape("{}牵头，{}参与"), Shape("，{}")
_REGULATIONS, _NO_REGULATIONS = (
    blocks(f"### {County.label_of('regulations')}"),
    blocks(f"{County.label_of('regulations')}未公开。"),
)
_REGULATION, _IN_BRACKETS = Entries("{}{}"), Shape("（{}）")
_VISITS, _NO_VISITS = card(VISITS), blocks("暂无督导检查记录。")
_VISIT_TABLE = Columns[VisitMonth](
    Column("月份", lambda _, row: words(row.month)),
    Column(InspectionLevel.CITY.label, lambda _, row: resting(number(row.city), row.rest), is_number=True),
    Column(
        InspectionLevel.COUNTY.label, lambda _, row: resting(number(row.county), row.rest), is_number=True
    ),
    Column("其他", lambda _, row: resting(number(row.others), row.rest), is_number=True),
)
_PROBLEMS, _NO_PROBLEMS = blocks("### 发现的问题"), blocks("暂无发现问题的记录。")
_PROBLEM, _DONE, _OPEN = (
    Entries("**{}** {}级：{}{}{}"),
    Shape("，{} 完成"),
    Shape("，期限 {}，未登记完成日期"),
)
_UNDATED = fixed("，未登记完成日期")
_CASES, _CASE = card(CASES), Entries("{} {}")
_FILES, _POLICY, _ON = card(FILES), Entries("{}{}"), Shape("（{}）")
_FEEDS = Shape("{}，按内容订阅见{}")


def latest(sheet: Sheet, view: CountyView) -> None:
    sheet.add(_CARD)
    sheet.heading(2, _DISCLOSED(resting(_OF(number(view.disclosed), number(view.due)), view.listed)))
    with folded(sheet, "逐项和公开目录"):
        sheet.paragraph(sheet.link("本县公开目录", catalogue_url(view.county.code)))
        _CHECKLIST.onto(sheet, view.checklist)
    sheet.add(END)
    _news(sheet, view)


def aside(sheet: Sheet, view: CountyView) -> None:
    _people(sheet, view.county)
    _visits(sheet, view)
    if view.cases:
        sheet.add(_CASES)
        few_first(sheet, _CASE, [(day(date), sheet.link(title, url)) for url, title, date in view.cases])
        sheet.add(END)
    _files(sheet, view)


def _news(sheet: Sheet, view: CountyView) -> None:
    sheet.add(_NEWS)
    if view.events:
        sheet.add(_NEWS_LIST)
        few_first(
            sheet,
            _NEWS_ITEM,
            [
                (day(event.date), term(event.topic), sheet.link(_here(event, view), event.url, event.earlier))
                for event in view.events
            ],
        )
        sheet.add(END_DIV)
        sheet.paragraph(sheet.link("订阅本县（RSS）", f"counties/{view.county.code}.xml"))
    else:
        sheet.add(_NO_NEWS)
    sheet.add(END)


def _here(event: Event, view: CountyView) -> str:
    """Returns the event's title without the county that leads it, as the page is the county's; names of documents stay."""
    for end in (" ", "："):
        if event.title.startswith(f"{view.county.name}{end}"):
            return event.title.removeprefix(f"{view.county.name}{end}")
    return event.title


def _people(sheet: Sheet, county: County) -> None:
    sheet.add(_PEOPLE)
    if county.level is UnitLevel.COUNTY:
        _FACTS.onto(sheet, county)
    else:
        _OF_UNIT.onto(sheet, county)
    sheet.items(_PHONES(tip_off_phone(way)) for way in county.tip_off)
    if county.regulations or county.level is UnitLevel.COUNTY:
        _regulations(sheet, county)
    sheet.add(END)


def _regulations(sheet: Sheet, county: County) -> None:
    sheet.add(_REGULATIONS)
    if county.regulations:
        with folded(sheet, f"全部 {len(county.regulations)} 项"):
            sheet.alike(
                _REGULATION,
                [
                    (words(row.name), _IN_BRACKETS(words(row.number)) if row.number else NOTHING)
                    for row in county.regulations
                ],
            )
    else:
        sheet.add(_NO_REGULATIONS)


def _person(county: County) -> Words:
    person = county.accountable_person
    if person is None:
        return GAP
    return together(or_nothing(person.unit), or_gap(person.post or person.name), _phone(person.phone))


def _department(county: County) -> Words:
    department = county.lead_department
    return together(or_gap(department.name), _phone(department.phone)) if department else GAP


def _phone(number_: str | None) -> Words:
    return _PHONE(tel(number_)) if number_ else NOTHING


def _group(county: County) -> Words:
    group = county.steering_group
    return _GROUP(or_gap(group.leader_post), joined(group.members)) if group else GAP


def _portal(sheet: Sheet, county: County) -> Words:
    url = county.disclosure_url
    return sheet.link("县政府门户网站专栏", url) if url else GAP


_FACTS = Facts[County](
    Column(County.label_of("accountable_person"), lambda _, county: _person(county)),
    Column(County.label_of("lead_department"), lambda _, county: _department(county)),
    Column("工作机制", lambda _, county: _group(county)),
    Column(County.label_of("disclosure_url"), _portal),
)
_OF_UNIT = Facts[County](
    Column(County.label_of("accountable_person"), lambda _, county: _person(county)),
    Column(County.label_of("lead_department"), lambda _, county: _department(county)),
)
"""Of a city or province, of which the notice asks neither a 工作机制 nor a 公开专栏."""
_PHONES = Shape(f"{County.label_of('tip_off')}：{{}}")


def _visits(sheet: Sheet, view: CountyView) -> None:
    sheet.add(_VISITS)
    chart = charts.visits_chart(view.visits, view.as_of)
    figure(sheet, chart, view.rests.inspections, view.lack.why(("inspections",)))
    if view.visits:
        with folded(sheet, f"逐月次数，{len(view.visits)} 个月"):
            _VISIT_TABLE.onto(sheet, view.visits)
        sheet.add(_PROBLEMS)
        _problems(sheet, view)
    else:
        sheet.add(nothing(_NO_VISITS, view.rests.inspections))
    enforcement.of_county(sheet, view.enforcement, view.titles, view.rests.enforcement)
    sheet.add(END)


def _problems(sheet: Sheet, view: CountyView) -> None:
    """Adds how many there are and how many are not settled; the problems are folded away."""
    if view.problems:
        left = sum(bool(row.due or row.problem) and not row.is_handled for row in view.problems)
        with folded(sheet, f"全部 {len(view.problems)} 项{f'，{left} 项未登记完成日期' if left else ''}"):
            sheet.add(TIMELINE)
            sheet.alike(_PROBLEM, [_problem(row) for row in view.problems])
            sheet.add(END_DIV)
    else:
        sheet.add(nothing(_NO_PROBLEMS, view.rests.inspections))


def _problem(row: Inspection) -> tuple[Words, ...]:
    end = NOTHING
    if row.done:
        end = _DONE(day(row.done))
    elif row.due:
        end = _OPEN(day(row.due))
    elif row.problem:
        end = _UNDATED
    measure = with_comma(row.measure.label if row.measure else None)
    return dated(row), term(row.level), or_nothing(row.problem), measure, end


def _open_contracting(sheet: Sheet, view: CountyView) -> list[Words]:
    """The county's OC4IDS package, where there is one."""
    if not view.has_package:
        return []
    return [sheet.link("本县项目（OC4IDS，JSON）", county_address(view.county.code))]


def _files(sheet: Sheet, view: CountyView) -> None:
    """Adds the county's own policy documents; what is for other programs and for the press is folded away."""
    code = view.county.code
    sheet.add(_FILES)
    if view.policies:
        policies = [
            (sheet.link(title, url), _ON(day(date)) if date else NOTHING)
            for url, title, date in view.policies
        ]
        few_first(sheet, _POLICY, policies)
    with folded(sheet, "文字、表格、日历、新闻素材"):
        sheet.items(
            (
                sheet.link("本页文字（Markdown）", f"counties/{code}.md"),
                sheet.link("本页数据（JSON）", f"counties/{code}.json"),
                sheet.link("本县全部表格（xlsx）", f"counties/{code}.xlsx"),
                _FEEDS(
                    sheet.link("本县动态（RSS）", f"counties/{code}.xml"),
                    sheet.link("订阅", "subscribe.html"),
                ),
                sheet.link("本县期限日历", f"counties/{code}.ics"),
                *_open_contracting(sheet, view),
                sheet.link("新闻素材：关键数字、图和表", f"data/press-{code}.html"),
            )
        )
    sheet.add(END)
