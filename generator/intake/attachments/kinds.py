"""Which kinds of files may be attached, and how large they may be."""

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
SUFFIXES = (".pdf", *PICTURES, ".docx", ".xlsx")
LIMIT = 20_000_000
"""Bytes of an attachment as it is handed in."""
