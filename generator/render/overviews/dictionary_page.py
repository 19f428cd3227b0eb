"""/data/dictionary.html: every file that counties and the province hand in, and every field of it."""

from generator.model.dictionary import Entry, dictionary
from generator.render.columns import Column, Columns
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview
from generator.render.words import words


def _written(entry: Entry) -> str:
    unit = f"，单位 {entry.unit}" if entry.unit else ""
    return f"{entry.kind}{unit}{'：' if entry.choices else ''}{'、'.join(entry.choices)}"


_ENTRIES = Columns[Entry](
    Column("名称", lambda _, entry: words(entry.label)),
    Column("写法", lambda _, entry: words(_written(entry))),
    Column("要求", lambda _, entry: words(entry.need)),
    Column("依据", lambda _, entry: words(entry.clause)),
    Column("说明", lambda _, entry: words(entry.note)),
)


def _draw(_: Overview) -> Content:
    return content("dictionary.md.j2", updated=None, files=dictionary(), entries=_ENTRIES)


DICTIONARY_PAGE = OverviewPage(
    stem="data/dictionary",
    title="数据字典",
    description="报送的每个文件、每一项内容：写法、单位、是否必填、依据。",
    menu=Menu.NEITHER,
    section="data",
    column_type="数据开放",
    is_always_shown=True,
    draw=_draw,
)
