"""What was worked out lately, for functions that a page calls a hundred times: asking costs a third of ``lru_cache``."""

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Memory(dict[K, V]):
    """Argument → what a function makes of it; forgets all when it holds as many as it may."""

    __slots__ = ("_make", "_most")

    def __init__(self, make: Callable[[K], V], most: int) -> None:
        super().__init__()
        self._make = make
        self._most = most

    def __missing__(self, argument: K) -> V:
        if len(self) >= self._most:
            self.clear()
        made = self[argument] = self._make(argument)
        return made


def remembered(most: int) -> Callable[[Callable[[K], V]], Callable[[K], V]]:
    """Decorate a function of one argument: it remembers what it made of ``most`` of them."""
    return lambda make: Memory(make, most).__getitem__
