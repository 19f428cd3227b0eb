"""The steps of a build: changed counties, province pages, search index, manifest."""
