"""A build step by step: what changed, the counties, the province, the manifest."""
