"""Places for findings, also in files that do not exist."""

from generator.model.base import Record
from generator.model.disclosure import CountyDisclosure
from generator.model.place import Place, path_label


def in_file(county: CountyDisclosure, file: str, label: str = "") -> Place:
    """Returns the place of a county's file as a whole, whether it exists or not."""
    return Place(f"counties/{county.code}/{file}", label=label)


def in_record(county: CountyDisclosure, record: Record, file: str, *path: str | int) -> Place:
    """Returns the place of a value of ``record``; if its file does not exist, the file it belongs in."""
    if record.origin.file:
        return record.place(*path)
    return in_file(county, file, path_label(record.key_path(*path)))


def in_plan(county: CountyDisclosure, *path: str | int) -> Place:
    """A value of plan.yaml."""
    return in_record(county, county.plan, f"{county.below}plan.yaml", *path)


def in_outcome(county: CountyDisclosure, *path: str | int) -> Place:
    """A value of outcome.yaml."""
    return in_record(county, county.outcome, f"{county.below}outcome.yaml", *path)
