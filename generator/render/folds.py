"""What is long stands folded away on a page: one line says what it is and how much; it opens without a script."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from generator.render.blocks import Entries, blocks
from generator.render.sheet import Sheet
from generator.render.words import Words, layout

SHOWN = 3
"""Entries of a long list, or rows of a table, that stand open."""
_END = blocks("</details>")


@contextmanager
def folded(sheet: Sheet, summary: str, *, when: bool = True) -> Iterator[None]:
    """What is put on the sheet inside stands folded away.

    Args:
        summary: the line that stays, a text of ours.
        when: otherwise it stands open.
    """
    if when:
        sheet.written(layout(f'<details class="fold"><summary>{summary}</summary>'))
    yield
    if when:
        sheet.add(_END)


def first_of(number: int) -> int:
    """How many of so many entries stand open; one more is not worth a fold."""
    return number if number <= SHOWN + 1 else SHOWN


def few_first(sheet: Sheet, entries: Entries, rows: Sequence[Sequence[Words]]) -> None:
    """A list whose first entries stand open, the others folded away with their number; there must be one."""
    shown = first_of(len(rows))
    sheet.alike(entries, rows[:shown])
    if rows[shown:]:
        with folded(sheet, f"其余 {len(rows) - shown} 项"):
            sheet.alike(entries, rows[shown:])
