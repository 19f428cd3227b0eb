"""What each page shows, as frozen dataclasses that a template can read without calculating.

In: one county's disclosure, findings and history, or the summaries of all counties. Out: views; sums live here.
"""
