"""Which kinds of files may be attached, and how large they may be."""

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
OFFICE = (".docx", ".xlsx", ".pptx")
SUFFIXES = (".pdf", *PICTURES, *OFFICE)
LIMIT = 20_000_000
"""Largest submitted attachment, in bytes."""
