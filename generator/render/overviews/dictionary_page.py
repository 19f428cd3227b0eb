"""/data/dictionary.html: every file that counties and the province hand in, and every field of it."""

from generator.model.dictionary import dictionary
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview


def _draw(_: Overview) -> Content:
    return content("dictionary.md.j2", updated=None, files=dictionary())


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
