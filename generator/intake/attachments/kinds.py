"""Which kinds of files may be attached, and how large they may be."""

import re

from generator.intake.screening.declared import WORKBOOK

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
OFFICE = (".docx", ".xlsx", ".pptx")
SUFFIXES = (".pdf", *PICTURES, *OFFICE)
LIMIT = 20_000_000
"""Largest submitted attachment, in bytes."""
WORKBOOKS = tuple(f"{WORKBOOK}{suffix}" for suffix in (".xlsx", ".xls", ".ods"))
"""The names that a county's workbook may have."""
ADDRESS = re.compile(r"https?://\S+")
"""An attachment of a policy or notice that lies elsewhere."""


def called(suffix: str) -> str:
    """What messages call a file: a county's workbook, whose name stands for its suffix, or an attachment."""
    return WORKBOOK if suffix in WORKBOOKS else "附件"
