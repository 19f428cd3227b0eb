"""A county's workbook (台账.xlsx) → the text files that it stands for, and where each of their values stands in it."""
