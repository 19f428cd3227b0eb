"""Real engines of 2019 to 2022 look at every kind of page: ``make engines``."""
