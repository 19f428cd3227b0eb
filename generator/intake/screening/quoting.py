"""What a message may repeat of what was handed in: nothing private, and of a long text its beginning."""

import re

from generator.intake.screening.private import without_private

_SHOWN = 40
"""Characters of a written value that a message repeats."""
_LONG_QUOTE = re.compile(rf"(「)([^「」]{{{_SHOWN}}})[^「」]+(」)|(“)([^“”]{{{_SHOWN}}})[^“”]+(”)")


def as_shown(message: str) -> str:
    """A message as anybody may read it, wherever it is printed.

    Messages quote between 「」 or “”, whole: what is private can only be told from the whole of it.
    """
    return (
        _LONG_QUOTE.sub(_cut, without_private(message)) if len(message) > _SHOWN else without_private(message)
    )


def _cut(quote: re.Match[str]) -> str:
    opening, beginning, closing = filter(None, quote.groups())
    return f"{opening}{beginning}…{closing}"
