"""Where a build writes: staged beside the site that stands, swapped in at the end; disk or cluster."""
