"""/cities/<code>.html: a city's duties in each of its counties, and the counties side by side."""

from generator.model.codelists import InspectionLevel
from generator.model.ending import Signature
from generator.model.outcome import Outcome
from generator.model.programme import DEMONSTRATION_COUNTY
from generator.model.withheld import Rest
from generator.render.columns import Column, Columns, resting_field
from generator.render.environment import render
from generator.render.feeds.catalogue import city_feed
from generator.render.overviews.cells import COUNTY, OVERDUE, PAID_AND_FOUND, RECEIVED
from generator.render.page import Alternate, Crumb, Page
from generator.render.records.tags import DIRECTORY, HOME, MARKDOWN, alternate, article_tags
from generator.render.words import (
    NOTHING,
    Shape,
    Words,
    counted,
    day,
    fixed,
    number,
    resting,
    term,
    together,
    wan,
    warned,
    words,
)
from generator.views.earlier_versions import EarlierVersions
from generator.views.of_city import Final, city_code, city_title
from generator.views.overviews.city import CityView, DutyLine
from generator.views.overviews.listings import CountyLine
from generator.views.portal import Portal

_NOT_CONCLUDED, _NONE, _NO_DUTY = fixed("暂不下结论"), fixed("无"), fixed("暂无应查的月份")
_MISSED, _OF_FINAL = Shape("***{}***"), Shape("{}{} {}，{}")
_NOT_REGISTERED, _SIGNED_BY = "未在本栏目登记", Shape("签字 {}")


def _concluded(shown: Words, line: DutyLine) -> Words:
    return _NOT_CONCLUDED if line.concluded else shown


def _gaps(line: DutyLine) -> Words:
    if line.concluded:
        return _NOT_CONCLUDED
    if not line.due:
        return _NO_DUTY
    return _MISSED(words("、".join(line.missed))) if line.missed else _NONE


_VISITS = Columns[DutyLine](
    COUNTY,
    Column("应查（月）", lambda _, line: _concluded(number(line.due), line), is_number=True),
    Column("有检查", lambda _, line: _concluded(number(line.made), line), is_number=True),
    Column("未登记", lambda _, line: _concluded(number(line.gaps), line), is_number=True),
    Column("未登记检查的月份", lambda _, line: _gaps(line), in_total=False),
    resting_field("市级检查（次）", "visits", "rests.inspections"),
    Column(
        "最近一次",
        lambda _, line: resting(
            day(line.last) if line.last else words(_NOT_REGISTERED), line.rests.inspections
        ),
        in_total=False,
    ),
)


def _signed(final: Final) -> Words:
    made: Signature | None = final.record.signature
    told = "，".join(filter(None, (made.unit, made.post, str(made.date or "")))) if made else ""
    return _SIGNED_BY(words(told or _NOT_REGISTERED))


def _final(final: Final) -> Words:
    batch = words(f"{final.batch}：") if final.batch else NOTHING
    return _OF_FINAL(batch, day(final.record.date), term(final.record.conclusion), _signed(final))


def _finals(line: DutyLine) -> Words:
    if line.rests.results is Rest.MISSING:
        return _NOT_CONCLUDED
    if not line.finals:
        return words(_NOT_REGISTERED)
    return resting(together(*map(_final, line.finals), by="；"), line.rests.results)


def _city_signed(line: DutyLine) -> Words:
    """Says of how many final acceptances the city's signature is on record."""
    if line.rests.results:
        return _NOT_CONCLUDED
    if not line.finals:
        return fixed("不适用")
    signed = sum(final.is_signed for final in line.finals)
    return words("已登记") if signed == len(line.finals) else words(_NOT_REGISTERED)


_SIGNATURES = Columns[DutyLine](
    COUNTY,
    Column(Outcome.label_of("final_acceptance"), lambda _, line: _finals(line), in_total=False),
    Column("综合验收的市级签字", lambda _, line: _city_signed(line), in_total=False),
    resting_field("项目验收（个）", "accepted", "rests.projects"),
    resting_field("其中登记了市级签字", "signed", "rests.projects"),
)
_FOLLOWED = Columns[DutyLine](
    COUNTY,
    resting_field("整改事项", "items", "rests.results"),
    resting_field("已销号", "closed", "rests.results"),
    resting_field("销号后有市级检查", "rechecked", "followed"),
    resting_field("未销号", "open", "rests.results"),
    Column("其中逾期", lambda _, line: _late(line.overdue, line, line.rests.results), is_number=True),
    resting_field(f"{InspectionLevel.CITY.label}级检查发现的问题", "problems", "rests.inspections"),
    Column("其中逾期未处理", lambda _, line: _late(line.late, line, line.rests.inspections), is_number=True),
)


def _late(found: int, line: DutyLine, rest: Rest) -> Words:
    """Warns of a county; the total, which has no address, is no warning."""
    return (warned if line.url else counted)(found, rest)


_COUNTIES = (
    Columns[CountyLine](
        COUNTY,
        resting_field("项目数", "projects", "rests.projects"),
        resting_field("已完成", "done", "rests.projects"),
        OVERDUE,
    )
    + RECEIVED
    + Columns(resting_field("安排到项目", "funds.allocated", "rests.allocated", wan))
    + PAID_AND_FOUND
)


def city_page(view: CityView, portal: Portal, earlier_versions: EarlierVersions) -> Page:
    name, code = view.city.full, city_code(view.city)
    stem = f"cities/{code}"
    title = city_title(view.city)
    return Page(
        stem=stem,
        kind="list",
        section="counties",
        title=title,
        description=f"{name}的每月检查、验收签字、整改督导，和所辖示范县的资金、项目、公开、发现。",
        body=render(
            "city.md.j2",
            root="../",
            earlier_versions=earlier_versions,
            portal=portal,
            view=view,
            title=title,
            feed=city_feed(code, name),
            visits=_VISITS,
            signatures=_SIGNATURES,
            followed=_FOLLOWED,
            counties=_COUNTIES,
        ),
        breadcrumbs=(HOME, Crumb(DEMONSTRATION_COUNTY, "counties/index.html"), Crumb(name)),
        is_demo=view.is_demo,
        updated=view.updated,
        meta_tags=article_tags(
            title,
            view.updated,
            f"各{DEMONSTRATION_COUNTY}",
            f"{name},{DEMONSTRATION_COUNTY},督导检查",
            (DEMONSTRATION_COUNTY, DIRECTORY),
        ),
        feeds=(alternate(city_feed(code, name)),),
        alternates=(Alternate("Markdown", f"{stem}.md", MARKDOWN),),
        tip_off="tip-off.html",
        publishes_markdown=True,
    )
