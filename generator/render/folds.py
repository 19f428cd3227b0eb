"""Folds long content away under a summary line (``<details>``, which needs no script)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from generator.render.blocks import Entries, blocks
from generator.render.sheet import Sheet
from generator.render.words import Words, layout

SHOWN = 3
"""Entries of a long list that are not folded, and most rows of a table that is not folded."""
SENTENCES = 1
"""Most rows of a table of sentences that is not folded: on a phone, each is as high as five rows of figures."""
FIGURES = 10
"""Most rows that are not folded of a table that a reader comes for, such as targets."""
_END = blocks("</details>")


@contextmanager
def folded(sheet: Sheet, summary: str, *, when: bool = True) -> Iterator[None]:
    """Folds away what is added to the sheet inside the ``with``.

    Args:
        summary: the visible line; trusted text.
        when: False: nothing is folded.
    """
    if when:
        sheet.written(layout(f'<details class="fold"><summary>{summary}</summary>'))
    yield
    if when:
        sheet.add(_END)


def first_of(number: int, most: int = SHOWN) -> int:
    """Returns how many of ``number`` entries are not folded; a fold of a single entry is not made."""
    return number if number <= most + 1 else most


def few_first(sheet: Sheet, entries: Entries, rows: Sequence[Sequence[Words]], most: int = SHOWN) -> None:
    """Adds a list of at least one entry, with all but the first ``most`` entries folded away."""
    shown = first_of(len(rows), most)
    sheet.alike(entries, rows[:shown])
    if rows[shown:]:
        with folded(sheet, f"其余 {len(rows) - shown} 项"):
            sheet.alike(entries, rows[shown:])
