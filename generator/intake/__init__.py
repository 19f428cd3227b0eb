"""Reads files into the model: every value keeps its file, line and column; all problems are reported in one run.

In: the folder content_data/. Out: records, and findings on everything that could not be read.
"""

from generator.intake.attachments import named_attachments, published_bytes, read_attachments, sharing
from generator.intake.county.cancelled_projects import read_cancelled
from generator.intake.county.contradictions import coherence
from generator.intake.county.corrected_rows import settled
from generator.intake.county.county_folder import (
    CountyFolder,
    CountyIntake,
    county_folder,
    read_county,
    read_folder,
)
from generator.intake.county.current_month import until
from generator.intake.county.withholding import is_free_of, lines_in_error, withhold
from generator.intake.portal_files import MAINTAINERS, PortalIntake, read_maintainers, read_portal
from generator.intake.reading.spreadsheet import in_spreadsheets
from generator.intake.records.redactions import TakenBack
from generator.intake.screening.declared import Answer
from generator.intake.screening.hiding import Hidden, Hiding
from generator.intake.workbook.places import Places

__all__ = [
    "MAINTAINERS",
    "Answer",
    "CountyFolder",
    "CountyIntake",
    "Hidden",
    "Hiding",
    "Places",
    "PortalIntake",
    "TakenBack",
    "coherence",
    "county_folder",
    "in_spreadsheets",
    "is_free_of",
    "lines_in_error",
    "named_attachments",
    "published_bytes",
    "read_attachments",
    "read_cancelled",
    "read_county",
    "read_folder",
    "read_maintainers",
    "read_portal",
    "settled",
    "sharing",
    "until",
    "withhold",
]
