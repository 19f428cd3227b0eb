"""Bytes handed in → plain values, each with its line and column."""
