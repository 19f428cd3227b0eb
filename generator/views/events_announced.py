"""The announcement of a new project: when it is published, whenever it is to start."""

from datetime import date

from generator.model.codelists import FeedTopic
from generator.model.money import format_wan
from generator.model.project import FISCAL, Project
from generator.views.event_maker import EventMaker
from generator.views.events import Event
from generator.views.said import said

_ANNOUNCED = ("title", "direction", "subsidy", "planned_start", "deadline", "description")
_ANNOUNCED_FIELDS = (
    *map(Project.label_of, (*_ANNOUNCED, "stated_direction")),
    Project.label_of("procurement", "notice_date"),
)


def announcement(maker: EventMaker, project: Project) -> Event:
    """Returns the one announcement of a project, on the day on which it was published."""
    day, dated = _published_on(maker, project)
    public = (f"{FISCAL}：{format_wan(project.fiscal)} 万元",) if project.is_without_central else ()
    facts = (
        *said(project, "id", "direction", "stated_direction", "subsidy"),
        *public,
        *(said(project.procurement, "notice_date") if project.procurement else ()),
        *said(project, "planned_start", "deadline"),
    )
    carried = (Project.label_of("is_carried_over"),) if project.is_carried_over else ()
    text = (*facts, *carried, project.description or "")
    told = [
        *(getattr(project, name) for name in _ANNOUNCED),
        *project.sources,
        *filter(None, (project.stated_direction,)),
    ]
    return maker.event(
        f"projects/{project.id}",
        day,
        FeedTopic.PROJECTS,
        "新项目公告",
        text,
        [project.id, *told, project.procurement and project.procurement.notice_date],
        record=project.id,
        fields=_ANNOUNCED_FIELDS,
        project=project,
        dated=dated,
    )


def _published_on(maker: EventMaker, project: Project) -> tuple[date, str]:
    """Returns the day of a project's publication; if unknown, the first day told of it, and what to say of that.

    A project that was published before the change record begins is dated no later than that.
    """
    known = maker.provenance.first_published(project.id)
    if known is not None:
        return known.date(), ""
    bought = project.procurement
    told = (bought.notice_date if bought else None) or project.start
    begins = maker.provenance.begins
    if told is not None and told <= min(begins or date.max, maker.provenance.as_of):
        return told, ""
    if begins is not None:
        return begins, f"公开日期：不晚于 {begins}"
    return date(maker.county.county.cohort, 1, 1), "公开日期：未知"
