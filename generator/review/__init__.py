"""Reviews a submission: what it changes, what the checks say, and whether it may be merged at all.

In: two commits of the repository. Out: one page for whoever decides. Only the counties that it changes are read.
"""
