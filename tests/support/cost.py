"""Whether work grows with the size of what is read, and no faster."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def assert_linear(work: Callable[[T], object], make: Callable[[int], T], size: int) -> None:
    """Eight times the size may take sixteen times the time of the processor; by squares it would be 64 times.

    The best of three runs counts, and what a run costs whatever its size is granted on top.
    """
    small, large = (_best(work, make(number)) for number in (size, 8 * size))
    assert large < 16 * small + 0.02, f"{small:.3f} s, {large:.3f} s"


def _best(work: Callable[[T], object], made: T) -> float:
    taken = []
    for _ in range(3):
        start = time.process_time()  # noqa: TID251 - compares costs
        work(made)
        taken.append(time.process_time() - start)  # noqa: TID251 - compares costs
    return min(taken)
