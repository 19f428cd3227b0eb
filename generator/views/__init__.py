"""What each page shows, as frozen values that a template reads without calculating.

In: one county's disclosure, findings and history, or the summaries of all counties. Out: views, with all sums made.
"""
