"""Measurements, side by side in one run; not tests."""
