"""Findings → what `gongkai check` prints, for people and for machines. Pure functions; nothing here prints."""

from generator.rules.reports.text import format_text

__all__ = ["format_text"]
