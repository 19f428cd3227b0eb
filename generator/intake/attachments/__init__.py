"""Attachments: their names, their real type, private data in them, and what of them is published."""

from generator.intake.attachments.apart import sharing
from generator.intake.attachments.named import named_attachments, report_missing
from generator.intake.attachments.reading import LyingAttachments, published_bytes, read_attachments

__all__ = [
    "LyingAttachments",
    "named_attachments",
    "published_bytes",
    "read_attachments",
    "report_missing",
    "sharing",
]
