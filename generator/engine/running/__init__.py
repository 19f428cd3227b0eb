"""Doing many jobs: in this process or in worker processes."""
