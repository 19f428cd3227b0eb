"""Pages that serve the reader: how to tip off, how to subscribe, where the data is."""

from generator.render.overviews.subject import Overview, Subject, make
from generator.render.page import Page


def tip_off(overview: Overview) -> Page:
    """/tip-off.html: clause 六 asks for the telephone; the page collects nothing."""
    subject = Subject(
        "tip-off",
        "tip-off",
        "监督举报",
        "监督举报的电话、地址、受理时间和受理范围。",
        "咨询投诉",
        "tip-off",
    )
    return make(subject, overview, "tip-off.md.j2", updated=None, ways=overview.column.site.tip_off)


def subscribe(overview: Overview) -> Page:
    """/subscribe.html"""
    subject = Subject("subscribe", "data", "订阅", "全栏目和各示范县的订阅地址，用法说明。", "数据开放")
    feeds = tuple((summary.name, f"counties/{summary.code}.xml") for summary in overview.summaries)
    return make(subject, overview, "subscribe.md.j2", updated=None, feeds=feeds)


def data(overview: Overview) -> Page:
    """/data/index.html"""
    subject = Subject(
        "data/index", "data", "数据", "本栏目现有的开放数据、来源和使用要求。", "数据开放", "data"
    )
    texts = tuple((summary.name, f"counties/{summary.code}.md") for summary in overview.summaries)
    return make(
        subject,
        overview,
        "data.md.j2",
        updated=overview.newest,
        site=overview.column.site,
        as_of=overview.column.as_of,
        texts=texts,
    )
