"""What a message may repeat of submitted text: nothing private, and only the beginning of a long quotation."""

import re

from generator.intake.screening.private import without_private

_SHOWN = 40
"""Characters of a written value that a message repeats."""
_LONG_QUOTE = re.compile(rf"(「)([^「」]{{{_SHOWN}}})[^「」]+(」)|(“)([^“”]{{{_SHOWN}}})[^“”]+(”)")


def as_shown(message: str) -> str:
    """A message as anybody may read it.

    Callers quote whole texts between 「」 or “”: what is private can only be recognised in the whole.
    """
    return (
        _LONG_QUOTE.sub(_cut, without_private(message)) if len(message) > _SHOWN else without_private(message)
    )


def _cut(quote: re.Match[str]) -> str:
    opening, beginning, closing = filter(None, quote.groups())
    return f"{opening}{beginning}…{closing}"
