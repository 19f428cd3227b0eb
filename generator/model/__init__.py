"""What is disclosed: records, codelists, money and identifiers. No I/O; imports nothing of ours.

In: mappings of Chinese keys to text, as a county wrote them. Out: typed, frozen records.
"""
