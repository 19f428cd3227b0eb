"""Files → model, every value traceable to its file, line and column; problems collected, never the first one only.

In: the folder content_data/. Out: records, and findings on everything that could not be read.
"""

from generator.intake.attachments import named_attachments, published_bytes, read_attachments
from generator.intake.cancelled import read_cancelled
from generator.intake.coherence import coherence
from generator.intake.column import ColumnIntake, read_column
from generator.intake.corrections import settled
from generator.intake.county import CountyIntake, county_folder, read_county, read_folder
from generator.intake.hiding import Hidden, Hiding
from generator.intake.redactions import TakenBack
from generator.intake.screening.declared import Answer
from generator.intake.withhold import is_free_of, lines_in_error, withhold

__all__ = [
    "Answer",
    "ColumnIntake",
    "CountyIntake",
    "Hidden",
    "Hiding",
    "TakenBack",
    "coherence",
    "county_folder",
    "is_free_of",
    "lines_in_error",
    "named_attachments",
    "published_bytes",
    "read_attachments",
    "read_cancelled",
    "read_column",
    "read_county",
    "read_folder",
    "settled",
    "withhold",
]
