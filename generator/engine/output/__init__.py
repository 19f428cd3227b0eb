"""Writes a site: staged beside the published one and moved in at the end, or uploaded to a remote address."""
