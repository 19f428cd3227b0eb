"""The note on a page that shows what was published before: the latest version is in error, or was removed."""

from generator.model.base import Record
from generator.model.change import Change
from generator.render.blocks import blocks
from generator.render.records.parts import in_words
from generator.render.sheet import Sheet
from generator.render.words import words

_EARLIER = blocks("""
<aside class="card withdrawn" aria-label="上一次公开的内容">

**该记录最近一次提交未通过核对，以下为{}公开的内容。**

</aside>
""")
_REMOVED = blocks("""
<aside class="card withdrawn" aria-label="已从数据仓库删去">

**{}已于{}从数据仓库删去（提交 {}），以下为{}公开的内容。** 公开过的内容不因删去而撤下，见{}。

</aside>
""")


def earlier(sheet: Sheet, record: Record, removal: Change | None = None, what: str = "该记录") -> None:
    """Adds a note if a record is shown in an earlier published version.

    Args:
        removal: how it was removed; None: it is in error.
        what: what the record is.
    """
    if record.earlier and removal:
        sheet.add(
            _REMOVED,
            words(what),
            in_words(removal.published.date()),
            words(removal.commit[:12]),
            in_words(record.earlier),
            sheet.link("变更记录", "changes.html"),
        )
    elif record.earlier:
        sheet.add(_EARLIER, in_words(record.earlier))
