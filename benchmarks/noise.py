"""What the rules say of honest counties and of counties with a seeded fault: python -m benchmarks.noise."""

import sys
from collections import Counter
from statistics import median

from benchmarks.honest_counties import COUNT, Data, county, honest
from benchmarks.seeded_faults import AT_THE_END, FAULTS
from generator.model.finding import Severity
from generator.rules import check_county
from generator.rules.example import laid_over, read_example, scene_of

ENDED = 5
"""A seed whose county has its 综合验收 behind it."""


def published(data: Data) -> list[str]:
    """Returns the codes of what is published of a county."""
    return [one.code for one in check_county(scene_of(data)) if one.severity is Severity.FINDING]


def of_fault(example: str, *, at_the_end: bool) -> list[str]:
    """Returns the codes of what is published of a county with a seeded fault."""
    return published(laid_over(county(ENDED if at_the_end else 0), read_example(example)))


def main() -> None:
    found = [published(honest(seed)[0]) for seed in range(COUNT)]
    counts = [len(codes) for codes in found]
    rules = Counter(code for codes in found for code in set(codes))
    lines = [f"{COUNT} honest counties: median {median(counts)}, most {max(counts)}"]
    lines += [f"  {code} in {number}" for code, number in rules.most_common()]
    faults = [(fault, False) for fault in FAULTS] + [(fault, True) for fault in AT_THE_END]
    missed = []
    for (what, code, example), at_the_end in faults:
        if code not in of_fault(example, at_the_end=at_the_end):
            missed.append(f"  {code} {what}")
    lines += [f"{len(faults)} seeded faults: {len(missed)} missed", *missed]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
