"""All counties of a portal as a first build finds them."""

from generator.engine.running.job_order import run_together
from generator.engine.steps.counted import Count, Counted
from generator.engine.steps.county_work import Ground


def counted(ground: Ground, codes: tuple[str, ...], workers: int | None = None) -> tuple[Counted, ...]:
    """A look at every county's folder, by so many processes."""
    count = Count(ground, codes, {}, "")
    run_together([count.batch()], workers)
    return count.counted
