"""What of a 示范县 its city answers for, clauses 五（三） and 五（四）, as far as the county's own files tell it."""

from datetime import date
from typing import NamedTuple

from generator.model.cities import City
from generator.model.disclosure import CountyDisclosure
from generator.model.outcome import FinalAcceptance
from generator.rules.city_months import months_of_city
from generator.rules.facts import names_city
from generator.rules.spans import month_name


class Final(NamedTuple):
    """综合验收 of one batch."""

    batch: str
    """2022 年批次; empty if the county has one."""
    record: FinalAcceptance
    is_signed: bool
    """Whether the signature names the city."""


class OfCity(NamedTuple):
    """The city's duties in one county."""

    months: tuple[str, ...]
    """Months (YYYY-MM) in which the city had to visit, see rule V101."""
    accepted: int
    """Projects whose acceptance is on record."""
    signed: int
    """Of these, with a signature that names the city."""
    finals: tuple[Final, ...]
    """Oldest batch first."""


def city_url(city: City) -> str:
    """Returns the address of a city's page; empty for what stands in place of a city."""
    return f"cities/{city_code(city)}.html" if city.is_city else ""


def city_title(city: City) -> str:
    return f"{city.full}和所辖示范县"


def city_code(city: City) -> str:
    """Six digits, e.g. 210100."""
    return f"{city.code}00"


def of_city(county: CountyDisclosure, as_of: date) -> OfCity:
    record, batches = county.county, county.batches
    accepted = [project.acceptance for project in county.projects if project.acceptance]
    finals = [(batch.county.cohort, batch.outcome.final_acceptance) for batch in batches]
    return OfCity(
        months=tuple(map(month_name, months_of_city(county, as_of))),
        accepted=len(accepted),
        signed=sum(names_city(made.signature, record.name, record.city) for made in accepted),
        finals=tuple(
            [
                Final(
                    f"{cohort} 年批次" if len(batches) > 1 else "",
                    made,
                    names_city(made.signature, record.name, record.city),
                )
                for cohort, made in finals
                if made
            ]
        ),
    )
