"""Submitted bytes → plain values, each with its line and column."""
