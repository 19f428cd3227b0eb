"""One rule held against one example."""

from dataclasses import replace

from generator.model.change import History
from generator.rules import find
from generator.rules.base import Hit
from generator.rules.example import scene


def judge(code: str, overlay: str = "", history: History | None = None) -> list[Hit]:
    """What a rule has to say of the spotless county with ``overlay`` laid over it."""
    entry = find(code)
    assert entry is not None
    assert entry.check is not None
    seen = scene(overlay)
    return list(entry.check(replace(seen, history=history) if history else seen))


def messages(code: str, overlay: str = "") -> list[str]:
    """The messages alone."""
    return [hit.message for hit in judge(code, overlay)]
