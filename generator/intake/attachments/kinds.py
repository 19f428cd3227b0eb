"""Which kinds of files may be attached, and how large they may be."""

import re

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
OFFICE = (".docx", ".xlsx", ".pptx")
SUFFIXES = (".pdf", *PICTURES, *OFFICE)
LIMIT = 20_000_000
"""Largest submitted attachment, in bytes."""
ADDRESS = re.compile(r"https?://\S+")
"""An attachment of a policy or notice that lies elsewhere."""
