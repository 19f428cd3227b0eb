"""Runs many jobs: in this process, in worker processes or on a Dask cluster."""
